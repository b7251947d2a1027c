/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/embedded-authority.h"

#include <string.h>

#include "base/json.h"
#include "client/authority-connection.h"
#include "client/bounded-line.h"
#include "client/client-error.h"
#include "client/fetch-authority.h"

#define PROGRAM "yqq-authority"
#define START_TIMEOUT_S 10
#define MAX_LINE 4096
#define EXIT_RUNS_ALREADY 3
#define RETRY_MS 150

struct _YqqEmbeddedAuthority {
  GObject parent;

  char *data_directory;
  gboolean demonstration;

  GSubprocess *child; /* NULL where one that ran already is used */
  GOutputStream *leash;
  GBufferedInputStream *complaints; /* the child's standard error, until it ends */
  char *last_words;
  GTask *giving_up; /* a start whose child has ended, while its last words are awaited */
  char *address;
  char *origin;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (YqqEmbeddedAuthority, yqq_embedded_authority, G_TYPE_OBJECT)

enum { EXITED, N_SIGNALS };

static guint signals[N_SIGNALS];

typedef struct {
  GBufferedInputStream *lines;
  guint deadline;
  gboolean late;
} Start;

static void
start_free (Start *self)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_clear_object (&self->lines);
  g_free (self);
}

/* --- finding the program ------------------------------------------------------------------- */

static char *
own_directory (void)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);
  return path != NULL ? g_path_get_dirname (path) : NULL;
}

char *
yqq_embedded_authority_find_program (void)
{
  const char *chosen = g_getenv ("YQQ_AUTHORITY_PROGRAM");
  if (chosen != NULL && *chosen != '\0')
    return g_strdup (chosen);
  g_autofree char *own = own_directory ();
  g_autofree char *beside = own != NULL ? g_build_filename (own, PROGRAM, NULL) : NULL;
  /* src/app/yueqiqian and src/authority/yqq-authority of one build directory. */
  g_autofree char *built =
      own != NULL ? g_build_filename (own, "..", "authority", PROGRAM, NULL) : NULL;
  g_autofree char *installed = g_build_filename (YQQ_BINDIR, PROGRAM, NULL);
  const char *places[] = {beside, built, installed};
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i] != NULL && g_file_test (places[i], G_FILE_TEST_IS_EXECUTABLE))
      return g_strdup (places[i]);
  return NULL;
}

/* --- the child ----------------------------------------------------------------------------- */

static void give_up (YqqEmbeddedAuthority *self);
static void on_complaint (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_complaint (YqqEmbeddedAuthority *self, GBufferedInputStream *lines)
{
  yqq_bounded_line_read_async (lines, NULL, on_complaint, g_object_ref (self));
}

static void
listen_to_complaints (YqqEmbeddedAuthority *self)
{
  g_autoptr (GBufferedInputStream) lines =
      yqq_bounded_line_stream_new (g_subprocess_get_stderr_pipe (self->child), MAX_LINE);
  g_set_object (&self->complaints, lines);
  g_clear_pointer (&self->last_words, g_free);
  read_complaint (self, lines);
}

static void
on_complaint (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqEmbeddedAuthority) self = user_data;
  GBufferedInputStream *lines = G_BUFFERED_INPUT_STREAM (source);
  g_autofree char *line = yqq_bounded_line_read_finish (result, NULL, NULL);
  if (line == NULL) {
    if (self->complaints == lines)
      g_clear_object (&self->complaints);
    give_up (self);
    return;
  }
  g_info ("%s: %s", PROGRAM, line);
  g_free (self->last_words);
  self->last_words = g_utf8_make_valid (line, -1); /* it may begin in the middle of a letter */
  read_complaint (self, lines);
}

static void
on_exited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqEmbeddedAuthority) self = user_data;
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  if (self->child != G_SUBPROCESS (source))
    return;
  gboolean unexpected = self->running;
  yqq_embedded_authority_stop (self); /* so that it can be started again */
  if (unexpected)
    g_signal_emit (self, signals[EXITED], 0);
}

