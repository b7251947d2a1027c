/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/pose.h"

#include <math.h>

/* Points of the face's outline beside the nose, on either side. */
#define LEFT_OUTLINE 1
#define RIGHT_OUTLINE 13
#define N_OUTLINE 3

static YqqFacePoint
get_middle (YqqFacePoint a, YqqFacePoint b)
{
  return (YqqFacePoint){(a.x + b.x) / 2, (a.y + b.y) / 2};
}

/* How far point lies from origin in a direction of length 1. */
static float
get_distance (YqqFacePoint point, YqqFacePoint origin, float dx, float dy)
{
  return (point.x - origin.x) * dx + (point.y - origin.y) * dy;
}

YqqPose
yqq_pose_find (const YqqLandmarks *landmarks)
{
  YqqFaceAnchors anchors = yqq_landmarks_get_anchors (landmarks);
  float roll =
      atan2f (anchors.right_eye.y - anchors.left_eye.y, anchors.right_eye.x - anchors.left_eye.x);
  float dx = cosf (roll), dy = sinf (roll);
  YqqFacePoint left = yqq_landmarks_get_mean (landmarks, LEFT_OUTLINE, N_OUTLINE);
  YqqFacePoint right = yqq_landmarks_get_mean (landmarks, RIGHT_OUTLINE, N_OUTLINE);
  float to_left = get_distance (anchors.nose, left, dx, dy);
  float to_right = get_distance (right, anchors.nose, dx, dy);
  float across = MAX (fabsf (to_left) + fabsf (to_right), 1);

  YqqFacePoint eyes = get_middle (anchors.left_eye, anchors.right_eye);
  YqqFacePoint mouth = get_middle (anchors.left_mouth, anchors.right_mouth);
  float down = MAX (get_distance (mouth, eyes, -dy, dx), 1);
  return (YqqPose){
      .yaw = CLAMP ((to_left - to_right) / across, -1, 1),
      .pitch = CLAMP (get_distance (anchors.nose, eyes, -dy, dx) / down, 0, 1),
      .roll = roll,
  };
}
