/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the faces in a picture. */
#pragma once

#include "face/face-picture.h"
#include "face/network.h"

G_BEGIN_DECLS

/* More are not told apart: two are too many already. */
#define YQQ_DETECTOR_MAX_FACES 8

/* Whether network is one: 320 × 240 pixels in, "scores" and "boxes" out. */
gboolean yqq_detector_fits (YqqNetwork *network);

/* The faces, the surest first; returns how many. */
guint yqq_detector_find (YqqNetwork *network, const YqqFacePicture *picture, YqqFaceBox *boxes);

G_END_DECLS
