/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/finder-pattern.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scan/work-time.h"

#define MAX_CANDIDATES 256
#define ROUNDS 4 /* over the picture, so that a deadline leaves no part of it out */

typedef struct {
  const YqqSoftImage *image;
  double tolerance;
  YqqFinderPattern patterns[MAX_CANDIDATES];
  guint count;
  guint oldest; /* where to look for one that gives way */
} Search;

static gboolean
is_inside (const YqqSoftImage *image, int x, int y)
{
  return (guint)x < image->width && (guint)y < image->height;
}

static gboolean
is_dark (const YqqSoftImage *image, int x, int y)
{
  return image->values[(gsize)y * image->width + (guint)x] < 0;
}

static gboolean
has_proportions (const int runs[5], double tolerance)
{
  int total = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
  if (total < 7)
    return FALSE;
  double module = total / 7., off = module * tolerance;
  if (module < 2.5)
    off += .4; /* whole pixels are coarse there */
  return fabs (runs[0] - module) < off && fabs (runs[1] - module) < off &&
         fabs (runs[2] - 3 * module) < 2 * off && fabs (runs[3] - module) < off &&
         fabs (runs[4] - module) < off;
}

/* Follows one colour from x, y on and leaves x, y behind it; longer runs than limit are cut. */
static int
follow (const YqqSoftImage *image, int *x, int *y, int dx, int dy, gboolean dark, int limit)
{
  int length = 0;
  while (length <= limit && is_inside (image, *x, *y) && is_dark (image, *x, *y) == dark) {
    length++;
    *x += dx;
    *y += dy;
  }
  return length;
}

/* Looks through x, y along (dx, dy) for the same proportions. Returns their length in pixels or 0,
 * and in *offset how far the middle is from the corner of pixel x, y. */
static int
cross (const YqqSoftImage *image,
       int x,
       int y,
       int dx,
       int dy,
       int limit,
       double tolerance,
       double *offset)
{
  int runs[5], bx = x, by = y, fx = x + dx, fy = y + dy;
  int back = follow (image, &bx, &by, -dx, -dy, TRUE, G_MAXINT - 1);
  runs[1] = follow (image, &bx, &by, -dx, -dy, FALSE, limit);
  runs[0] = follow (image, &bx, &by, -dx, -dy, TRUE, limit);
  int forth = follow (image, &fx, &fy, dx, dy, TRUE, G_MAXINT - 1);
  runs[3] = follow (image, &fx, &fy, dx, dy, FALSE, limit);
  runs[4] = follow (image, &fx, &fy, dx, dy, TRUE, limit);
  runs[2] = back + forth;
  if (back == 0 || !runs[0] || !runs[1] || !runs[3] || !runs[4] ||
      !has_proportions (runs, tolerance))
    return 0;
  *offset = 1 + (forth - back) / 2.;
  return runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
}

/* What only one row showed gives way to what comes further down: noise can fill any number of
 * places before the first row of a code is reached. */
static YqqFinderPattern *
make_room (Search *search)
{
  if (search->count < MAX_CANDIDATES)
    return &search->patterns[search->count++];
  for (guint i = 0; i < MAX_CANDIDATES; i++) {
    search->oldest = (search->oldest + 1) % MAX_CANDIDATES;
    if (search->patterns[search->oldest].support == 1)
      return &search->patterns[search->oldest];
  }
  return NULL;
}

static void
add (Search *search, double x, double y, double module)
{
  for (guint i = 0; i < search->count; i++) {
    YqqFinderPattern *known = &search->patterns[i];
    if (fabs (known->x - x) > 2.5 * module || fabs (known->y - y) > 2.5 * module ||
        known->module > 1.8 * module || module > 1.8 * known->module)
      continue;
    double share = 1. / ++known->support;
    known->x += (x - known->x) * share;
    known->y += (y - known->y) * share;
    known->module += (module - known->module) * share;
    return;
  }
  YqqFinderPattern *place = make_room (search);
  if (place != NULL)
    *place = (YqqFinderPattern){x, y, module, 1};
}

