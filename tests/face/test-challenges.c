/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/challenge-sequence.h"
#include "face/enrolment.h"

#define FRAME_US 60000

/* A person in front of a camera, as the networks would tell of them. */
typedef struct {
  gint64 time_us;
  guint person; /* each points another way */
  float yaw, pitch, openness;
} Sitter;

static YqqFaceObservation
look_at (const Sitter *sitter)
{
  YqqFaceObservation seen = {
      .time_us = sitter->time_us,
      .has_face = TRUE,
      .pose = {sitter->yaw, sitter->pitch, 0},
      .openness = sitter->openness,
      .has_embedding = TRUE,
  };
  gboolean turned = sitter->yaw > .22f || sitter->yaw < -.22f;
  seen.hint = turned ? YQQ_FACE_HINT_LOOK_STRAIGHT : YQQ_FACE_HINT_OK;
  seen.embedding.values[sitter->person] = 1;
  return seen;
}

static Sitter
sit_down (void)
{
  return (Sitter){.time_us = 1000000, .yaw = .02f, .pitch = .6f, .openness = 1};
}

static YqqChallengeSequence *
ask (YqqFaceChallenge first, YqqFaceChallenge second)
{
  const YqqFaceChallenge challenges[] = {first, second};
  return yqq_challenge_sequence_new (challenges, 2);
}

/* Shows the sitter as they are for n frames. Whatever fails must fail with code; -1: nothing. */
static void
show (YqqChallengeSequence *sequence, Sitter *sitter, guint n, gint code)
{
  for (guint i = 0; i < n && !yqq_challenge_sequence_is_done (sequence); i++) {
    g_autoptr (GError) error = NULL;
    YqqFaceObservation seen = look_at (sitter);
    sitter->time_us += FRAME_US;
    if (yqq_challenge_sequence_observe (sequence, &seen, &error))
      continue;
    g_assert_error (error, YQQ_FACE_ERROR, code);
    return;
  }
  g_assert_cmpint (code, ==, -1);
}

static void
blink (YqqChallengeSequence *sequence, Sitter *sitter)
{
  show (sequence, sitter, 3, -1);
  sitter->openness = .01f;
  show (sequence, sitter, 2, -1);
  sitter->openness = 1;
  show (sequence, sitter, 3, -1);
}

static void
turn (YqqChallengeSequence *sequence, Sitter *sitter, float yaw)
{
  sitter->yaw = yaw;
  show (sequence, sitter, 4, -1);
  sitter->yaw = .02f;
  show (sequence, sitter, 4, -1);
}

static void
who_does_all_that_is_asked_is_done (void)
{
  g_autoptr (YqqChallengeSequence) sequence =
      ask (YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_CHALLENGE_TURN_LEFT);
  Sitter sitter = sit_down ();
  g_assert_null (yqq_challenge_sequence_get_face (sequence));
  show (sequence, &sitter, 3, -1);
  g_assert_nonnull (yqq_challenge_sequence_get_face (sequence));
  g_assert_cmpint (yqq_challenge_sequence_get_challenge (sequence), ==, YQQ_FACE_CHALLENGE_BLINK);
  blink (sequence, &sitter);
  g_assert_cmpint (yqq_challenge_sequence_get_challenge (sequence), ==,
                   YQQ_FACE_CHALLENGE_TURN_LEFT);
  g_assert_cmpuint (yqq_challenge_sequence_get_step (sequence), ==, 1);
  turn (sequence, &sitter, .5f);
  g_assert_true (yqq_challenge_sequence_is_done (sequence));
  /* A willing person needs six seconds for all of it at the most. */
  g_assert_cmpint (sitter.time_us, <, (gint64)(1 + 6) * G_USEC_PER_SEC);
}

static void
a_nod_goes_down_and_comes_back (void)
{
  g_autoptr (YqqChallengeSequence) sequence =
      ask (YQQ_FACE_CHALLENGE_NOD, YQQ_FACE_CHALLENGE_TURN_RIGHT);
  Sitter sitter = sit_down ();
  show (sequence, &sitter, 6, -1);
  sitter.pitch = .75f;
  show (sequence, &sitter, 3, -1);
  g_assert_cmpuint (yqq_challenge_sequence_get_step (sequence), ==, 0);
  sitter.pitch = .6f;
  show (sequence, &sitter, 3, -1);
  turn (sequence, &sitter, -.5f);
  g_assert_true (yqq_challenge_sequence_is_done (sequence));
}

