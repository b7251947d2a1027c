/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/wallet.h"

#include <string.h>

#include "../support/await.h"
#include "crypto/certificate-request.h"
#include "wallet-fixture.h"

#define PIN "274913"

static guint
count (Fixture *f)
{
  return g_list_model_get_n_items (yqq_wallet_get_credentials (f->wallet));
}

static guint
count_items (Fixture *f, const char *kind)
{
  g_autoptr (GPtrArray) items = fixture_find_items (f, kind);
  return items->len;
}

static YqqUnlockedVault *
prepare (Fixture *f)
{
  fixture_log_in (f);
  fixture_set_pin (f, PIN);
  return fixture_unlock (f, PIN);
}

/* Where the PIN is not what is looked at: a vault of its own, without two times scrypt. Opened
 * again it is the same. */
static YqqUnlockedVault *
open_vault (void)
{
  g_autoptr (YqqSecretBytes) kek =
      yqq_secret_bytes_new_copy ("0123456789abcdef0123456789abcdef", 32);
  return yqq_unlocked_vault_new (kek);
}

static YqqUnlockedVault *
prepare_without_pin (Fixture *f)
{
  fixture_log_in (f);
  return open_vault ();
}

/* --- account ------------------------------------------------------------------------------- */

static void
an_empty_keyring_is_a_wallet_without_account (Fixture *f, gconstpointer data)
{
  g_assert_true (yqq_wallet_get_loaded (f->wallet));
  g_assert_false (yqq_wallet_get_logged_in (f->wallet));
  g_assert_null (yqq_wallet_get_account (f->wallet));
  g_assert_null (yqq_wallet_get_device_key (f->wallet));
  g_assert_cmpuint (count (f), ==, 0);
}

static void
the_account_and_its_device_key_survive_a_restart (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  g_assert_true (yqq_wallet_get_logged_in (f->wallet));
  g_autoptr (GBytes) before =
      g_bytes_ref (yqq_key_get_public (yqq_wallet_get_device_key (f->wallet)));
  fixture_restart (f);
  g_assert_true (yqq_wallet_get_logged_in (f->wallet));
  g_assert_true (
      g_bytes_equal (before, yqq_key_get_public (yqq_wallet_get_device_key (f->wallet))));
  YqqAccount *account = yqq_wallet_get_account (f->wallet);
  g_assert_cmpstr (yqq_account_get_person_name (account), ==, "陈晓明");
  g_assert_cmpstr (yqq_account_get_birthday (account), ==, "19840317");
  g_assert_cmpstr (yqq_account_get_authority_origin (account), ==, "http://127.0.0.1:8080");
}

static void
an_interrupted_log_in_is_taken_up_with_the_same_key (Fixture *f, gconstpointer data)
{
  g_auto (Await) await = {0};
  yqq_wallet_create_device_key_async (f->wallet, NULL, await_callback, &await);
  g_assert_true (yqq_wallet_create_device_key_finish (f->wallet, await_result (&await), NULL));
  g_autoptr (GBytes) before =
      g_bytes_ref (yqq_key_get_public (yqq_wallet_get_device_key (f->wallet)));
  fixture_restart (f);
  g_assert_false (yqq_wallet_get_logged_in (f->wallet));
  fixture_log_in (f);
  g_assert_true (
      g_bytes_equal (before, yqq_key_get_public (yqq_wallet_get_device_key (f->wallet))));
  g_assert_cmpuint (count_items (f, "device-key"), ==, 1);
}

static void
logging_in_again_leaves_nothing_of_the_account_before (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare (f);
  g_autoptr (YqqCredential) credential = fixture_install (f, vault, "grant-1");
  fixture_log_in (f);
  g_assert_cmpuint (count_items (f, "account"), ==, 1);
  g_assert_cmpuint (count_items (f, "device-key"), ==, 1);
  g_assert_cmpuint (count_items (f, "certificate"), ==, 0);
  g_assert_cmpuint (count_items (f, "device-secret"), ==, 0);
  g_assert_cmpuint (count (f), ==, 0);
  g_assert_false (yqq_wallet_get_pin_set (f->wallet));
}

static void
a_log_in_under_way_leaves_the_account_as_it_is (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  g_autoptr (YqqCredential) credential = fixture_install (f, vault, "grant-1");
  g_autofree char *id = g_strdup (yqq_account_get_id (yqq_wallet_get_account (f->wallet)));
  g_auto (Await) await = {0};
  yqq_wallet_create_device_key_async (f->wallet, NULL, await_callback, &await);
  g_assert_true (yqq_wallet_create_device_key_finish (f->wallet, await_result (&await), NULL));
  g_assert_cmpstr (yqq_wallet_get_login_id (f->wallet), !=, id);
  g_assert_cmpuint (count (f), ==, 1);
  fixture_restart (f);
  g_assert_cmpstr (yqq_account_get_id (yqq_wallet_get_account (f->wallet)), ==, id);
  g_assert_cmpuint (count (f), ==, 1);
}

