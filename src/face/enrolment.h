/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pictures of a face are taken for its template: straight, then a little to either side.
 * Pure, as the challenges are. */
#pragma once

#include "face/face-challenge.h"
#include "face/face-error.h"
#include "face/face-observation.h"

G_BEGIN_DECLS

#define YQQ_ENROLMENT_PICTURES 3
#define YQQ_ENROLMENT_LIMIT_S 60

typedef struct _YqqEnrolment YqqEnrolment;

YqqEnrolment *yqq_enrolment_new (void);

/* FALSE: it failed, with YQQ_FACE_ERROR TIMED_OUT or FACE_CHANGED. Once failed or done, no more. */
gboolean yqq_enrolment_observe (YqqEnrolment *self, const YqqFaceObservation *seen, GError **error);

/* How the face is to look now (a little, where it is a turn), and how many pictures there are. */
YqqFaceChallenge yqq_enrolment_get_challenge (YqqEnrolment *self);
guint yqq_enrolment_get_step (YqqEnrolment *self);

/* The pictures once all are there; borrowed. */
const YqqEmbedding *yqq_enrolment_get_pictures (YqqEnrolment *self);

void yqq_enrolment_free (YqqEnrolment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqEnrolment, yqq_enrolment_free)

G_END_DECLS
