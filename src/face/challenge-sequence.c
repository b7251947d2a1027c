/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/challenge-sequence.h"

#include <math.h>
#include <string.h>

#include "base/secret-bytes.h"

/* Against the mean of the first pictures: yaw and pitch as pose.h has them. */
#define TURNED 0.3f
#define NODDED 0.11f
#define STILL_YAW 0.18f
#define STILL_PITCH 0.08f
/* Cosines. A turned or moving head looks less like itself; other people stay well below. */
#define SAME_STRAIGHT 0.55f
#define SAME_MOVING 0.3f
/* One picture in the middle of a movement may show nobody's face; not two. */
#define MAX_STRANGE 2
#define MAX_GAP_US (1 * G_USEC_PER_SEC)

struct _YqqChallengeSequence {
  YqqFaceChallenge challenges[YQQ_FACE_MAX_CHALLENGES];
  guint n_challenges;
  guint step;
  gboolean is_straightening; /* the face is to look straight before step, or after the last one */
  gboolean is_begun;
  gint64 begun_us;
  gint64 asked_us; /* when the present challenge was asked */
  gint64 seen_us;  /* when the face was seen last */

  YqqEmbedding firsts[YQQ_CHALLENGE_SEQUENCE_FIRST];
  guint n_firsts;
  float yaw, pitch; /* of the first pictures: what straight is for this face and camera */
  YqqEmbedding face;
  guint n_strange;

  gboolean was_open, was_closed; /* in the present blink */
  gboolean was_down;             /* in the present nod */
};

YqqChallengeSequence *
yqq_challenge_sequence_new (const YqqFaceChallenge *challenges, guint n_challenges)
{
  g_return_val_if_fail (n_challenges <= YQQ_FACE_MAX_CHALLENGES, NULL);
  YqqChallengeSequence *self = g_new0 (YqqChallengeSequence, 1);
  for (guint i = 0; i < n_challenges; i++)
    self->challenges[i] = challenges[i];
  self->n_challenges = n_challenges;
  self->is_straightening = TRUE;
  return self;
}

static gboolean
fail (GError **error, YqqFaceError code, const char *what)
{
  g_set_error_literal (error, YQQ_FACE_ERROR, code, what);
  return FALSE;
}

static gboolean
knows_face (YqqChallengeSequence *self)
{
  return self->n_firsts == YQQ_CHALLENGE_SEQUENCE_FIRST;
}

/* --- whose face it is ------------------------------------------------------------------------- */

/* Takes straight pictures with open eyes until there are enough. */
static void
get_to_know (YqqChallengeSequence *self, const YqqFaceObservation *seen)
{
  if (seen->hint != YQQ_FACE_HINT_OK || !seen->has_embedding || seen->openness < YQQ_FACE_EYES_OPEN)
    return;
  /* Another face than a moment ago: begin again, nothing has been asked yet. */
  if (self->n_firsts > 0 &&
      yqq_embedding_compare (&self->firsts[0], &seen->embedding) < SAME_STRAIGHT) {
    self->n_firsts = 0;
    self->yaw = self->pitch = 0;
  }
  self->firsts[self->n_firsts++] = seen->embedding;
  self->yaw += seen->pose.yaw / YQQ_CHALLENGE_SEQUENCE_FIRST;
  self->pitch += seen->pose.pitch / YQQ_CHALLENGE_SEQUENCE_FIRST;
  if (!knows_face (self))
    return;
  yqq_embedding_mean (self->firsts, self->n_firsts, &self->face);
  self->is_straightening = FALSE;
  self->asked_us = seen->time_us;
}

static gboolean
is_straight (YqqChallengeSequence *self, const YqqFaceObservation *seen)
{
  return fabsf (seen->pose.yaw - self->yaw) < STILL_YAW &&
         fabsf (seen->pose.pitch - self->pitch) < STILL_PITCH &&
         seen->openness >= YQQ_FACE_EYES_OPEN;
}

/* Whether this can still be the face of the beginning. */
static gboolean
is_same (YqqChallengeSequence *self, const YqqFaceObservation *seen, GError **error)
{
  if (!seen->has_embedding)
    return TRUE;
  gboolean strange = yqq_embedding_compare (&self->face, &seen->embedding) < SAME_MOVING;
  self->n_strange = strange ? self->n_strange + 1 : 0;
  return self->n_strange < MAX_STRANGE || fail (error, YQQ_FACE_ERROR_FACE_CHANGED, "another face");
}

/* --- what it does ----------------------------------------------------------------------------- */

static void
ask_next (YqqChallengeSequence *self, gint64 time_us)
{
  self->asked_us = time_us;
  self->was_open = self->was_closed = self->was_down = FALSE;
}