/* Five runs of row y that end before pixel end have the proportions: is it a square, too? */
static void
consider (Search *search, int end, int y, const int runs[5])
{
  double offset_y, offset_x, unused;
  int across = runs[0] + runs[1] + runs[2] + runs[3] + runs[4], limit = 2 * runs[2];
  int x = end - runs[4] - runs[3] - (runs[2] + 1) / 2;
  int down = cross (search->image, x, y, 0, 1, limit, search->tolerance + .1, &offset_y);
  if (down == 0 || down > 2.2 * across || across > 2.2 * down)
    return;
  double centre_y = y + offset_y;
  int row = (int)centre_y;
  across = cross (search->image, x, row, 1, 0, limit, search->tolerance + .1, &offset_x);
  if (across == 0)
    return;
  if (cross (search->image, x, row, 1, 1, limit, search->tolerance + .5, &unused) == 0 &&
      cross (search->image, x, row, 1, -1, limit, search->tolerance + .5, &unused) == 0)
    return;
  add (search, x + offset_x, centre_y, (across + down) / 14.);
}

static void
scan_row (Search *search, int y)
{
  int runs[5] = {0}, length = 0, width = (int)search->image->width;
  const gint8 *values = search->image->values + (gsize)y * search->image->width;
  gboolean dark = values[0] < 0;
  for (int x = 0; x <= width; x++) {
    if (x < width && (values[x] < 0) == dark) {
      length++;
      continue;
    }
    for (guint i = 0; i < 4; i++)
      runs[i] = runs[i + 1];
    runs[4] = length;
    if (dark && runs[0] > 0 && has_proportions (runs, search->tolerance))
      consider (search, x, y, runs);
    dark = !dark;
    length = 1;
  }
}

static int
compare_support (const void *a, const void *b)
{
  return (int)((const YqqFinderPattern *)b)->support - (int)((const YqqFinderPattern *)a)->support;
}

guint
yqq_finder_patterns_find (const YqqSoftImage *image,
                          guint step,
                          double tolerance,
                          gint64 deadline_us,
                          YqqFinderPattern patterns[YQQ_FINDER_PATTERNS_MAX])
{
  Search search;
  search.image = image;
  search.tolerance = tolerance;
  search.count = search.oldest = 0;
  for (guint round = 1; round <= ROUNDS && !yqq_work_time_is_over (deadline_us); round++)
    for (guint y = step * round; y < image->height; y += step * ROUNDS) {
      scan_row (&search, (int)y);
      if (yqq_work_time_is_over (deadline_us))
        break;
    }
  qsort (search.patterns, search.count, sizeof *search.patterns, compare_support);
  guint count = MIN (search.count, YQQ_FINDER_PATTERNS_MAX);
  memcpy (patterns, search.patterns, count * sizeof *patterns);
  return count;
}

/* From the centre outwards to the end of the dark ring: three and a half modules. */
static double
measure_outwards (const YqqSoftImage *image, double x, double y, double dx, double dy, double limit)
{
  guint changes = 0;
  gboolean dark = TRUE;
  for (double way = 0; way < limit; way += .5) {
    int px = (int)floor (x + dx * way), py = (int)floor (y + dy * way);
    if (!is_inside (image, px, py))
      return 0;
    if (is_dark (image, px, py) != dark) {
      dark = !dark;
      if (++changes == 3)
        return way / 3.5;
    }
  }
  return 0;
}

double
yqq_finder_pattern_measure_module (const YqqSoftImage *image,
                                   const YqqFinderPattern *a,
                                   const YqqFinderPattern *b)
{
  double length = hypot (b->x - a->x, b->y - a->y);
  double dx = (b->x - a->x) / length, dy = (b->y - a->y) / length, sum = 0;
  const YqqFinderPattern *ends[] = {a, b};
  guint count = 0;
  for (guint i = 0; i < 4; i++) {
    const YqqFinderPattern *end = ends[i / 2];
    double sign = i % 2 == 0 ? 1 : -1;
    double module = measure_outwards (image, end->x, end->y, sign * dx, sign * dy, 9 * end->module);
    sum += module;
    count += module > 0;
  }
  return count > 0 ? sum / count : (a->module + b->module) / 2;
}
