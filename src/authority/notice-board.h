/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where people look what they were told, and say how far they have read. */
#pragma once

#include "authority/reply.h"
#include "authority/store/devices.h"
#include "authority/store/writer.h"

G_BEGIN_DECLS

/* GET /v1/me/notices; after as in yqq_notices_list. */
JsonObject *
yqq_notice_board_list (YqqDatabase *reader, const YqqDevice *device, gint64 after, GError **error);

/* POST /v1/me/notices/seen */
void yqq_notice_board_see (YqqWriter *writer,
                           const YqqDevice *device,
                           gint64 up_to,
                           YqqReply reply,
                           gpointer user_data);

G_END_DECLS
