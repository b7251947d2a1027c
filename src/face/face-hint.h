/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be better about a picture before a face in it can be used. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the order in which they are asked: the first that applies is the hint. */
typedef enum {
  YQQ_FACE_HINT_OK,
  YQQ_FACE_HINT_NO_FACE,
  YQQ_FACE_HINT_SEVERAL_FACES,
  YQQ_FACE_HINT_TOO_DARK,
  YQQ_FACE_HINT_TOO_BRIGHT,
  YQQ_FACE_HINT_TOO_FAR,
  YQQ_FACE_HINT_TOO_CLOSE,
  YQQ_FACE_HINT_OFF_CENTRE,
  YQQ_FACE_HINT_BLURRED,
  YQQ_FACE_HINT_LOOK_STRAIGHT,
} YqqFaceHint;

#define YQQ_FACE_N_HINTS (YQQ_FACE_HINT_LOOK_STRAIGHT + 1)

/* "ok", "no-face", "several-faces" and so on. */
const char *yqq_face_hint_to_nick (YqqFaceHint hint);
gboolean yqq_face_hint_from_nick (const char *nick, YqqFaceHint *hint);

G_END_DECLS
