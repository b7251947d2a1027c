/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes records from before there was a chain into the authority's chain. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* Appends what the table audit holds to the authority's chain, in the order of its time and with
 * that time, then drops the table. Inside the caller's transaction. */
gboolean yqq_audit_carry (YqqDatabase *database, GError **error);

G_END_DECLS
