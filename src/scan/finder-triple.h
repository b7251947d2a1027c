/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three finder patterns that may belong to one code, the likeliest first. */
#pragma once

#include "scan/finder-pattern.h"

G_BEGIN_DECLS

typedef struct {
  guint8 upper_left, upper_right, lower_left; /* indices into the patterns */
  float doubt;                                /* the less, the likelier */
} YqqFinderTriple;

/* All triples that could be a code's, by rising doubt: an array of YqqFinderTriple (owned). */
GArray *yqq_finder_triples_rank (const YqqFinderPattern *patterns, guint count);

G_END_DECLS
