/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet-fixture.h"

#include <string.h>

#include "../support/await.h"
#include "../support/remove-tree.h"
#include "crypto/random.h"
#include "wallet/secret-service-keyring.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

static char *directory;
static YqqCertificateAuthority *authority;

void
fixture_choose_keyring (const char *argument)
{
  if (g_strcmp0 (argument, "daemon") == 0)
    return;
  directory = g_dir_make_tmp ("yqq-wallet-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "items.keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of the test", TRUE);
}

void
fixture_clean_up (void)
{
  g_clear_pointer (&authority, yqq_certificate_authority_unref);
  if (directory == NULL)
    return;
  remove_tree (directory);
  g_clear_pointer (&directory, g_free);
}

static void
empty_keyring (YqqKeyring *keyring)
{
  static const char *const kinds[] = {"account",     "device-secret", "device-key", "pin-vault",
                                      "signing-key", "certificate",   "face-key"};
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (GHashTable) attributes = yqq_keyring_attributes ("kind", kinds[i], NULL);
    g_autoptr (GError) error = NULL;
    yqq_keyring_remove (keyring, attributes, NULL, &error);
    g_assert_no_error (error);
  }
}

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->keyring = yqq_secret_service_keyring_new ();
  empty_keyring (self->keyring);
  self->gate = fake_pin_gate_new ();
  self->wallet = yqq_wallet_new (self->keyring);
  g_autoptr (GError) error = NULL;
  fixture_load (self, &error);
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->wallet);
  g_clear_object (&self->gate);
  g_clear_object (&self->keyring);
}

gboolean
fixture_load (Fixture *self, GError **error)
{
  g_auto (Await) await = {0};
  yqq_wallet_load_async (self->wallet, NULL, await_callback, &await);
  return yqq_wallet_load_finish (self->wallet, await_result (&await), error);
}

void
fixture_restart (Fixture *self)
{
  g_clear_object (&self->wallet);
  self->wallet = yqq_wallet_new (self->keyring);
  g_autoptr (GError) error = NULL;
  fixture_load (self, &error);
  g_assert_no_error (error);
}

void
fixture_log_in (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) key = {0};
  yqq_wallet_create_device_key_async (self->wallet, NULL, await_callback, &key);
  yqq_wallet_create_device_key_finish (self->wallet, await_result (&key), &error);
  g_assert_no_error (error);
  g_autoptr (YqqAccount) account = yqq_account_new (
      yqq_wallet_get_login_id (self->wallet), "unix:/run/authority.sock", "http://127.0.0.1:8080",
      "person-1", "陈晓明", "device-1", "19840317", "resident-id");
  g_auto (Await) store = {0};
  yqq_wallet_store_account_async (self->wallet, account, NULL, await_callback, &store);
  yqq_wallet_store_account_finish (self->wallet, await_result (&store), &error);
  g_assert_no_error (error);
}

gboolean
fixture_try_set_pin (Fixture *self, const char *text, GError **error)
{
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (text, strlen (text));
  g_auto (Await) await = {0};
  yqq_wallet_set_pin_async (self->wallet, YQQ_PIN_GATE (self->gate), pin, NULL, await_callback,
                            &await);
  return yqq_wallet_set_pin_finish (self->wallet, await_result (&await), error);
}

void
fixture_set_pin (Fixture *self, const char *pin)
{
  g_autoptr (GError) error = NULL;
  fixture_try_set_pin (self, pin, &error);
  g_assert_no_error (error);
}

YqqUnlockedVault *
fixture_try_unlock (Fixture *self, const char *text, GError **error)
{
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (text, strlen (text));
  g_auto (Await) await = {0};
  yqq_wallet_unlock_async (self->wallet, YQQ_PIN_GATE (self->gate), "session", "ABC", pin, NULL,
                           await_callback, &await);
  return yqq_wallet_unlock_finish (self->wallet, await_result (&await), error);
}

YqqUnlockedVault *
fixture_unlock (Fixture *self, const char *pin)
{
  g_autoptr (GError) error = NULL;
  YqqUnlockedVault *vault = fixture_try_unlock (self, pin, &error);
  g_assert_no_error (error);
  return vault;
}

