/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures for tests: codes drawn into a scene from any angle, then spoilt as cameras spoil them.
 */
#pragma once

#include "scan/qr-reading.h"

typedef struct {
  guint width, height;
  guint8 *pixels; /* grey, rows without padding */
  GRand *random;
} Scene;

/* A plain light grey scene; the same seed gives the same picture. */
Scene *scene_new (guint width, guint height, guint32 seed);
void scene_free (Scene *scene);

/* Draws the code of text, its quiet zone included, onto the four corners (from the code's upper
 * left clockwise), dark and light as given. */
void scene_draw_code (Scene *scene,
                      const char *text,
                      const YqqQrPoint corners[4],
                      guint8 dark,
                      guint8 light);

/* The same as an upright square of modules pixel wide modules, its quiet zone's corner at x, y. */
void
scene_draw_upright (Scene *scene, const char *text, double x, double y, double pixels_a_module);

/* Corners of a square of side pixels about x, y: turned by degrees and tilted back so that its far
 * edge is (1 - tilt) as long as its near one. */
void
scene_square (YqqQrPoint corners[4], double x, double y, double side, double degrees, double tilt);

/* Gaussian blur by about sigma pixels. */
void scene_blur (Scene *scene, double sigma);
/* Noise of a standard deviation, in grey levels. */
void scene_add_noise (Scene *scene, double deviation);
/* The stripes of a monitor's pixels against a camera's, by a share of the brightness. */
void scene_add_moire (Scene *scene, double share);
/* A soft white spot of radius pixels. */
void scene_add_glare (Scene *scene, double x, double y, double radius);
/* Lines of scribble that are not a code. */
void scene_add_clutter (Scene *scene, guint strokes);

GBytes *scene_to_png (Scene *scene);
void scene_save_png (Scene *scene, const char *path); /* atomically */

/* A text as a session's address has it: upper case, random base32. */
char *scene_random_address (GRand *random);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)
