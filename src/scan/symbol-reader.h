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
  gint64 deadline_us; /* by yqq_work_time_get: what is under way then is given up */
} YqqSymbolReaderOptions;

/* Appends a YqqQrReading (owned) for each code found, in pixels of image. */
void yqq_symbol_reader_read (YqqZbarDecoder *decoder,
                             const YqqSoftImage *image,
                             const YqqSymbolReaderOptions *options,
                             GPtrArray *readings);

G_END_DECLS
