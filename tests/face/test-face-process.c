/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real child, with the real models, looking at photographs of people. Time is what the frames
 * say it is. */
#include "face/face-process.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "await.h"
#include "face-scene.h"
#include "face/face-process-private.h"
#include "face/face-template.h"
#include "remove-tree.h"

#define PHOTOGRAPH "sample6.jpg"
#define PERSON 2
#define SOMEBODY_ELSE 3
#define FRAME_US 60000

static Scene *scene;
static Scene *other;
static YqqSecretBytes *template; /* of the first, once it is enrolled */

/* The parent's side, and all that it was told. */
typedef struct {
  YqqFaceProcess *process;
  gint64 time_us;
  guint hint;
  guint n_outlines;
  YqqFaceChallenge challenge;
  guint step, steps;
  guint n_exited;
} Desk;

static void
on_hint (YqqFaceProcess *process, guint hint, Desk *desk)
{
  desk->hint = hint;
}

static void
on_outline (YqqFaceProcess *process, double x, double y, double width, double height, Desk *desk)
{
  desk->n_outlines++;
}

static void
on_step (YqqFaceProcess *process, guint challenge, guint step, guint steps, Desk *desk)
{
  desk->challenge = challenge;
  desk->step = step;
  desk->steps = steps;
}

static void
on_exited (YqqFaceProcess *process, const GError *error, Desk *desk)
{
  g_assert_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED);
  desk->n_exited++;
}

static void
desk_init (Desk *desk, const char *directory)
{
  *desk = (Desk){.process = yqq_face_process_new (directory), .hint = YQQ_FACE_N_HINTS};
  g_signal_connect (desk->process, "hint", G_CALLBACK (on_hint), desk);
  g_signal_connect (desk->process, "outline", G_CALLBACK (on_outline), desk);
  g_signal_connect (desk->process, "step", G_CALLBACK (on_step), desk);
  g_signal_connect (desk->process, "exited", G_CALLBACK (on_exited), desk);
}

static void
desk_clear (Desk *desk)
{
  g_signal_handlers_disconnect_by_data (desk->process, desk);
  yqq_face_process_stop (desk->process);
  g_clear_object (&desk->process);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static gboolean
start (Desk *desk, GError **error)
{
  g_auto (Await) await = {0};
  yqq_face_process_start_async (desk->process, NULL, await_callback, &await);
  return yqq_face_process_start_finish (desk->process, await_result (&await), error);
}

static void
open_desk (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  desk_init (desk, NULL);
  start (desk, &error);
  g_assert_no_error (error);
  g_assert_true (yqq_face_process_get_running (desk->process));
}

/* Shows a frame and waits until it was looked at. */
static void
show (Desk *desk, Scene *who, SceneLook look)
{
  g_auto (YqqFaceFrame) frame = scene_get_frame (who, &look, desk->time_us);
  guint before = desk->n_outlines;
  desk->time_us += FRAME_US;
  g_assert_true (yqq_face_process_push (desk->process, &frame));
  while (desk->n_outlines == before && yqq_face_process_get_running (desk->process))
    g_main_context_iteration (NULL, TRUE);
}

static void
begin_verification (Desk *desk, Await *await, const YqqFaceChallenge *challenges, guint n)
{
  yqq_face_process_verify_async (desk->process, template, challenges, n, NULL, await_callback,
                                 await);
}

/* The verification's end, which must be an error of code, or a score where code is -1. */
static void
assert_verified (Desk *desk, Await *await, gint code)
{
  double score = 0;
  g_autoptr (GError) error = NULL;
  gboolean good =
      yqq_face_process_verify_finish (desk->process, await_result (await), &score, &error);
  if (code >= 0) {
    g_assert_error (error, YQQ_FACE_ERROR, code);
    return;
  }
  g_assert_no_error (error);
  g_assert_true (good);
  g_assert_cmpfloat (score, >=, YQQ_FACE_THRESHOLD);
  g_assert_cmpfloat (score, <=, 1);
}

/* --- starting --------------------------------------------------------------------------------- */

static void
without_models_it_does_not_start_and_says_why (void)
{
  g_auto (Desk) desk = {0};
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("face-XXXXXX", NULL);
  desk_init (&desk, directory);
  g_assert_false (start (&desk, &error));
  g_assert_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_NO_MODELS);
  g_assert_nonnull (strstr (error->message, "fr_detect.onnx"));
  g_assert_nonnull (strstr (error->message, "./dev models"));
  remove_tree (directory);
}

