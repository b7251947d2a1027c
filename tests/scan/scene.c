/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scene.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>
#include <string.h>

#include "qr/qr-code.h"

#define SUBPIXELS 3 /* each way */

Scene *
scene_new (guint width, guint height, guint32 seed)
{
  Scene *scene = g_new0 (Scene, 1);
  scene->width = width;
  scene->height = height;
  scene->pixels = g_malloc ((gsize)width * height);
  memset (scene->pixels, 200, (gsize)width * height);
  scene->random = g_rand_new_with_seed (seed);
  return scene;
}

void
scene_free (Scene *scene)
{
  g_free (scene->pixels);
  g_rand_free (scene->random);
  g_free (scene);
}

/* Heckbert's mapping of the unit square onto a quadrilateral, turned round by Cramer's rule. */
typedef struct {
  double a, b, c, d, e, f, g, h;
} Mapping;

static Mapping
map_square (const YqqQrPoint p[4])
{
  double dx1 = p[1].x - p[2].x, dx2 = p[3].x - p[2].x, dx3 = p[0].x - p[1].x + p[2].x - p[3].x;
  double dy1 = p[1].y - p[2].y, dy2 = p[3].y - p[2].y, dy3 = p[0].y - p[1].y + p[2].y - p[3].y;
  double det = dx1 * dy2 - dx2 * dy1;
  double g = (dx3 * dy2 - dx2 * dy3) / det, h = (dx1 * dy3 - dx3 * dy1) / det;
  return (Mapping){p[1].x - p[0].x + g * p[1].x,
                   p[3].x - p[0].x + h * p[3].x,
                   p[0].x,
                   p[1].y - p[0].y + g * p[1].y,
                   p[3].y - p[0].y + h * p[3].y,
                   p[0].y,
                   g,
                   h};
}

static gboolean
find_in_square (const Mapping *m, double x, double y, double *u, double *v)
{
  double a = m->a - m->g * x, b = m->b - m->h * x, c = x - m->c;
  double d = m->d - m->g * y, e = m->e - m->h * y, f = y - m->f;
  double det = a * e - b * d;
  *u = (c * e - b * f) / det;
  *v = (a * f - c * d) / det;
  return *u >= 0 && *u < 1 && *v >= 0 && *v < 1;
}

static guint8
shade (Scene *scene,
       YqqQrCode *code,
       const Mapping *mapping,
       guint x,
       guint y,
       guint8 dark,
       guint8 light)
{
  int modules = (int)yqq_qr_code_get_size (code) + 2 * YQQ_QR_QUIET_ZONE;
  guint sum = 0, behind = scene->pixels[(gsize)y * scene->width + x];
  for (guint i = 0; i < SUBPIXELS * SUBPIXELS; i++) {
    double u, v;
    if (!find_in_square (mapping, x + (i % SUBPIXELS + .5) / SUBPIXELS,
                         y + (i / SUBPIXELS + .5) / SUBPIXELS, &u, &v))
      sum += behind;
    else
      sum += yqq_qr_code_get_module (code, (int)(u * modules) - YQQ_QR_QUIET_ZONE,
                                     (int)(v * modules) - YQQ_QR_QUIET_ZONE)
                 ? dark
                 : light;
  }
  return (guint8)(sum / (SUBPIXELS * SUBPIXELS));
}

void
scene_draw_code (Scene *scene,
                 const char *text,
                 const YqqQrPoint corners[4],
                 guint8 dark,
                 guint8 light)
{
  g_autoptr (YqqQrCode) code = yqq_qr_code_new (text, NULL);
  g_assert_nonnull (code);
  Mapping mapping = map_square (corners);
  double left = scene->width, top = scene->height, right = 0, bottom = 0;
  for (guint i = 0; i < 4; i++) {
    left = MIN (left, corners[i].x);
    top = MIN (top, corners[i].y);
    right = MAX (right, corners[i].x);
    bottom = MAX (bottom, corners[i].y);
  }
  for (guint y = (guint)MAX (0, top); y < MIN (scene->height, bottom + 1); y++)
    for (guint x = (guint)MAX (0, left); x < MIN (scene->width, right + 1); x++)
      scene->pixels[(gsize)y * scene->width + x] = shade (scene, code, &mapping, x, y, dark, light);
}