static gboolean
has_blinked (YqqChallengeSequence *self, const YqqFaceObservation *seen)
{
  if (seen->openness >= YQQ_FACE_EYES_OPEN) {
    if (self->was_closed)
      return TRUE;
    self->was_open = TRUE;
  } else if (seen->openness < YQQ_FACE_EYES_CLOSED && self->was_open) {
    self->was_closed = TRUE;
  }
  return FALSE;
}

static gboolean
has_nodded (YqqChallengeSequence *self, const YqqFaceObservation *seen)
{
  if (seen->pose.pitch - self->pitch > NODDED)
    self->was_down = TRUE;
  return self->was_down && seen->pose.pitch - self->pitch < STILL_PITCH;
}

/* *done stays as it is where the challenge is not done yet. FALSE: it was done the wrong way. */
static gboolean
follow (YqqChallengeSequence *self, const YqqFaceObservation *seen, gboolean *done, GError **error)
{
  float turn = seen->pose.yaw - self->yaw;
  YqqFaceChallenge asked = self->challenges[self->step];
  if (asked == YQQ_FACE_CHALLENGE_TURN_RIGHT)
    turn = -turn;
  switch (asked) {
  case YQQ_FACE_CHALLENGE_BLINK:
    *done = has_blinked (self, seen);
    return TRUE;
  case YQQ_FACE_CHALLENGE_NOD:
    *done = has_nodded (self, seen);
    return TRUE;
  case YQQ_FACE_CHALLENGE_TURN_LEFT:
  case YQQ_FACE_CHALLENGE_TURN_RIGHT:
    *done = turn > TURNED;
    /* A recording that turns both ways would do what is asked sooner or later. */
    return turn > -TURNED || fail (error, YQQ_FACE_ERROR_CHALLENGE_FAILED, "the other way");
  default:
    return fail (error, YQQ_FACE_ERROR_CHALLENGE_FAILED, "nothing that can be asked");
  }
}

static gboolean
go_on (YqqChallengeSequence *self, const YqqFaceObservation *seen, GError **error)
{
  gboolean done = FALSE;
  if (seen->time_us - self->asked_us > YQQ_FACE_CHALLENGE_LIMIT_S * G_USEC_PER_SEC)
    return fail (error, YQQ_FACE_ERROR_CHALLENGE_FAILED, "not done in time");
  if (!is_same (self, seen, error))
    return FALSE;
  if (self->is_straightening) {
    if (seen->has_embedding && is_straight (self, seen) &&
        yqq_embedding_compare (&self->face, &seen->embedding) >= SAME_STRAIGHT) {
      self->is_straightening = FALSE;
      ask_next (self, seen->time_us);
    }
    return TRUE;
  }
  if (!follow (self, seen, &done, error))
    return FALSE;
  if (done) {
    self->step++;
    self->is_straightening = TRUE;
    ask_next (self, seen->time_us);
  }
  return TRUE;
}

/* --- the sequence ----------------------------------------------------------------------------- */

/* Pictures that are far apart are a slow machine; only one without the face is a face that went. */
static gboolean
miss (YqqChallengeSequence *self, const YqqFaceObservation *seen, GError **error)
{
  if (knows_face (self) && seen->time_us - self->seen_us > MAX_GAP_US)
    return fail (error, YQQ_FACE_ERROR_CHALLENGE_FAILED, "the face went away");
  return TRUE;
}

gboolean
yqq_challenge_sequence_observe (YqqChallengeSequence *self,
                                const YqqFaceObservation *seen,
                                GError **error)
{
  g_return_val_if_fail (!yqq_challenge_sequence_is_done (self), TRUE);
  if (!self->is_begun) {
    self->is_begun = TRUE;
    self->begun_us = seen->time_us;
  }
  if (seen->time_us - self->begun_us > YQQ_CHALLENGE_SEQUENCE_LIMIT_S * (gint64)G_USEC_PER_SEC)
    return fail (error, YQQ_FACE_ERROR_TIMED_OUT, "no good picture in time");
  if (!seen->has_face)
    return miss (self, seen, error);
  self->seen_us = seen->time_us;
  if (!knows_face (self)) {
    get_to_know (self, seen);
    return TRUE;
  }
  return go_on (self, seen, error);
}

YqqFaceChallenge
yqq_challenge_sequence_get_challenge (YqqChallengeSequence *self)
{
  if (self->is_straightening || self->step == self->n_challenges)
    return YQQ_FACE_CHALLENGE_STRAIGHT;
  return self->challenges[self->step];
}

guint
yqq_challenge_sequence_get_step (YqqChallengeSequence *self)
{
  return self->step;
}

gboolean
yqq_challenge_sequence_is_done (YqqChallengeSequence *self)
{
  return self->step == self->n_challenges && !self->is_straightening;
}

const YqqEmbedding *
yqq_challenge_sequence_get_face (YqqChallengeSequence *self)
{
  return knows_face (self) ? &self->face : NULL;
}

void
yqq_challenge_sequence_free (YqqChallengeSequence *self)
{
  yqq_wipe (self, sizeof *self);
  g_free (self);
}
