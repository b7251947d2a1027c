/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A proxy between a device and the authority on which frames of signatures meet with mishaps. */
#pragma once

#include <gio/gio.h>

typedef enum {
  ROUGH_ROAD_SMOOTH,
  ROUGH_ROAD_LOSES_FRAME,  /* the connection breaks before the authority has it */
  ROUGH_ROAD_LOSES_ANSWER, /* the authority has judged it, the device never hears so */
  ROUGH_ROAD_DELAYS,       /* it arrives after those that follow it */
} RoughRoadMishap;

typedef struct _RoughRoad RoughRoad;

/* socket: the authority's. mishaps: what happens to the 1st, 2nd … frame of signatures, ended by
 * -1; whatever follows goes smoothly. */
RoughRoad *rough_road_new (const char *socket, const int *mishaps);
void rough_road_free (RoughRoad *self);
/* As if the authority were one of those that take whole signatures only. */
void rough_road_make_old (RoughRoad *self);
/* "http://127.0.0.1:PORT" */
const char *rough_road_get_address (RoughRoad *self);
/* Frames of signatures that came by, sent again or not. */
guint rough_road_get_n_frames (RoughRoad *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RoughRoad, rough_road_free)
