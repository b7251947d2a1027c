/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything the client asks, asked of the real authority. */
#include "../support/await.h"
#include "client/client-error.h"
#include "client/fetch-authority.h"
#include "client/fetch-grants.h"
#include "client/fetch-me.h"
#include "client/install-certificate.h"
#include "client/log-out.h"
#include "model/grant.h"
#include "protocol/certificates.h"
#include "protocol/problem.h"
#include "real-authority.h"

static YqqMe *
try_fetch_me (Real *real, GError **error)
{
  g_auto (Await) await = {0};
  yqq_fetch_me_async (real->connection, NULL, await_callback, &await);
  return yqq_fetch_me_finish (await_result (&await), error);
}

static YqqUnlockedVault *
try_unlock (Real *real, const char *text, const char *subject, GError **error)
{
  g_autoptr (YqqSecretBytes) pin = real_pin (text);
  g_auto (Await) await = {0};
  yqq_wallet_unlock_async (real->wallet, real->gate, "install", subject, pin, NULL, await_callback,
                           &await);
  return yqq_wallet_unlock_finish (real->wallet, await_result (&await), error);
}

static gboolean
finish_installations (Real *real, GError **error)
{
  g_auto (Await) await = {0};
  yqq_finish_installations_async (real->connection, real->wallet, NULL, await_callback, &await);
  return yqq_finish_installations_finish (await_result (&await), error);
}

/* --- log in -------------------------------------------------------------------------------- */

static void
it_says_who_it_is (Real *real, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_fetch_authority_async (real->connection, NULL, await_callback, &await);
  g_autoptr (YqqAuthorityInfo) info = yqq_fetch_authority_finish (await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info->origin, ==, real->origin);
  g_assert_true (info->demonstration);
  g_assert_cmpstr (info->home_province, ==, "44");
  g_assert_cmpuint (g_strv_length (info->roots), ==, 2);
}

static void
a_person_logs_in_with_a_staff_code (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  g_assert_true (yqq_wallet_get_logged_in (real->wallet));
  YqqAccount *account = yqq_wallet_get_account (real->wallet);
  g_assert_cmpstr (yqq_account_get_authority_origin (account), ==, real->origin);
  g_assert_cmpstr (yqq_account_get_birthday (account), ==, "19000101");
  g_assert_cmpstr (yqq_account_get_id_type (account), ==, "resident-id");
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqMe) me = try_fetch_me (real, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (me->device_id, ==, yqq_account_get_device_id (account));
  g_assert_cmpstr (yqq_person_get_name (me->person), ==, yqq_account_get_person_name (account));
  g_assert_false (me->pin_set);
  g_assert_cmpuint (me->memberships->len, >=, 1);
}

static void
the_log_in_holds_after_a_restart_of_both (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  real_kill (real);
  real_start (real);
  real_restart_client (real);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqMe) me = try_fetch_me (real, &error);
  g_assert_no_error (error);
}

