/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration's fictional enterprises and people, and codes to log in as them. */
#pragma once

#include "authority/reply.h"
#include "authority/store/writer.h"
#include "base/clock.h"

G_BEGIN_DECLS

/* Makes what is missing, inside a transaction of the caller's. */
gboolean yqq_demonstration_create (YqqDatabase *database, gint64 now_ms, GError **error);

/* GET /v1/demonstration: each person with a code made just now; not-found where there are none. */
void
yqq_demonstration_list (YqqWriter *writer, YqqClock *clock, YqqReply reply, gpointer user_data);

G_END_DECLS
