/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays a version's fixed patterns over the picture until they match it: which version a code is,
 * where its fourth corner lies, and exactly where each module is. */
#pragma once

#include "scan/finder-pattern.h"
#include "scan/homography.h"
#include "scan/symbol-layout.h"

G_BEGIN_DECLS

#define YQQ_SYMBOL_FITS_MAX 8

typedef struct {
  const YqqSymbolLayout *layout;
  YqqQrPoint anchors[4]; /* the finder patterns' centres and the point where a fourth would be,
                          * from the upper left one clockwise, in pixels */
  YqqHomography map;     /* modules to pixels */
  float fitness;         /* 1: every fixed module is surely as it should be */
} YqqSymbolFit;

/* How much a fit may cost: thorough tries more versions and more tilt; at the deadline (of the
 * thread's work, scan/work-time.h) what was found so far has to do. */
typedef struct {
  gboolean thorough;
  gint64 deadline_us;
} YqqSymbolEffort;

/* Tries the versions that the corners' distance allows. Returns how many fits were written, the
 * best first; 0 where nothing matches. *module receives pixels a module. */
guint yqq_symbol_fits_find (const YqqSoftImage *image,
                            const YqqFinderPattern *upper_left,
                            const YqqFinderPattern *upper_right,
                            const YqqFinderPattern *lower_left,
                            YqqSymbolEffort effort,
                            YqqSymbolFit fits[YQQ_SYMBOL_FITS_MAX],
                            double *module);

/* Moves the anchors by parts of a module until the data modules, too, are as clear as they get. */
void yqq_symbol_fit_refine (YqqSymbolFit *self,
                            const YqqSoftImage *image,
                            double module,
                            YqqSymbolEffort effort);

G_END_DECLS
