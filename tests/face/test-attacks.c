/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody gets past it who has pictures of the person, and what a person gets past it who is
 * there. What is found here stands in README.md: a test that changes its mind changes that too.
 * The child is the real one; time is that of the frames, so nothing here depends on the machine. */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>

#include "clip.h"
#include "face/face-process.h"
#include "performer.h"

#define PHOTOGRAPH "sample6.jpg"
#define PERSON 2
#define SOMEBODY_ELSE 3
/* What is made from a photograph needs fewer frames. */
#define RECORDED_US (G_USEC_PER_SEC / CLIP_RATE)
#define MADE_US (G_USEC_PER_SEC / 8)
#define REACTION_FRAMES (PERFORMER_REACTION_MS * CLIP_RATE / 1000)

#define PASSED (-1)

static Scene *scene;
static Scene *other;
static YqqSecretBytes *of_scene;    /* templates */
static YqqSecretBytes *of_recorded; /* made from another recording */

/* Shows a frame, so many frames after something was asked. Owned: RGB of the scene's size, or a PNG
 * file. */
typedef GBytes *(*Show) (YqqFaceChallenge asked, guint frame);

typedef struct {
  YqqFaceProcess *process;
  Show show;
  gboolean is_png;
  YqqFaceChallenge asked;
  guint frame; /* since then */
  gint64 time_us;
  GAsyncResult *result;
} Try;

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Try *)user_data)->result = g_object_ref (result);
}

static void
on_step (Try *self, guint challenge, guint step, guint steps)
{
  self->asked = challenge;
  self->frame = 0;
}

static YqqFaceFrame
to_frame (Try *self, GBytes *shown, GdkPixbuf **pixbuf, GBytes **pixels)
{
  if (!self->is_png)
    return (YqqFaceFrame){shown,           SCENE_WIDTH,         SCENE_HEIGHT,
                          SCENE_WIDTH * 3, YQQ_FACE_PIXELS_RGB, self->time_us};
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (shown);
  *pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  *pixels = gdk_pixbuf_read_pixel_bytes (*pixbuf);
  return (YqqFaceFrame){*pixels,
                        (guint)gdk_pixbuf_get_width (*pixbuf),
                        (guint)gdk_pixbuf_get_height (*pixbuf),
                        (gsize)gdk_pixbuf_get_rowstride (*pixbuf),
                        YQQ_FACE_PIXELS_RGBA,
                        self->time_us};
}

