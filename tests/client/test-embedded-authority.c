/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/embedded-authority.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "../support/await.h"
#include "client/client-error.h"
#include "client/fetch-authority.h"

typedef struct {
  char *directory;
} Fixture;

static char *runtime_directory;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->directory = g_dir_make_tmp ("yqq-embedded-XXXXXX", NULL);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      remove_tree (child);
    else
      g_remove (child);
  }
  g_rmdir (path);
}

/* One that ends writes its last heads into the directory. */
static gboolean
has_authority (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int)getpid ());
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) children = g_strsplit (g_strchomp (text), " ", -1);
  for (guint i = 0; children[i] != NULL; i++) {
    g_autofree char *file = g_strdup_printf ("/proc/%s/comm", children[i]);
    g_autofree char *name = NULL;
    if (g_file_get_contents (file, &name, NULL, NULL) && g_str_has_prefix (name, "yqq-authority"))
      return TRUE;
  }
  return FALSE;
}

static void
await_end (void)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  while (has_authority () && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_false (has_authority ());
}

static void
use_real_program (void)
{
  g_autofree char *program =
      g_build_filename (g_getenv ("YQQ_BUILD_DIR"), "src", "authority", "yqq-authority", NULL);
  g_setenv ("YQQ_AUTHORITY_PROGRAM", program, TRUE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  await_end ();
  remove_tree (f->directory);
  g_free (f->directory);
  use_real_program ();
}

static void
use_script (Fixture *f, const char *text)
{
  g_autofree char *script = g_build_filename (f->directory, "authority", NULL);
  g_assert_true (g_file_set_contents (script, text, -1, NULL));
  g_chmod (script, 0700);
  g_setenv ("YQQ_AUTHORITY_PROGRAM", script, TRUE);
}

static gboolean
start (YqqEmbeddedAuthority *authority, GError **error)
{
  g_auto (Await) await = {0};
  yqq_embedded_authority_start_async (authority, NULL, await_callback, &await);
  return yqq_embedded_authority_start_finish (authority, await_result (&await), error);
}

static gboolean
answers (const char *address)
{
  g_autoptr (YqqAuthorityConnection) connection = yqq_authority_connection_new (address, NULL);
  g_auto (Await) await = {0};
  yqq_fetch_authority_async (connection, NULL, await_callback, &await);
  g_autoptr (YqqAuthorityInfo) info = yqq_fetch_authority_finish (await_result (&await), NULL);
  return info != NULL;
}

static gboolean
falls_silent (const char *address)
{
  gint64 end = g_get_monotonic_time () + 5 * G_TIME_SPAN_SECOND;
  while (answers (address) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  return !answers (address);
}

static void
it_starts_and_ends_with_its_leash (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqEmbeddedAuthority) authority = yqq_embedded_authority_new (f->directory, TRUE);
  g_autoptr (GError) error = NULL;
  g_assert_true (start (authority, &error));
  g_assert_no_error (error);
  g_assert_true (yqq_embedded_authority_get_running (authority));
  g_assert_true (
      g_str_has_prefix (yqq_embedded_authority_get_origin (authority), "http://127.0.0.1:"));
  g_autofree char *address = g_strdup (yqq_embedded_authority_get_address (authority));
  g_assert_true (answers (address));
  yqq_embedded_authority_stop (authority);
  g_assert_true (falls_silent (address));
}

static void
it_can_be_started_again_on_the_same_data (Fixture *f, gconstpointer data)
{
  g_autofree char *origin = NULL;
  for (guint i = 0; i < 2; i++) {
    g_autoptr (YqqEmbeddedAuthority) authority = yqq_embedded_authority_new (f->directory, TRUE);
    g_autoptr (GError) error = NULL;
    g_assert_true (start (authority, &error));
    g_assert_no_error (error);
    g_autofree char *address = g_strdup (yqq_embedded_authority_get_address (authority));
    if (origin == NULL)
      origin = g_strdup (yqq_embedded_authority_get_origin (authority));
    g_assert_cmpstr (yqq_embedded_authority_get_origin (authority), ==, origin);
    yqq_embedded_authority_stop (authority);
    g_assert_true (falls_silent (address));
  }
}

static void
one_that_runs_already_is_used_and_left_running (Fixture *f, gconstpointer data)
{
  g_autoptr (YqqEmbeddedAuthority) first = yqq_embedded_authority_new (f->directory, TRUE);
  g_autoptr (YqqEmbeddedAuthority) second = yqq_embedded_authority_new (f->directory, TRUE);
  g_autoptr (GError) error = NULL;
  g_assert_true (start (first, &error));
  g_assert_true (start (second, &error));
  g_assert_no_error (error);
  g_autofree char *address = g_strdup (yqq_embedded_authority_get_address (first));
  g_assert_cmpstr (yqq_embedded_authority_get_address (second), ==, address);
  g_assert_cmpstr (yqq_embedded_authority_get_origin (second), ==,
                   yqq_embedded_authority_get_origin (first));
  yqq_embedded_authority_stop (second);
  g_assert_true (answers (address));
  yqq_embedded_authority_stop (first);
  g_assert_true (falls_silent (address));
}

static void
without_the_program_that_is_said (Fixture *f, gconstpointer data)
{
  g_setenv ("YQQ_AUTHORITY_PROGRAM", "/nonexistent/yqq-authority", TRUE);
  g_autoptr (YqqEmbeddedAuthority) authority = yqq_embedded_authority_new (f->directory, TRUE);
  g_autoptr (GError) error = NULL;
  g_assert_false (start (authority, &error));
  g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_NO_PROGRAM);
}