/* The same size, one bit of difference: only the hash can tell. */
static void
a_changed_model_is_not_used (void)
{
  g_auto (Desk) desk = {0};
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("face-XXXXXX", NULL);
  g_autofree char *models = scene_get_models_directory ();
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++) {
    g_autofree char *from = g_build_filename (models, yqq_face_model_get_file (i), NULL);
    g_autofree char *to = g_build_filename (directory, yqq_face_model_get_file (i), NULL);
    g_autofree char *contents = NULL;
    gsize size;
    g_assert_true (g_file_get_contents (from, &contents, &size, NULL));
    if (i == YQQ_FACE_MODEL_EMBEDDING)
      contents[size / 2] ^= 1;
    g_assert_true (g_file_set_contents (to, contents, (gssize)size, NULL));
  }
  desk_init (&desk, directory);
  g_assert_false (start (&desk, &error));
  g_assert_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_MODELS_CHANGED);
  g_assert_nonnull (strstr (error->message, yqq_face_model_get_file (YQQ_FACE_MODEL_EMBEDDING)));
  remove_tree (directory);
}

/* Starts another program as if it were the child. */
static void
start_instead (const char *program, YqqFaceError code)
{
  g_auto (Desk) desk = {0};
  g_autoptr (GError) error = NULL;
  g_autofree char *real = g_strdup (g_getenv ("YQQ_FACE_PROGRAM"));
  g_setenv ("YQQ_FACE_PROGRAM", program, TRUE);
  desk_init (&desk, NULL);
  g_assert_false (start (&desk, &error));
  g_setenv ("YQQ_FACE_PROGRAM", real, TRUE);
  g_assert_error (error, YQQ_FACE_ERROR, (gint)code);
  g_assert_cmpuint (desk.n_exited, ==, 0);
}

static void
a_child_that_is_none_is_found_out (void)
{
  start_instead ("/nonexistent/yueqiqian-face", YQQ_FACE_ERROR_NO_PROGRAM);
  start_instead ("/bin/true", YQQ_FACE_ERROR_FAILED);
  start_instead ("/bin/ls", YQQ_FACE_ERROR_FAILED); /* names of models are no message */
}

