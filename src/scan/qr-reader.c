/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/qr-reader.h"

#include "scan/symbol-reader.h"
#include "scan/work-time.h"

#define FRAME_BUDGET_MS 13
#define QUICK_BUDGET_MS 11 /* of these, for what is tried on each frame */
/* Where nothing was read for so many frames, one in so many has time for a costly pass. */
#define PATIENT_AFTER 10
#define PATIENT_EVERY 5
#define PATIENT_BUDGET_MS 60
#define PICTURE_BUDGET_MS 1000
/* Budgets and costs are those of a machine that takes this for a pixel's threshold, in nanoseconds;
 * slower ones get as much work done in more time. */
#define PACE_COST 8
#define MOST_PACE 12

typedef enum { AS_IS, HALVED, QUARTERED, ENLARGED, BLURRED, SHARPENED, HALVED_AND_BLURRED } View;

typedef struct {
  View view;
  gboolean zbar_alone; /* the decoder's own search, and none of the rest */
  YqqThresholdOptions threshold;
  guint row_step;
  double tolerance;
  gboolean thorough;
} Pass;

#define CONTRAST_FIRM 24, 100
#define CONTRAST_FAINT 10, 100
#define CONTRAST_FIXED 24, 24

/* The first two read most of what can be read and are cheap; then zbar alone; each of the rest was
 * worth more to photographs than it takes from them. */
static const Pass passes[] = {
    {AS_IS, FALSE, {8, FALSE, CONTRAST_FIRM}, 2, .55, FALSE},
    {HALVED, FALSE, {8, FALSE, CONTRAST_FIRM}, 1, .6, FALSE},
    {AS_IS, TRUE},
    {HALVED, TRUE},
    {BLURRED, FALSE, {8, FALSE, CONTRAST_FAINT}, 1, .75, TRUE},
    {ENLARGED, FALSE, {12, FALSE, CONTRAST_FIXED}, 1, .6, TRUE},
    {HALVED, FALSE, {6, FALSE, CONTRAST_FAINT}, 1, .75, TRUE},
    {QUARTERED, FALSE, {6, FALSE, CONTRAST_FAINT}, 1, .75, TRUE},
    {AS_IS, FALSE, {8, TRUE, CONTRAST_FIRM}, 1, .6, TRUE},
    {SHARPENED, FALSE, {16, FALSE, CONTRAST_FIXED}, 1, .7, TRUE},
    {AS_IS, FALSE, {5, FALSE, CONTRAST_FAINT}, 1, .85, TRUE},
    {HALVED_AND_BLURRED, FALSE, {16, FALSE, CONTRAST_FIRM}, 1, .85, TRUE},
};
/* What a pass costs at least, in nanoseconds a pixel of what it looks at. */
#define ZBAR_COST 25
#define THRESHOLD_COST 5

#define FRAME_PASSES 2   /* on each frame; one of the others besides, in turn */
#define PICTURE_PASSES 3 /* on each picture, whatever the first have found */

struct _YqqQrReader {
  YqqZbarDecoder *decoder;
  guint next_pass; /* for the next frame */
  guint next_patient;
  guint unread; /* frames since something was read */
  double pace;  /* how many times slower than the machine that the budgets were set on */
};

YqqQrReader *
yqq_qr_reader_new (void)
{
  YqqQrReader *self = g_new0 (YqqQrReader, 1);
  self->decoder = yqq_zbar_decoder_new ();
  self->next_pass = self->next_patient = FRAME_PASSES;
  return self;
}

void
yqq_qr_reader_free (YqqQrReader *self)
{
  yqq_zbar_decoder_free (self->decoder);
  g_free (self);
}

/* NULL where the picture is too small for it. */
static YqqGreyImage *
prepare (const YqqGreyImage *image, View view)
{
  if (view == ENLARGED)
    return image->width * 3 / 2 > YQQ_GREY_IMAGE_MAX_SIDE ||
                   image->height * 3 / 2 > YQQ_GREY_IMAGE_MAX_SIDE
               ? NULL
               : yqq_grey_image_scale (image, image->width * 3 / 2, image->height * 3 / 2);
  if (view == BLURRED)
    return yqq_grey_image_blur (image, 1);
  if (view == SHARPENED)
    return yqq_grey_image_sharpen (image, 3, 1.5);
  if (image->width < 4 || image->height < 4)
    return NULL;
  g_autoptr (YqqGreyImage) half = yqq_grey_image_halve (image);
  if (view == HALVED_AND_BLURRED)
    return yqq_grey_image_blur (half, 2);
  return view == QUARTERED ? yqq_grey_image_halve (half) : g_steal_pointer (&half);
}

static void
merge (GPtrArray *readings, GPtrArray *found, double scale_x, double scale_y)
{
  while (found->len > 0) {
    YqqQrReading *reading = g_ptr_array_steal_index (found, 0);
    yqq_qr_reading_scale (reading, scale_x, scale_y);
    yqq_qr_reading_add_unique (readings, reading);
  }
}

static void
learn_pace (YqqQrReader *self, const YqqGreyImage *view, gint64 work_us)
{
  double pixels = (double)view->width * view->height;
  double pace = (double)work_us * 1000 / (pixels * PACE_COST);
  if (self->pace > 0) /* a single measurement is no more than a hint */
    pace = (self->pace * 3 + pace) / 4;
  self->pace = CLAMP (pace, 1, MOST_PACE);
}

