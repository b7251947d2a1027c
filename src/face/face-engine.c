/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/face-engine.h"

#include <math.h>

#include "face/detector.h"
#include "face/eyes.h"
#include "face/light.h"

/* A second face counts from this share of the first one's height on: what hangs on a wall far
 * behind does not. */
#define MIN_SECOND_FACE 0.35f
/* Heights of a face as shares of the picture's. */
#define MIN_FACE 0.2f
#define MAX_FACE 0.85f
#define MIN_FACE_PIXELS 64
/* How far its middle may lie from the picture's, as shares of its sides. */
#define MAX_ASIDE 0.25f
#define MAX_AT_EDGE 0.1f
#define MIN_BRIGHTNESS 45
#define MAX_BRIGHTNESS 225
#define MAX_WHITE 0.25f
#define MIN_SHARPNESS 0.012f
#define MAX_YAW 0.22f
#define MAX_ROLL 0.35f

struct _YqqFaceEngine {
  YqqWorkers *workers;
  YqqNetwork *networks[YQQ_FACE_N_MODELS];
};

static gboolean (*const fits[YQQ_FACE_N_MODELS]) (YqqNetwork *) = {
    yqq_detector_fits,
    yqq_landmarks_fit,
    yqq_eyes_fit,
    yqq_embedding_fits,
};

YqqFaceEngine *
yqq_face_engine_new (GBytes *const *models, guint n_threads, GError **error)
{
  g_autoptr (YqqFaceEngine) self = g_new0 (YqqFaceEngine, 1);
  self->workers = yqq_workers_new (n_threads);
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++) {
    g_autoptr (GError) local = NULL;
    gsize size;
    const guint8 *data = g_bytes_get_data (models[i], &size);
    self->networks[i] = yqq_network_new (data, size, self->workers, &local);
    if (self->networks[i] == NULL || !fits[i](self->networks[i])) {
      g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_MODELS_CHANGED, "%s: %s",
                   yqq_face_model_get_file (i),
                   local != NULL ? local->message : "takes or gives something else");
      return NULL;
    }
  }
  return g_steal_pointer (&self);
}

/* --- hints ------------------------------------------------------------------------------------ */

static YqqFaceHint
judge_light (YqqLight light)
{
  if (light.brightness < MIN_BRIGHTNESS)
    return YQQ_FACE_HINT_TOO_DARK;
  if (light.brightness > MAX_BRIGHTNESS || light.bright > MAX_WHITE)
    return YQQ_FACE_HINT_TOO_BRIGHT;
  return YQQ_FACE_HINT_OK;
}

/* box: in shares of the picture, as in an observation. */
static YqqFaceHint
judge_place (YqqFaceBox box, guint height)
{
  if (box.height < MIN_FACE || box.height * (float)height < MIN_FACE_PIXELS)
    return YQQ_FACE_HINT_TOO_FAR;
  if (box.height > MAX_FACE)
    return YQQ_FACE_HINT_TOO_CLOSE;
  float x = box.x + box.width / 2, y = box.y + box.height / 2;
  gboolean is_cut = box.x < -MAX_AT_EDGE || box.y < -MAX_AT_EDGE ||
                    box.x + box.width > 1 + MAX_AT_EDGE || box.y + box.height > 1 + MAX_AT_EDGE;
  if (is_cut || fabsf (x - .5f) > MAX_ASIDE || fabsf (y - .5f) > MAX_ASIDE)
    return YQQ_FACE_HINT_OFF_CENTRE;
  return YQQ_FACE_HINT_OK;
}

static YqqFaceHint
judge (const YqqFaceObservation *seen, YqqLight light, guint height)
{
  YqqFaceHint hint = judge_light (light);
  if (hint == YQQ_FACE_HINT_OK)
    hint = judge_place (seen->box, height);
  if (hint != YQQ_FACE_HINT_OK)
    return hint;
  if (light.sharpness < MIN_SHARPNESS)
    return YQQ_FACE_HINT_BLURRED;
  if (fabsf (seen->pose.yaw) > MAX_YAW || fabsf (seen->pose.roll) > MAX_ROLL)
    return YQQ_FACE_HINT_LOOK_STRAIGHT;
  return YQQ_FACE_HINT_OK;
}

/* In the dark no face is found, and saying that there is none would not help. */
static YqqFaceHint
judge_empty (const YqqFacePicture *picture)
{
  YqqFaceBox all = {0, 0, (float)picture->width, (float)picture->height};
  YqqFaceHint hint = judge_light (yqq_light_measure (picture, all));
  return hint == YQQ_FACE_HINT_OK ? YQQ_FACE_HINT_NO_FACE : hint;
}

/* --- looking ---------------------------------------------------------------------------------- */

/* The surest face is not always the largest, and the nearest person is the one who is meant. */
static guint
sort_largest_first (YqqFaceBox *boxes, guint n)
{
  for (guint i = 1; i < n; i++)
    if (boxes[i].height > boxes[0].height) {
      YqqFaceBox larger = boxes[i];
      boxes[i] = boxes[0];
      boxes[0] = larger;
    }
  guint counting = 0;
  for (guint i = 0; i < n; i++)
    counting += boxes[i].height >= boxes[0].height * MIN_SECOND_FACE;
  return counting;
}

static void
look_at_face (YqqFaceEngine *self,
              const YqqFacePicture *picture,
              YqqFaceBox box,
              gboolean with_embedding,
              YqqFaceObservation *seen)
{
  float width = (float)picture->width, height = (float)picture->height;
  YqqLandmarks landmarks;
  yqq_landmarks_find (self->networks[YQQ_FACE_MODEL_LANDMARKS], picture, box, &landmarks);
  seen->has_face = TRUE;
  seen->box = (YqqFaceBox){box.x / width, box.y / height, box.width / width, box.height / height};
  seen->pose = yqq_pose_find (&landmarks);
  seen->openness = yqq_eyes_get_openness (self->networks[YQQ_FACE_MODEL_EYES], picture, &landmarks);
  seen->hint = judge (seen, yqq_light_measure (picture, box), picture->height);
  seen->has_embedding = with_embedding && (seen->hint == YQQ_FACE_HINT_OK ||
                                           seen->hint == YQQ_FACE_HINT_LOOK_STRAIGHT);
  if (seen->has_embedding)
    yqq_embedding_find (self->networks[YQQ_FACE_MODEL_EMBEDDING], picture, &landmarks,
                        &seen->embedding);
}

void
yqq_face_engine_look (YqqFaceEngine *self,
                      const YqqFacePicture *picture,
                      gint64 time_us,
                      gboolean with_embedding,
                      YqqFaceObservation *observation)
{
  YqqFaceBox boxes[YQQ_DETECTOR_MAX_FACES];
  guint n = yqq_detector_find (self->networks[YQQ_FACE_MODEL_DETECTOR], picture, boxes);
  *observation = (YqqFaceObservation){.time_us = time_us};
  guint counting = sort_largest_first (boxes, n);
  if (counting == 0)
    observation->hint = judge_empty (picture);
  else if (counting > 1)
    observation->hint = YQQ_FACE_HINT_SEVERAL_FACES;
  else
    look_at_face (self, picture, boxes[0], with_embedding, observation);
}

void
yqq_face_engine_free (YqqFaceEngine *self)
{
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++)
    g_clear_pointer (&self->networks[i], yqq_network_free);
  yqq_workers_free (self->workers);
  g_free (self);
}
