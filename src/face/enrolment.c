/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/enrolment.h"

#include <math.h>

#include "base/secret-bytes.h"

/* Of yaw against the first picture's: enough to be another picture, little enough to be recognized
 * by. */
#define MIN_TURN 0.1f
#define MAX_TURN 0.4f
#define SAME_FACE 0.45f
#define MAX_STRANGE 5

struct _YqqEnrolment {
  gboolean is_begun;
  gint64 begun_us;
  guint step;
  float yaw; /* of the first picture */
  guint n_strange;
  YqqEmbedding pictures[YQQ_ENROLMENT_PICTURES];
};

static const YqqFaceChallenge looks[YQQ_ENROLMENT_PICTURES] = {
    YQQ_FACE_CHALLENGE_STRAIGHT,
    YQQ_FACE_CHALLENGE_TURN_LEFT,
    YQQ_FACE_CHALLENGE_TURN_RIGHT,
};

YqqEnrolment *
yqq_enrolment_new (void)
{
  return g_new0 (YqqEnrolment, 1);
}

static gboolean
fail (GError **error, YqqFaceError code, const char *what)
{
  g_set_error_literal (error, YQQ_FACE_ERROR, code, what);
  return FALSE;
}

/* Whether the face looks as it is to look now. */
static gboolean
is_wanted (YqqEnrolment *self, const YqqFaceObservation *seen)
{
  if (!seen->has_embedding || seen->openness < YQQ_FACE_EYES_OPEN)
    return FALSE;
  float turn = seen->pose.yaw - self->yaw;
  switch (looks[self->step]) {
  case YQQ_FACE_CHALLENGE_TURN_LEFT:
    return turn > MIN_TURN && turn < MAX_TURN;
  case YQQ_FACE_CHALLENGE_TURN_RIGHT:
    return turn < -MIN_TURN && turn > -MAX_TURN;
  default:
    return seen->hint == YQQ_FACE_HINT_OK;
  }
}

static gboolean
is_same (YqqEnrolment *self, const YqqFaceObservation *seen)
{
  return self->step == 0 ||
         yqq_embedding_compare (&self->pictures[0], &seen->embedding) >= SAME_FACE;
}

gboolean
yqq_enrolment_observe (YqqEnrolment *self, const YqqFaceObservation *seen, GError **error)
{
  g_return_val_if_fail (self->step < YQQ_ENROLMENT_PICTURES, TRUE);
  if (!self->is_begun) {
    self->is_begun = TRUE;
    self->begun_us = seen->time_us;
  }
  if (seen->time_us - self->begun_us > YQQ_ENROLMENT_LIMIT_S * (gint64)G_USEC_PER_SEC)
    return fail (error, YQQ_FACE_ERROR_TIMED_OUT, "not enough good pictures in time");
  if (!is_wanted (self, seen))
    return TRUE;
  if (!is_same (self, seen)) {
    self->n_strange++;
    return self->n_strange < MAX_STRANGE ||
           fail (error, YQQ_FACE_ERROR_FACE_CHANGED, "another face");
  }
  if (self->step == 0)
    self->yaw = seen->pose.yaw;
  self->n_strange = 0;
  self->pictures[self->step++] = seen->embedding;
  return TRUE;
}

YqqFaceChallenge
yqq_enrolment_get_challenge (YqqEnrolment *self)
{
  return self->step < YQQ_ENROLMENT_PICTURES ? looks[self->step] : YQQ_FACE_CHALLENGE_STRAIGHT;
}

guint
yqq_enrolment_get_step (YqqEnrolment *self)
{
  return self->step;
}

const YqqEmbedding *
yqq_enrolment_get_pictures (YqqEnrolment *self)
{
  return self->step == YQQ_ENROLMENT_PICTURES ? self->pictures : NULL;
}

void
yqq_enrolment_free (YqqEnrolment *self)
{
  yqq_wipe (self, sizeof *self);
  g_free (self);
}