static void
a_wrong_code_tells_the_tries_left_and_leaves_nothing (Real *real, gconstpointer data)
{
  g_autoptr (GPtrArray) people = real_fetch_people (real);
  YqqDemonstrationPerson *person = people->pdata[0];
  g_autoptr (GError) error = NULL;
  const char *wrong = g_str_equal (person->staff_code, "00000000") ? "11111111" : "00000000";
  g_assert_false (real_try_log_in (real, person, wrong, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_INVALID);
  g_assert_cmpint (yqq_problem_error_get (error)->tries_left, >, 0);
  g_assert_false (yqq_wallet_get_logged_in (real->wallet));
  g_assert_null (yqq_authority_connection_get_device_key (real->connection));
  g_clear_error (&error);
  g_assert_true (real_try_log_in (real, person, person->staff_code, &error));
  g_assert_no_error (error);
}

static void
a_stranger_is_not_let_in (Real *real, gconstpointer data)
{
  g_autoptr (GPtrArray) people = real_fetch_people (real);
  YqqDemonstrationPerson *person = people->pdata[0];
  g_autofree char *name = g_steal_pointer (&person->name);
  person->name = g_strdup ("无此人");
  g_autoptr (GError) error = NULL;
  g_assert_false (real_try_log_in (real, person, person->staff_code, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PERSON_UNKNOWN);
}

static void
a_wrong_number_is_told_by_its_member (Real *real, gconstpointer data)
{
  g_autoptr (GPtrArray) people = real_fetch_people (real);
  YqqDemonstrationPerson *person = people->pdata[0];
  g_free (person->id_number);
  person->id_number = g_strdup ("440100190001010015");
  g_autoptr (GError) error = NULL;
  g_assert_false (real_try_log_in (real, person, person->staff_code, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_MALFORMED);
  g_assert_cmpstr (yqq_problem_error_get (error)->member, ==, "id_number");
}

static void
without_a_device_key_nothing_signed_is_sent (Real *real, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (try_fetch_me (real, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DEVICE_UNKNOWN);
}

static void
a_clock_that_is_far_off_is_told (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  g_autoptr (YqqClock) clock = yqq_clock_new_manual (g_get_real_time () / 1000 - 400 * 1000);
  yqq_authority_connection_set_clock (real->connection, clock);
  g_autoptr (GError) error = NULL;
  g_assert_null (try_fetch_me (real, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_SIGNATURE_EXPIRED);
}

static void
logging_out_revokes_the_device (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  g_autoptr (YqqKey) key = yqq_key_ref (yqq_wallet_get_device_key (real->wallet));
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_log_out_async (real->connection, real->wallet, FALSE, NULL, await_callback, &await);
  g_assert_true (yqq_log_out_finish (await_result (&await), &error));
  g_assert_no_error (error);
  g_assert_false (yqq_wallet_get_logged_in (real->wallet));
  yqq_authority_connection_set_device_key (real->connection, key);
  g_assert_null (try_fetch_me (real, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DEVICE_REVOKED);
}

static void
offline_nothing_is_logged_out_unless_only_here_is_asked (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  real_kill (real);
  g_autoptr (GError) error = NULL;
  g_auto (Await) first = {0};
  yqq_log_out_async (real->connection, real->wallet, FALSE, NULL, await_callback, &first);
  g_assert_false (yqq_log_out_finish (await_result (&first), &error));
  g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE);
  g_assert_true (yqq_wallet_get_logged_in (real->wallet));
  g_clear_error (&error);
  g_auto (Await) second = {0};
  yqq_log_out_async (real->connection, real->wallet, TRUE, NULL, await_callback, &second);
  g_assert_true (yqq_log_out_finish (await_result (&second), &error));
  g_assert_false (yqq_wallet_get_logged_in (real->wallet));
}

static void
offline_is_told_apart_and_ends_by_itself (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  g_assert_true (yqq_authority_connection_get_online (real->connection));
  real_kill (real);
  g_autoptr (GError) error = NULL;
  g_assert_null (try_fetch_me (real, &error));
  g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE);
  g_assert_false (yqq_authority_connection_get_online (real->connection));
  real_start (real);
  g_clear_error (&error);
  g_autoptr (YqqMe) me = try_fetch_me (real, &error);
  g_assert_no_error (error);
  g_assert_true (yqq_authority_connection_get_online (real->connection));
}

static void
a_cancelled_question_is_cancelled_and_nothing_else (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_ADMINISTRATOR);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_fetch_me_async (real->connection, cancellable, await_callback, &await);
  g_cancellable_cancel (cancellable);
  g_assert_null (yqq_fetch_me_finish (await_result (&await), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (yqq_authority_connection_get_online (real->connection));
}

/* --- PIN ----------------------------------------------------------------------------------- */

static void
the_gate_counts_wrong_pins_and_locks (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_EMPLOYEE);
  real_set_pin (real);
  g_autofree char *grant = real_find_grant (real);
  for (int left = 4; left >= 0; left--) {
    g_autoptr (GError) error = NULL;
    g_assert_null (try_unlock (real, "583026", grant, &error));
    g_assert_error (error, YQQ_WALLET_ERROR,
                    (left > 0 ? YQQ_WALLET_ERROR_WRONG_PIN : YQQ_WALLET_ERROR_PIN_LOCKED));
    g_assert_cmpint (yqq_wallet_error_get_tries_left (error), ==, left);
  }
  g_autoptr (GError) error = NULL;
  g_assert_null (try_unlock (real, REAL_PIN, grant, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_LOCKED);
  g_clear_error (&error);
  g_autoptr (YqqMe) me = try_fetch_me (real, &error);
  g_assert_true (me->pin_set);
  g_assert_true (me->pin_locked);
}

static void
a_wrong_pin_still_counts_after_the_authority_was_killed (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_EMPLOYEE);
  real_set_pin (real);
  g_autoptr (GError) error = NULL;
  g_assert_null (try_unlock (real, "583026", "grant", &error));
  g_assert_cmpint (yqq_wallet_error_get_tries_left (error), ==, 4);
  real_kill (real);
  real_start (real);
  g_clear_error (&error);
  g_assert_null (try_unlock (real, "583026", "grant", &error));
  g_assert_cmpint (yqq_wallet_error_get_tries_left (error), ==, 3);
}

/* --- certificates -------------------------------------------------------------------------- */

static void
a_certificate_of_each_algorithm_is_installed (Real *real, gconstpointer data)
{
  GListModel *credentials = yqq_wallet_get_credentials (real->wallet);
  g_assert_cmpuint (g_list_model_get_n_items (credentials), ==, 2);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (YqqCredential) credential = g_list_model_get_item (credentials, i);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) chain =
        yqq_x509_list_new_from_der (yqq_credential_get_chain (credential), &error);
    g_assert_no_error (error);
    g_autoptr (GPtrArray) root = g_ptr_array_new ();
    g_ptr_array_add (root, chain->pdata[chain->len - 1]);
    g_assert_true (yqq_x509_verify_chain (yqq_credential_get_certificate (credential), chain, root,
                                          g_get_real_time () / 1000, &error));
    g_assert_no_error (error);
  }
  real_restart_client (real);
  g_assert_cmpuint (g_list_model_get_n_items (yqq_wallet_get_credentials (real->wallet)), ==, 2);
}

static void
on_progress (YqqInstallStep step, gpointer user_data)
{
  g_string_append_c (user_data, '0' + (char)step);
}

static void
an_installation_tells_its_steps_in_order (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_EMPLOYEE);
  real_set_pin (real);
  g_autofree char *grant = real_find_grant (real);
  g_autoptr (GString) steps = g_string_new (NULL);
  g_autoptr (YqqSecretBytes) pin = real_pin (REAL_PIN);
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_install_certificate_async (real->connection, real->wallet, real->gate, grant,
                                 YQQ_ALGORITHM_SM2_SM3, pin, on_progress, steps, NULL,
                                 await_callback, &await);
  g_autoptr (YqqCredential) credential =
      yqq_install_certificate_finish (await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (steps->str, ==, "0123");
  g_assert_cmpstr (yqq_credential_get_grant_id (credential), ==, grant);
}

static void
installing_again_supersedes_the_earlier_one (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_EMPLOYEE);
  real_set_pin (real);
  g_autofree char *grant = real_find_grant (real);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqCredential) first =
      real_try_install (real, grant, YQQ_ALGORITHM_SM2_SM3, REAL_PIN, &error);
  g_autoptr (YqqCredential) second =
      real_try_install (real, grant, YQQ_ALGORITHM_SM2_SM3, REAL_PIN, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (yqq_credential_get_fingerprint (first), !=,
                   yqq_credential_get_fingerprint (second));
  g_assert_cmpuint (g_list_model_get_n_items (yqq_wallet_get_credentials (real->wallet)), ==, 1);
}

static void
a_wrong_pin_installs_nothing (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_EMPLOYEE);
  real_set_pin (real);
  g_autofree char *grant = real_find_grant (real);
  g_autoptr (GError) error = NULL;
  g_assert_null (real_try_install (real, grant, YQQ_ALGORITHM_SM2_SM3, "583026", &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN);
  g_assert_false (yqq_wallet_has_pending_keys (real->wallet));
}

static void
another_persons_grant_is_not_found (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_EMPLOYEE);
  real_set_pin (real);
  g_autoptr (GError) error = NULL;
  g_assert_null (real_try_install (real, "no-such-grant", YQQ_ALGORITHM_SM2_SM3, REAL_PIN, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_GRANT_NOT_FOUND);
}

/* An installation that dies after `reached` steps: 1 the key is stored, 2 the certificate is
 * issued. */
static void
interrupt_installation (Real *real, const char *grant, guint reached)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqUnlockedVault) vault = try_unlock (real, REAL_PIN, grant, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) request = NULL;
  g_auto (Await) key_made = {0};
  yqq_wallet_create_key_async (real->wallet, vault, grant, YQQ_ALGORITHM_SM2_SM3, NULL,
                               await_callback, &key_made);
  g_autoptr (YqqKey) key =
      yqq_wallet_create_key_finish (real->wallet, await_result (&key_made), &request, &error);
  g_assert_no_error (error);
  if (reached < 2)
    return;
  YqqInstallRequest install = {.request = request, .algorithm = YQQ_ALGORITHM_SM2_SM3};
  g_autoptr (JsonObject) body = yqq_install_request_to_json (&install);
  g_autofree char *path = g_strdup_printf ("/v1/grants/%s/certificates", grant);
  g_auto (Await) issued = {0};
  yqq_authority_connection_send_async (real->connection, "POST", path, body, YQQ_REQUEST_SIGNED,
                                       65536, NULL, await_callback, &issued);
  g_autoptr (JsonObject) answer =
      yqq_authority_connection_send_finish (real->connection, await_result (&issued), &error);
  g_assert_no_error (error);
}

