/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person in front of the camera is told. */
#pragma once

#include "face/face-challenge.h"
#include "face/face-hint.h"

G_BEGIN_DECLS

/* Which text a person has agreed to; a new one asks everybody anew. */
#define YQQ_FACE_CONSENT "face-consent-1"

/* What keeps the camera from looking at a face; the scanner has other ways out of the same. */
#define YQQ_FACE_CAMERA_ERROR (yqq_face_camera_error_quark ())
GQuark yqq_face_camera_error_quark (void);

typedef enum {
  YQQ_FACE_CAMERA_ERROR_NONE,
  YQQ_FACE_CAMERA_ERROR_DENIED,
  YQQ_FACE_CAMERA_ERROR_BUSY,
  YQQ_FACE_CAMERA_ERROR_LOST,
} YqqFaceCameraError;

/* The same trouble of YQQ_SCAN_ERROR, for somebody who wants to show their face. Owned. */
GError *yqq_face_camera_error_new (const GError *of_camera);

/* In the person's language; static. "" where the picture is good. */
const char *yqq_face_text_get_hint (YqqFaceHint hint);
const char *yqq_face_text_get_challenge (YqqFaceChallenge challenge, gboolean enrolling);

G_END_DECLS