static GSubprocess *
spawn (YqqEmbeddedAuthority *self, GError **error)
{
  g_autofree char *program = yqq_embedded_authority_find_program ();
  if (program == NULL) {
    g_set_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_NO_PROGRAM, "%s is not installed",
                 PROGRAM);
    return NULL;
  }
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_ptr_array_add (arguments, program);
  g_ptr_array_add (arguments, (char *)"--embedded");
  if (self->data_directory != NULL) {
    g_ptr_array_add (arguments, (char *)"--data");
    g_ptr_array_add (arguments, self->data_directory);
  }
  if (self->demonstration)
    g_ptr_array_add (arguments, (char *)"--demonstration");
  g_ptr_array_add (arguments, NULL);
  g_autoptr (GError) local = NULL;
  GSubprocess *child =
      g_subprocess_newv ((const char *const *)arguments->pdata,
                         G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                             G_SUBPROCESS_FLAGS_STDERR_PIPE,
                         &local);
  if (child == NULL)
    g_set_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_NO_PROGRAM, "%s: %s", program,
                 local->message);
  return child;
}

/* --- starting ------------------------------------------------------------------------------ */

static gboolean
read_readiness (YqqEmbeddedAuthority *self, const char *line, gboolean whole, GError **error)
{
  if (!whole) {
    g_set_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_FAILED,
                 "its first line is over %d bytes", MAX_LINE);
    return FALSE;
  }
  g_autoptr (JsonObject) object = yqq_json_parse (line, -1, MAX_LINE, error);
  const char *socket, *origin;
  if (object == NULL || !yqq_json_read_string (object, "socket", MAX_LINE, &socket, error) ||
      !yqq_json_read_string (object, "origin", MAX_LINE, &origin, error))
    return FALSE;
  self->address = g_strconcat ("unix:", socket, NULL);
  self->origin = g_strdup (origin);
  return TRUE;
}

static void
fail_start (GTask *task, YqqClientError code, const char *message)
{
  YqqEmbeddedAuthority *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_clear_handle_id (&start->deadline, g_source_remove);
  yqq_embedded_authority_stop (self);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, YQQ_CLIENT_ERROR, code, "%s: %s", PROGRAM, message);
}

static char *
default_socket (void)
{
  return g_build_filename (g_get_user_runtime_dir (), "yueqiqian", "authority.sock", NULL);
}

static void launch (GTask *task);

static gboolean
on_retry (gpointer user_data)
{
  launch (g_object_ref (user_data));
  return G_SOURCE_REMOVE;
}

static void
on_running_one_described (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqEmbeddedAuthority *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqAuthorityInfo) info = yqq_fetch_authority_finish (result, &error);
  /* It holds the data and does not answer: it is about to end, or to begin. */
  if (g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE) && !start->late) {
    g_timeout_add_full (G_PRIORITY_DEFAULT, RETRY_MS, on_retry, g_object_ref (task),
                        g_object_unref);
    return;
  }
  if (info == NULL) {
    fail_start (task, YQQ_CLIENT_ERROR_FAILED, error->message);
    return;
  }
  self->address =
      g_strdup (yqq_authority_connection_get_address (YQQ_AUTHORITY_CONNECTION (source)));
  self->origin = g_strdup (info->origin);
  self->running = TRUE;
  g_clear_handle_id (&start->deadline, g_source_remove);
  g_task_return_boolean (task, TRUE);
}

/* Another program of this person has started one: it is used and left alone. Takes task. */
static void
use_running_one (GTask *task)
{
  g_autofree char *socket = default_socket ();
  g_autofree char *address = g_strconcat ("unix:", socket, NULL);
  g_autoptr (YqqAuthorityConnection) connection = yqq_authority_connection_new (address, NULL);
  yqq_fetch_authority_async (connection, g_task_get_cancellable (task), on_running_one_described,
                             task);
}

/* The child may have ended before its last words are read, and a child of its own may hold them
 * open: they are awaited up to the deadline. */
static void
give_up (YqqEmbeddedAuthority *self)
{
  if (self->giving_up == NULL)
    return;
  Start *start = g_task_get_task_data (self->giving_up);
  if (self->complaints != NULL && !start->late)
    return;
  g_autoptr (GTask) task = g_steal_pointer (&self->giving_up);
  if (self->last_words != NULL)
    fail_start (task, YQQ_CLIENT_ERROR_FAILED, self->last_words);
  else if (start->late)
    fail_start (task, YQQ_CLIENT_ERROR_TIMED_OUT, "did not become ready");
  else
    fail_start (task, YQQ_CLIENT_ERROR_FAILED, "ended at once");
}

static void
on_gave_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GSubprocess *child = G_SUBPROCESS (source);
  YqqEmbeddedAuthority *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_subprocess_wait_finish (child, result, NULL);
  if (start->late) {
    fail_start (task, YQQ_CLIENT_ERROR_TIMED_OUT, "did not become ready");
  } else if (g_subprocess_get_if_exited (child) &&
             g_subprocess_get_exit_status (child) == EXIT_RUNS_ALREADY) {
    g_clear_object (&self->child);
    g_clear_object (&self->leash);
    use_running_one (g_steal_pointer (&task));
  } else {
    self->giving_up = g_steal_pointer (&task);
    give_up (self);
  }
}

