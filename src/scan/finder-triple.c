/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/finder-triple.h"

#include <math.h>

/* How far perspective may bend a code before it is not worth a try. */
#define MAX_COSINE .7      /* of the angle at the upper left corner */
#define MAX_SIDE_RATIO 2.5 /* of the two sides that meet there */
#define MAX_MODULE_RATIO 2
#define LEAST_SIDE 10 /* modules from finder to finder: version 1 has 14 */
#define MAX_SIDE 200  /* version 40 has 170 */

static gboolean
alike (const YqqFinderPattern *a, const YqqFinderPattern *b)
{
  return a->module <= MAX_MODULE_RATIO * b->module && b->module <= MAX_MODULE_RATIO * a->module;
}

static double
distance (const YqqFinderPattern *a, const YqqFinderPattern *b)
{
  return hypot (a->x - b->x, a->y - b->y);
}

/* The upper left corner is the one opposite the longest side. */
static guint
find_corner (const YqqFinderPattern *patterns, const guint8 index[3])
{
  double longest = -1;
  guint corner = 0;
  for (guint i = 0; i < 3; i++) {
    double side = distance (&patterns[index[(i + 1) % 3]], &patterns[index[(i + 2) % 3]]);
    if (side > longest) {
      longest = side;
      corner = i;
    }
  }
  return corner;
}

typedef struct {
  double cosine, ratio, length; /* of the two sides at the upper left corner; length in modules */
  double turn;                  /* above 0 where the second is clockwise of the first */
} Shape;

static Shape
measure (const YqqFinderPattern *corner, const YqqFinderPattern *b, const YqqFinderPattern *c)
{
  double ux = b->x - corner->x, uy = b->y - corner->y, vx = c->x - corner->x, vy = c->y - corner->y;
  double u = hypot (ux, uy), v = hypot (vx, vy);
  double module = (corner->module + b->module + c->module) / 3;
  return (Shape){fabs ((ux * vx + uy * vy) / (u * v)), MAX (u, v) / MIN (u, v), (u + v) / module,
                 ux * vy - uy * vx};
}

static gboolean
is_possible (const Shape *shape)
{
  double shorter = shape->length / (1 + shape->ratio);
  return shape->cosine <= MAX_COSINE && shape->ratio <= MAX_SIDE_RATIO && shorter >= LEAST_SIDE &&
         shape->length - shorter <= MAX_SIDE;
}

/* Weights found by trial on photographs: square, even, well supported and compact comes first. */
static float
judge (const Shape *shape,
       const YqqFinderPattern *a,
       const YqqFinderPattern *b,
       const YqqFinderPattern *c)
{
  double largest = MAX (a->module, MAX (b->module, c->module));
  double smallest = MIN (a->module, MIN (b->module, c->module));
  guint support = MIN (a->support, MIN (b->support, c->support));
  return (float)(1.5 * shape->cosine + (shape->ratio - 1) + (largest / smallest - 1) +
                 1.5 / (1 + support) + .002 * shape->length);
}

static void
consider (GArray *triples, const YqqFinderPattern *patterns, const guint8 index[3])
{
  guint corner = find_corner (patterns, index);
  guint8 a = index[corner], b = index[(corner + 1) % 3], c = index[(corner + 2) % 3];
  Shape shape = measure (&patterns[a], &patterns[b], &patterns[c]);
  if (!is_possible (&shape))
    return;
  YqqFinderTriple triple = {a, shape.turn > 0 ? b : c, shape.turn > 0 ? c : b,
                            judge (&shape, &patterns[a], &patterns[b], &patterns[c])};
  g_array_append_val (triples, triple);
}

static int
compare_doubt (gconstpointer a, gconstpointer b)
{
  float one = ((const YqqFinderTriple *)a)->doubt, other = ((const YqqFinderTriple *)b)->doubt;
  return (one > other) - (one < other);
}

GArray *
yqq_finder_triples_rank (const YqqFinderPattern *patterns, guint count)
{
  GArray *triples = g_array_new (FALSE, FALSE, sizeof (YqqFinderTriple));
  for (guint i = 0; i < count; i++)
    for (guint j = i + 1; j < count; j++) {
      if (!alike (&patterns[i], &patterns[j]))
        continue;
      for (guint k = j + 1; k < count; k++)
        if (alike (&patterns[i], &patterns[k]) && alike (&patterns[j], &patterns[k]))
          consider (triples, patterns, (const guint8[]){(guint8)i, (guint8)j, (guint8)k});
    }
  g_array_sort (triples, compare_doubt);
  return triples;
}
