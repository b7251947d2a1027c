/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a face one after the other, and whether it was done: by one and the same face,
 * in time. Pure: time is what the observations say it is. */
#pragma once

#include "face/face-challenge.h"
#include "face/face-error.h"
#include "face/face-observation.h"

G_BEGIN_DECLS

/* Straight pictures at the beginning that say whose face it is. */
#define YQQ_CHALLENGE_SEQUENCE_FIRST 3
/* From the first observation to the last. */
#define YQQ_CHALLENGE_SEQUENCE_LIMIT_S 60

typedef struct _YqqChallengeSequence YqqChallengeSequence;

/* First the face is to look straight; after each challenge as well. */
YqqChallengeSequence *yqq_challenge_sequence_new (const YqqFaceChallenge *challenges,
                                                  guint n_challenges);

/* One observation after the other, each later than the one before. FALSE: it failed, with
 * YQQ_FACE_ERROR TIMED_OUT, CHALLENGE_FAILED or FACE_CHANGED. Once failed or done, no more. */
gboolean yqq_challenge_sequence_observe (YqqChallengeSequence *self,
                                         const YqqFaceObservation *seen,
                                         GError **error);

/* What is to be done now, and the how many-eth of the challenges it is or comes before. */
YqqFaceChallenge yqq_challenge_sequence_get_challenge (YqqChallengeSequence *self);
guint yqq_challenge_sequence_get_step (YqqChallengeSequence *self);

gboolean yqq_challenge_sequence_is_done (YqqChallengeSequence *self);

/* Whose face it is: the mean of the first pictures; NULL before there are so many. Borrowed. */
const YqqEmbedding *yqq_challenge_sequence_get_face (YqqChallengeSequence *self);

void yqq_challenge_sequence_free (YqqChallengeSequence *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqChallengeSequence, yqq_challenge_sequence_free)

G_END_DECLS
