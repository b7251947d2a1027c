/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run once for each state of the keyring; the first argument says which one it is in. */
#include "../support/await.h"
#include "../support/remove-tree.h"
#include "wallet/secret-service-keyring.h"
#include "wallet/wallet-error.h"

static YqqKeyring *keyring;

static GHashTable *
attributes (const char *kind, const char *fingerprint)
{
  return yqq_keyring_attributes ("kind", kind, "account", "test", "fingerprint", fingerprint, NULL);
}

static gboolean
store (const char *kind, const char *fingerprint, const char *text, gsize size, GError **error)
{
  g_autoptr (GHashTable) table = attributes (kind, fingerprint);
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (text, size);
  return yqq_keyring_store (keyring, table, "Test item", secret, NULL, error);
}

static GPtrArray *
search (const char *kind, GError **error)
{
  g_autoptr (GHashTable) table = attributes (kind, NULL);
  return yqq_keyring_search (keyring, table, NULL, error);
}

static YqqKeyringState
state (void)
{
  g_auto (Await) await = {0};
  YqqKeyringState found;
  g_autoptr (GError) error = NULL;
  yqq_keyring_get_state_async (keyring, NULL, await_callback, &await);
  g_assert_true (yqq_keyring_get_state_finish (keyring, await_result (&await), &found, &error));
  g_assert_no_error (error);
  return found;
}

/* --- an open keyring ----------------------------------------------------------------------- */

static void
it_says_that_it_is_available (void)
{
  g_assert_cmpint (state (), ==, YQQ_KEYRING_AVAILABLE);
}

static void
what_was_never_stored_is_not_found_without_an_error (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = search ("nothing", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 0);
  g_autoptr (GHashTable) table = attributes ("nothing", NULL);
  g_assert_null (yqq_keyring_lookup (keyring, table, NULL, &error));
  g_assert_no_error (error);
}