static void
logging_out_removes_everything (Fixture *f, gconstpointer data)
{
  static const char *const kinds[] = {"account",   "device-secret", "device-key",
                                      "pin-vault", "signing-key",   "certificate"};
  g_autoptr (YqqUnlockedVault) vault = prepare (f);
  g_autoptr (YqqCredential) credential = fixture_install (f, vault, "grant-1");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpuint (count_items (f, kinds[i]), ==, 1);
  g_auto (Await) await = {0};
  yqq_wallet_forget_async (f->wallet, NULL, await_callback, &await);
  g_assert_true (yqq_wallet_forget_finish (f->wallet, await_result (&await), NULL));
  g_assert_false (yqq_wallet_get_logged_in (f->wallet));
  g_assert_false (yqq_wallet_get_pin_set (f->wallet));
  g_assert_cmpuint (count (f), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpuint (count_items (f, kinds[i]), ==, 0);
}

static void
a_damaged_account_or_device_key_is_told (Fixture *f, gconstpointer data)
{
  static const char *const kinds[] = {"account", "device-key"};
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    fixture_log_in (f);
    fixture_damage (f, kinds[i], "{\"version\":1}");
    g_clear_object (&f->wallet);
    f->wallet = yqq_wallet_new (f->keyring);
    g_autoptr (GError) error = NULL;
    g_assert_false (fixture_load (f, &error));
    g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
    g_assert_false (yqq_wallet_get_loaded (f->wallet));
    /* The remedy is to log in again. */
    fixture_log_in (f);
    fixture_restart (f);
    g_assert_true (yqq_wallet_get_logged_in (f->wallet));
  }
}

/* --- keys and certificates ----------------------------------------------------------------- */

static void
an_installed_certificate_signs_after_a_restart (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) first = prepare (f);
  g_autoptr (YqqCredential) credential = fixture_install (f, first, "grant-1");
  g_assert_cmpstr (yqq_credential_get_enterprise_name (credential), ==, "演示企业");
  g_assert_cmpint (yqq_credential_get_algorithm (credential), ==, YQQ_ALGORITHM_SM2_SM3);
  g_assert_cmpuint (yqq_credential_get_chain (credential)->len, ==, 2);
  g_autofree char *fingerprint = g_strdup (yqq_credential_get_fingerprint (credential));

  fixture_restart (f);
  g_assert_cmpuint (count (f), ==, 1);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, PIN);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqKey) key = yqq_wallet_open_key (f->wallet, vault, fingerprint, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) message = g_bytes_new_static ("document", 8);
  g_autoptr (GBytes) signature = yqq_key_sign (key, message, &error);
  g_assert_no_error (error);
  YqqX509 *certificate =
      yqq_credential_get_certificate (yqq_wallet_find_credential (f->wallet, fingerprint));
  g_assert_true (
      yqq_public_key_verify (yqq_x509_get_public_key (certificate), message, signature, &error));
}

static void
a_key_opened_once_is_kept_in_the_vault_until_it_is_wiped (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  g_autoptr (YqqCredential) credential = fixture_install (f, vault, "grant-1");
  const char *fingerprint = yqq_credential_get_fingerprint (credential);
  g_autoptr (YqqKey) first = yqq_wallet_open_key (f->wallet, vault, fingerprint, NULL);
  g_autoptr (YqqKey) second = yqq_wallet_open_key (f->wallet, vault, fingerprint, NULL);
  g_assert_true (first == second);
  yqq_unlocked_vault_wipe (vault);
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_wallet_open_key (f->wallet, vault, fingerprint, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_VAULT_CLOSED);
}

static void
another_fingerprint_is_unknown (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  g_autoptr (YqqCredential) credential = fixture_install (f, vault, "grant-1");
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_wallet_open_key (f->wallet, vault, "00", &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEY_UNKNOWN);
}

static void
the_sealed_key_is_stored_before_anybody_hears_of_it (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  g_autoptr (GBytes) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqKey) key = fixture_try_create_key (f, vault, "grant-1", &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_items (f, "signing-key"), ==, 1);
  g_autoptr (YqqPublicKey) proven = yqq_certificate_request_check (request, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (yqq_public_key_get_spki (proven), yqq_key_get_public (key)));
}

