/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face-scene.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>

#include "face/detector.h"
#include "face/landmarks.h"
#include "head-model.h"

/* How much of the frame's height the face takes. */
#define FACE_SHARE 0.45f
#define WALL 150
#define LEFT_EYE 36
#define RIGHT_EYE 42

struct _Scene {
  YqqFacePicture *photograph;
  YqqFaceBox face;
  YqqLandmarks landmarks;

  SceneLook look; /* of the last frame, which is the next one's as well, more often than not */
  GBytes *pixels;
};

char *
scene_get_models_directory (void)
{
  const char *directory = g_getenv ("YQQ_FACE_MODELS");
  g_autoptr (GError) error = NULL;
  if (!yqq_face_models_are_there (directory, &error))
    g_error ("%s: run ./dev test, or ./dev models %s", error->message, directory);
  return g_strdup (directory);
}

void
scene_load_models (GBytes *models[YQQ_FACE_N_MODELS])
{
  g_autofree char *directory = scene_get_models_directory ();
  g_autoptr (GError) error = NULL;
  yqq_face_models_load (directory, models, &error);
  g_assert_no_error (error);
}

YqqFacePicture *
scene_load_picture (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("YQQ_FACE_PICTURES"), name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file (path, &error);
  if (pixbuf == NULL)
    g_error ("%s: run ./dev test once, which fetches the pictures", error->message);
  g_autoptr (GBytes) bytes = gdk_pixbuf_read_pixel_bytes (pixbuf);
  /* Not shrunk: the faces of a group are small enough. */
  YqqFacePicture *picture = yqq_face_picture_new ((guint)gdk_pixbuf_get_width (pixbuf),
                                                  (guint)gdk_pixbuf_get_height (pixbuf));
  const guint8 *from = g_bytes_get_data (bytes, NULL);
  for (guint y = 0; y < picture->height; y++)
    memcpy (picture->rgb + (gsize)y * picture->width * 3,
            from + (gsize)y * (guint)gdk_pixbuf_get_rowstride (pixbuf), picture->width * 3);
  return picture;
}

static gint
compare_boxes (gconstpointer a, gconstpointer b)
{
  const YqqFaceBox *first = a, *second = b;
  return (first->x > second->x) - (first->x < second->x);
}

static YqqNetwork *
load_network (YqqFaceModel model, YqqWorkers *workers)
{
  GBytes *models[YQQ_FACE_N_MODELS];
  g_autoptr (GError) error = NULL;
  scene_load_models (models);
  gsize size;
  const guint8 *data = g_bytes_get_data (models[model], &size);
  YqqNetwork *network = yqq_network_new (data, size, workers, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++)
    g_bytes_unref (models[i]);
  return network;
}

Scene *
scene_new (const char *name, guint number)
{
  g_autoptr (YqqWorkers) workers = yqq_workers_new (1);
  g_autoptr (YqqNetwork) detector = load_network (YQQ_FACE_MODEL_DETECTOR, workers);
  g_autoptr (YqqNetwork) landmarks = load_network (YQQ_FACE_MODEL_LANDMARKS, workers);
  YqqFaceBox boxes[YQQ_DETECTOR_MAX_FACES];
  Scene *self = g_new0 (Scene, 1);
  self->photograph = scene_load_picture (name);
  guint n = yqq_detector_find (detector, self->photograph, boxes);
  g_assert_cmpuint (number, <, n);
  qsort (boxes, n, sizeof *boxes, compare_boxes);
  self->face = boxes[number];
  yqq_landmarks_find (landmarks, self->photograph, self->face, &self->landmarks);
  return self;
}

void
scene_free (Scene *self)
{
  yqq_face_picture_free (self->photograph);
  g_clear_pointer (&self->pixels, g_bytes_unref);
  g_free (self);
}

/* --- frames ----------------------------------------------------------------------------------- */

/* Between -1 and 1 within the face, where it is bent the most in its middle. */
static float
bend (float place, float amount)
{
  return fabsf (place) < 1 ? place - amount * (1 - place * place) : place;
}