static void
an_issued_certificate_that_was_not_kept_is_kept_at_the_next_start (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_EMPLOYEE);
  real_set_pin (real);
  g_autofree char *grant = real_find_grant (real);
  interrupt_installation (real, grant, 2);
  real_restart_client (real);
  g_assert_true (yqq_wallet_has_pending_keys (real->wallet));
  g_autoptr (GError) error = NULL;
  g_assert_true (finish_installations (real, &error));
  g_assert_no_error (error);
  g_assert_false (yqq_wallet_has_pending_keys (real->wallet));
  g_assert_cmpuint (g_list_model_get_n_items (yqq_wallet_get_credentials (real->wallet)), ==, 1);
}

static void
a_key_nobody_certified_is_removed_at_the_next_start (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_EMPLOYEE);
  real_set_pin (real);
  g_autofree char *grant = real_find_grant (real);
  interrupt_installation (real, grant, 1);
  real_restart_client (real);
  g_autoptr (GError) error = NULL;
  g_assert_true (finish_installations (real, &error));
  g_assert_false (yqq_wallet_has_pending_keys (real->wallet));
  g_assert_cmpuint (g_list_model_get_n_items (yqq_wallet_get_credentials (real->wallet)), ==, 0);
}

static void
an_interrupted_installation_is_finished_by_installing (Real *real, gconstpointer data)
{
  real_log_in (real, REAL_EMPLOYEE);
  real_set_pin (real);
  g_autofree char *grant = real_find_grant (real);
  interrupt_installation (real, grant, 2);
  real_restart_client (real);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqCredential) credential =
      real_try_install (real, grant, YQQ_ALGORITHM_SM2_SM3, REAL_PIN, &error);
  g_assert_no_error (error);
  g_auto (Await) await = {0};
  yqq_fetch_grants_async (real->connection, NULL, await_callback, &await);
  g_autoptr (GPtrArray) grants = yqq_fetch_grants_finish (await_result (&await), &error);
  g_assert_cmpuint (yqq_grant_get_certificates (grants->pdata[0])->len, ==, 1);
}

