/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures played through the whole path: a camera of the scanner shows them, and what it shows
 * goes to the face child as it comes. */
#include "face/face-process.h"
#include "played-camera.h"
#include "scan/camera.h"

#define PHOTOGRAPH "sample6.jpg"
#define PERSON 2
#define SOMEBODY_ELSE 3

static Scene *scene;
static Scene *other;
static PlayedCamera *played;

static YqqCamera *camera;
static YqqFaceProcess *process;
static YqqFaceChallenge challenge;

/* The end of what was begun last. */
static GAsyncResult *ended;

/* --- between the camera and the child --------------------------------------------------------- */

static void
on_frame (YqqCamera *from, GBytes *rgba, guint width, guint height, gpointer data)
{
  yqq_face_process_push (process, &(YqqFaceFrame){
                                      .pixels = rgba,
                                      .width = width,
                                      .height = height,
                                      .stride = (gsize)width * 4,
                                      .format = YQQ_FACE_PIXELS_RGBA,
                                      .time_us = g_get_monotonic_time (),
                                  });
}

static void
on_failed (YqqCamera *from, GError *error, gpointer data)
{
  g_error ("the camera: %s", error->message);
}

static void
on_step (YqqFaceProcess *from, guint asked, guint step, guint steps, gpointer data)
{
  challenge = asked;
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object (&ended, result);
}

static void
await_hint (YqqFaceHint hint)
{
  while (yqq_face_process_get_hint (process) != hint)
    g_main_context_iteration (NULL, TRUE);
}

static GAsyncResult *
await_end (void)
{
  while (ended == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ended;
}

/* --- tests ------------------------------------------------------------------------------------ */

static void
hints_come_from_what_the_camera_shows (void)
{
  played_camera_show (played, scene, (SceneLook){.nobody = TRUE});
  await_hint (YQQ_FACE_HINT_NO_FACE);
  played_camera_show_photograph (played, PHOTOGRAPH);
  await_hint (YQQ_FACE_HINT_SEVERAL_FACES);
  played_camera_show (played, scene, (SceneLook){.darker = .8f});
  await_hint (YQQ_FACE_HINT_TOO_DARK);
  played_camera_show (played, scene, (SceneLook){0});
  await_hint (YQQ_FACE_HINT_OK);
}

static YqqSecretBytes *
enrol (void)
{
  YqqFaceChallenge shown = YQQ_FACE_CHALLENGE_STRAIGHT;
  g_autoptr (GError) error = NULL;
  played_camera_show (played, scene, (SceneLook){0});
  yqq_face_process_enrol_async (process, NULL, on_ended, NULL);
  while (ended == NULL) {
    g_main_context_iteration (NULL, TRUE);
    if (challenge == shown)
      continue;
    shown = challenge;
    played_camera_show (played, scene,
                        (SceneLook){.turn = shown == YQQ_FACE_CHALLENGE_TURN_LEFT    ? 1
                                            : shown == YQQ_FACE_CHALLENGE_TURN_RIGHT ? -1
                                                                                     : 0});
  }
  YqqSecretBytes *template = yqq_face_process_enrol_finish (process, ended, &error);
  g_assert_no_error (error);
  g_clear_object (&ended);
  return template;
}

/* The end of a verification of whoever is shown; code -1: recognized. */
static void
assert_verified (YqqSecretBytes *template, Scene *who, SceneLook look, guint n, gint code)
{
  const YqqFaceChallenge challenges[] = {YQQ_FACE_CHALLENGE_BLINK};
  g_autoptr (GError) error = NULL;
  played_camera_show (played, who, (SceneLook){.nobody = TRUE});
  await_hint (YQQ_FACE_HINT_NO_FACE);
  yqq_face_process_verify_async (process, template, challenges, n, NULL, on_ended, NULL);
  played_camera_show (played, who, look);
  yqq_face_process_verify_finish (process, await_end (), NULL, &error);
  g_clear_object (&ended);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, YQQ_FACE_ERROR, code);
}

static void
who_was_enrolled_before_the_camera_is_recognized_by_it (void)
{
  g_autoptr (YqqSecretBytes) template = enrol ();
  assert_verified (template, scene, (SceneLook){.smaller = .15f}, 0, -1);
  assert_verified (template, other, (SceneLook){0}, 0, YQQ_FACE_ERROR_MISMATCH);
  /* A print of the photograph has the right face, and does not blink in five seconds. */
  assert_verified (template, scene, (SceneLook){.framed = TRUE}, 1,
                   YQQ_FACE_ERROR_CHALLENGE_FAILED);
}

static void
start (void)
{
  g_autoptr (GError) error = NULL;
  process = yqq_face_process_new (NULL);
  camera = yqq_camera_new ();
  g_signal_connect (process, "step", G_CALLBACK (on_step), NULL);
  g_signal_connect (camera, "frame", G_CALLBACK (on_frame), NULL);
  g_signal_connect (camera, "failed", G_CALLBACK (on_failed), NULL);
  yqq_face_process_start_async (process, NULL, on_ended, NULL);
  yqq_face_process_start_finish (process, await_end (), &error);
  g_assert_no_error (error);
  g_clear_object (&ended);
  played_camera_show (played, scene, (SceneLook){.nobody = TRUE});
  yqq_camera_start (camera, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  played = played_camera_new ();
  scene = scene_new (PHOTOGRAPH, PERSON);
  other = scene_new (PHOTOGRAPH, SOMEBODY_ELSE);
  start ();
#define ADD(name) g_test_add_func ("/face/camera-path/" #name, name)
  ADD (hints_come_from_what_the_camera_shows);
  ADD (who_was_enrolled_before_the_camera_is_recognized_by_it);
  int result = g_test_run ();
  yqq_camera_stop (camera);
  yqq_face_process_stop (process);
  g_clear_object (&camera);
  g_clear_object (&process);
  scene_free (scene);
  scene_free (other);
  played_camera_free (played);
  return result;
}
