/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that stand for hints, challenges and errors between the child and its parent. */
#include "face/face-challenge.h"
#include "face/face-error.h"
#include "face/face-hint.h"

static const char *const hints[YQQ_FACE_N_HINTS] = {
    "ok",      "no-face",   "several-faces", "too-dark", "too-bright",
    "too-far", "too-close", "off-centre",    "blurred",  "look-straight",
};

static const char *const challenges[YQQ_FACE_N_CHALLENGES] = {
    "look-straight", "blink", "turn-left", "turn-right", "nod",
};

static const char *const errors[] = {
    "no-models", "models-changed",   "no-program",   "failed",       "timed-out",
    "mismatch",  "challenge-failed", "face-changed", "bad-template",
};

static gboolean
find (const char *const *nicks, guint n, const char *nick, guint *number)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (nicks[i], nick)) {
      *number = i;
      return TRUE;
    }
  return FALSE;
}

const char *
yqq_face_hint_to_nick (YqqFaceHint hint)
{
  g_return_val_if_fail (hint < G_N_ELEMENTS (hints), NULL);
  return hints[hint];
}

gboolean
yqq_face_hint_from_nick (const char *nick, YqqFaceHint *hint)
{
  guint number;
  if (!find (hints, G_N_ELEMENTS (hints), nick, &number))
    return FALSE;
  *hint = number;
  return TRUE;
}

const char *
yqq_face_challenge_to_nick (YqqFaceChallenge challenge)
{
  g_return_val_if_fail (challenge < G_N_ELEMENTS (challenges), NULL);
  return challenges[challenge];
}

gboolean
yqq_face_challenge_from_nick (const char *nick, YqqFaceChallenge *challenge)
{
  guint number;
  if (!find (challenges, G_N_ELEMENTS (challenges), nick, &number))
    return FALSE;
  *challenge = number;
  return TRUE;
}

const char *
yqq_face_error_to_nick (YqqFaceError code)
{
  g_return_val_if_fail (code < G_N_ELEMENTS (errors), NULL);
  return errors[code];
}

gboolean
yqq_face_error_from_nick (const char *nick, YqqFaceError *code)
{
  guint number;
  if (!find (errors, G_N_ELEMENTS (errors), nick, &number))
    return FALSE;
  *code = number;
  return TRUE;
}