static void
a_start_can_be_cancelled (void)
{
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  desk_init (&desk, NULL);
  yqq_face_process_start_async (desk.process, cancellable, await_callback, &await);
  g_cancellable_cancel (cancellable);
  g_assert_false (yqq_face_process_start_finish (desk.process, await_result (&await), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  start (&desk, &error);
  g_assert_no_error (error);
}

/* --- pictures --------------------------------------------------------------------------------- */

static void
hints_follow_the_picture (void)
{
  g_auto (Desk) desk = {0};
  open_desk (&desk);
  show (&desk, scene, (SceneLook){0});
  g_assert_cmpint (desk.hint, ==, YQQ_FACE_HINT_OK);
  show (&desk, scene, (SceneLook){.darker = .8f});
  g_assert_cmpint (desk.hint, ==, YQQ_FACE_HINT_TOO_DARK);
  show (&desk, scene, (SceneLook){.nobody = TRUE});
  g_assert_cmpint (desk.hint, ==, YQQ_FACE_HINT_NO_FACE);
  g_assert_cmpint (yqq_face_process_get_hint (desk.process), ==, YQQ_FACE_HINT_NO_FACE);
}

static void
a_second_picture_is_dropped_while_the_first_is_looked_at (void)
{
  g_auto (Desk) desk = {0};
  open_desk (&desk);
  SceneLook look = {0};
  g_auto (YqqFaceFrame) frame = scene_get_frame (scene, &look, 0);
  g_assert_true (yqq_face_process_push (desk.process, &frame));
  g_assert_false (yqq_face_process_push (desk.process, &frame));
  while (desk.n_outlines == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (yqq_face_process_push (desk.process, &frame));
}

/* --- enrolment -------------------------------------------------------------------------------- */

/* How the person looks who does what is asked. */
static SceneLook
obey (YqqFaceChallenge challenge)
{
  return (SceneLook){
      .turn = challenge == YQQ_FACE_CHALLENGE_TURN_LEFT    ? 1
              : challenge == YQQ_FACE_CHALLENGE_TURN_RIGHT ? -1
                                                           : 0,
  };
}

static void
an_enrolment_gives_a_template (void)
{
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  g_autoptr (GError) error = NULL;
  open_desk (&desk);
  yqq_face_process_enrol_async (desk.process, NULL, await_callback, &await);
  for (guint i = 0; i < 20 && await.result == NULL; i++)
    show (&desk, scene, obey (desk.challenge));
  g_clear_pointer (&template, yqq_secret_bytes_unref);
  template = yqq_face_process_enrol_finish (desk.process, await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_true (yqq_face_template_check (template, NULL));
  g_assert_cmpuint (desk.step, ==, YQQ_FACE_PICTURES);
}

static void
an_enrolment_takes_nobody_in_the_dark (void)
{
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  open_desk (&desk);
  yqq_face_process_enrol_async (desk.process, cancellable, await_callback, &await);
  for (guint i = 0; i < 4; i++)
    show (&desk, scene, (SceneLook){.darker = .8f});
  g_assert_null (await.result);
  g_assert_cmpuint (desk.step, ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_null (yqq_face_process_enrol_finish (desk.process, await_result (&await), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* And the next one begins anew. */
  show (&desk, scene, (SceneLook){0});
  g_assert_cmpuint (desk.step, ==, 0);
}

/* --- verification ----------------------------------------------------------------------------- */

static void
show_until_end (Desk *desk, Await *await, Scene *who, SceneLook look)
{
  for (guint i = 0; i < 200 && await->result == NULL; i++)
    show (desk, who, look);
}

static void
the_enrolled_person_is_recognized (void)
{
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  open_desk (&desk);
  begin_verification (&desk, &await, NULL, 0);
  show_until_end (&desk, &await, scene, (SceneLook){.darker = .2f, .smaller = .2f});
  assert_verified (&desk, &await, -1);
}

static void
somebody_else_is_not (void)
{
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  open_desk (&desk);
  begin_verification (&desk, &await, NULL, 0);
  show_until_end (&desk, &await, other, (SceneLook){0});
  assert_verified (&desk, &await, YQQ_FACE_ERROR_MISMATCH);
}

static void
a_blink_is_seen (void)
{
  const YqqFaceChallenge challenges[] = {YQQ_FACE_CHALLENGE_BLINK};
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  open_desk (&desk);
  begin_verification (&desk, &await, challenges, 1);
  while (desk.challenge != YQQ_FACE_CHALLENGE_BLINK && await.result == NULL)
    show (&desk, scene, (SceneLook){0});
  show (&desk, scene, (SceneLook){0});
  show (&desk, scene, (SceneLook){.closed = TRUE});
  show_until_end (&desk, &await, scene, (SceneLook){0});
  assert_verified (&desk, &await, -1);
}

/* Held into the camera, or bent before it: it does not turn its head. */
static void
a_photograph_that_is_to_turn_fails (void)
{
  const YqqFaceChallenge challenges[] = {YQQ_FACE_CHALLENGE_TURN_LEFT, YQQ_FACE_CHALLENGE_BLINK};
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  open_desk (&desk);
  begin_verification (&desk, &await, challenges, 2);
  for (guint i = 0; i < 200 && await.result == NULL; i++)
    show (&desk, scene, (SceneLook){.framed = TRUE, .turn = i < 4 ? 0 : .6f});
  assert_verified (&desk, &await, YQQ_FACE_ERROR_CHALLENGE_FAILED);
}

static void
another_face_in_the_middle_ends_it (void)
{
  const YqqFaceChallenge challenges[] = {YQQ_FACE_CHALLENGE_BLINK};
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  open_desk (&desk);
  begin_verification (&desk, &await, challenges, 1);
  while (desk.challenge != YQQ_FACE_CHALLENGE_BLINK && await.result == NULL)
    show (&desk, scene, (SceneLook){0});
  show_until_end (&desk, &await, other, (SceneLook){0});
  assert_verified (&desk, &await, YQQ_FACE_ERROR_FACE_CHANGED);
}

static void
nobody_times_out (void)
{
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  open_desk (&desk);
  begin_verification (&desk, &await, NULL, 0);
  show (&desk, scene, (SceneLook){.nobody = TRUE});
  desk.time_us += 61 * G_USEC_PER_SEC;
  show (&desk, scene, (SceneLook){.nobody = TRUE});
  assert_verified (&desk, &await, YQQ_FACE_ERROR_TIMED_OUT);
}

static void
a_damaged_template_is_refused_before_anybody_looks (void)
{
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  open_desk (&desk);
  g_autoptr (YqqSecretBytes) real = yqq_secret_bytes_ref (template);
  template = yqq_secret_bytes_new (yqq_secret_bytes_get_size (real));
  begin_verification (&desk, &await, NULL, 0);
  assert_verified (&desk, &await, YQQ_FACE_ERROR_BAD_TEMPLATE);
  yqq_secret_bytes_unref (template);
  template = g_steal_pointer (&real);
}

/* --- the child -------------------------------------------------------------------------------- */

/* The only child of this process of that name. */
static int
find_child (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int)getpid ());
  g_autofree char *children = NULL;
  g_assert_true (g_file_get_contents (path, &children, NULL, NULL));
  g_auto (GStrv) ids = g_strsplit (g_strstrip (children), " ", -1);
  for (guint i = 0; ids[i] != NULL; i++) {
    g_autofree char *comm = g_strdup_printf ("/proc/%s/comm", ids[i]);
    g_autofree char *name = NULL;
    if (g_file_get_contents (comm, &name, NULL, NULL) && g_str_has_prefix (name, "yueqiqian-face"))
      return atoi (ids[i]);
  }
  g_assert_not_reached ();
}

static void
the_child_is_in_its_sandbox (void)
{
  g_auto (Desk) desk = {0};
  open_desk (&desk);
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", find_child ());
  g_autofree char *status = NULL;
  g_assert_true (g_file_get_contents (path, &status, NULL, NULL));
  g_assert_nonnull (strstr (status, "NoNewPrivs:\t1"));
  g_assert_nonnull (strstr (status, "Seccomp:\t2"));
}

/* However its parent ends, the pipe to it ends as well. */
static void
the_child_ends_with_its_parent (void)
{
  g_autofree char *models = scene_get_models_directory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error,
                        g_getenv ("YQQ_FACE_PROGRAM"), models, NULL);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (child), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
  g_assert_no_error (error);
}

static void
a_child_that_dies_is_told_of_and_can_be_started_again (void)
{
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  g_autoptr (GError) error = NULL;
  open_desk (&desk);
  begin_verification (&desk, &await, NULL, 0);
  kill (find_child (), SIGKILL);
  assert_verified (&desk, &await, YQQ_FACE_ERROR_FAILED);
  g_assert_cmpuint (desk.n_exited, ==, 1);
  g_assert_false (yqq_face_process_get_running (desk.process));
  start (&desk, &error);
  g_assert_no_error (error);
  show (&desk, scene, (SceneLook){0});
  g_assert_cmpint (desk.hint, ==, YQQ_FACE_HINT_OK);
}

static void
a_child_that_hangs_is_ended (void)
{
  g_auto (Desk) desk = {0};
  SceneLook look = {0};
  g_auto (YqqFaceFrame) frame = scene_get_frame (scene, &look, 0);
  open_desk (&desk);
  desk.process->patience_s = 1;
  kill (find_child (), SIGSTOP);
  g_assert_true (yqq_face_process_push (desk.process, &frame));
  while (desk.n_exited == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (yqq_face_process_get_running (desk.process));
}

/* The camera has stopped. */
static void
without_pictures_a_verification_ends (void)
{
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  open_desk (&desk);
  desk.process->patience_s = 1;
  begin_verification (&desk, &await, NULL, 0);
  assert_verified (&desk, &await, YQQ_FACE_ERROR_TIMED_OUT);
  g_assert_true (yqq_face_process_get_running (desk.process));
}

static void
stopping_cancels_what_is_being_done (void)
{
  g_auto (Desk) desk = {0};
  g_auto (Await) await = {0};
  g_autoptr (GError) error = NULL;
  open_desk (&desk);
  begin_verification (&desk, &await, NULL, 0);
  yqq_face_process_stop (desk.process);
  g_assert_false (
      yqq_face_process_verify_finish (desk.process, await_result (&await), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (desk.n_exited, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  scene = scene_new (PHOTOGRAPH, PERSON);
  other = scene_new (PHOTOGRAPH, SOMEBODY_ELSE);
#define ADD(name) g_test_add_func ("/face/process/" #name, name)
  ADD (without_models_it_does_not_start_and_says_why);
  ADD (a_changed_model_is_not_used);
  ADD (a_child_that_is_none_is_found_out);
  ADD (a_start_can_be_cancelled);
  ADD (hints_follow_the_picture);
  ADD (a_second_picture_is_dropped_while_the_first_is_looked_at);
  ADD (an_enrolment_gives_a_template); /* which the ones below use */
  ADD (an_enrolment_takes_nobody_in_the_dark);
  ADD (the_enrolled_person_is_recognized);
  ADD (somebody_else_is_not);
  ADD (a_blink_is_seen);
  ADD (a_photograph_that_is_to_turn_fails);
  ADD (another_face_in_the_middle_ends_it);
  ADD (nobody_times_out);
  ADD (a_damaged_template_is_refused_before_anybody_looks);
  ADD (the_child_is_in_its_sandbox);
  ADD (the_child_ends_with_its_parent);
  ADD (a_child_that_dies_is_told_of_and_can_be_started_again);
  ADD (a_child_that_hangs_is_ended);
  ADD (without_pictures_a_verification_ends);
  ADD (stopping_cancels_what_is_being_done);
  int result = g_test_run ();
  g_clear_pointer (&template, yqq_secret_bytes_unref);
  scene_free (scene);
  scene_free (other);
  return result;
}
