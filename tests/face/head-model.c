/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "head-model.h"

#include <math.h>

/* Of the face's box: half axes of the ellipsoid, how far the nose stands out and how wide it is,
 * and where the neck turns, behind the face. */
#define HALF_WIDTH .62f
#define HALF_HEIGHT .78f
#define DEPTH .55f
#define NOSE .2f
#define NOSE_WIDTH .13f
#define NOSE_HEIGHT .2f
#define NECK .25f
/* What lies beyond the ellipsoid follows less and less up to so many half axes. */
#define REACH 1.5f
#define CELLS 56
/* The camera's distance in widths of the face. */
#define DISTANCE 6.f

typedef struct {
  float x, y, z;      /* in the frame; z grows towards the camera */
  YqqFacePoint place; /* in the photograph */
} Vertex;

typedef struct {
  HeadMap *map;
  YqqFaceBox face;
  YqqFacePoint nose;
  float yaw, pitch;
  float *nearest; /* z of what was drawn at each place */
} Head;

static float
get_depth (const Head *self, float u, float v, YqqFacePoint place)
{
  float inside = 1 - u * u - v * v;
  float x = (place.x - self->nose.x) / (self->face.width * NOSE_WIDTH);
  float y = (place.y - self->nose.y) / (self->face.width * NOSE_HEIGHT);
  float nose = expf (-x * x - (y < 0 ? y * y * .35f : y * y * 3)); /* a ridge up to the brow */
  return self->face.width * (DEPTH * sqrtf (MAX (inside, 0)) + NOSE * nose);
}

static float
get_share (float u, float v)
{
  float radius = sqrtf (u * u + v * v);
  float beyond = CLAMP ((REACH - radius) / (REACH - 1), 0, 1);
  return beyond * beyond * (3 - 2 * beyond);
}

/* The point at u, v (half axes from the middle of the face), turned and seen by the camera. */
static Vertex
get_vertex (const Head *self, float u, float v)
{
  YqqFacePoint middle = {self->face.x + self->face.width / 2, self->face.y + self->face.height / 2};
  float dx = u * self->face.width * HALF_WIDTH, dy = v * self->face.height * HALF_HEIGHT;
  YqqFacePoint place = {middle.x + dx, middle.y + dy};
  float depth = get_depth (self, u, v, place) + self->face.width * NECK;
  float share = get_share (u, v), yaw = self->yaw * share, pitch = self->pitch * share;
  float x = dx * cosf (yaw) + depth * sinf (yaw);
  float z = -dx * sinf (yaw) + depth * cosf (yaw);
  float y = dy * cosf (pitch) + z * sinf (pitch);
  z = -dy * sinf (pitch) + z * cosf (pitch);
  /* Unturned, everything is where it was. */
  float distance = self->face.width * DISTANCE;
  float nearer = (distance - depth) / (distance - z);
  const HeadMap *map = self->map;
  return (Vertex){
      .x = (middle.x + x * nearer - map->middle.x) / map->scale + (float)map->width / 2,
      .y = (middle.y + y * nearer - map->middle.y) / map->scale + (float)map->height / 2,
      .z = z,
      .place = place,
  };
}

static float
get_side (const Vertex *a, const Vertex *b, float x, float y)
{
  return (b->x - a->x) * (y - a->y) - (b->y - a->y) * (x - a->x);
}

static void
draw_point (Head *self, guint x, guint y, const Vertex *const corners[3], const float weights[3])
{
  gsize at = (gsize)y * self->map->width + x;
  YqqFacePoint place = {0, 0};
  float z = 0;
  for (guint i = 0; i < 3; i++) {
    z += corners[i]->z * weights[i];
    place.x += corners[i]->place.x * weights[i];
    place.y += corners[i]->place.y * weights[i];
  }
  if (z < self->nearest[at])
    return;
  self->nearest[at] = z;
  self->map->places[at] = place;
}

static void
draw_triangle (Head *self, const Vertex *a, const Vertex *b, const Vertex *c)
{
  const Vertex *const corners[3] = {a, b, c};
  float area = get_side (a, b, c->x, c->y);
  if (fabsf (area) < 1e-6f)
    return;
  gint left = (gint)floorf (MIN (a->x, MIN (b->x, c->x)));
  gint right = (gint)ceilf (MAX (a->x, MAX (b->x, c->x)));
  gint top = (gint)floorf (MIN (a->y, MIN (b->y, c->y)));
  gint bottom = (gint)ceilf (MAX (a->y, MAX (b->y, c->y)));
  for (gint y = MAX (top, 0); y <= MIN (bottom, (gint)self->map->height - 1); y++)
    for (gint x = MAX (left, 0); x <= MIN (right, (gint)self->map->width - 1); x++) {
      float px = (float)x + .5f, py = (float)y + .5f;
      const float weights[3] = {get_side (b, c, px, py) / area, get_side (c, a, px, py) / area,
                                get_side (a, b, px, py) / area};
      if (weights[0] >= 0 && weights[1] >= 0 && weights[2] >= 0)
        draw_point (self, (guint)x, (guint)y, corners, weights);
    }
}

static float
get_step (guint i)
{
  return ((float)i / CELLS * 2 - 1) * REACH;
}

static void
draw_cell (Head *self, guint column, guint row)
{
  float left = get_step (column), right = get_step (column + 1);
  float top = get_step (row), bottom = get_step (row + 1);
  Vertex corners[4] = {get_vertex (self, left, top), get_vertex (self, right, top),
                       get_vertex (self, right, bottom), get_vertex (self, left, bottom)};
  draw_triangle (self, &corners[0], &corners[1], &corners[2]);
  draw_triangle (self, &corners[0], &corners[2], &corners[3]);
}

void
head_model_turn (HeadMap *map,
                 YqqFaceBox face,
                 const YqqLandmarks *landmarks,
                 float yaw,
                 float pitch)
{
  gsize n = (gsize)map->width * map->height;
  g_autofree float *nearest = g_new (float, n);
  Head self = {map, face, landmarks->points[30], yaw, pitch, nearest};
  for (gsize i = 0; i < n; i++)
    nearest[i] = -INFINITY;
  for (guint row = 0; row < CELLS; row++)
    for (guint column = 0; column < CELLS; column++)
      draw_cell (&self, column, row);
}
