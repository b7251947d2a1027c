/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The staff code: a one-time code that staff give to a person whose document they have seen. */
#pragma once

#include "base/clock.h"
#include "identity/staff-code-store.h"
#include "identity/verifier.h"

G_BEGIN_DECLS

#define YQQ_STAFF_CODE_METHOD "staff-code"
#define YQQ_STAFF_CODE_DIGITS 8
#define YQQ_STAFF_CODE_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
/* Wrong codes before a person's codes are refused until staff give a new one. */
#define YQQ_STAFF_CODE_TRIES 5

#define YQQ_TYPE_STAFF_CODE_VERIFIER (yqq_staff_code_verifier_get_type ())
G_DECLARE_FINAL_TYPE (YqqStaffCodeVerifier,
                      yqq_staff_code_verifier,
                      YQQ,
                      STAFF_CODE_VERIFIER,
                      GObject)

/* Evidence: {"code":"12345678"}. Anything but eight digits is refused without being counted. */
YqqStaffCodeVerifier *yqq_staff_code_verifier_new (YqqStaffCodeStore *store, YqqClock *clock);

/* Makes a code, keeps its salted digest for duration_ms, and gives the person all tries again.
 * Earlier codes stay good. purpose: what it counts for (identity/policy.h), NULL: everything;
 * confirmed_by: who saw the person, may be NULL. Owned; the only place where the code can ever be
 * read. */
char *yqq_staff_code_issue (YqqStaffCodeStore *store,
                            const char *person_id,
                            const char *purpose,
                            const char *confirmed_by,
                            gint64 duration_ms,
                            gint64 now_ms,
                            GError **error);

G_END_DECLS
