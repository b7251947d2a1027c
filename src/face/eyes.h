/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the eyes of a face are open. */
#pragma once

#include "face/landmarks.h"

G_BEGIN_DECLS

gboolean yqq_eyes_fit (YqqNetwork *network);

/* How sure it is that the more open of both eyes is open: 0 to 1. */
float yqq_eyes_get_openness (YqqNetwork *network,
                             const YqqFacePicture *picture,
                             const YqqLandmarks *landmarks);

G_END_DECLS
