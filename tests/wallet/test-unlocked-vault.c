/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/unlocked-vault.h"

#include "wallet/wallet-error.h"

#define KEY "0123456789abcdef0123456789abcdef"

static YqqUnlockedVault *
unlock (const char *key)
{
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (key, 32);
  return yqq_unlocked_vault_new (secret);
}

static GBytes *
seal (YqqUnlockedVault *vault, const char *data)
{
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy ("a signing key", 13);
  g_autoptr (GBytes) associated = g_bytes_new (data, 1);
  g_autoptr (GError) error = NULL;
  GBytes *sealed = yqq_unlocked_vault_seal (vault, secret, associated, &error);
  g_assert_no_error (error);
  return sealed;
}

static void
assert_damaged (YqqUnlockedVault *vault, GBytes *sealed, const char *data)
{
  g_autoptr (GBytes) associated = g_bytes_new (data, 1);
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_unlocked_vault_open (vault, sealed, associated, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
}

static void
what_was_sealed_opens_with_the_same_key_and_data_only (void)
{
  g_autoptr (YqqUnlockedVault) vault = unlock (KEY);
  g_autoptr (YqqUnlockedVault) other = unlock ("fedcba9876543210fedcba9876543210");
  g_autoptr (GBytes) sealed = seal (vault, "1");
  g_autoptr (GBytes) associated = g_bytes_new ("1", 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSecretBytes) opened = yqq_unlocked_vault_open (vault, sealed, associated, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (yqq_secret_bytes_get_data (opened), yqq_secret_bytes_get_size (opened),
                   "a signing key", 13);
  assert_damaged (vault, sealed, "2");
  assert_damaged (other, sealed, "1");
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (sealed, 0, g_bytes_get_size (sealed) - 1);
  assert_damaged (vault, cut, "1");
}

static void
a_key_that_was_opened_is_kept_for_the_next_signature (void)
{
  g_autoptr (YqqUnlockedVault) vault = unlock (KEY);
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_assert_null (yqq_unlocked_vault_dup_key (vault, "00"));
  yqq_unlocked_vault_keep_key (vault, "00", key);
  g_autoptr (YqqKey) kept = yqq_unlocked_vault_dup_key (vault, "00");
  g_assert_true (kept == key);
  g_assert_null (yqq_unlocked_vault_dup_key (vault, "01"));
}

/* One holder signs while another wipes: nothing may come back by what arrives late. */
static void
a_wipe_is_for_all_who_hold_it_and_for_good (void)
{
  g_autoptr (YqqUnlockedVault) vault = unlock (KEY);
  g_autoptr (YqqUnlockedVault) elsewhere = yqq_unlocked_vault_ref (vault);
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (GBytes) sealed = seal (vault, "1");
  g_autoptr (GBytes) associated = g_bytes_new ("1", 1);
  g_autoptr (GError) error = NULL;
  yqq_unlocked_vault_keep_key (vault, "00", key);
  yqq_unlocked_vault_wipe (elsewhere);
  yqq_unlocked_vault_wipe (elsewhere);
  g_assert_true (yqq_unlocked_vault_is_wiped (vault));
  g_assert_null (yqq_unlocked_vault_dup_key (vault, "00"));
  g_assert_null (yqq_unlocked_vault_open (vault, sealed, associated, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_VAULT_CLOSED);
  yqq_unlocked_vault_keep_key (vault, "00", key);
  g_assert_null (yqq_unlocked_vault_dup_key (vault, "00"));
}

/* The bytes themselves, not only the way to them. */
static void
the_key_is_gone_from_memory_with_the_wipe (void)
{
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (KEY, 32);
  g_autoptr (YqqUnlockedVault) vault = yqq_unlocked_vault_new (secret);
  static const guint8 zeros[32];
  yqq_unlocked_vault_wipe (vault);
  g_assert_cmpmem (yqq_secret_bytes_get_data (secret), 32, zeros, 32);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/wallet/unlocked-vault/" #name, name)
  ADD (what_was_sealed_opens_with_the_same_key_and_data_only);
  ADD (a_key_that_was_opened_is_kept_for_the_next_signature);
  ADD (a_wipe_is_for_all_who_hold_it_and_for_good);
  ADD (the_key_is_gone_from_memory_with_the_wipe);
  return g_test_run ();
}