static void
show_next (Try *self)
{
  g_autoptr (GBytes) shown = self->show (self->asked, self->frame++);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GBytes) pixels = NULL;
  self->time_us += self->is_png ? RECORDED_US : MADE_US;
  YqqFaceFrame frame = to_frame (self, shown, &pixbuf, &pixels);
  while (!yqq_face_process_push (self->process, &frame) && self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* PASSED, or the error that it ended with. */
static gint
run (YqqSecretBytes *template,
     Show show,
     gboolean is_png,
     const YqqFaceChallenge *challenges,
     guint n)
{
  g_autoptr (YqqFaceProcess) process = yqq_face_process_new (NULL);
  g_autoptr (GError) error = NULL;
  Try self = {.process = process, .show = show, .is_png = is_png, .time_us = 1};
  g_signal_connect_swapped (process, "step", G_CALLBACK (on_step), &self);
  yqq_face_process_start_async (process, NULL, on_result, &self);
  while (self.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  yqq_face_process_start_finish (process, self.result, &error);
  g_assert_no_error (error);
  g_clear_object (&self.result);
  yqq_face_process_verify_async (process, template, challenges, n, NULL, on_result, &self);
  while (self.result == NULL)
    show_next (&self);
  yqq_face_process_verify_finish (process, self.result, NULL, &error);
  g_clear_object (&self.result);
  yqq_face_process_stop (process);
  return error == NULL ? PASSED : error->code;
}

static void
assert_run (YqqSecretBytes *template, Show show, YqqFaceChallenge challenge, gint code)
{
  g_assert_cmpint (run (template, show, FALSE, &challenge, 1), ==, code);
}

/* Which of the four it gets past. */
static void
assert_each (Show show, gboolean blink, gboolean left, gboolean right, gboolean nod)
{
  const gboolean passes[YQQ_FACE_N_CHALLENGES] = {FALSE, blink, left, right, nod};
  for (guint i = YQQ_FACE_CHALLENGE_BLINK; i < YQQ_FACE_N_CHALLENGES; i++)
    assert_run (of_scene, show, i, passes[i] ? PASSED : YQQ_FACE_ERROR_CHALLENGE_FAILED);
}

/* Each look once: a movement shows the same ones again and again. */
static GBytes *
draw (Scene *who, SceneLook look)
{
  static GHashTable *drawn;
  if (drawn == NULL)
    drawn = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  g_autofree char *hash =
      g_compute_checksum_for_data (G_CHECKSUM_MD5, (const guchar *)&look, sizeof look);
  g_autofree char *key = g_strdup_printf ("%p %s", (void *)who, hash);
  GBytes *pixels = g_hash_table_lookup (drawn, key);
  if (pixels == NULL) {
    g_auto (YqqFaceFrame) frame = scene_get_frame (who, &look, 0);
    pixels = g_bytes_ref (frame.pixels);
    g_hash_table_insert (drawn, g_steal_pointer (&key), pixels);
  }
  return g_bytes_ref (pixels);
}

/* --- a person who is there -------------------------------------------------------------------- */

static GPtrArray *recorded[YQQ_FACE_N_CHALLENGES];

/* What is asked, after a moment; then straight again. */
static GBytes *
show_recorded (YqqFaceChallenge asked, guint frame)
{
  static YqqFaceChallenge last;
  static guint left; /* of the movement that was begun */
  const GPtrArray *straight = recorded[YQQ_FACE_CHALLENGE_STRAIGHT];
  if (asked != YQQ_FACE_CHALLENGE_STRAIGHT && frame == REACTION_FRAMES) {
    last = asked;
    left = recorded[asked]->len;
  }
  if (left == 0)
    return g_bytes_ref (straight->pdata[frame % straight->len]);
  return g_bytes_ref (recorded[last]->pdata[recorded[last]->len - left--]);
}

static void
a_person_who_is_there_passes_whatever_is_asked (void)
{
  static const YqqFaceChallenge orders[][4] = {
      {YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_CHALLENGE_TURN_LEFT, YQQ_FACE_CHALLENGE_TURN_RIGHT,
       YQQ_FACE_CHALLENGE_NOD},
      {YQQ_FACE_CHALLENGE_NOD, YQQ_FACE_CHALLENGE_TURN_RIGHT, YQQ_FACE_CHALLENGE_BLINK,
       YQQ_FACE_CHALLENGE_TURN_LEFT},
  };
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    g_assert_cmpint (run (of_recorded, show_recorded, TRUE, orders[i], 4), ==, PASSED);
}

static void
somebody_else_who_is_there_is_nobody (void)
{
  const YqqFaceChallenge challenge = YQQ_FACE_CHALLENGE_BLINK;
  g_assert_cmpint (run (of_scene, show_recorded, TRUE, &challenge, 1), ==, YQQ_FACE_ERROR_MISMATCH);
}

static GBytes *
show_nobody (YqqFaceChallenge asked, guint frame)
{
  return draw (scene, (SceneLook){.nobody = TRUE});
}

static void
nobody_there_is_no_try (void)
{
  assert_run (of_scene, show_nobody, YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_ERROR_TIMED_OUT);
}

/* --- pictures of the person ------------------------------------------------------------------- */

static GBytes *
show_photograph (YqqFaceChallenge asked, guint frame)
{
  return draw (scene, (SceneLook){0});
}

static void
a_photograph_does_nothing_that_is_asked (void)
{
  assert_each (show_photograph, FALSE, FALSE, FALSE, FALSE);
}

static guint8
add_noise (float value, guint x, guint y, guint channel)
{
  guint32 chance = (x * 73856093u) ^ (y * 19349663u) ^ (channel * 83492791u);
  chance = (chance ^ (chance >> 13)) * 1274126177u;
  return (guint8)CLAMP (value + (float)(chance >> 24) / 255 * 18 - 9, 0, 255);
}

/* A screen or print, held a little askew, photographed again: smaller above than below, moiré of
 * two grids, noise. */
static GBytes *
rephotograph (GBytes *rgb)
{
  const guint8 *from = g_bytes_get_data (rgb, NULL);
  gsize size = (gsize)SCENE_WIDTH * SCENE_HEIGHT * 3;
  guint8 *to = g_malloc (size);
  for (guint y = 0; y < SCENE_HEIGHT; y++)
    for (guint x = 0; x < SCENE_WIDTH; x++) {
      float lean = 1.12f - .2f * (float)y / SCENE_HEIGHT;
      float u = ((float)x - SCENE_WIDTH / 2.f) * lean + SCENE_WIDTH / 2.f + .04f * (float)y;
      float v = ((float)y - SCENE_HEIGHT / 2.f) * 1.06f + SCENE_HEIGHT / 2.f;
      guint column = (guint)CLAMP (u, 0, SCENE_WIDTH - 1),
            row = (guint)CLAMP (v, 0, SCENE_HEIGHT - 1);
      float moire = 1 + .07f * sinf ((float)x * .9f + (float)y * .11f) * sinf ((float)y * .71f);
      for (guint i = 0; i < 3; i++)
        to[((gsize)y * SCENE_WIDTH + x) * 3 + i] =
            add_noise ((float)from[((gsize)row * SCENE_WIDTH + column) * 3 + i] * moire, x, y, i);
    }
  return g_bytes_new_take (to, size);
}

static GBytes *
show_photograph_of_it (YqqFaceChallenge asked, guint frame)
{
  static GBytes *shown;
  if (shown == NULL) {
    g_autoptr (GBytes) print = draw (scene, (SceneLook){.framed = TRUE});
    shown = rephotograph (print);
  }
  return g_bytes_ref (shown);
}

static void
a_photograph_of_a_photograph_has_the_face_and_does_nothing (void)
{
  g_assert_cmpint (run (of_scene, show_photograph_of_it, FALSE, NULL, 0), ==, PASSED);
  assert_each (show_photograph_of_it, FALSE, FALSE, FALSE, FALSE);
}

/* Back and forth within so many frames. */
static float
swing (guint frame, guint frames)
{
  float way = (float)(frame % (2 * frames)) / (float)frames;
  return way < 1 ? way : 2 - way;
}

static GBytes *
show_bent (YqqFaceChallenge asked, guint frame)
{
  float far = swing (frame, 8);
  return draw (scene, (SceneLook){.turn = asked == YQQ_FACE_CHALLENGE_TURN_LEFT    ? far
                                          : asked == YQQ_FACE_CHALLENGE_TURN_RIGHT ? -far
                                                                                   : 0,
                                  .nod = asked == YQQ_FACE_CHALLENGE_NOD ? far * .6f : 0});
}

static void
a_photograph_that_is_bent_does_nothing_either (void)
{
  assert_each (show_bent, FALSE, FALSE, FALSE, FALSE);
}

static GBytes *
show_painted_lids (YqqFaceChallenge asked, guint frame)
{
  return draw (scene,
               (SceneLook){.closed = asked == YQQ_FACE_CHALLENGE_BLINK && frame / 4 % 3 == 1});
}

static void
painted_eyelids_pass_a_blink (void)
{
  assert_each (show_painted_lids, TRUE, FALSE, FALSE, FALSE);
}

/* What is asked is read from the screen, and made from one photograph while the camera looks. */
static GBytes *
show_turned_by_a_program (YqqFaceChallenge asked, guint frame)
{
  float far = swing (frame, 8);
  return draw (scene,
               (SceneLook){.yaw = asked == YQQ_FACE_CHALLENGE_TURN_LEFT    ? far * 30
                                  : asked == YQQ_FACE_CHALLENGE_TURN_RIGHT ? -far * 30
                                                                           : 0,
                           .pitch = asked == YQQ_FACE_CHALLENGE_NOD ? far * 20 : 0,
                           .closed = asked == YQQ_FACE_CHALLENGE_BLINK && frame / 4 % 3 == 1});
}

static void
a_program_that_turns_a_photograph_as_it_is_asked_passes_turns_and_blinks (void)
{
  assert_each (show_turned_by_a_program, TRUE, TRUE, TRUE, FALSE);
}

/* Everything in turn, whatever is asked: blink, right, left, down. */
static GBytes *
show_recording (YqqFaceChallenge asked, guint frame)
{
  static guint next;
  static const YqqFaceChallenge order[] = {YQQ_FACE_CHALLENGE_STRAIGHT, YQQ_FACE_CHALLENGE_BLINK,
                                           YQQ_FACE_CHALLENGE_TURN_RIGHT,
                                           YQQ_FACE_CHALLENGE_TURN_LEFT, YQQ_FACE_CHALLENGE_NOD};
  guint n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    n += recorded[order[i]]->len;
  guint at = next++ % n, which = 0;
  for (; at >= recorded[order[which]]->len; which++)
    at -= recorded[order[which]]->len;
  return g_bytes_ref (recorded[order[which]]->pdata[at]);
}

static void
a_recording_of_the_person_passes_only_in_the_order_asked (void)
{
  const YqqFaceChallenge as_it_comes[] = {YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_CHALLENGE_TURN_RIGHT};
  const YqqFaceChallenge otherwise[] = {YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_CHALLENGE_TURN_LEFT};
  g_assert_cmpint (run (of_recorded, show_recording, TRUE, as_it_comes, 2), ==, PASSED);
  g_assert_cmpint (run (of_recorded, show_recording, TRUE, otherwise, 2), ==,
                   YQQ_FACE_ERROR_CHALLENGE_FAILED);
}

/* Two people before the camera are nobody; one after the other are not one. */
static GBytes *
show_change_of_person (YqqFaceChallenge asked, guint frame)
{
  return draw (asked == YQQ_FACE_CHALLENGE_STRAIGHT || frame < 4 ? scene : other, (SceneLook){0});
}

static void
the_person_first_and_somebody_else_for_the_rest_is_noticed (void)
{
  assert_run (of_scene, show_change_of_person, YQQ_FACE_CHALLENGE_BLINK,
              YQQ_FACE_ERROR_FACE_CHANGED);
}

static void
load (void)
{
  for (guint i = 0; i < YQQ_FACE_N_CHALLENGES; i++)
    recorded[i] = clip_load_movement (i);
  scene = scene_new (PHOTOGRAPH, PERSON);
  other = scene_new (PHOTOGRAPH, SOMEBODY_ELSE);
  of_scene = performer_enrol_scene (scene);
  of_recorded = performer_enrol ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  load ();
#define ADD(name) g_test_add_func ("/face/attacks/" #name, name)
  ADD (a_person_who_is_there_passes_whatever_is_asked);
  ADD (somebody_else_who_is_there_is_nobody);
  ADD (nobody_there_is_no_try);
  ADD (a_photograph_does_nothing_that_is_asked);
  ADD (a_photograph_of_a_photograph_has_the_face_and_does_nothing);
  ADD (a_photograph_that_is_bent_does_nothing_either);
  ADD (painted_eyelids_pass_a_blink);
  ADD (a_program_that_turns_a_photograph_as_it_is_asked_passes_turns_and_blinks);
  ADD (a_recording_of_the_person_passes_only_in_the_order_asked);
  ADD (the_person_first_and_somebody_else_for_the_rest_is_noticed);
  int result = g_test_run ();
  for (guint i = 0; i < YQQ_FACE_N_CHALLENGES; i++)
    g_ptr_array_unref (recorded[i]);
  yqq_secret_bytes_unref (of_scene);
  yqq_secret_bytes_unref (of_recorded);
  scene_free (scene);
  scene_free (other);
  return result;
}
