/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/face-text.h"

#include <glib/gi18n.h>

#include "scan/scan-error.h"

G_DEFINE_QUARK (yqq - face - trouble - quark, yqq_face_trouble)

GError *
yqq_face_trouble_new_for_camera (const GError *of_camera)
{
  YqqFaceTrouble code = YQQ_FACE_TROUBLE_CAMERA_LOST;
  if (g_error_matches (of_camera, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_CAMERA))
    code = YQQ_FACE_TROUBLE_NO_CAMERA;
  if (g_error_matches (of_camera, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CAMERA_DENIED))
    code = YQQ_FACE_TROUBLE_CAMERA_DENIED;
  if (g_error_matches (of_camera, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CAMERA_BUSY))
    code = YQQ_FACE_TROUBLE_CAMERA_BUSY;
  return g_error_new_literal (YQQ_FACE_TROUBLE, (int)code, of_camera->message);
}

static const char *const hints[YQQ_FACE_N_HINTS] = {
    [YQQ_FACE_HINT_OK] = "",
    [YQQ_FACE_HINT_NO_FACE] = N_ ("No face can be seen"),
    [YQQ_FACE_HINT_SEVERAL_FACES] = N_ ("Several faces can be seen: only you, please"),
    [YQQ_FACE_HINT_TOO_DARK] = N_ ("Too dark: turn towards the light"),
    [YQQ_FACE_HINT_TOO_BRIGHT] = N_ ("Too bright: turn away from the light"),
    [YQQ_FACE_HINT_TOO_FAR] = N_ ("Come closer"),
    [YQQ_FACE_HINT_TOO_CLOSE] = N_ ("Go a little further away"),
    [YQQ_FACE_HINT_OFF_CENTRE] = N_ ("Bring your face into the middle"),
    [YQQ_FACE_HINT_BLURRED] = N_ ("Hold still"),
    [YQQ_FACE_HINT_LOOK_STRAIGHT] = N_ ("Look straight at the screen"),
};

const char *
yqq_face_text_get_hint (YqqFaceHint hint)
{
  g_return_val_if_fail (hint < YQQ_FACE_N_HINTS, "");
  return *hints[hint] != '\0' ? _ (hints[hint]) : "";
}

const char *
yqq_face_text_get_challenge (YqqFaceChallenge challenge, gboolean enrolling)
{
  switch (challenge) {
  case YQQ_FACE_CHALLENGE_BLINK:
    return _ ("Blink");
  case YQQ_FACE_CHALLENGE_TURN_LEFT:
    return enrolling ? _ ("Turn your head a little to the left") : _ ("Turn your head to the left");
  case YQQ_FACE_CHALLENGE_TURN_RIGHT:
    return enrolling ? _ ("Turn your head a little to the right")
                     : _ ("Turn your head to the right");
  case YQQ_FACE_CHALLENGE_NOD:
    return _ ("Nod");
  case YQQ_FACE_CHALLENGE_STRAIGHT:
    break;
  }
  return _ ("Look straight into the camera");
}
