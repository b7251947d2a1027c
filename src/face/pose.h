/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a face looks, from how its points lie: proportions, not degrees. */
#pragma once

#include "face/landmarks.h"

G_BEGIN_DECLS

/* yaw: -1 to 1, positive where the person turns to their own left (the camera's right); a third is
 * about 25 degrees. pitch: how far the nose stands from the eyes to the mouth, 0 to 1: it grows as
 * the head goes down, and what is straight differs from face to face. roll: radians, positive where
 * the head leans clockwise in the picture. */
typedef struct {
  float yaw;
  float pitch;
  float roll;
} YqqPose;

YqqPose yqq_pose_find (const YqqLandmarks *landmarks);

G_END_DECLS