/* Where in the photograph the place of the frame lies. */
static YqqFacePoint
get_place (const Scene *self, const SceneLook *look, guint x, guint y)
{
  YqqFaceBox face = self->face;
  float scale = face.height / (SCENE_HEIGHT * FACE_SHARE) / (1 - look->smaller);
  float u = ((float)x + .5f - SCENE_WIDTH / 2.f * (1 + look->aside)) * scale;
  float v = ((float)y + .5f - SCENE_HEIGHT / 2.f) * scale;
  float half_width = face.width * .8f, half_height = face.height * .3f;
  float nose = self->landmarks.points[30].y - (face.y + face.height / 2);
  float inside = fabsf (v / face.height) < .8f ? 1 : 0;
  float bent_u = bend (u / half_width, look->turn * .5f * inside) * half_width;
  float bent_v = nose + bend ((v - nose) / half_height, look->nod * .45f) * half_height;
  return (YqqFacePoint){face.x + face.width / 2 + bent_u, face.y + face.height / 2 + bent_v};
}

/* Whether the place lies on an eye, and then where its lid's colour is taken from. */
static gboolean
is_on_eye (const Scene *self, YqqFacePoint *place)
{
  for (guint first = LEFT_EYE; first <= RIGHT_EYE; first += RIGHT_EYE - LEFT_EYE) {
    YqqFacePoint middle = yqq_landmarks_get_mean (&self->landmarks, first, 6);
    const YqqFacePoint *at = self->landmarks.points + first;
    float width = (at[3].x - at[0].x) * .65f, height = width * .62f;
    float u = (place->x - middle.x) / width, v = (place->y - middle.y) / height;
    if (u * u + v * v < 1) {
      place->y = middle.y + height * 1.05f; /* the cheek below */
      return TRUE;
    }
  }
  return FALSE;
}

static void
get_colour (const Scene *self, YqqFacePoint place, float *rgb)
{
  YqqFaceMap map = {.xx = .01f, .x0 = place.x, .yy = .01f, .y0 = place.y};
  yqq_face_picture_look (self->photograph, &map, 1, 1, YQQ_FACE_CHANNELS_RGB, 0, 1, rgb);
}

/* Of others in the photograph nothing is to be seen. */
static gboolean
is_beyond (const Scene *self, YqqFacePoint place)
{
  float aside = fabsf (place.x - self->face.x - self->face.width / 2);
  return place.x < 0 || place.y < 0 || place.x >= (float)self->photograph->width ||
         place.y >= (float)self->photograph->height || aside > self->face.width * .85f;
}

/* A print's white border, and the hand's distance to what is behind it. */
static gboolean
is_on_border (guint x, guint y)
{
  guint left = SCENE_WIDTH / 5, top = SCENE_HEIGHT / 10;
  gboolean in_print = x > left && x < SCENE_WIDTH - left && y > top && y < SCENE_HEIGHT - top;
  gboolean in_picture =
      x > left + 12 && x < SCENE_WIDTH - left - 12 && y > top + 12 && y < SCENE_HEIGHT - top - 12;
  return in_print && !in_picture;
}

static gboolean
is_off_print (guint x, guint y)
{
  guint left = SCENE_WIDTH / 5, top = SCENE_HEIGHT / 10;
  return x <= left || x >= SCENE_WIDTH - left || y <= top || y >= SCENE_HEIGHT - top;
}

static void
paint (const Scene *self, const SceneLook *look, guint x, guint y, YqqFacePoint place, guint8 *to)
{
  float rgb[3] = {WALL, WALL, WALL};
  if (look->framed && is_on_border (x, y))
    rgb[0] = rgb[1] = rgb[2] = 245;
  else if (!look->nobody && !is_beyond (self, place) && !(look->framed && is_off_print (x, y))) {
    if (look->closed)
      is_on_eye (self, &place);
    get_colour (self, place, rgb);
  }
  for (guint i = 0; i < 3; i++) {
    float value = rgb[i] * (1 - look->darker);
    to[i] = (guint8)CLAMP (value + (255 - value) * look->brighter, 0, 255);
  }
}

