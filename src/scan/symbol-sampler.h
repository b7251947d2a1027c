/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a code's modules off the picture and draws it anew, clean, for the decoder. */
#pragma once

#include "scan/symbol-fit.h"

G_BEGIN_DECLS

/* How samples become modules; each reads some codes that the others miss. */
typedef enum {
  YQQ_RENDERING_PLAIN,
  YQQ_RENDERING_SHARPENED, /* against blur: a module differs from its neighbours */
  YQQ_RENDERING_LEVELLED,  /* against shadows: a module differs from the mean around it */
  YQQ_RENDERING_SHARPENED_MORE,
  YQQ_RENDERINGS
} YqqRendering;

/* How light each module is, row by row; samples has room for size × size. */
void yqq_symbol_sample (const YqqSoftImage *image, const YqqSymbolFit *fit, float *samples);

/* Draws the code black on white with its quiet zone; fixed modules are drawn as they must be. */
YqqGreyImage *
yqq_symbol_render (const YqqSymbolLayout *layout, const float *samples, YqqRendering rendering);

G_END_DECLS
