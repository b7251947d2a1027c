/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/light.h"

#include <math.h>

#define SIDE 96
#define NEARLY_WHITE 250

/* The mean square of Laplace's operator against that of all differences from the mean, so that it
 * is the same in strong and in weak light. */
static float
get_sharpness (const float *grey, float variance)
{
  float sum = 0;
  for (guint y = 1; y < SIDE - 1; y++)
    for (guint x = 1; x < SIDE - 1; x++) {
      const float *at = grey + y * SIDE + x;
      float edge = 4 * at[0] - at[-1] - at[1] - at[-SIDE] - at[SIDE];
      sum += edge * edge;
    }
  return sum / ((SIDE - 2) * (SIDE - 2)) / MAX (variance, 1);
}

YqqLight
yqq_light_measure (const YqqFacePicture *picture, YqqFaceBox face)
{
  float grey[SIDE * SIDE], sum = 0, square = 0;
  guint white = 0;
  YqqFaceMap map = yqq_face_map_for_box (face, SIDE, SIDE);
  yqq_face_picture_look (picture, &map, SIDE, SIDE, YQQ_FACE_CHANNELS_GREY, 0, 1, grey);
  for (guint i = 0; i < SIDE * SIDE; i++) {
    sum += grey[i];
    square += grey[i] * grey[i];
    white += grey[i] >= NEARLY_WHITE;
  }
  float mean = sum / (SIDE * SIDE);
  float variance = square / (SIDE * SIDE) - mean * mean;
  return (YqqLight){mean, (float)white / (SIDE * SIDE), get_sharpness (grey, variance)};
}