static void
without_challenges_a_few_good_pictures_are_enough (void)
{
  g_autoptr (YqqChallengeSequence) sequence = yqq_challenge_sequence_new (NULL, 0);
  Sitter sitter = sit_down ();
  show (sequence, &sitter, YQQ_CHALLENGE_SEQUENCE_FIRST, -1);
  g_assert_true (yqq_challenge_sequence_is_done (sequence));
}

/* A photograph. */
static void
who_only_looks_fails_after_five_seconds (void)
{
  g_autoptr (YqqChallengeSequence) sequence =
      ask (YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_CHALLENGE_NOD);
  Sitter sitter = sit_down ();
  show (sequence, &sitter, 200, YQQ_FACE_ERROR_CHALLENGE_FAILED);
  g_assert_cmpint (sitter.time_us, >, (gint64)(1 + 5) * G_USEC_PER_SEC);
  g_assert_cmpint (sitter.time_us, <, (gint64)(1 + 6) * G_USEC_PER_SEC);
}

static void
the_wrong_challenge_does_not_count (void)
{
  g_autoptr (YqqChallengeSequence) sequence =
      ask (YQQ_FACE_CHALLENGE_NOD, YQQ_FACE_CHALLENGE_BLINK);
  Sitter sitter = sit_down ();
  show (sequence, &sitter, 3, -1);
  blink (sequence, &sitter);
  g_assert_cmpuint (yqq_challenge_sequence_get_step (sequence), ==, 0);
}

static void
turning_the_other_way_fails_at_once (void)
{
  g_autoptr (YqqChallengeSequence) sequence =
      ask (YQQ_FACE_CHALLENGE_TURN_LEFT, YQQ_FACE_CHALLENGE_NOD);
  Sitter sitter = sit_down ();
  show (sequence, &sitter, 4, -1);
  sitter.yaw = -.5f;
  show (sequence, &sitter, 1, YQQ_FACE_ERROR_CHALLENGE_FAILED);
}

/* Eyes that are closed from the beginning have not closed. */
static void
a_blink_begins_with_open_eyes (void)
{
  g_autoptr (YqqChallengeSequence) sequence =
      ask (YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_CHALLENGE_NOD);
  Sitter sitter = sit_down ();
  show (sequence, &sitter, 3, -1);
  sitter.openness = .01f;
  show (sequence, &sitter, 3, -1);
  sitter.openness = 1;
  show (sequence, &sitter, 1, -1);
  g_assert_cmpuint (yqq_challenge_sequence_get_step (sequence), ==, 0);
}

/* Somebody else does what is asked of the person in the first pictures. */
static void
another_face_in_the_middle_is_found (void)
{
  g_autoptr (YqqChallengeSequence) sequence =
      ask (YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_CHALLENGE_NOD);
  Sitter sitter = sit_down ();
  show (sequence, &sitter, 4, -1);
  sitter.person = 7;
  show (sequence, &sitter, 3, YQQ_FACE_ERROR_FACE_CHANGED);
}

static void
one_picture_in_a_movement_may_look_like_nobody (void)
{
  g_autoptr (YqqChallengeSequence) sequence =
      ask (YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_CHALLENGE_NOD);
  Sitter sitter = sit_down ();
  show (sequence, &sitter, 4, -1);
  sitter.person = 7;
  show (sequence, &sitter, 1, -1);
  sitter.person = 0;
  blink (sequence, &sitter);
  g_assert_cmpuint (yqq_challenge_sequence_get_step (sequence), ==, 1);
}

static void
a_face_that_goes_away_has_failed (void)
{
  g_autoptr (YqqChallengeSequence) sequence =
      ask (YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_CHALLENGE_NOD);
  Sitter sitter = sit_down ();
  show (sequence, &sitter, 4, -1);
  g_autoptr (GError) error = NULL;
  YqqFaceObservation nobody = {.time_us = sitter.time_us + 2 * G_USEC_PER_SEC,
                               .hint = YQQ_FACE_HINT_NO_FACE};
  g_assert_false (yqq_challenge_sequence_observe (sequence, &nobody, &error));
  g_assert_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_CHALLENGE_FAILED);
}

static void
a_slow_machine_is_no_face_that_went_away (void)
{
  g_autoptr (YqqChallengeSequence) sequence =
      ask (YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_CHALLENGE_NOD);
  Sitter sitter = sit_down ();
  show (sequence, &sitter, 4, -1);
  sitter.time_us += 2 * G_USEC_PER_SEC;
  show (sequence, &sitter, 1, -1);
}