static void
on_readiness (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqEmbeddedAuthority *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean whole;
  g_autofree char *line = yqq_bounded_line_read_finish (result, &whole, &error);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    fail_start (task, YQQ_CLIENT_ERROR_FAILED, "cancelled");
  } else if (line == NULL) {
    g_subprocess_wait_async (self->child, NULL, on_gave_up, g_steal_pointer (&task));
  } else if (!read_readiness (self, line, whole, &error)) {
    fail_start (task, YQQ_CLIENT_ERROR_FAILED, error->message);
  } else {
    self->running = TRUE;
    g_clear_handle_id (&start->deadline, g_source_remove);
    g_subprocess_wait_async (self->child, NULL, on_exited, g_object_ref (self));
    g_task_return_boolean (task, TRUE);
  }
}

/* Starts the child and reads its first line. Takes task. */
static void
launch (GTask *task)
{
  g_autoptr (GTask) owned = task;
  YqqEmbeddedAuthority *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  GError *error = NULL;
  self->child = spawn (self, &error);
  if (self->child == NULL) {
    g_clear_handle_id (&start->deadline, g_source_remove);
    g_task_return_error (task, error);
    return;
  }
  self->leash = g_object_ref (g_subprocess_get_stdin_pipe (self->child));
  listen_to_complaints (self);
  g_clear_object (&start->lines);
  start->lines = yqq_bounded_line_stream_new (g_subprocess_get_stdout_pipe (self->child), MAX_LINE);
  yqq_bounded_line_read_async (start->lines, g_task_get_cancellable (task), on_readiness,
                               g_object_ref (task));
}

static gboolean
on_deadline (gpointer user_data)
{
  GTask *task = user_data;
  YqqEmbeddedAuthority *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  start->deadline = 0;
  start->late = TRUE;
  /* The end of its output is what answers the task. */
  if (self->child != NULL)
    g_subprocess_force_exit (self->child);
  give_up (self);
  return G_SOURCE_REMOVE;
}

void
yqq_embedded_authority_start_async (YqqEmbeddedAuthority *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (self->child == NULL && !self->running);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);
  start->deadline = g_timeout_add_seconds (START_TIMEOUT_S, on_deadline, task);
  g_task_set_task_data (task, start, (GDestroyNotify)start_free);
  g_task_set_check_cancellable (task, FALSE);
  launch (task);
}

gboolean
yqq_embedded_authority_start_finish (YqqEmbeddedAuthority *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
yqq_embedded_authority_finalize (GObject *object)
{
  YqqEmbeddedAuthority *self = YQQ_EMBEDDED_AUTHORITY (object);
  yqq_embedded_authority_stop (self);
  g_free (self->data_directory);
  g_free (self->last_words);
  G_OBJECT_CLASS (yqq_embedded_authority_parent_class)->finalize (object);
}

static void
yqq_embedded_authority_class_init (YqqEmbeddedAuthorityClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_embedded_authority_finalize;
  signals[EXITED] = g_signal_new ("exited", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_embedded_authority_init (YqqEmbeddedAuthority *self)
{
}

YqqEmbeddedAuthority *
yqq_embedded_authority_new (const char *data_directory, gboolean demonstration)
{
  YqqEmbeddedAuthority *self = g_object_new (YQQ_TYPE_EMBEDDED_AUTHORITY, NULL);
  self->data_directory = g_strdup (data_directory);
  self->demonstration = demonstration;
  return self;
}

const char *
yqq_embedded_authority_get_address (YqqEmbeddedAuthority *self)
{
  return self->address;
}

const char *
yqq_embedded_authority_get_origin (YqqEmbeddedAuthority *self)
{
  return self->origin;
}

gboolean
yqq_embedded_authority_get_running (YqqEmbeddedAuthority *self)
{
  return self->running;
}

void
yqq_embedded_authority_stop (YqqEmbeddedAuthority *self)
{
  self->running = FALSE;
  /* The child ends when its standard input does. */
  if (self->leash != NULL)
    g_output_stream_close (self->leash, NULL, NULL);
  g_clear_object (&self->leash);
  g_clear_object (&self->child);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->origin, g_free);
}