/* The mean along one direction of 2 × radius + 1 pixels, step bytes apart. */
static void
blur_line (const guint8 *from, guint8 *to, guint n, gsize step, guint radius)
{
  for (guint i = 0; i < n; i++) {
    guint sum = 0, count = 0;
    for (guint j = i > radius ? i - radius : 0; j <= MIN (i + radius, n - 1); j++, count++)
      sum += from[j * step];
    to[i * step] = (guint8)(sum / count);
  }
}

static void
blur (guint8 *rgb, guint radius)
{
  gsize size = (gsize)SCENE_WIDTH * SCENE_HEIGHT * 3, row = (gsize)SCENE_WIDTH * 3;
  g_autofree guint8 *between = g_malloc (size);
  for (guint y = 0; y < SCENE_HEIGHT; y++)
    for (guint i = 0; i < 3; i++)
      blur_line (rgb + y * row + i, between + y * row + i, SCENE_WIDTH, 3, radius);
  for (guint x = 0; x < row; x++)
    blur_line (between + x, rgb + x, SCENE_HEIGHT, row, radius);
}

/* Where in the photograph each place of the frame lies. Owned. */
static YqqFacePoint *
find_places (const Scene *self, const SceneLook *look)
{
  YqqFaceBox face = self->face;
  YqqFacePoint *places = g_new (YqqFacePoint, SCENE_WIDTH * SCENE_HEIGHT);
  float scale = face.height / (SCENE_HEIGHT * FACE_SHARE) / (1 - look->smaller);
  HeadMap map = {SCENE_WIDTH,
                 SCENE_HEIGHT,
                 places,
                 scale,
                 {face.x + face.width / 2 - SCENE_WIDTH / 2.f * look->aside * scale,
                  face.y + face.height / 2}};
  for (guint y = 0; y < SCENE_HEIGHT; y++)
    for (guint x = 0; x < SCENE_WIDTH; x++)
      places[y * SCENE_WIDTH + x] = get_place (self, look, x, y);
  if (look->yaw != 0 || look->pitch != 0)
    head_model_turn (&map, face, &self->landmarks, look->yaw * (float)G_PI / 180,
                     look->pitch * (float)G_PI / 180);
  return places;
}

static GBytes *
make_pixels (Scene *self, const SceneLook *look)
{
  gsize size = (gsize)SCENE_WIDTH * SCENE_HEIGHT * 3;
  guint8 *rgb = g_malloc (size);
  g_autofree YqqFacePoint *places = find_places (self, look);
  for (guint y = 0; y < SCENE_HEIGHT; y++)
    for (guint x = 0; x < SCENE_WIDTH; x++)
      paint (self, look, x, y, places[y * SCENE_WIDTH + x], rgb + ((gsize)y * SCENE_WIDTH + x) * 3);
  if (look->blur > 0)
    blur (rgb, look->blur);
  return g_bytes_new_take (rgb, size);
}

YqqFaceFrame
scene_get_frame (Scene *self, const SceneLook *look, gint64 time_us)
{
  if (self->pixels == NULL || memcmp (&self->look, look, sizeof *look) != 0) {
    g_clear_pointer (&self->pixels, g_bytes_unref);
    self->pixels = make_pixels (self, look);
    self->look = *look;
  }
  return (YqqFaceFrame){.pixels = g_bytes_ref (self->pixels),
                        .width = SCENE_WIDTH,
                        .height = SCENE_HEIGHT,
                        .stride = SCENE_WIDTH * 3,
                        .format = YQQ_FACE_PIXELS_RGB,
                        .time_us = time_us};
}

void
scene_frame_clear (YqqFaceFrame *frame)
{
  g_clear_pointer (&frame->pixels, g_bytes_unref);
}

GBytes *
scene_write_png (GBytes *rgb, guint width, guint height)
{
  g_autoptr (GError) error = NULL;
  char *file = NULL;
  gsize size = 0;
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new_from_bytes (
      rgb, GDK_COLORSPACE_RGB, FALSE, 8, (int)width, (int)height, (int)width * 3);
  gdk_pixbuf_save_to_buffer (picture, &file, &size, "png", &error, "compression", "1", NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (file, size);
}

GBytes *
scene_draw_png (Scene *self, SceneLook look)
{
  g_auto (YqqFaceFrame) frame = scene_get_frame (self, &look, 0);
  return scene_write_png (frame.pixels, frame.width, frame.height);
}
