/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/live-workspace.h"

#include <glib/gstdio.h>

#include "../support/await.h"
#include "client/client-error.h"
#include "wallet/secret-service-keyring.h"

/* Nobody answers there. */
#define NOWHERE "https://127.0.0.1:9"

typedef struct {
  char *directory;
  YqqWorkspace *workspace;
} Fixture;

/* libsecret's own file instead of a daemon. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("yqq-live-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (fixture->directory, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_autoptr (YqqKeyring) keyring = yqq_secret_service_keyring_new ();
  fixture->workspace = yqq_live_workspace_new (keyring, NOWHERE, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->directory, "keyring", NULL);
  gpointer workspace = fixture->workspace;
  yqq_workspace_stop (fixture->workspace);
  g_object_add_weak_pointer (workspace, &workspace);
  g_object_unref (fixture->workspace);
  while (workspace)
    g_main_context_iteration (NULL, TRUE);
  g_unlink (file);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_free (fixture->directory);
}

static gboolean
log_out (Fixture *fixture, gboolean only_here, GError **error)
{
  g_auto (Await) await = {0};
  yqq_workspace_log_out_async (fixture->workspace, only_here, NULL, await_callback, &await);
  return yqq_workspace_finish (fixture->workspace, await_result (&await), error);
}

static void
an_authority_that_is_away_is_told (Fixture *fixture, gconstpointer data)
{
  yqq_workspace_start (fixture->workspace);
  while (!yqq_workspace_get_trouble (fixture->workspace))
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (yqq_workspace_get_trouble (fixture->workspace), YQQ_CLIENT_ERROR,
                  YQQ_CLIENT_ERROR_OFFLINE);
  g_assert_cmpint (yqq_workspace_get_phase (fixture->workspace), ==, YQQ_PHASE_LOGGED_OUT);
  g_assert_false (yqq_workspace_get_busy (fixture->workspace));
}

static void
without_the_authority_acts_say_that_it_is_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (log_out (fixture, FALSE, &error));
  g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE);
  g_assert_null (yqq_workspace_create_session (fixture->workspace));
}

/* The dialog offers it, so it must be possible. */
static void
one_can_log_out_here_without_the_authority (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (log_out (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (yqq_workspace_get_phase (fixture->workspace), ==, YQQ_PHASE_LOGGED_OUT);
}

#define ADD(name) g_test_add ("/app/live-workspace/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (an_authority_that_is_away_is_told);
  ADD (without_the_authority_acts_say_that_it_is_away);
  ADD (one_can_log_out_here_without_the_authority);
  return g_test_run ();
}