YqqKey *
fixture_try_create_key (Fixture *self,
                        YqqUnlockedVault *vault,
                        const char *grant,
                        GBytes **request,
                        GError **error)
{
  g_auto (Await) await = {0};
  yqq_wallet_create_key_async (self->wallet, vault, grant, YQQ_ALGORITHM_SM2_SM3, NULL,
                               await_callback, &await);
  return yqq_wallet_create_key_finish (self->wallet, await_result (&await), request, error);
}

YqqKey *
fixture_create_key (Fixture *self, YqqUnlockedVault *vault, const char *grant)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) request = NULL;
  YqqKey *key = fixture_try_create_key (self, vault, grant, &request, &error);
  g_assert_no_error (error);
  return key;
}

GBytes *
fixture_issue (GBytes *public_key, const char *enterprise, GPtrArray **chain)
{
  static const YqqCaProfile ca = {"Test", "Test root", "Test issuing"};
  g_autoptr (GError) error = NULL;
  if (authority == NULL)
    authority = yqq_certificate_authority_create (YQQ_ALGORITHM_SM2_SM3, &ca,
                                                  yqq_clock_get_system (), &error);
  g_assert_no_error (error);
  guint8 random[16];
  yqq_random_bytes (random, sizeof random);
  g_autoptr (GBytes) serial = g_bytes_new (random, sizeof random);
  gint64 now = yqq_clock_get_unix_ms (yqq_clock_get_system ());
  YqqCertificateProfile profile = {
      .enterprise_name = enterprise,
      .credit_code = "91440101MA5CXNR20X",
      .person_name = "陈晓明",
      .kind = YQQ_CERTIFICATE_KIND_EMPLOYEE,
      .serial = serial,
      .not_before_ms = now,
      .not_after_ms = now + 365 * DAY_MS,
      .grant_code = "YQ440001",
  };
  g_autoptr (YqqPublicKey) key = yqq_public_key_new (public_key, &error);
  g_assert_no_error (error);
  GBytes *certificate = yqq_certificate_authority_issue (authority, key, &profile, &error);
  g_assert_no_error (error);
  *chain = g_ptr_array_ref (yqq_certificate_authority_get_chain (authority));
  return certificate;
}

YqqCredential *
fixture_try_store (Fixture *self,
                   const char *grant,
                   GBytes *certificate,
                   GPtrArray *chain,
                   GError **error)
{
  g_auto (Await) await = {0};
  yqq_wallet_store_credential_async (self->wallet, grant, certificate, chain, NULL, await_callback,
                                     &await);
  return yqq_wallet_store_credential_finish (self->wallet, await_result (&await), error);
}

YqqCredential *
fixture_install (Fixture *self, YqqUnlockedVault *vault, const char *grant)
{
  g_autoptr (YqqKey) key = fixture_create_key (self, vault, grant);
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (GBytes) certificate = fixture_issue (yqq_key_get_public (key), "演示企业", &chain);
  g_autoptr (GError) error = NULL;
  YqqCredential *credential = fixture_try_store (self, grant, certificate, chain, &error);
  g_assert_no_error (error);
  return credential;
}

GPtrArray *
fixture_find_items (Fixture *self, const char *kind)
{
  g_autoptr (GHashTable) attributes = yqq_keyring_attributes ("kind", kind, NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *items = yqq_keyring_search (self->keyring, attributes, NULL, &error);
  g_assert_no_error (error);
  return items;
}

void
fixture_damage (Fixture *self, const char *kind, const char *text)
{
  g_autoptr (GPtrArray) items = fixture_find_items (self, kind);
  g_assert_cmpuint (items->len, ==, 1);
  YqqKeyringItem *item = g_ptr_array_index (items, 0);
  g_autoptr (GHashTable) attributes =
      yqq_keyring_attributes ("kind", kind, "account", yqq_keyring_item_get (item, "account"),
                              "grant", yqq_keyring_item_get (item, "grant"), "fingerprint",
                              yqq_keyring_item_get (item, "fingerprint"), NULL);
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (text, strlen (text));
  g_autoptr (GError) error = NULL;
  yqq_keyring_store (self->keyring, attributes, "damaged", secret, NULL, &error);
  g_assert_no_error (error);
}

void
fixture_remove_kind (Fixture *self, const char *kind)
{
  g_autoptr (GHashTable) attributes = yqq_keyring_attributes ("kind", kind, NULL);
  g_autoptr (GError) error = NULL;
  yqq_keyring_remove (self->keyring, attributes, NULL, &error);
  g_assert_no_error (error);
}