static void
one_that_gives_up_is_quoted (Fixture *f, gconstpointer data)
{
  use_script (f, "#!/bin/sh\necho 'the disk is full' >&2\nexit 1\n");
  g_autoptr (YqqEmbeddedAuthority) authority = yqq_embedded_authority_new (f->directory, TRUE);
  g_autoptr (GError) error = NULL;
  g_assert_false (start (authority, &error));
  g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "the disk is full"));
}

/* In an instant, and not only when it should have been ready long ago. */
static void
a_program_that_never_ends_its_first_line_is_stopped (Fixture *f, gconstpointer data)
{
  use_script (f, "#!/bin/sh\nexec cat /dev/zero\n");
  g_autoptr (YqqEmbeddedAuthority) authority = yqq_embedded_authority_new (f->directory, TRUE);
  g_autoptr (GError) error = NULL;
  g_assert_false (start (authority, &error));
  g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "its first line is over 4096 bytes"));
}

static void
of_a_long_complaint_the_end_is_quoted (Fixture *f, gconstpointer data)
{
  use_script (f,
              "#!/bin/sh\n(head -c 1048576 /dev/zero | tr '\\0' x; echo 'the disk is full') >&2\n"
              "exit 1\n");
  g_autoptr (YqqEmbeddedAuthority) authority = yqq_embedded_authority_new (f->directory, TRUE);
  g_autoptr (GError) error = NULL;
  g_assert_false (start (authority, &error));
  g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "the disk is full"));
  g_assert_cmpuint (strlen (error->message), <, 5000);
}

/* Its last words come after its end, from a process that it left behind. */
static void
last_words_are_awaited (Fixture *f, gconstpointer data)
{
  use_script (f, "#!/bin/sh\n(sleep 0.3; echo 'the disk is full' >&2) >/dev/null &\nexit 1\n");
  g_autoptr (YqqEmbeddedAuthority) authority = yqq_embedded_authority_new (f->directory, TRUE);
  g_autoptr (GError) error = NULL;
  g_assert_false (start (authority, &error));
  g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "the disk is full"));
}

static void
another_program_is_not_taken_for_it (Fixture *f, gconstpointer data)
{
  g_setenv ("YQQ_AUTHORITY_PROGRAM", "/bin/echo", TRUE);
  g_autoptr (YqqEmbeddedAuthority) authority = yqq_embedded_authority_new (f->directory, TRUE);
  g_autoptr (GError) error = NULL;
  g_assert_false (start (authority, &error));
  g_assert_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_FAILED);
}

static void
starting_can_be_cancelled (Fixture *f, gconstpointer data)
{
  use_script (f, "#!/bin/sh\nexec cat\n");
  g_autoptr (YqqEmbeddedAuthority) authority = yqq_embedded_authority_new (f->directory, TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_embedded_authority_start_async (authority, cancellable, await_callback, &await);
  g_cancellable_cancel (cancellable);
  g_assert_false (yqq_embedded_authority_start_finish (authority, await_result (&await), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
set_flag (YqqEmbeddedAuthority *authority, gpointer flag)
{
  *(gboolean *)flag = TRUE;
}

static void
an_end_that_was_not_asked_for_is_told_and_it_can_be_started_again (Fixture *f, gconstpointer data)
{
  use_script (f, "#!/bin/sh\necho '{\"socket\":\"/x\",\"origin\":\"http://127.0.0.1:1\"}'\n");
  g_autoptr (YqqEmbeddedAuthority) authority = yqq_embedded_authority_new (f->directory, TRUE);
  gboolean exited = FALSE;
  g_signal_connect (authority, "exited", G_CALLBACK (set_flag), &exited);
  g_autoptr (GError) error = NULL;
  g_assert_true (start (authority, &error));
  g_assert_no_error (error);
  while (!exited)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (yqq_embedded_authority_get_running (authority));
  g_assert_true (start (authority, &error));
  g_assert_no_error (error);
}

#define ADD(name)                                                                                  \
  g_test_add ("/client/embedded-authority/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  runtime_directory = g_dir_make_tmp ("yqq-run-XXXXXX", NULL);
  g_setenv ("XDG_RUNTIME_DIR", runtime_directory, TRUE);
  use_real_program ();
  ADD (it_starts_and_ends_with_its_leash);
  ADD (it_can_be_started_again_on_the_same_data);
  ADD (one_that_runs_already_is_used_and_left_running);
  ADD (without_the_program_that_is_said);
  ADD (one_that_gives_up_is_quoted);
  ADD (a_program_that_never_ends_its_first_line_is_stopped);
  ADD (of_a_long_complaint_the_end_is_quoted);
  ADD (last_words_are_awaited);
  ADD (another_program_is_not_taken_for_it);
  ADD (starting_can_be_cancelled);
  ADD (an_end_that_was_not_asked_for_is_told_and_it_can_be_started_again);
  int failures = g_test_run ();
  remove_tree (runtime_directory);
  g_free (runtime_directory);
  return failures;
}
