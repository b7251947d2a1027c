/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/error-text.h"

#include <gio/gio.h>
#include <string.h>

#include "app/sheet-reader.h"
#include "client/client-error.h"
#include "identity/fido2-error.h"
#include "identity/oidc-error.h"
#include "link/session-link.h"
#include "protocol/error.h"
#include "protocol/problem.h"
#include "scan/scan-error.h"
#include "wallet/wallet-error.h"

static void
assert_told (GQuark domain, int code)
{
  g_autoptr (GError) error = domain == YQQ_PROBLEM_ERROR
                                 ? yqq_problem_error_new ((YqqProblemCode)code, NULL)
                                 : g_error_new_literal (domain, code, "a test");
  g_autofree char *stable = yqq_error_text_dup_code (error);
  YqqErrorText text = yqq_error_text_get (error);
  g_test_message ("%s", stable);
  g_assert_true (yqq_error_text_has_entry (domain, code));
  g_assert_cmpstr (text.title, !=, "");
  g_assert_cmpstr (text.happened, !=, "");
  g_assert_cmpstr (text.remedy, !=, "");
  g_assert_nonnull (strchr (stable, ':'));
  g_assert_null (strstr (stable, "null"));
}

/* One code after the last has no entry: the table ends where the enumeration ends. */
static void
assert_complete (GQuark domain, int last)
{
  for (int code = 0; code <= last; code++)
    assert_told (domain, code);
  g_assert_false (yqq_error_text_has_entry (domain, last + 1));
}

static void
every_problem_of_the_authority_is_told (void)
{
  assert_complete (YQQ_PROBLEM_ERROR, YQQ_PROBLEM_COUNT);
}

static void
a_long_pause_is_not_called_a_moment (void)
{
  g_autoptr (GError) error = yqq_problem_error_new (YQQ_PROBLEM_RATE_LIMITED, NULL);
  yqq_problem_error_get (error)->retry_after = 1;
  const char *soon = yqq_error_text_get (error).remedy;
  yqq_problem_error_get (error)->retry_after = 60;
  const char *late = yqq_error_text_get (error).remedy;
  g_assert_nonnull (strstr (late, "minutes"));
  g_assert_cmpstr (soon, !=, late);
}

static void
every_error_of_the_wallet_is_told (void)
{
  assert_complete (YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_FAILED);
}

static void
every_error_of_the_way_to_the_authority_is_told (void)
{
  assert_complete (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_FAILED);
}

static void
every_error_of_the_scanner_is_told (void)
{
  assert_complete (YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CANCELLED);
}

static void
every_error_of_a_message_is_told (void)
{
  assert_complete (YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_EXPIRED);
}

static void
every_error_of_a_session_is_told (void)
{
  assert_complete (YQQ_LINK_ERROR, YQQ_LINK_ERROR_NOT_SIGNATURE);
  assert_complete (YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_NOT_LINKED);
}

static void
every_error_of_a_security_key_is_told (void)
{
  assert_complete (YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_REFUSED);
}

static void
every_error_of_a_sheet_is_told (void)
{
  assert_complete (YQQ_SHEET_ERROR, YQQ_SHEET_ERROR_EMPTY);
}

static void
an_error_of_nobody_is_told_too (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOSPC, "full");
  YqqErrorText text = yqq_error_text_get (error);
  g_assert_false (yqq_error_text_has_entry (G_FILE_ERROR, G_FILE_ERROR_NOSPC));
  g_assert_cmpstr (text.remedy, !=, "");
}

/* What must never be merged into one message. */
static void
the_scanners_failures_have_titles_of_their_own (void)
{
  static const YqqProblemCode codes[] = {
      YQQ_PROBLEM_CODE_UNKNOWN,   YQQ_PROBLEM_CODE_EXPIRED,          YQQ_PROBLEM_CODE_FORGED,
      YQQ_PROBLEM_CODE_USED,      YQQ_PROBLEM_RELYING_PARTY_UNKNOWN, YQQ_PROBLEM_REQUEST_INVALID,
      YQQ_PROBLEM_SESSION_CLOSED, YQQ_PROBLEM_CHECK_CODE_WRONG,
  };
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = yqq_problem_error_new (codes[i], NULL);
    g_assert_true (g_hash_table_add (titles, (gpointer)yqq_error_text_get (error).title));
  }
  for (int code = 0; code <= YQQ_SCAN_ERROR_CANCELLED; code++) {
    g_autoptr (GError) error = g_error_new_literal (YQQ_SCAN_ERROR, code, "a test");
    g_assert_true (g_hash_table_add (titles, (gpointer)yqq_error_text_get (error).title));
  }
}

static void
the_code_to_tell_a_service_desk_is_stable (void)
{
  g_autoptr (GError) error = yqq_problem_error_new (YQQ_PROBLEM_CODE_EXPIRED, NULL);
  g_autofree char *code = yqq_error_text_dup_code (error);
  g_assert_cmpstr (code, ==, "authority:code-expired");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/error-text/every_problem_of_the_authority_is_told",
                   every_problem_of_the_authority_is_told);
  g_test_add_func ("/app/error-text/a_long_pause_is_not_called_a_moment",
                   a_long_pause_is_not_called_a_moment);
  g_test_add_func ("/app/error-text/every_error_of_the_wallet_is_told",
                   every_error_of_the_wallet_is_told);
  g_test_add_func ("/app/error-text/every_error_of_the_way_to_the_authority_is_told",
                   every_error_of_the_way_to_the_authority_is_told);
  g_test_add_func ("/app/error-text/every_error_of_the_scanner_is_told",
                   every_error_of_the_scanner_is_told);
  g_test_add_func ("/app/error-text/every_error_of_a_message_is_told",
                   every_error_of_a_message_is_told);
  g_test_add_func ("/app/error-text/every_error_of_a_session_is_told",
                   every_error_of_a_session_is_told);
  g_test_add_func ("/app/error-text/every_error_of_a_security_key_is_told",
                   every_error_of_a_security_key_is_told);
  g_test_add_func ("/app/error-text/every_error_of_a_sheet_is_told",
                   every_error_of_a_sheet_is_told);
  g_test_add_func ("/app/error-text/an_error_of_nobody_is_told_too",
                   an_error_of_nobody_is_told_too);
  g_test_add_func ("/app/error-text/the_scanners_failures_have_titles_of_their_own",
                   the_scanners_failures_have_titles_of_their_own);
  g_test_add_func ("/app/error-text/the_code_to_tell_a_service_desk_is_stable",
                   the_code_to_tell_a_service_desk_is_stable);
  return g_test_run ();
}
