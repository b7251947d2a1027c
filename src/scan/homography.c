/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/homography.h"

#include <math.h>

#define UNKNOWNS 8

typedef double Equation[UNKNOWNS + 1];

/* One correspondence gives two linear equations in the eight coefficients. */
static void
set_up (Equation *equations, const YqqQrPoint from[4], const YqqQrPoint to[4])
{
  for (guint i = 0; i < 4; i++) {
    double u = from[i].x, v = from[i].y, x = to[i].x, y = to[i].y;
    const Equation across = {u, v, 1, 0, 0, 0, -u * x, -v * x, x};
    const Equation down = {0, 0, 0, u, v, 1, -u * y, -v * y, y};
    for (guint k = 0; k <= UNKNOWNS; k++) {
      equations[2 * i][k] = across[k];
      equations[2 * i + 1][k] = down[k];
    }
  }
}

static guint
find_pivot (Equation *equations, guint column)
{
  guint best = column;
  for (guint row = column + 1; row < UNKNOWNS; row++)
    if (fabs (equations[row][column]) > fabs (equations[best][column]))
      best = row;
  return best;
}

static void
swap (Equation *equations, guint one, guint other)
{
  for (guint k = 0; one != other && k <= UNKNOWNS; k++) {
    double kept = equations[one][k];
    equations[one][k] = equations[other][k];
    equations[other][k] = kept;
  }
}

/* Gauss and Jordan */
static gboolean
eliminate (Equation *equations)
{
  for (guint column = 0; column < UNKNOWNS; column++) {
    swap (equations, column, find_pivot (equations, column));
    double pivot = equations[column][column];
    if (fabs (pivot) < 1e-12)
      return FALSE;
    for (guint row = 0; row < UNKNOWNS; row++) {
      double factor = equations[row][column] / pivot;
      if (row == column || factor == 0)
        continue;
      for (guint k = column; k <= UNKNOWNS; k++)
        equations[row][k] -= factor * equations[column][k];
    }
  }
  return TRUE;
}

gboolean
yqq_homography_solve (YqqHomography *self, const YqqQrPoint from[4], const YqqQrPoint to[4])
{
  Equation equations[UNKNOWNS];
  set_up (equations, from, to);
  if (!eliminate (equations))
    return FALSE;
  float solution[UNKNOWNS];
  for (guint i = 0; i < UNKNOWNS; i++)
    solution[i] = (float)(equations[i][UNKNOWNS] / equations[i][i]);
  *self = (YqqHomography){solution[0], solution[1], solution[2], solution[3],
                          solution[4], solution[5], solution[6], solution[7]};
  return TRUE;
}