static void
nothing_stored_holds_the_key_in_the_open (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  g_autoptr (YqqKey) key = fixture_create_key (f, vault, "grant-1");
  g_autoptr (YqqSecretBytes) secret = yqq_key_dup_secret (key);
  g_autoptr (GPtrArray) items = fixture_find_items (f, "signing-key");
  YqqKeyringItem *item = g_ptr_array_index (items, 0);
  g_autofree char *stored = g_strndup ((const char *)yqq_secret_bytes_get_data (item->secret),
                                       yqq_secret_bytes_get_size (item->secret));
  /* RFC 5915: the private half is an OCTET STRING of 32 bytes. Base64 has three alignments. */
  const guint8 *scalar = memmem (yqq_secret_bytes_get_data (secret) + 24,
                                 yqq_secret_bytes_get_size (secret) - 24, "\x04\x20", 2);
  g_assert_nonnull (scalar);
  for (gsize skip = 0; skip < 3; skip++) {
    g_autofree char *text = g_base64_encode (scalar + 2 + skip, 27);
    for (gsize at = 0; at + 12 <= 36; at++) {
      g_autofree char *part = g_strndup (text + at, 12);
      g_assert_null (strstr (stored, part));
    }
  }
}

static void
an_interrupted_installation_goes_on_with_the_same_key (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  g_autoptr (YqqKey) before = fixture_create_key (f, vault, "grant-1");
  g_autoptr (YqqKey) other_grant = fixture_create_key (f, vault, "grant-2");
  fixture_restart (f);
  g_assert_true (yqq_wallet_has_pending_keys (f->wallet));
  g_assert_true (yqq_wallet_is_pending_key (f->wallet, yqq_key_get_public (before)));
  g_assert_cmpuint (count (f), ==, 0);
  g_autoptr (YqqUnlockedVault) again = open_vault ();
  g_autoptr (YqqKey) after = fixture_create_key (f, again, "grant-1");
  g_assert_true (g_bytes_equal (yqq_key_get_public (before), yqq_key_get_public (after)));
  g_assert_cmpuint (count_items (f, "signing-key"), ==, 2);
}

static void
a_certificate_can_be_kept_later_and_without_the_pin (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  g_autoptr (YqqKey) key = fixture_create_key (f, vault, "grant-1");
  yqq_unlocked_vault_wipe (vault);
  fixture_restart (f);
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (GBytes) certificate = fixture_issue (yqq_key_get_public (key), "演示企业", &chain);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqCredential) credential =
      fixture_try_store (f, "grant-1", certificate, chain, &error);
  g_assert_no_error (error);
  g_assert_false (yqq_wallet_has_pending_keys (f->wallet));
}

static void
keys_that_nobody_certified_can_be_discarded (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  g_autoptr (YqqCredential) kept = fixture_install (f, vault, "grant-1");
  g_autoptr (YqqKey) key = fixture_create_key (f, vault, "grant-2");
  g_auto (Await) await = {0};
  yqq_wallet_discard_pending_keys_async (f->wallet, NULL, await_callback, &await);
  g_assert_true (yqq_wallet_discard_pending_keys_finish (f->wallet, await_result (&await), NULL));
  g_assert_false (yqq_wallet_has_pending_keys (f->wallet));
  g_assert_cmpuint (count_items (f, "signing-key"), ==, 1);
  fixture_restart (f);
  g_assert_cmpuint (count (f), ==, 1);
}

static void
a_certificate_for_another_key_or_grant_is_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  g_autoptr (YqqKey) key = fixture_create_key (f, vault, "grant-1");
  g_autoptr (YqqKey) stranger = yqq_key_generate (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (GBytes) foreign = fixture_issue (yqq_key_get_public (stranger), "别家企业", &chain);
  g_autoptr (GError) error = NULL;
  g_assert_null (fixture_try_store (f, "grant-1", foreign, chain, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEY_UNKNOWN);

  g_autoptr (GPtrArray) own_chain = NULL;
  g_autoptr (GBytes) own = fixture_issue (yqq_key_get_public (key), "演示企业", &own_chain);
  g_autoptr (GError) grant_error = NULL;
  g_assert_null (fixture_try_store (f, "grant-2", own, own_chain, &grant_error));
  g_assert_error (grant_error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEY_UNKNOWN);

  g_autoptr (GBytes) garbage = g_bytes_new_static ("garbage", 7);
  g_autoptr (GError) garbage_error = NULL;
  g_assert_null (fixture_try_store (f, "grant-1", garbage, own_chain, &garbage_error));
  g_assert_error (garbage_error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
  g_assert_cmpuint (count (f), ==, 0);
}

static void
installing_again_replaces_the_earlier_certificate (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  g_autoptr (YqqCredential) first = fixture_install (f, vault, "grant-1");
  g_autoptr (YqqCredential) other = fixture_install (f, vault, "grant-2");
  g_autoptr (YqqCredential) second = fixture_install (f, vault, "grant-1");
  g_assert_cmpuint (count (f), ==, 2);
  g_assert_null (yqq_wallet_find_credential (f->wallet, yqq_credential_get_fingerprint (first)));
  g_assert_true (yqq_wallet_find_credential (f->wallet, yqq_credential_get_fingerprint (second)) ==
                 second);
  g_assert_cmpuint (count_items (f, "certificate"), ==, 2);
  g_assert_cmpuint (count_items (f, "signing-key"), ==, 2);
}

static void
removing_takes_certificate_and_key (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  g_autoptr (YqqCredential) credential = fixture_install (f, vault, "grant-1");
  g_auto (Await) await = {0};
  yqq_wallet_remove_credential_async (f->wallet, credential, NULL, await_callback, &await);
  g_assert_true (yqq_wallet_remove_credential_finish (f->wallet, await_result (&await), NULL));
  g_assert_cmpuint (count (f), ==, 0);
  g_assert_cmpuint (count_items (f, "certificate"), ==, 0);
  g_assert_cmpuint (count_items (f, "signing-key"), ==, 0);
}

static void
a_damaged_certificate_or_key_is_left_out (Fixture *f, gconstpointer data)
{
  static const char *const kinds[] = {"certificate", "signing-key"};
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (YqqCredential) credential = fixture_install (f, vault, "grant-1");
    fixture_damage (f, kinds[i], "{\"version\":1,\"certificate\":\"AAAA\",\"chain\":[]}");
    g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "a stored*");
    if (i == 1)
      g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "a stored certificate has no key*");
    fixture_restart (f);
    g_test_assert_expected_messages ();
    g_assert_true (yqq_wallet_get_logged_in (f->wallet));
    g_assert_cmpuint (count (f), ==, 0);
    fixture_remove_kind (f, "certificate");
    fixture_remove_kind (f, "signing-key");
    fixture_restart (f);
  }
}

