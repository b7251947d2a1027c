/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was seen in one picture: all that enrolments and challenges decide by. */
#pragma once

#include "face/embedding.h"
#include "face/face-hint.h"
#include "face/pose.h"

G_BEGIN_DECLS

/* has_face: exactly one face is there, and what follows is about it; box is in shares of the
 * picture. has_embedding: it was wanted, and the picture was good enough (the hint is OK or
 * LOOK_STRAIGHT). */
typedef struct {
  gint64 time_us;
  YqqFaceHint hint;
  gboolean has_face;
  YqqFaceBox box;
  YqqPose pose;
  float openness;
  gboolean has_embedding;
  YqqEmbedding embedding;
} YqqFaceObservation;

/* Eyes are open from the first on, and closed below the second. */
#define YQQ_FACE_EYES_OPEN 0.6f
#define YQQ_FACE_EYES_CLOSED 0.25f

G_END_DECLS