static void
bytes_come_back_as_they_were (void)
{
  static const char secret[] = {0, 1, '\n', (char)0xff, 0, 'x'};
  g_autoptr (GError) error = NULL;
  g_assert_true (store ("bytes", "a", secret, sizeof secret, &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) items = search ("bytes", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
  YqqKeyringItem *item = g_ptr_array_index (items, 0);
  g_assert_cmpmem (yqq_secret_bytes_get_data (item->secret),
                   yqq_secret_bytes_get_size (item->secret), secret, sizeof secret);
  g_assert_cmpstr (yqq_keyring_item_get (item, "fingerprint"), ==, "a");
  g_assert_null (yqq_keyring_item_get (item, "grant"));
}

static void
storing_again_replaces (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (store ("again", "a", "one", 3, &error));
  g_assert_true (store ("again", "a", "two", 3, &error));
  g_assert_true (store ("again", "b", "other", 5, &error));
  g_autoptr (GPtrArray) items = search ("again", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 2);
  g_autoptr (GHashTable) table = attributes ("again", "a");
  g_autoptr (YqqSecretBytes) found = yqq_keyring_lookup (keyring, table, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (yqq_secret_bytes_get_data (found), yqq_secret_bytes_get_size (found), "two", 3);
}

static void
removing_takes_everything_that_fits (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (store ("gone", "a", "one", 3, &error));
  g_assert_true (store ("gone", "b", "two", 3, &error));
  g_assert_true (store ("kept", "a", "three", 5, &error));
  g_autoptr (GHashTable) table = attributes ("gone", NULL);
  g_assert_true (yqq_keyring_remove (keyring, table, NULL, &error));
  g_assert_true (yqq_keyring_remove (keyring, table, NULL, &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) gone = search ("gone", &error);
  g_autoptr (GPtrArray) kept = search ("kept", &error);
  g_assert_cmpuint (gone->len, ==, 0);
  g_assert_cmpuint (kept->len, ==, 1);
}

static void
a_large_item_is_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *large = g_strnfill (60000, 'x');
  g_assert_true (store ("large", "a", large, 60000, &error));
  g_autoptr (GPtrArray) items = search ("large", &error);
  g_assert_no_error (error);
  YqqKeyringItem *item = g_ptr_array_index (items, 0);
  g_assert_cmpuint (yqq_secret_bytes_get_size (item->secret), ==, 60000);
}

static void
a_cancelled_call_is_cancelled_and_nothing_else (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  g_auto (Await) await = {0};
  YqqKeyringState found;
  g_autoptr (GError) error = NULL;
  yqq_keyring_get_state_async (keyring, cancellable, await_callback, &await);
  g_assert_false (yqq_keyring_get_state_finish (keyring, await_result (&await), &found, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- a keyring that cannot be used --------------------------------------------------------- */

static void
every_use_is_refused_with (YqqWalletError code)
{
  g_autoptr (GError) search_error = NULL;
  g_assert_null (search ("bytes", &search_error));
  g_assert_error (search_error, YQQ_WALLET_ERROR, (int)code);
  g_autoptr (GError) store_error = NULL;
  g_assert_false (store ("bytes", "a", "x", 1, &store_error));
  g_assert_error (store_error, YQQ_WALLET_ERROR, (int)code);
  g_autoptr (GError) remove_error = NULL;
  g_autoptr (GHashTable) table = attributes ("bytes", NULL);
  g_assert_false (yqq_keyring_remove (keyring, table, NULL, &remove_error));
  g_assert_error (remove_error, YQQ_WALLET_ERROR, (int)code);
}

static void
a_locked_one_is_not_taken_for_an_empty_one (void)
{
  g_assert_cmpint (state (), ==, YQQ_KEYRING_LOCKED);
  every_use_is_refused_with (YQQ_WALLET_ERROR_KEYRING_LOCKED);
}

static void
an_absent_one_says_so (void)
{
  g_assert_cmpint (state (), ==, YQQ_KEYRING_ABSENT);
  every_use_is_refused_with (YQQ_WALLET_ERROR_KEYRING_ABSENT);
}

static void
add_available (void)
{
  g_test_add_func ("/wallet/keyring/it_says_that_it_is_available", it_says_that_it_is_available);
  g_test_add_func ("/wallet/keyring/what_was_never_stored_is_not_found_without_an_error",
                   what_was_never_stored_is_not_found_without_an_error);
  g_test_add_func ("/wallet/keyring/bytes_come_back_as_they_were", bytes_come_back_as_they_were);
  g_test_add_func ("/wallet/keyring/storing_again_replaces", storing_again_replaces);
  g_test_add_func ("/wallet/keyring/removing_takes_everything_that_fits",
                   removing_takes_everything_that_fits);
  g_test_add_func ("/wallet/keyring/a_large_item_is_kept", a_large_item_is_kept);
  g_test_add_func ("/wallet/keyring/a_cancelled_call_is_cancelled_and_nothing_else",
                   a_cancelled_call_is_cancelled_and_nothing_else);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  const char *expected = argc > 1 ? argv[1] : "available";
  g_autofree char *directory = NULL;
  if (g_str_equal (expected, "file")) {
    directory = g_dir_make_tmp ("yqq-keyring-XXXXXX", NULL);
    g_autofree char *path = g_build_filename (directory, "items.keyring", NULL);
    g_setenv ("SECRET_BACKEND", "file", TRUE);
    g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
    g_setenv ("SECRET_FILE_TEST_PASSWORD", "of the test", TRUE);
  }
  keyring = yqq_secret_service_keyring_new ();
  if (g_str_equal (expected, "locked"))
    g_test_add_func ("/wallet/keyring/a_locked_one_is_not_taken_for_an_empty_one",
                     a_locked_one_is_not_taken_for_an_empty_one);
  else if (g_str_equal (expected, "absent"))
    g_test_add_func ("/wallet/keyring/an_absent_one_says_so", an_absent_one_says_so);
  else
    add_available ();
  int failures = g_test_run ();
  g_object_unref (keyring);
  if (directory != NULL)
    remove_tree (directory);
  return failures;
}