static YqqSoftImage *
threshold (YqqQrReader *self, const YqqGreyImage *view, const YqqThresholdOptions *options)
{
  gint64 start = yqq_work_time_get ();
  YqqSoftImage *soft = yqq_soft_image_new (view, options);
  learn_pace (self, view, yqq_work_time_get () - start);
  return soft;
}

static void
run_pass (YqqQrReader *self,
          const YqqGreyImage *image,
          const Pass *pass,
          gint64 deadline,
          GPtrArray *readings)
{
  g_autoptr (YqqGreyImage) prepared = pass->view == AS_IS ? NULL : prepare (image, pass->view);
  const YqqGreyImage *view = pass->view == AS_IS ? image : prepared;
  g_autoptr (GPtrArray) found = NULL;
  if (view == NULL)
    return;
  if (pass->zbar_alone) {
    found = yqq_zbar_decoder_decode (self->decoder, view);
  } else {
    YqqSymbolReaderOptions options = {pass->row_step,          pass->tolerance,
                                      pass->thorough,          pass->thorough ? 24 : 14,
                                      pass->thorough ? 12 : 6, deadline};
    g_autoptr (YqqSoftImage) soft = threshold (self, view, &pass->threshold);
    found = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_qr_reading_free);
    yqq_symbol_reader_read (self->decoder, soft, &options, found);
  }
  merge (readings, found, (double)image->width / view->width, (double)image->height / view->height);
}

/* Copies only where there is something between the rows. */
static YqqGreyImage *
copy_if_padded (YqqGreyImage *plain, gsize stride)
{
  if (stride == plain->width)
    return NULL;
  YqqGreyImage *copy = yqq_grey_image_new_copy (plain->pixels, plain->width, plain->height, stride);
  *plain = *copy;
  return copy;
}

static guint64
count_pixels (const YqqGreyImage *image, View view)
{
  guint64 pixels = (guint64)image->width * image->height;
  switch (view) {
  case HALVED:
  case HALVED_AND_BLURRED:
    return pixels / 4;
  case QUARTERED:
    return pixels / 16;
  case ENLARGED:
    return pixels * 9 / 4;
  default:
    return pixels;
  }
}

/* Only what is sure to be over by the deadline, or can be given up there, is begun on a frame. */
static gboolean
has_time (YqqQrReader *self, const YqqGreyImage *image, const Pass *pass, gint64 deadline)
{
  guint64 cost = pass->zbar_alone ? ZBAR_COST : THRESHOLD_COST;
  gint64 least_us = (gint64)((double)(count_pixels (image, pass->view) * cost) * self->pace / 1000);
  return yqq_work_time_get () + least_us < deadline;
}

/* The next pass in turn that there is time for, or NULL. */
static const Pass *
take_turn (YqqQrReader *self, guint *turn, const YqqGreyImage *image, gint64 deadline)
{
  for (guint tries = FRAME_PASSES; tries < G_N_ELEMENTS (passes); tries++) {
    const Pass *pass = &passes[*turn];
    if (++*turn == G_N_ELEMENTS (passes))
      *turn = FRAME_PASSES;
    if (has_time (self, image, pass, deadline))
      return pass;
  }
  return NULL;
}

static gint64
get_deadline (YqqQrReader *self, guint budget_ms)
{
  return yqq_work_time_get () + (gint64)(budget_ms * MAX (self->pace, 1) * G_TIME_SPAN_MILLISECOND);
}

/* What is tried besides the quick passes, and until when. */
static const Pass *
choose_pass (YqqQrReader *self, const YqqGreyImage *image, gint64 *deadline)
{
  if (self->unread < PATIENT_AFTER || self->unread % PATIENT_EVERY != 0)
    return take_turn (self, &self->next_pass, image, *deadline);
  *deadline = get_deadline (self, PATIENT_BUDGET_MS);
  return take_turn (self, &self->next_patient, image, *deadline);
}

GPtrArray *
yqq_qr_reader_read (YqqQrReader *self, const guint8 *grey, guint width, guint height, gsize stride)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_qr_reading_free);
  YqqGreyImage image = {width, height, (guint8 *)grey};
  g_autoptr (YqqGreyImage) copy = copy_if_padded (&image, stride);
  gint64 deadline = get_deadline (self, PICTURE_BUDGET_MS);
  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    if (i < PICTURE_PASSES || (readings->len == 0 && yqq_work_time_get () < deadline))
      run_pass (self, &image, &passes[i], deadline, readings);
  return readings;
}

GPtrArray *
yqq_qr_reader_read_frame (YqqQrReader *self,
                          const guint8 *grey,
                          guint width,
                          guint height,
                          gsize stride)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_qr_reading_free);
  YqqGreyImage image = {width, height, (guint8 *)grey};
  g_autoptr (YqqGreyImage) copy = copy_if_padded (&image, stride);
  gint64 deadline = get_deadline (self, FRAME_BUDGET_MS);
  gint64 quick = get_deadline (self, QUICK_BUDGET_MS);
  for (guint i = 0; i < FRAME_PASSES; i++)
    if (i == 0 || (readings->len == 0 && has_time (self, &image, &passes[i], quick)))
      run_pass (self, &image, &passes[i], quick, readings);
  const Pass *pass = readings->len == 0 ? choose_pass (self, &image, &deadline) : NULL;
  if (pass != NULL)
    run_pass (self, &image, pass, deadline, readings);
  self->unread = readings->len > 0 ? 0 : self->unread + 1;
  return readings;
}
