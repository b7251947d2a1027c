/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a face looks, from how its points lie: proportions, not degrees. */
#pragma once

#include "face/landmarks.h"

G_BEGIN_DECLS

/* yaw: -1 to 1, positive where the person turns to their own left (the camera's right): 0.020 a
 * degree. pitch: how far the nose stands from the eyes to the mouth, 0 to 1: it grows as the head
 * goes down, by 0.007 to 0.011 a degree, and what is straight differs from face to face. roll:
 * radians, positive where the head leans clockwise in the picture. (Degrees as fr_pose.onnx of the
 * models' package tells them, over 286 faces: correlations 0.90 and 0.77.) */
typedef struct {
  float yaw;
  float pitch;
  float roll;
} YqqPose;

YqqPose yqq_pose_find (const YqqLandmarks *landmarks);

G_END_DECLS
