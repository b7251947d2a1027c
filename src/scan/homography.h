/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plane seen from an angle: maps a code's modules onto a picture's pixels. */
#pragma once

#include "scan/qr-reading.h"

G_BEGIN_DECLS

typedef struct {
  float a, b, c, d, e, f, g, h;
} YqqHomography;

/* The one that maps each of from onto the one in to; FALSE where three of them are on a line. */
gboolean
yqq_homography_solve (YqqHomography *self, const YqqQrPoint from[4], const YqqQrPoint to[4]);

static inline void
yqq_homography_map (const YqqHomography *self, float u, float v, float *x, float *y)
{
  float scale = 1 / (self->g * u + self->h * v + 1);
  *x = (self->a * u + self->b * v + self->c) * scale;
  *y = (self->d * u + self->e * v + self->f) * scale;
}

G_END_DECLS