void
scene_draw_upright (Scene *scene, const char *text, double x, double y, double pixels_a_module)
{
  g_autoptr (YqqQrCode) code = yqq_qr_code_new (text, NULL);
  g_assert_nonnull (code);
  double side = (yqq_qr_code_get_size (code) + 2. * YQQ_QR_QUIET_ZONE) * pixels_a_module;
  YqqQrPoint corners[4] = {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
  scene_draw_code (scene, text, corners, 0, 255);
}

void
scene_square (YqqQrPoint corners[4], double x, double y, double side, double degrees, double tilt)
{
  static const YqqQrPoint unit[4] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
  double turn = degrees * G_PI / 180;
  for (guint i = 0; i < 4; i++) {
    double far = unit[i].y < 0 ? 1 - tilt : 1;
    double u = unit[i].x * far * side / 2, v = unit[i].y * (1 - tilt / 2) * side / 2;
    corners[i].x = x + u * cos (turn) - v * sin (turn);
    corners[i].y = y + u * sin (turn) + v * cos (turn);
  }
}

static void
blur_line (guint8 *line, gsize step, guint count, const double *weights, int radius, double *buffer)
{
  for (int i = 0; i < (int)count; i++) {
    buffer[i] = 0;
    for (int k = -radius; k <= radius; k++)
      buffer[i] += weights[ABS (k)] * line[step * (gsize)CLAMP (i + k, 0, (int)count - 1)];
  }
  for (guint i = 0; i < count; i++)
    line[step * i] = (guint8)CLAMP (buffer[i] + .5, 0, 255);
}

void
scene_blur (Scene *scene, double sigma)
{
  int radius = (int)ceil (3 * sigma);
  g_autofree double *weights = g_new (double, radius + 1);
  double sum = 0;
  for (int k = -radius; k <= radius; k++)
    sum += weights[ABS (k)] = exp (-k * k / (2 * sigma * sigma));
  for (int k = 0; k <= radius; k++)
    weights[k] /= sum;
  g_autofree double *buffer = g_new (double, MAX (scene->width, scene->height));
  for (guint y = 0; y < scene->height; y++)
    blur_line (scene->pixels + (gsize)y * scene->width, 1, scene->width, weights, radius, buffer);
  for (guint x = 0; x < scene->width; x++)
    blur_line (scene->pixels + x, scene->width, scene->height, weights, radius, buffer);
}

void
scene_add_noise (Scene *scene, double deviation)
{
  for (gsize i = 0; i < (gsize)scene->width * scene->height; i++) {
    double sum = 0; /* of twelve: nearly normal, deviation 1 */
    for (guint k = 0; k < 12; k++)
      sum += g_rand_double (scene->random) - .5;
    scene->pixels[i] = (guint8)CLAMP (scene->pixels[i] + sum * deviation, 0, 255);
  }
}

void
scene_add_moire (Scene *scene, double share)
{
  double fx = g_rand_double_range (scene->random, .03, .12),
         fy = g_rand_double_range (scene->random, .03, .12);
  for (guint y = 0; y < scene->height; y++)
    for (guint x = 0; x < scene->width; x++) {
      guint8 *pixel = &scene->pixels[(gsize)y * scene->width + x];
      double wave =
          .6 * sin (2 * G_PI * (fx * x + fy * y)) + .4 * sin (2 * G_PI * (fy * x - 1.3 * fx * y));
      *pixel = (guint8)CLAMP (*pixel * (1 + share * wave), 0, 255);
    }
}

void
scene_add_glare (Scene *scene, double at_x, double at_y, double radius)
{
  for (guint y = 0; y < scene->height; y++)
    for (guint x = 0; x < scene->width; x++) {
      guint8 *pixel = &scene->pixels[(gsize)y * scene->width + x];
      double far = ((x - at_x) * (x - at_x) + (y - at_y) * (y - at_y)) / (radius * radius);
      *pixel = (guint8)MIN (255, *pixel + 400 * exp (-far * far));
    }
}

void
scene_add_clutter (Scene *scene, guint strokes)
{
  for (guint i = 0; i < strokes; i++) {
    guint width = (guint)g_rand_int_range (scene->random, 2, 60);
    guint height = (guint)g_rand_int_range (scene->random, 2, 14);
    guint left = (guint)g_rand_int_range (scene->random, 0, (gint32)(scene->width - width));
    guint top = (guint)g_rand_int_range (scene->random, 0, (gint32)(scene->height - height));
    guint8 grey = (guint8)g_rand_int_range (scene->random, 0, 256);
    for (guint y = top; y < top + height; y++)
      memset (scene->pixels + (gsize)y * scene->width + left, grey, width);
  }
}

GBytes *
scene_to_png (Scene *scene)
{
  g_autoptr (GdkPixbuf) pixbuf =
      gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, (int)scene->width, (int)scene->height);
  guint8 *to = gdk_pixbuf_get_pixels (pixbuf);
  gsize stride = (gsize)gdk_pixbuf_get_rowstride (pixbuf);
  for (guint y = 0; y < scene->height; y++)
    for (guint x = 0; x < scene->width; x++)
      memset (to + y * stride + 3 * x, scene->pixels[(gsize)y * scene->width + x], 3);
  char *data;
  gsize size;
  g_autoptr (GError) error = NULL;
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", &error, "compression", "1", NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

void
scene_save_png (Scene *scene, const char *path)
{
  g_autoptr (GBytes) png = scene_to_png (scene);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (png, &size);
  g_file_set_contents (path, data, (gssize)size, &error);
  g_assert_no_error (error);
}

char *
scene_random_address (GRand *random)
{
  GString *text = g_string_new ("HTTPS://SIGN.EXAMPLE.COM/S/1.");
  for (guint i = 0; i < 26 + 1 + 7 + 1 + 13; i++)
    g_string_append_c (text,
                       i == 26 || i == 34
                           ? '.'
                           : "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[g_rand_int_range (random, 0, 32)]);
  return g_string_free (text, FALSE);
}
