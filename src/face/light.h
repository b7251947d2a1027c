/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether there is light enough on a face, and whether it is sharp. */
#pragma once

#include "face/face-picture.h"

G_BEGIN_DECLS

/* brightness: the mean, 0 to 255. bright: the share of pixels that are nearly white. sharpness: how
 * much neighbouring pixels differ, as a share of all difference in the face. */
typedef struct {
  float brightness;
  float bright;
  float sharpness;
} YqqLight;

YqqLight yqq_light_measure (const YqqFacePicture *picture, YqqFaceBox face);

G_END_DECLS
