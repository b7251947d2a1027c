/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns the head in a photograph: the face is laid over half an ellipsoid with a nose, which is
 * turned and looked at again. What the photograph does not show is not there: good for some 30°. */
#pragma once

#include "face/landmarks.h"

/* Where in the photograph each place of a frame lies. */
typedef struct {
  guint width, height;
  YqqFacePoint *places; /* row by row */
  /* of the frame that shows the head unturned: pixels of the photograph a pixel, and what lies in
   * its middle */
  float scale;
  YqqFacePoint middle;
} HeadMap;

/* Angles in radians: to the person's left, and down. Overwrites the places that the head covers. */
void head_model_turn (HeadMap *map,
                      YqqFaceBox face,
                      const YqqLandmarks *landmarks,
                      float yaw,
                      float pitch);
