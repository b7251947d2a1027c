/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/symbol-fit.h"

#include <math.h>
#include <stdlib.h>

#include "scan/work-time.h"

#define SURE 20 /* a difference beyond which a pixel counts for no more */
#define LEAST_START                                                                                \
  .25 /* fitness before and after the climb, below which a version is given up                     \
       */
#define LEAST_FITNESS .35
#define LEAST_STEP .12   /* modules */
#define ENOUGH_FIXED 120 /* fixed modules to find the fourth corner by */
#define MANY_FIXED 260   /* fixed modules, and data modules, beyond which every second will do, */
#define MANY_DATA 500    /* or as few as this many */
#define DATA_WEIGHT .8f

typedef float (*Judge) (const YqqSoftImage *image, const YqqSymbolFit *fit);

static inline int
look (const YqqSoftImage *image, float x, float y)
{
  int px = (int)x, py = (int)y;
  if ((guint)px >= image->width || (guint)py >= image->height)
    return 0;
  int value = image->values[(gsize)py * image->width + (guint)px];
  return CLAMP (value, -SURE, SURE);
}

/* Every so many of the fixed modules at their centres. */
static float
judge_some_centres (const YqqSoftImage *image, const YqqSymbolFit *fit, guint step)
{
  int sum = 0, count = 0;
  for (guint i = 0; i < fit->layout->n_fixed; i += step, count++) {
    const YqqFixedModule *module = &fit->layout->fixed[i];
    float x, y;
    yqq_homography_map (&fit->map, module->x + .5f, module->y + .5f, &x, &y);
    sum += module->value * look (image, x, y);
  }
  return (float)sum / (float)(count * SURE);
}

/* All of them: cheap, for the search. */
static float
judge_centres (const YqqSoftImage *image, const YqqSymbolFit *fit)
{
  return judge_some_centres (image, fit, 1);
}

/* Five points of a module: its centre and four towards its corners, the last by the mapping's slope
 * there instead of mapping each. */
static int
look_around (const YqqSoftImage *image, const YqqHomography *map, float u, float v)
{
  const float reach = .3f;
  float scale = 1 / (map->g * u + map->h * v + 1);
  float x = (map->a * u + map->b * v + map->c) * scale;
  float y = (map->d * u + map->e * v + map->f) * scale;
  float xu = (map->a - map->g * x) * scale * reach, xv = (map->b - map->h * x) * scale * reach;
  float yu = (map->d - map->g * y) * scale * reach, yv = (map->e - map->h * y) * scale * reach;
  return look (image, x, y) + look (image, x - xu - xv, y - yu - yv) +
         look (image, x + xu - xv, y + yu - yv) + look (image, x - xu + xv, y - yu + yv) +
         look (image, x + xu + xv, y + yu + yv);
}

/* Besides, every data module should be of one colour: that shows shifts of less than a module even
 * where no alignment pattern is near. */
static float
judge_areas (const YqqSoftImage *image, const YqqSymbolFit *fit)
{
  const YqqSymbolLayout *layout = fit->layout;
  int fixed = 0, data = 0, n_fixed = 0, n_data = 0;
  for (guint i = 0; i<layout->n_fixed; i += layout->n_fixed> MANY_FIXED ? 2 : 1, n_fixed++) {
    const YqqFixedModule *module = &layout->fixed[i];
    fixed += module->value * look_around (image, &fit->map, module->x + .5f, module->y + .5f);
  }
  guint total = layout->size * layout->size;
  guint step =
      total > 2 * MANY_DATA ? (total / MANY_DATA) | 1 : 1; /* odd: it leaves no column out */
  for (guint i = 0; i < total; i += step) {
    if (layout->modules[i] != YQQ_MODULE_DATA)
      continue;
    data += abs (look_around (image, &fit->map, (float)(i % layout->size) + .5f,
                              (float)(i / layout->size) + .5f));
    n_data++;
  }
  return ((float)fixed / (float)n_fixed + DATA_WEIGHT * (float)data / (float)n_data) / (5 * SURE);
}

static gboolean
map_anchors (YqqSymbolFit *fit)
{
  double near = 3.5, far = fit->layout->size - 3.5;
  const YqqQrPoint modules[4] = {{near, near}, {far, near}, {far, far}, {near, far}};
  return yqq_homography_solve (&fit->map, modules, fit->anchors);
}

/* Moves one anchor and keeps it there where that is better. */
static gboolean
try_move (YqqSymbolFit *fit,
          const YqqSoftImage *image,
          Judge judge,
          guint anchor,
          double dx,
          double dy)
{
  YqqSymbolFit moved = *fit;
  moved.anchors[anchor].x += dx;
  moved.anchors[anchor].y += dy;
  if (!map_anchors (&moved))
    return FALSE;
  moved.fitness = judge (image, &moved);
  if (moved.fitness <= fit->fitness)
    return FALSE;
  *fit = moved;
  return TRUE;
}

