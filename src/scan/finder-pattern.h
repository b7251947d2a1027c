/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The squares in three corners of a QR code: dark, light and dark runs as 1 : 1 : 3 : 1 : 1
 * (ISO/IEC 18004 6.3.3). */
#pragma once

#include "scan/threshold.h"

G_BEGIN_DECLS

/* More than a picture has in earnest; the time that all their triples take is bounded by it. */
#define YQQ_FINDER_PATTERNS_MAX 64

typedef struct {
  double x, y;   /* centre, in pixels from the picture's corner */
  double module; /* pixels a module */
  guint support; /* rows that showed it */
} YqqFinderPattern;

/* Looks at every step-th row, coarsely over the whole picture first, until the deadline (of the
 * thread's work, scan/work-time.h); tolerance is how far a run may be off, as a share of a module.
 * Writes YQQ_FINDER_PATTERNS_MAX at most, those with most support first, and returns how many. */
guint yqq_finder_patterns_find (const YqqSoftImage *image,
                                guint step,
                                double tolerance,
                                gint64 deadline_us,
                                YqqFinderPattern patterns[YQQ_FINDER_PATTERNS_MAX]);

/* Pixels a module in the direction from a to b, measured at both. */
double yqq_finder_pattern_measure_module (const YqqSoftImage *image,
                                          const YqqFinderPattern *a,
                                          const YqqFinderPattern *b);

G_END_DECLS
