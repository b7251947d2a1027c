/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The camera, the child that looks at faces, and what a person is told of both. */
#pragma once

#include <adwaita.h>

#include "app/settings.h"
#include "base/secret-bytes.h"
#include "face/face-challenge.h"

G_BEGIN_DECLS

/* Troubles of the camera and of the child are shown here, each with its next step and another try.
 * Signals:
 *   "enrolled" (YqqSecretBytes *): the template of an enrolment
 *   "judged" (gint, gdouble): of a verification: -1 and the score, or the YqqFaceError of a try
 *     that counts (MISMATCH, CHALLENGE_FAILED, FACE_CHANGED)
 *   "again": the person wants another try of a verification that could not be judged: the
 *     challenges of the last were seen, so it takes new ones */
#define YQQ_TYPE_FACE_VIEW (yqq_face_view_get_type ())
G_DECLARE_FINAL_TYPE (YqqFaceView, yqq_face_view, YQQ, FACE_VIEW, AdwBin)

/* Each begins anew, whatever was under way. */
void yqq_face_view_enrol (YqqFaceView *self, YqqSettings *settings);
void yqq_face_view_verify (YqqFaceView *self,
                           YqqSettings *settings,
                           YqqSecretBytes *template,
                           const YqqFaceChallenge *challenges,
                           guint n_challenges);
/* Camera and child are off; nothing is emitted after it. */
void yqq_face_view_stop (YqqFaceView *self);
/* Shows what keeps it from beginning at all, with no other try. */
void yqq_face_view_show_fault (YqqFaceView *self, const GError *error);

G_END_DECLS
