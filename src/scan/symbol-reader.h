/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from finder patterns to text: fit, sample, render, decode. */
#pragma once

#include "scan/qr-reading.h"
#include "scan/threshold.h"
#include "scan/zbar-decoder.h"

G_BEGIN_DECLS

typedef struct {
  guint row_step;     /* every how many rows are looked at for finder patterns */
  double tolerance;   /* of their proportions */
  gboolean thorough;  /* more versions, more tilt, more renderings */
  guint max_patterns; /* finder patterns to combine */
  guint max_tries;    /* triples of them */
  gint64 deadline_us; /* by yqq_symbol_reader_get_time: nothing more is begun after it */
} YqqSymbolReaderOptions;

/* What this thread has worked so far, in microseconds: a budget of it is worth the same on a
 * machine that is busy with other things. */
gint64 yqq_symbol_reader_get_time (void);

/* Appends a YqqQrReading (owned) for each code found, in pixels of image. */
void yqq_symbol_reader_read (YqqZbarDecoder *decoder,
                             const YqqSoftImage *image,
                             const YqqSymbolReaderOptions *options,
                             GPtrArray *readings);

G_END_DECLS
