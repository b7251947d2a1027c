/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a database to the schema this program was built for. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* The schema's number in this program. */
#define YQQ_SCHEMA_VERSION 14

/* Applies every numbered script that is still missing, each in a transaction that first locks the
 * version's row, so that two programs starting together do not both apply it. Fails with
 * YQQ_STORE_ERROR_NEWER_SCHEMA where the data is already ahead of this program. */
gboolean yqq_migrations_apply (YqqDatabase *database, GError **error);

G_END_DECLS
