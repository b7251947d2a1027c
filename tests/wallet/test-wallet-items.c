/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/wallet-items.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "wallet/account.h"
#include "wallet/wallet-error.h"

#define SALT "\"AAECAwQFBgcICQoLDA0ODw==\""

static YqqKeyringItem *
make_item (const char *text)
{
  g_autoptr (GHashTable) attributes =
      yqq_item_attributes (YQQ_ITEM_SIGNING_KEY, "account-1", "grant-1", "00");
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (text, strlen (text));
  return yqq_keyring_item_new (attributes, secret);
}

/* Takes text. */
static void
check_damaged (char *text, gpointer (*read) (YqqKeyringItem *, GError **), const char *because)
{
  g_autofree char *owned = text;
  g_autoptr (YqqKeyringItem) item = make_item (owned);
  g_autoptr (GError) error = NULL;
  g_assert_null (read (item, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
  if (strstr (error->message, because) == NULL)
    g_error ("damaged for another reason than %s: %s", because, error->message);
}

static gpointer
read_json (YqqKeyringItem *item, GError **error)
{
  return yqq_item_read_json (item->secret, error);
}

static gpointer
read_account (YqqKeyringItem *item, GError **error)
{
  g_autoptr (JsonObject) object = yqq_item_read_json (item->secret, error);
  return object != NULL ? yqq_account_from_json (object, error) : NULL;
}

static gpointer
read_pin_vault (YqqKeyringItem *item, GError **error)
{
  return yqq_pin_vault_item_read (item->secret, error);
}

static gpointer
read_signing_key (YqqKeyringItem *item, GError **error)
{
  return yqq_signing_key_item_read (item, error);
}

static gpointer
read_certificate (YqqKeyringItem *item, GError **error)
{
  return yqq_certificate_item_read (item, error);
}

static char *
dup_base64_zeros (gsize size)
{
  g_autofree guint8 *zeros = g_malloc0 (size);
  return yqq_base64_encode (zeros, size);
}

static void
an_item_over_its_size_is_damaged (void)
{
  g_autofree char *spaces = g_strnfill (256 * 1024, ' ');
  check_damaged (g_strconcat ("{\"version\":1", spaces, "}", NULL), read_json, "size limit");
}

static void
an_item_of_another_version_is_damaged (void)
{
  check_damaged (g_strdup ("{\"version\":2}"), read_json, "version");
  check_damaged (g_strdup ("{}"), read_json, "version");
}

static void
an_account_with_a_long_text_is_damaged (void)
{
  g_autofree char *text = g_strnfill (257, 'a');
  check_damaged (g_strdup_printf ("{\"version\":1,\"id\":\"%s\"}", text), read_account, "\"id\"");
}

static void
a_salt_of_another_size_is_damaged (void)
{
  static const gsize sizes[] = {0, 15, 33, 100 * 1024};
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *salt = dup_base64_zeros (sizes[i]);
    check_damaged (g_strdup_printf ("{\"version\":1,\"salt\":\"%s\",\"registered\":true}", salt),
                   read_pin_vault, "salt");
  }
  g_autoptr (YqqKeyringItem) good =
      make_item ("{\"version\":1,\"salt\":" SALT ",\"registered\":true}");
  g_autoptr (YqqPinVaultItem) item = yqq_pin_vault_item_read (good->secret, NULL);
  g_assert_nonnull (item);
}

static void
a_sealed_key_over_its_size_is_damaged (void)
{
  g_autofree char *sealed = dup_base64_zeros (16 * 1024 + 1);
  g_autofree char *public_key = dup_base64_zeros (513);
  check_damaged (
      g_strdup_printf ("{\"version\":1,\"algorithm\":\"sm2-sm3\",\"public_key\":\"AAAA\","
                       "\"sealed\":\"%s\"}",
                       sealed),
      read_signing_key, "sealed");
  check_damaged (g_strdup_printf ("{\"version\":1,\"algorithm\":\"sm2-sm3\",\"public_key\":\"%s\","
                                  "\"sealed\":\"AAAA\"}",
                                  public_key),
                 read_signing_key, "public_key");
}

static void
a_certificate_or_chain_over_its_size_is_damaged (void)
{
  g_autofree char *large = dup_base64_zeros (17 * 1024);
  check_damaged (g_strdup_printf ("{\"version\":1,\"certificate\":\"%s\",\"chain\":[]}", large),
                 read_certificate, "\"certificate\"");
  check_damaged (
      g_strdup_printf ("{\"version\":1,\"certificate\":\"AAAA\",\"chain\":[\"%s\"]}", large),
      read_certificate, "\"chain\"");
  check_damaged (g_strdup ("{\"version\":1,\"certificate\":\"AAAA\",\"chain\":[\"AAAA\",\"AAAA\","
                           "\"AAAA\",\"AAAA\",\"AAAA\",\"AAAA\",\"AAAA\",\"AAAA\",\"AAAA\"]}"),
                 read_certificate, "\"chain\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/wallet/wallet-items/" #name, name)
  ADD (an_item_over_its_size_is_damaged);
  ADD (an_item_of_another_version_is_damaged);
  ADD (an_account_with_a_long_text_is_damaged);
  ADD (a_salt_of_another_size_is_damaged);
  ADD (a_sealed_key_over_its_size_is_damaged);
  ADD (a_certificate_or_chain_over_its_size_is_damaged);
  return g_test_run ();
}
