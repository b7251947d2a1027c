/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/landmarks.h"

#define SIDE 64

gboolean
yqq_landmarks_fit (YqqNetwork *network)
{
  const YqqTensor *input = yqq_network_get_input (network);
  const YqqTensor *output = yqq_network_get_output (network, "output");
  return input->n_dimensions == 4 && input->dimensions[1] == 1 && input->dimensions[2] == SIDE &&
         input->dimensions[3] == SIDE && output != NULL && !output->is_integer &&
         output->size == 2 * YQQ_LANDMARKS_N;
}

void
yqq_landmarks_find (YqqNetwork *network,
                    const YqqFacePicture *picture,
                    YqqFaceBox face,
                    YqqLandmarks *landmarks)
{
  YqqFaceMap map = yqq_face_map_for_box (face, SIDE, SIDE);
  yqq_face_picture_look (picture, &map, SIDE, SIDE, YQQ_FACE_CHANNELS_GREY, 0, 1 / 256.f,
                         yqq_network_get_input (network)->floats);
  yqq_network_run (network);
  const float *shares = yqq_network_get_output (network, "output")->floats;
  for (guint i = 0; i < YQQ_LANDMARKS_N; i++)
    landmarks->points[i] = (YqqFacePoint){face.x + shares[2 * i] * face.width,
                                          face.y + shares[2 * i + 1] * face.height};
}

YqqFacePoint
yqq_landmarks_get_mean (const YqqLandmarks *self, guint first, guint count)
{
  YqqFacePoint mean = {0, 0};
  for (guint i = first; i < first + count; i++) {
    mean.x += self->points[i].x / (float)count;
    mean.y += self->points[i].y / (float)count;
  }
  return mean;
}

static YqqFacePoint
get_middle (YqqFacePoint a, YqqFacePoint b)
{
  return (YqqFacePoint){(a.x + b.x) / 2, (a.y + b.y) / 2};
}

YqqFaceAnchors
yqq_landmarks_get_anchors (const YqqLandmarks *self)
{
  const YqqFacePoint *at = self->points;
  return (YqqFaceAnchors){
      .left_eye = get_middle (get_middle (at[37], at[38]), get_middle (at[40], at[41])),
      .right_eye = get_middle (get_middle (at[43], at[44]), get_middle (at[46], at[47])),
      .nose = at[30],
      .left_mouth = get_middle (at[48], at[60]),
      .right_mouth = get_middle (at[54], at[64]),
  };
}
