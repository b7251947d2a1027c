/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person in front of the camera is told. */
#pragma once

#include "face/face-challenge.h"
#include "face/face-hint.h"

G_BEGIN_DECLS

/* Which text a person has agreed to; a new one asks everybody anew. */
#define YQQ_FACE_CONSENT "face-consent-1"

/* What keeps a face from being looked at, beside what the child says itself (YQQ_FACE_ERROR). */
#define YQQ_FACE_TROUBLE (yqq_face_trouble_quark ())
GQuark yqq_face_trouble_quark (void);

typedef enum {
  YQQ_FACE_TROUBLE_NO_CAMERA,
  YQQ_FACE_TROUBLE_CAMERA_DENIED,
  YQQ_FACE_TROUBLE_CAMERA_BUSY,
  YQQ_FACE_TROUBLE_CAMERA_LOST,
  YQQ_FACE_TROUBLE_LOCKED, /* by the authority, after too many failed tries */
} YqqFaceTrouble;

/* The same trouble of YQQ_SCAN_ERROR, for somebody who wants to show their face: the scanner has
 * other ways out of it. Owned. */
GError *yqq_face_trouble_new_for_camera (const GError *of_camera);

/* In the person's language; static. "" where the picture is good. */
const char *yqq_face_text_get_hint (YqqFaceHint hint);
const char *yqq_face_text_get_challenge (YqqFaceChallenge challenge, gboolean enrolling);

G_END_DECLS
