/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The 68 points of a face that are used everywhere since iBUG's 300-W: its outline, brows, nose,
 * eyes and mouth. */
#pragma once

#include "face/face-picture.h"
#include "face/network.h"

G_BEGIN_DECLS

#define YQQ_LANDMARKS_N 68

/* In pixels of the picture; sides as the camera sees them. */
typedef struct {
  YqqFacePoint points[YQQ_LANDMARKS_N];
} YqqLandmarks;

/* Five points that tell how a face stands. */
typedef struct {
  YqqFacePoint left_eye, right_eye, nose, left_mouth, right_mouth;
} YqqFaceAnchors;

gboolean yqq_landmarks_fit (YqqNetwork *network);

void yqq_landmarks_find (YqqNetwork *network,
                         const YqqFacePicture *picture,
                         YqqFaceBox face,
                         YqqLandmarks *landmarks);

YqqFaceAnchors yqq_landmarks_get_anchors (const YqqLandmarks *self);

/* The mean of count points from the first on. */
YqqFacePoint yqq_landmarks_get_mean (const YqqLandmarks *self, guint first, guint count);

G_END_DECLS
