/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "performer.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "clip.h"
#include "face/face-process.h"

/* Between the ends of a movement that did not do and its repetition. */
#define AGAIN_MS 800
/* Of what is made from a photograph: degrees, and frames from the middle to there. */
#define YAW 27.f
#define PITCH 19.f
#define FRAMES 7
#define BLINK_FRAMES 4

struct _Performer {
  PlayedCamera *camera;
  GPtrArray *movements[YQQ_FACE_N_CHALLENGES]; /* of PNG files, in a loop where straight */
  YqqFaceChallenge asked;
  gint64 asked_us;
  YqqFaceChallenge doing;
  gint64 begun_us;
  GPtrArray *played; /* NULL: does what is asked */
  guint ticker;
};

static void
begin (Performer *self, YqqFaceChallenge what, gint64 now_us)
{
  self->doing = what;
  self->begun_us = now_us;
}

static void
show (Performer *self, const GPtrArray *frames, gint64 now_us)
{
  gint64 frame = MAX ((now_us - self->begun_us) * CLIP_RATE / G_USEC_PER_SEC, 0) % frames->len;
  played_camera_show_file (self->camera, frames->pdata[frame]);
}

/* Goes on with what is being done, or begins with what is asked; what he does now. */
static const GPtrArray *
act (Performer *self, gint64 now_us)
{
  gint64 heard_us = self->asked_us + PERFORMER_REACTION_MS * G_TIME_SPAN_MILLISECOND;
  gint64 frame = (now_us - self->begun_us) * CLIP_RATE / G_USEC_PER_SEC;
  gboolean is_still = self->doing == YQQ_FACE_CHALLENGE_STRAIGHT;
  if (self->asked != YQQ_FACE_CHALLENGE_STRAIGHT && self->asked != self->doing &&
      now_us >= MAX (heard_us, is_still ? self->begun_us : 0))
    begin (self, self->asked, now_us);
  else if (!is_still && frame >= self->movements[self->doing]->len)
    begin (self, YQQ_FACE_CHALLENGE_STRAIGHT, now_us + AGAIN_MS * G_TIME_SPAN_MILLISECOND);
  return self->movements[self->doing];
}

static gboolean
on_tick (gpointer user_data)
{
  Performer *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  const GPtrArray *frames = self->played ? self->played : act (self, now_us);
  show (self, frames, now_us);
  return G_SOURCE_CONTINUE;
}

static Performer *
start (PlayedCamera *camera)
{
  Performer *self = g_new0 (Performer, 1);
  self->camera = camera;
  self->asked = self->doing = YQQ_FACE_CHALLENGE_STRAIGHT;
  self->ticker = g_timeout_add (1000 / CLIP_RATE / 2, on_tick, self);
  return self;
}

Performer *
performer_new (PlayedCamera *camera)
{
  Performer *self = start (camera);
  for (guint i = 0; i < YQQ_FACE_N_CHALLENGES; i++)
    self->movements[i] = clip_load_movement (i);
  played_camera_show_file (camera, self->movements[YQQ_FACE_CHALLENGE_STRAIGHT]->pdata[0]);
  return self;
}

/* --- made from a photograph ------------------------------------------------------------------- */

/* How far into a movement and back the number-th of its frames is. */
static float
get_way (guint number)
{
  return (float)(number < FRAMES ? number : 2 * FRAMES - number) / FRAMES;
}

static GPtrArray *
make_movement (Performer *self, Scene *scene, SceneLook far, guint n)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < n; i++) {
    SceneLook look = {.yaw = far.yaw * get_way (i),
                      .pitch = far.pitch * get_way (i),
                      .closed = far.closed && i < BLINK_FRAMES};
    g_ptr_array_add (frames, g_bytes_ref (played_camera_draw (self->camera, scene, look)));
  }
  return frames;
}

Performer *
performer_new_from_photograph (PlayedCamera *camera, Scene *scene)
{
  Performer *self = start (camera);
  const SceneLook far[YQQ_FACE_N_CHALLENGES] = {
      [YQQ_FACE_CHALLENGE_BLINK] = {.closed = TRUE},
      [YQQ_FACE_CHALLENGE_TURN_LEFT] = {.yaw = YAW},
      [YQQ_FACE_CHALLENGE_TURN_RIGHT] = {.yaw = -YAW},
      [YQQ_FACE_CHALLENGE_NOD] = {.pitch = PITCH},
  };
  for (guint i = 0; i < YQQ_FACE_N_CHALLENGES; i++)
    self->movements[i] =
        make_movement (self, scene, far[i], i == YQQ_FACE_CHALLENGE_STRAIGHT ? 1 : 2 * FRAMES + 1);
  played_camera_show_file (camera, self->movements[YQQ_FACE_CHALLENGE_STRAIGHT]->pdata[0]);
  return self;
}

