/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person is asked to do in front of the camera. Left and right are the person's own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  YQQ_FACE_CHALLENGE_STRAIGHT, /* look straight: before, between and after the others */
  YQQ_FACE_CHALLENGE_BLINK,
  YQQ_FACE_CHALLENGE_TURN_LEFT,
  YQQ_FACE_CHALLENGE_TURN_RIGHT,
  YQQ_FACE_CHALLENGE_NOD,
} YqqFaceChallenge;

#define YQQ_FACE_N_CHALLENGES (YQQ_FACE_CHALLENGE_NOD + 1)
/* At most so many are asked one after the other. */
#define YQQ_FACE_MAX_CHALLENGES 4
/* Seconds for one of them. */
#define YQQ_FACE_CHALLENGE_LIMIT_S 5

/* "look-straight", "blink", "turn-left", "turn-right", "nod". */
const char *yqq_face_challenge_to_nick (YqqFaceChallenge challenge);
gboolean yqq_face_challenge_from_nick (const char *nick, YqqFaceChallenge *challenge);

G_END_DECLS
