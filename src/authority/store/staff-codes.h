/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-time codes that staff give to a person they have confirmed, kept as digests. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

#define YQQ_STAFF_CODE_DIGITS 8
#define YQQ_STAFF_CODE_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
/* Wrong codes before a person's codes are refused until staff give a new one. */
#define YQQ_STAFF_CODE_TRIES 5

/* Makes a new code, which also gives the person all tries again. Earlier codes stay good. */
char *
yqq_staff_codes_add (YqqDatabase *database, const char *person_id, gint64 now_ms, GError **error);

typedef enum {
  YQQ_STAFF_CODE_ACCEPTED, /* and used up */
  YQQ_STAFF_CODE_WRONG,    /* or used before; the try is counted */
  YQQ_STAFF_CODE_EXPIRED,
  YQQ_STAFF_CODE_LOCKED,
} YqqStaffCodeOutcome;

/* Tries a code. To be answered only after the transaction is committed, so that no try is free. */
gboolean yqq_staff_codes_try (YqqDatabase *database,
                              const char *person_id,
                              const char *code,
                              gint64 now_ms,
                              YqqStaffCodeOutcome *outcome,
                              guint *tries_left,
                              GError **error);

G_END_DECLS
