/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/face-vault.h"

#include <string.h>

#include "../support/await.h"
#include "base/encoding.h"
#include "wallet-fixture.h"

#define NOW_MS G_GINT64_CONSTANT (1795334400000)
#define SECRET "directions of one face, and nothing else"

static char *
get_path (Fixture *f)
{
  return yqq_face_vault_get_path (yqq_account_get_id (yqq_wallet_get_account (f->wallet)));
}

static void
keep (Fixture *f, gint64 expires_at_ms)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  g_autoptr (YqqSecretBytes) bytes = yqq_secret_bytes_new_copy (SECRET, strlen (SECRET));
  g_autofree char *id = yqq_kept_face_make_id ();
  const YqqKeptFace face = {id, (char *)"nets 1", (char *)"face-1", NOW_MS, expires_at_ms, bytes};
  yqq_wallet_keep_face_async (f->wallet, &face, NULL, await_callback, &await);
  yqq_wallet_keep_face_finish (f->wallet, await_result (&await), &error);
  g_assert_no_error (error);
}

static YqqKeptFace *
try_open (Fixture *f, gint64 now_ms, GError **error)
{
  g_auto (Await) await = {NULL};
  yqq_wallet_open_face_async (f->wallet, now_ms, NULL, await_callback, &await);
  return yqq_wallet_open_face_finish (f->wallet, await_result (&await), error);
}

static void
assert_nothing (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = get_path (f);
  g_autoptr (GPtrArray) keys = fixture_find_items (f, "face-key");
  g_assert_null (try_open (f, NOW_MS, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (keys->len, ==, 0);
}

static void
erase (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  yqq_wallet_erase_face_async (f->wallet, NULL, await_callback, &await);
  yqq_wallet_erase_face_finish (f->wallet, await_result (&await), &error);
  g_assert_no_error (error);
}

/* Changes the file as somebody would who can write it, but not open the seal. */
static void
change_file (Fixture *f, const char *before, const char *after)
{
  g_autofree char *path = get_path (f);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_autoptr (GString) changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, before, after, 1), ==, 1);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
}

static void
assert_damaged (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (try_open (f, NOW_MS, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
}

static void
a_face_comes_back_after_a_new_start (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture_log_in (f);
  assert_nothing (f);
  keep (f, NOW_MS + 10);
  fixture_restart (f);
  g_autoptr (YqqKeptFace) face = try_open (f, NOW_MS, &error);
  g_assert_no_error (error);
  g_assert_nonnull (face);
  g_assert_cmpstr (face->model, ==, "nets 1");
  g_assert_cmpstr (face->consent, ==, "face-1");
  g_assert_cmpint (face->expires_at_ms, ==, NOW_MS + 10);
  g_assert_cmpmem (yqq_secret_bytes_get_data (face->bytes), yqq_secret_bytes_get_size (face->bytes),
                   SECRET, strlen (SECRET));
}

static void
the_file_alone_tells_nothing (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  keep (f, NOW_MS + 10);
  g_autofree char *path = get_path (f);
  g_autofree char *text = NULL;
  g_autofree char *plain = yqq_base64_encode ((const guint8 *)SECRET, strlen (SECRET));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, SECRET));
  plain[16] = '\0';
  g_assert_null (strstr (text, plain));
}

static void
the_seal_holds_model_consent_and_expiry (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  keep (f, NOW_MS + 10);
  change_file (f, "nets 1", "nets 2");
  assert_damaged (f);
  change_file (f, "nets 2", "nets 1");
  change_file (f, "face-1", "face-2");
  assert_damaged (f);
  change_file (f, "face-2", "face-1");
  change_file (f, "1795334400010", "1995334400010");
  assert_damaged (f);
}

static void
erasing_takes_the_key_and_the_file (Fixture *f, gconstpointer data)
{
  fixture_log_in (f);
  keep (f, NOW_MS + 10);
  erase (f);
  assert_nothing (f);
  erase (f); /* nothing is no error */
}

/* Even a copy of the file opens no more. */
static void
a_copy_from_before_is_of_no_use (Fixture *f, gconstpointer data)
{
  g_autofree char *copy = NULL;
  fixture_log_in (f);
  keep (f, NOW_MS + 10);
  g_autofree char *path = get_path (f);
  g_assert_true (g_file_get_contents (path, &copy, NULL, NULL));
  erase (f);
  keep (f, NOW_MS + 20);
  g_assert_true (g_file_set_contents (path, copy, -1, NULL));
  assert_damaged (f);
}

static void
an_expired_face_is_erased_when_it_is_asked_for (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture_log_in (f);
  keep (f, NOW_MS + 10);
  g_assert_null (try_open (f, NOW_MS + 10, &error));
  g_assert_no_error (error);
  assert_nothing (f);
}

static void
logging_out_erases_it (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  fixture_log_in (f);
  keep (f, NOW_MS + 10);
  g_autofree char *path = get_path (f);
  yqq_wallet_forget_async (f->wallet, NULL, await_callback, &await);
  yqq_wallet_forget_finish (f->wallet, await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (try_open (f, NOW_MS, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NOT_LOGGED_IN);
}

#define ADD(test)                                                                                  \
  g_test_add ("/wallet/face-vault/" #test, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  fixture_choose_keyring (argc > 1 ? argv[1] : NULL);
  ADD (a_face_comes_back_after_a_new_start);
  ADD (the_file_alone_tells_nothing);
  ADD (the_seal_holds_model_consent_and_expiry);
  ADD (erasing_takes_the_key_and_the_file);
  ADD (a_copy_from_before_is_of_no_use);
  ADD (an_expired_face_is_erased_when_it_is_asked_for);
  ADD (logging_out_erases_it);
  int result = g_test_run ();
  fixture_clean_up ();
  return result;
}
