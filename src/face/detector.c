/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/detector.h"

#include <math.h>

#define WIDTH 320
#define HEIGHT 240
#define MIN_SCORE 0.65f
#define MAX_OVERLAP 0.4f
#define MAX_CANDIDATES 256

typedef struct {
  float score;
  float left, top, right, bottom; /* in shares of what the network saw */
} Candidate;

static gboolean
has_shape (const YqqTensor *tensor, guint rows, guint columns)
{
  return tensor != NULL && !tensor->is_integer && tensor->n_dimensions == 3 &&
         tensor->dimensions[1] == rows && tensor->dimensions[2] == columns;
}

gboolean
yqq_detector_fits (YqqNetwork *network)
{
  const YqqTensor *input = yqq_network_get_input (network);
  const YqqTensor *scores = yqq_network_get_output (network, "scores");
  return input->n_dimensions == 4 && input->dimensions[1] == 3 && input->dimensions[2] == HEIGHT &&
         input->dimensions[3] == WIDTH && scores != NULL && scores->n_dimensions == 3 &&
         has_shape (scores, scores->dimensions[1], 2) &&
         has_shape (yqq_network_get_output (network, "boxes"), scores->dimensions[1], 4);
}

static gint
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;
  return (first->score < second->score) - (first->score > second->score);
}

static float
get_area (const Candidate *it)
{
  return MAX (it->right - it->left, 0) * MAX (it->bottom - it->top, 0);
}

/* The share of what both cover that both cover together. */
static float
get_overlap (const Candidate *a, const Candidate *b)
{
  Candidate common = {0, MAX (a->left, b->left), MAX (a->top, b->top), MIN (a->right, b->right),
                      MIN (a->bottom, b->bottom)};
  float both = get_area (&common);
  float all = get_area (a) + get_area (b) - both;
  return all > 0 ? both / all : 0;
}

static guint
collect (YqqNetwork *network, Candidate *candidates)
{
  const YqqTensor *scores = yqq_network_get_output (network, "scores");
  const float *boxes = yqq_network_get_output (network, "boxes")->floats;
  guint n = 0;
  for (gsize i = 0; i < scores->size / 2 && n < MAX_CANDIDATES; i++, boxes += 4) {
    Candidate it = {scores->floats[2 * i + 1], boxes[0], boxes[1], boxes[2], boxes[3]};
    if (it.score >= MIN_SCORE && get_area (&it) > 0)
      candidates[n++] = it;
  }
  qsort (candidates, n, sizeof *candidates, compare_candidates);
  return n;
}

/* The whole picture in the middle of what the network sees, in its own proportions. */
static YqqFaceBox
get_view (const YqqFacePicture *picture)
{
  float scale = MAX ((float)picture->width / WIDTH, (float)picture->height / HEIGHT);
  YqqFaceBox view = {0, 0, WIDTH * scale, HEIGHT * scale};
  view.x = ((float)picture->width - view.width) / 2;
  view.y = ((float)picture->height - view.height) / 2;
  return view;
}

guint
yqq_detector_find (YqqNetwork *network, const YqqFacePicture *picture, YqqFaceBox *boxes)
{
  Candidate candidates[MAX_CANDIDATES];
  guint kept[YQQ_DETECTOR_MAX_FACES], n_kept = 0;
  YqqFaceBox view = get_view (picture);
  YqqFaceMap map = yqq_face_map_for_box (view, WIDTH, HEIGHT);
  yqq_face_picture_look (picture, &map, WIDTH, HEIGHT, YQQ_FACE_CHANNELS_RGB, 127, 1 / 128.f,
                         yqq_network_get_input (network)->floats);
  yqq_network_run (network);
  guint n = collect (network, candidates);
  for (guint i = 0; i < n && n_kept < YQQ_DETECTOR_MAX_FACES; i++) {
    gboolean is_new = TRUE;
    for (guint j = 0; j < n_kept && is_new; j++)
      is_new = get_overlap (&candidates[kept[j]], &candidates[i]) < MAX_OVERLAP;
    if (!is_new)
      continue;
    const Candidate *it = &candidates[i];
    boxes[n_kept] =
        (YqqFaceBox){view.x + it->left * view.width, view.y + it->top * view.height,
                     (it->right - it->left) * view.width, (it->bottom - it->top) * view.height};
    kept[n_kept++] = i;
  }
  return n_kept;
}