static void
a_changed_pepper_shows_as_damage_and_never_as_a_key (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) first = prepare (f);
  g_autoptr (YqqCredential) credential = fixture_install (f, first, "grant-1");
  fake_pin_gate_change_pepper (f->gate);
  g_autoptr (YqqUnlockedVault) vault = fixture_unlock (f, PIN);
  g_autoptr (GError) error = NULL;
  g_assert_null (
      yqq_wallet_open_key (f->wallet, vault, yqq_credential_get_fingerprint (credential), &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
}

static void
the_list_tells_what_changed (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqUnlockedVault) vault = prepare_without_pin (f);
  guint changes = 0;
  g_signal_connect_swapped (yqq_wallet_get_credentials (f->wallet), "items-changed",
                            G_CALLBACK (g_atomic_int_inc), &changes);
  g_autoptr (YqqCredential) credential = fixture_install (f, vault, "grant-1");
  g_assert_cmpuint (changes, ==, 1);
  g_autofree char *name = NULL;
  g_autofree char *algorithm = NULL;
  gint64 not_after = 0;
  g_object_get (credential, "enterprise-name", &name, "algorithm", &algorithm, "not-after",
                &not_after, NULL);
  g_assert_cmpstr (name, ==, "演示企业");
  g_assert_cmpstr (algorithm, ==, "sm2-sm3");
  g_assert_cmpint (not_after, >, g_get_real_time () / 1000);
}

#define ADD(name)                                                                                  \
  g_test_add ("/wallet/wallet/" #name, Fixture, NULL, fixture_set_up, name, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_choose_keyring (argv[1]);
  ADD (an_empty_keyring_is_a_wallet_without_account);
  ADD (the_account_and_its_device_key_survive_a_restart);
  ADD (an_interrupted_log_in_is_taken_up_with_the_same_key);
  ADD (logging_in_again_leaves_nothing_of_the_account_before);
  ADD (a_log_in_under_way_leaves_the_account_as_it_is);
  ADD (logging_out_removes_everything);
  ADD (a_damaged_account_or_device_key_is_told);
  ADD (an_installed_certificate_signs_after_a_restart);
  ADD (a_key_opened_once_is_kept_in_the_vault_until_it_is_wiped);
  ADD (another_fingerprint_is_unknown);
  ADD (the_sealed_key_is_stored_before_anybody_hears_of_it);
  ADD (nothing_stored_holds_the_key_in_the_open);
  ADD (an_interrupted_installation_goes_on_with_the_same_key);
  ADD (a_certificate_can_be_kept_later_and_without_the_pin);
  ADD (keys_that_nobody_certified_can_be_discarded);
  ADD (a_certificate_for_another_key_or_grant_is_refused);
  ADD (installing_again_replaces_the_earlier_certificate);
  ADD (removing_takes_certificate_and_key);
  ADD (a_damaged_certificate_or_key_is_left_out);
  ADD (a_changed_pepper_shows_as_damage_and_never_as_a_key);
  ADD (the_list_tells_what_changed);
  int failures = g_test_run ();
  fixture_clean_up ();
  return failures;
}
