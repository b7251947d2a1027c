/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/symbol-reader.h"

#include "scan/finder-triple.h"
#include "scan/symbol-sampler.h"
#include "scan/work-time.h"

#define QUICK_FITS 2
#define THOROUGH_FITS 3
#define QUICK_RENDERINGS 3
#define WORTH_TRYING .75f /* of the best fit's fitness */

typedef struct {
  YqqZbarDecoder *decoder;
  const YqqSoftImage *image;
  const YqqSymbolReaderOptions *options;
  float *samples; /* of the largest version */
} Job;

static gboolean
is_late (const Job *job)
{
  return yqq_work_time_is_over (job->options->deadline_us);
}

/* zbar's outline is that of the rendering; the code's is where the fit has its corners. */
static YqqQrReading *
place (YqqQrReading *decoded, const YqqSymbolFit *fit)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (decoded->bytes, &size);
  float side = (float)fit->layout->size;
  const float corners[4][2] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
  YqqQrPoint outline[4];
  for (guint i = 0; i < 4; i++) {
    float x, y;
    yqq_homography_map (&fit->map, corners[i][0], corners[i][1], &x, &y);
    outline[i] = (YqqQrPoint){x, y};
  }
  return yqq_qr_reading_new (data, size, outline);
}

static YqqQrReading *
decode_fit (Job *job, const YqqSymbolFit *fit)
{
  yqq_symbol_sample (job->image, fit, job->samples);
  guint renderings = job->options->thorough ? YQQ_RENDERINGS : QUICK_RENDERINGS;
  for (guint i = 0; i < renderings; i++) {
    g_autoptr (YqqGreyImage) clean = yqq_symbol_render (fit->layout, job->samples, (YqqRendering)i);
    g_autoptr (GPtrArray) decoded = yqq_zbar_decoder_decode (job->decoder, clean);
    if (decoded->len > 0)
      return place (g_ptr_array_index (decoded, 0), fit);
    if (is_late (job))
      return NULL;
  }
  return NULL;
}

static YqqQrReading *
try_triple (Job *job, const YqqFinderPattern *patterns, const YqqFinderTriple *triple)
{
  YqqSymbolFit fits[YQQ_SYMBOL_FITS_MAX];
  double module;
  gboolean thorough = job->options->thorough;
  YqqSymbolEffort effort = {thorough, job->options->deadline_us};
  guint count = yqq_symbol_fits_find (job->image, &patterns[triple->upper_left],
                                      &patterns[triple->upper_right], &patterns[triple->lower_left],
                                      effort, fits, &module);
  count = MIN (count, thorough ? THOROUGH_FITS : QUICK_FITS);
  for (guint i = 0; i < count && fits[i].fitness >= WORTH_TRYING * fits[0].fitness; i++) {
    yqq_symbol_fit_refine (&fits[i], job->image, module, effort);
    YqqQrReading *reading = decode_fit (job, &fits[i]);
    if (reading != NULL || is_late (job))
      return reading;
  }
  return NULL;
}

static gboolean
is_used (const gboolean *used, const YqqFinderTriple *triple)
{
  return used[triple->upper_left] || used[triple->upper_right] || used[triple->lower_left];
}

static void
try_triples (Job *job, const YqqFinderPattern *patterns, const GArray *triples, GPtrArray *readings)
{
  gboolean used[YQQ_FINDER_PATTERNS_MAX] = {FALSE};
  guint tries = 0;
  for (guint i = 0; i < triples->len && tries < job->options->max_tries && !is_late (job); i++) {
    const YqqFinderTriple *triple = &g_array_index (triples, YqqFinderTriple, i);
    if (is_used (used, triple))
      continue;
    tries++;
    YqqQrReading *reading = try_triple (job, patterns, triple);
    if (reading == NULL)
      continue;
    used[triple->upper_left] = used[triple->upper_right] = used[triple->lower_left] = TRUE;
    yqq_qr_reading_add_unique (readings, reading);
  }
}

void
yqq_symbol_reader_read (YqqZbarDecoder *decoder,
                        const YqqSoftImage *image,
                        const YqqSymbolReaderOptions *options,
                        GPtrArray *readings)
{
  YqqFinderPattern patterns[YQQ_FINDER_PATTERNS_MAX];
  guint count = yqq_finder_patterns_find (image, options->row_step, options->tolerance,
                                          options->deadline_us, patterns);
  g_autoptr (GArray) triples =
      yqq_finder_triples_rank (patterns, MIN (count, options->max_patterns));
  if (triples->len == 0)
    return;
  g_autofree float *samples = g_new (float, YQQ_SYMBOL_MAX_SIZE *YQQ_SYMBOL_MAX_SIZE);
  Job job = {decoder, image, options, samples};
  try_triples (&job, patterns, triples, readings);
}