static void
a_camera_without_anybody_times_out (void)
{
  g_autoptr (YqqChallengeSequence) sequence =
      ask (YQQ_FACE_CHALLENGE_BLINK, YQQ_FACE_CHALLENGE_NOD);
  YqqFaceObservation nobody = {.hint = YQQ_FACE_HINT_NO_FACE};
  g_autoptr (GError) error = NULL;
  guint frames = 0;
  for (; yqq_challenge_sequence_observe (sequence, &nobody, &error); frames++)
    nobody.time_us += G_USEC_PER_SEC;
  g_assert_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_TIMED_OUT);
  g_assert_cmpuint (frames, ==, YQQ_CHALLENGE_SEQUENCE_LIMIT_S + 1);
}

/* --- enrolments ------------------------------------------------------------------------------- */

static void
show_enrolment (YqqEnrolment *enrolment, Sitter *sitter, guint n, gint code)
{
  for (guint i = 0; i < n && yqq_enrolment_get_pictures (enrolment) == NULL; i++) {
    g_autoptr (GError) error = NULL;
    YqqFaceObservation seen = look_at (sitter);
    sitter->time_us += FRAME_US;
    if (yqq_enrolment_observe (enrolment, &seen, &error))
      continue;
    g_assert_error (error, YQQ_FACE_ERROR, code);
    return;
  }
  g_assert_cmpint (code, ==, -1);
}

static void
an_enrolment_takes_a_picture_from_each_side (void)
{
  g_autoptr (YqqEnrolment) enrolment = yqq_enrolment_new ();
  Sitter sitter = sit_down ();
  show_enrolment (enrolment, &sitter, 5, -1);
  g_assert_cmpuint (yqq_enrolment_get_step (enrolment), ==, 1);
  g_assert_cmpint (yqq_enrolment_get_challenge (enrolment), ==, YQQ_FACE_CHALLENGE_TURN_LEFT);
  sitter.yaw = .2f;
  show_enrolment (enrolment, &sitter, 5, -1);
  g_assert_cmpint (yqq_enrolment_get_challenge (enrolment), ==, YQQ_FACE_CHALLENGE_TURN_RIGHT);
  sitter.yaw = -.6f; /* too much of it */
  show_enrolment (enrolment, &sitter, 5, -1);
  g_assert_null (yqq_enrolment_get_pictures (enrolment));
  sitter.yaw = -.2f;
  show_enrolment (enrolment, &sitter, 5, -1);
  g_assert_nonnull (yqq_enrolment_get_pictures (enrolment));
}

static void
closed_eyes_are_not_enrolled (void)
{
  g_autoptr (YqqEnrolment) enrolment = yqq_enrolment_new ();
  Sitter sitter = sit_down ();
  sitter.openness = .1f;
  show_enrolment (enrolment, &sitter, 10, -1);
  g_assert_cmpuint (yqq_enrolment_get_step (enrolment), ==, 0);
}

static void
two_people_are_not_enrolled_as_one (void)
{
  g_autoptr (YqqEnrolment) enrolment = yqq_enrolment_new ();
  Sitter sitter = sit_down ();
  show_enrolment (enrolment, &sitter, 1, -1);
  sitter.person = 7;
  sitter.yaw = .2f;
  show_enrolment (enrolment, &sitter, 10, YQQ_FACE_ERROR_FACE_CHANGED);
}

static void
an_enrolment_that_leads_nowhere_times_out (void)
{
  g_autoptr (YqqEnrolment) enrolment = yqq_enrolment_new ();
  Sitter sitter = sit_down ();
  show_enrolment (enrolment, &sitter, 2000, YQQ_FACE_ERROR_TIMED_OUT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/face/challenges/" #name, name)
  ADD (who_does_all_that_is_asked_is_done);
  ADD (a_nod_goes_down_and_comes_back);
  ADD (without_challenges_a_few_good_pictures_are_enough);
  ADD (who_only_looks_fails_after_five_seconds);
  ADD (the_wrong_challenge_does_not_count);
  ADD (turning_the_other_way_fails_at_once);
  ADD (a_blink_begins_with_open_eyes);
  ADD (another_face_in_the_middle_is_found);
  ADD (one_picture_in_a_movement_may_look_like_nobody);
  ADD (a_face_that_goes_away_has_failed);
  ADD (a_slow_machine_is_no_face_that_went_away);
  ADD (a_camera_without_anybody_times_out);
  ADD (an_enrolment_takes_a_picture_from_each_side);
  ADD (closed_eyes_are_not_enrolled);
  ADD (two_people_are_not_enrolled_as_one);
  ADD (an_enrolment_that_leads_nowhere_times_out);
  return g_test_run ();
}