#define ADD(name)                                                                                  \
  g_test_add ("/client/authority/" #name, Real, NULL, real_set_up, name, real_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  real_initialise ();
  ADD (it_says_who_it_is);
  ADD (a_person_logs_in_with_a_staff_code);
  ADD (the_log_in_holds_after_a_restart_of_both);
  ADD (a_wrong_code_tells_the_tries_left_and_leaves_nothing);
  ADD (a_stranger_is_not_let_in);
  ADD (a_wrong_number_is_told_by_its_member);
  ADD (without_a_device_key_nothing_signed_is_sent);
  ADD (a_clock_that_is_far_off_is_told);
  ADD (logging_out_revokes_the_device);
  ADD (offline_nothing_is_logged_out_unless_only_here_is_asked);
  ADD (offline_is_told_apart_and_ends_by_itself);
  ADD (a_cancelled_question_is_cancelled_and_nothing_else);
  ADD (the_gate_counts_wrong_pins_and_locks);
  ADD (a_wrong_pin_still_counts_after_the_authority_was_killed);
  g_test_add ("/client/authority/a_certificate_of_each_algorithm_is_installed", Real, NULL,
              real_set_up_signer, a_certificate_of_each_algorithm_is_installed, real_tear_down);
  ADD (an_installation_tells_its_steps_in_order);
  ADD (installing_again_supersedes_the_earlier_one);
  ADD (a_wrong_pin_installs_nothing);
  ADD (another_persons_grant_is_not_found);
  ADD (an_issued_certificate_that_was_not_kept_is_kept_at_the_next_start);
  ADD (a_key_nobody_certified_is_removed_at_the_next_start);
  ADD (an_interrupted_installation_is_finished_by_installing);
  int failures = g_test_run ();
  real_clean_up ();
  return failures;
}
