/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays a person in front of the camera of another program: prints that camera's file
 * (YQQ_CAMERA_FILE), then plays what each line of standard input says, until its end:
 *   look-straight, blink, turn-left, turn-right or nod: the recorded man does that, until he is
 * told something else; enrol-look-straight, enrol-turn-left or enrol-turn-right: he, on another
 * day, as an enrolment asks for it; other: somebody else, who looks straight; nobody: what is
 * behind them, as at the beginning. */
#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "clip.h"
#include "performer.h"

#define ENROL "enrol-"
/* Photographs of somebody else: the number-th face of this one. */
#define PHOTOGRAPH "sample6.jpg"
#define SOMEBODY_ELSE 3

typedef struct {
  GMainLoop *loop;
  Performer *performer;
  GPtrArray *enrolment[YQQ_FACE_N_CHALLENGES]; /* of PNG files; NULL: not asked by one */
  GPtrArray *other;
  GPtrArray *nobody;
} Player;

static GPtrArray *
draw (Scene *scene, SceneLook look)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_ptr_array_add (frames, scene_draw_png (scene, look));
  return frames;
}

static GPtrArray *
find_frames (Player *self, const char *order)
{
  YqqFaceChallenge challenge;
  if (g_str_equal (order, "other"))
    return self->other;
  if (g_str_equal (order, "nobody"))
    return self->nobody;
  return g_str_has_prefix (order, ENROL) &&
                 yqq_face_challenge_from_nick (order + strlen (ENROL), &challenge)
             ? self->enrolment[challenge]
             : NULL;
}

static void
obey (Player *self, const char *order)
{
  YqqFaceChallenge challenge;
  GPtrArray *frames = find_frames (self, order);
  if (frames)
    performer_play (self->performer, frames);
  else if (yqq_face_challenge_from_nick (order, &challenge))
    performer_ask (self->performer, challenge);
  else
    g_error ("nothing to play: %s", order);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Player *self = user_data;
  GDataInputStream *lines = G_DATA_INPUT_STREAM (source);
  g_autofree char *line = g_data_input_stream_read_line_finish (lines, result, NULL, NULL);
  if (!line) {
    g_main_loop_quit (self->loop);
    return;
  }
  obey (self, line);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

static void
load (Player *self, PlayedCamera *camera)
{
  g_autoptr (Scene) other = scene_new (PHOTOGRAPH, SOMEBODY_ELSE);
  self->performer = performer_new (camera);
  for (guint i = 0; i < YQQ_FACE_N_CHALLENGES; i++)
    self->enrolment[i] = clip_load_enrolment (i);
  self->other = draw (other, (SceneLook){0});
  self->nobody = draw (other, (SceneLook){.nobody = TRUE});
}

static void
run (Player *self)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, on_line, self);
  printf ("%s\n", g_getenv ("YQQ_CAMERA_FILE"));
  fflush (stdout);
  g_main_loop_run (self->loop);
}

static void
clear (Player *self)
{
  performer_free (self->performer);
  for (guint i = 0; i < YQQ_FACE_N_CHALLENGES; i++)
    g_clear_pointer (&self->enrolment[i], g_ptr_array_unref);
  g_ptr_array_unref (self->other);
  g_ptr_array_unref (self->nobody);
  g_main_loop_unref (self->loop);
}

int
main (void)
{
  Player self = {.loop = g_main_loop_new (NULL, FALSE)};
  g_autoptr (PlayedCamera) camera = played_camera_new ();
  load (&self, camera);
  performer_play (self.performer, self.nobody);
  run (&self);
  clear (&self);
  return 0;
}