static void
climb (YqqSymbolFit *fit,
       const YqqSoftImage *image,
       Judge judge,
       double module,
       double step,
       guint rounds,
       gint64 deadline_us)
{
  static const int directions[4][2] = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
  fit->fitness = judge (image, fit);
  for (guint round = 0; round < rounds && step >= LEAST_STEP; round++) {
    if (yqq_work_time_is_over (deadline_us))
      return;
    gboolean better = FALSE;
    for (guint i = 0; i < 16; i++) {
      /* The corner without a finder pattern is the least certain one. */
      double way = module * step * (i / 4 == 2 ? 2 : 1);
      better |= try_move (fit, image, judge, i / 4, way * directions[i % 4][0],
                          way * directions[i % 4][1]);
    }
    if (!better)
      step /= 2;
  }
}

/* Tries the fourth corner on a grid about the place where a parallelogram would have it. */
static gboolean
search_fourth_corner (YqqSymbolFit *fit, const YqqSoftImage *image, gboolean thorough)
{
  int steps = thorough ? 6 : 4;
  guint some = MAX (1, fit->layout->n_fixed / ENOUGH_FIXED);
  double reach = thorough ? .3 : .2, best_score = -1;
  YqqQrPoint a = {fit->anchors[1].x - fit->anchors[0].x, fit->anchors[1].y - fit->anchors[0].y};
  YqqQrPoint b = {fit->anchors[3].x - fit->anchors[0].x, fit->anchors[3].y - fit->anchors[0].y};
  YqqSymbolFit tried = *fit;
  for (int j = -steps; j <= steps; j++)
    for (int i = -steps; i <= steps; i++) {
      double p = 1 + reach * i / steps, q = 1 + reach * j / steps;
      tried.anchors[2].x = fit->anchors[0].x + a.x * p + b.x * q;
      tried.anchors[2].y = fit->anchors[0].y + a.y * p + b.y * q;
      if (!map_anchors (&tried))
        continue;
      tried.fitness = judge_some_centres (image, &tried, some);
      double score = tried.fitness - .02 * (abs (i) + abs (j)) / steps;
      if (score <= best_score)
        continue;
      best_score = score;
      fit->map = tried.map;
      fit->fitness = tried.fitness;
      fit->anchors[2] = tried.anchors[2];
    }
  return best_score >= LEAST_START;
}

static guint
insert (YqqSymbolFit fits[YQQ_SYMBOL_FITS_MAX], guint count, const YqqSymbolFit *fit)
{
  guint at = count < YQQ_SYMBOL_FITS_MAX ? count++ : count - 1;
  for (; at > 0 && fits[at - 1].fitness < fit->fitness; at--)
    fits[at] = fits[at - 1];
  fits[at] = *fit;
  return count;
}

/* ISO/IEC 18004 12 d) and e), on both sides: modules a side from the distance of the finders */
static int
estimate_version (const YqqSoftImage *image,
                  const YqqFinderPattern *upper_left,
                  const YqqFinderPattern *upper_right,
                  const YqqFinderPattern *lower_left,
                  double *module)
{
  double across = yqq_finder_pattern_measure_module (image, upper_left, upper_right);
  double down = yqq_finder_pattern_measure_module (image, upper_left, lower_left);
  double size = (hypot (upper_right->x - upper_left->x, upper_right->y - upper_left->y) / across +
                 hypot (lower_left->x - upper_left->x, lower_left->y - upper_left->y) / down) /
                    2 +
                7;
  *module = (across + down) / 2;
  return (int)lrint ((size - 17) / 4);
}

guint
yqq_symbol_fits_find (const YqqSoftImage *image,
                      const YqqFinderPattern *upper_left,
                      const YqqFinderPattern *upper_right,
                      const YqqFinderPattern *lower_left,
                      YqqSymbolEffort effort,
                      YqqSymbolFit fits[YQQ_SYMBOL_FITS_MAX],
                      double *module)
{
  int estimate = MAX (1, estimate_version (image, upper_left, upper_right, lower_left, module));
  int span = effort.thorough ? (estimate > 12 ? 3 : 2) : (estimate > 6 ? 2 : 1);
  guint count = 0;
  if (estimate > YQQ_SYMBOL_MAX_VERSION)
    return 0;
  for (int version = MAX (1, estimate - span);
       version <= MIN (YQQ_SYMBOL_MAX_VERSION, estimate + span) &&
       !yqq_work_time_is_over (effort.deadline_us);
       version++) {
    YqqSymbolFit fit = {.layout = yqq_symbol_layout_get ((guint)version)};
    fit.anchors[0] = (YqqQrPoint){upper_left->x, upper_left->y};
    fit.anchors[1] = (YqqQrPoint){upper_right->x, upper_right->y};
    fit.anchors[3] = (YqqQrPoint){lower_left->x, lower_left->y};
    if (!search_fourth_corner (&fit, image, effort.thorough))
      continue;
    climb (&fit, image, judge_centres, *module, .6, effort.thorough ? 12 : 8, effort.deadline_us);
    if (fit.fitness > LEAST_FITNESS)
      count = insert (fits, count, &fit);
  }
  return count;
}

void
yqq_symbol_fit_refine (YqqSymbolFit *self,
                       const YqqSoftImage *image,
                       double module,
                       YqqSymbolEffort effort)
{
  float fitness = self->fitness;
  climb (self, image, judge_areas, module, .4, effort.thorough ? 10 : 7, effort.deadline_us);
  self->fitness = fitness; /* of the fixed modules alone: comparable between versions */
}
