/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/eyes.h"

#include <math.h>

#define SIDE 24
/* How much wider than the eye its picture is. */
#define MARGIN 1.6f
/* First points of the eyes, from one corner around to the other. */
#define LEFT 36
#define RIGHT 42
#define OPEN 1 /* of the network's two answers */

gboolean
yqq_eyes_fit (YqqNetwork *network)
{
  const YqqTensor *input = yqq_network_get_input (network);
  const YqqTensor *output = yqq_network_get_output (network, "output");
  return input->n_dimensions == 4 && input->dimensions[1] == 1 && input->dimensions[2] == SIDE &&
         input->dimensions[3] == SIDE && output != NULL && !output->is_integer && output->size == 2;
}

static float
look_at (YqqNetwork *network,
         const YqqFacePicture *picture,
         const YqqLandmarks *landmarks,
         guint first)
{
  const YqqFacePoint *at = landmarks->points + first;
  YqqFacePoint middle = {(at[1].x + at[2].x + at[4].x + at[5].x) / 4,
                         (at[1].y + at[2].y + at[4].y + at[5].y) / 4};
  float side = hypotf (at[3].x - at[0].x, at[3].y - at[0].y) * MARGIN;
  YqqFaceMap map = yqq_face_map_for_box (
      (YqqFaceBox){middle.x - side / 2, middle.y - side / 2, side, side}, SIDE, SIDE);
  yqq_face_picture_look (picture, &map, SIDE, SIDE, YQQ_FACE_CHANNELS_GREY, 0, 1 / 255.f,
                         yqq_network_get_input (network)->floats);
  yqq_network_run (network);
  const float *answer = yqq_network_get_output (network, "output")->floats;
  return 1 / (1 + expf (answer[1 - OPEN] - answer[OPEN]));
}

float
yqq_eyes_get_openness (YqqNetwork *network,
                       const YqqFacePicture *picture,
                       const YqqLandmarks *landmarks)
{
  float left = look_at (network, picture, landmarks, LEFT);
  float right = look_at (network, picture, landmarks, RIGHT);
  return MAX (left, right);
}
