/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store as an older program had left it. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* Undoes the schema's scripts after that number, from the newest on, as far back as 11; what only
 * they can hold is lost. */
void test_rewind_schema (YqqDatabase *database, guint version);

G_END_DECLS