void
performer_free (Performer *self)
{
  g_source_remove (self->ticker);
  for (guint i = 0; i < YQQ_FACE_N_CHALLENGES; i++)
    g_ptr_array_unref (self->movements[i]);
  g_free (self);
}

void
performer_ask (Performer *self, YqqFaceChallenge challenge)
{
  if (self->played)
    begin (self, YQQ_FACE_CHALLENGE_STRAIGHT, g_get_monotonic_time ());
  else if (self->asked == challenge)
    return;
  self->played = NULL;
  self->asked = challenge;
  self->asked_us = g_get_monotonic_time ();
}

void
performer_play (Performer *self, GPtrArray *frames)
{
  if (self->played == frames)
    return;
  self->played = frames;
  begin (self, YQQ_FACE_CHALLENGE_STRAIGHT, g_get_monotonic_time ());
}

/* --- an enrolment without a camera ------------------------------------------------------------ */

/* What is shown for each thing that an enrolment asks. */
typedef struct {
  GPtrArray *shown[YQQ_FACE_N_CHALLENGES]; /* of PNG files */
  YqqFaceProcess *process;
  YqqFaceChallenge asked;
  guint next;
  GAsyncResult *result;
} Enrolment;

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Enrolment *)user_data)->result = g_object_ref (result);
}

static void
on_step (YqqFaceProcess *process, guint challenge, guint step, guint steps, gpointer user_data)
{
  Enrolment *self = user_data;
  self->asked = challenge;
  self->next = 0;
}

static gboolean
push (Enrolment *self, GBytes *png)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (png);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);
  const YqqFaceFrame frame = {
      .pixels = pixels,
      .width = (guint)gdk_pixbuf_get_width (pixbuf),
      .height = (guint)gdk_pixbuf_get_height (pixbuf),
      .stride = (gsize)gdk_pixbuf_get_rowstride (pixbuf),
      .format = gdk_pixbuf_get_has_alpha (pixbuf) ? YQQ_FACE_PIXELS_RGBA : YQQ_FACE_PIXELS_RGB,
      .time_us = g_get_monotonic_time (),
  };
  return yqq_face_process_push (self->process, &frame);
}

static void
await_result (Enrolment *self)
{
  while (self->result == NULL) {
    const GPtrArray *shown = self->shown[self->asked];
    if (yqq_face_process_get_running (self->process) &&
        push (self, shown->pdata[self->next % shown->len]))
      self->next++;
    g_main_context_iteration (NULL, TRUE);
  }
}

static YqqSecretBytes *
enrol (Enrolment *self)
{
  g_autoptr (YqqFaceProcess) process = yqq_face_process_new (NULL);
  g_autoptr (GError) error = NULL;
  self->process = process;
  g_signal_connect (process, "step", G_CALLBACK (on_step), self);
  yqq_face_process_start_async (process, NULL, on_result, self);
  await_result (self);
  yqq_face_process_start_finish (process, self->result, &error);
  g_assert_no_error (error);
  g_clear_object (&self->result);
  yqq_face_process_enrol_async (process, NULL, on_result, self);
  await_result (self);
  YqqSecretBytes *template = yqq_face_process_enrol_finish (process, self->result, &error);
  g_assert_no_error (error);
  g_clear_object (&self->result);
  yqq_face_process_stop (process);
  for (guint i = 0; i < YQQ_FACE_N_CHALLENGES; i++)
    g_clear_pointer (&self->shown[i], g_ptr_array_unref);
  return template;
}

YqqSecretBytes *
performer_enrol (void)
{
  Enrolment self = {0};
  for (guint i = 0; i < YQQ_FACE_N_CHALLENGES; i++)
    self.shown[i] = clip_load_enrolment (i);
  return enrol (&self);
}

YqqSecretBytes *
performer_enrol_scene (Scene *scene)
{
  Enrolment self = {0};
  const float yaws[] = {0, 13, -13};
  for (guint i = 0; i < G_N_ELEMENTS (yaws); i++) {
    YqqFaceChallenge asked = i == 0   ? YQQ_FACE_CHALLENGE_STRAIGHT
                             : i == 1 ? YQQ_FACE_CHALLENGE_TURN_LEFT
                                      : YQQ_FACE_CHALLENGE_TURN_RIGHT;
    GBytes *png = scene_draw_png (scene, (SceneLook){.yaw = yaws[i]});
    self.shown[asked] = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
    g_ptr_array_add (self.shown[asked], png);
  }
  return enrol (&self);
}
