/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/picture.h"

#include <string.h>

#include "scan/scan-error.h"

typedef struct {
  const char *loader; /* gdk-pixbuf's name */
  gsize offset;
  const char *magic;
  gsize size;
} Kind;

/* Told apart here so that the rarer loaders of the system are never handed anything. */
static const Kind kinds[] = {
    {"png", 0, "\x89PNG\r\n\x1a\n", 8},
    {"jpeg", 0, "\xff\xd8\xff", 3},
    {"gif", 0, "GIF8", 4},
    {"bmp", 0, "BM", 2},
    {"tiff", 0, "II*\0", 4},
    {"tiff", 0, "MM\0*", 4},
    {"webp", 8, "WEBPVP8", 7},
    {"pnm", 0, "P5", 2},
    {"pnm", 0, "P6", 2},
};

static const char *
find_loader (const guint8 *data, gsize size)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (size >= kinds[i].offset + kinds[i].size &&
        memcmp (data + kinds[i].offset, kinds[i].magic, kinds[i].size) == 0)
      return kinds[i].loader;
  return NULL;
}

static guint32
read_little_endian (const guint8 *data)
{
  return data[0] | (guint32)data[1] << 8 | (guint32)data[2] << 16 | (guint32)data[3] << 24;
}

/* gdk-pixbuf takes as much memory as a BMP says that its headers have: up to 4 GB for 18 bytes. */
static gboolean
has_its_headers (const char *kind, const guint8 *data, gsize size)
{
  if (strcmp (kind, "bmp") != 0)
    return TRUE;
  return size >= 18 && read_little_endian (data + 10) <= size &&
         read_little_endian (data + 14) <= size;
}

/* Calculating in 64 bits, because a header may claim any size. */
static gboolean
is_too_large (gint64 width, gint64 height)
{
  return width > G_MAXINT32 || height > G_MAXINT32 || width * height > YQQ_PICTURE_MAX_PIXELS;
}

static gboolean
fail_too_large (GError **error)
{
  g_set_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_TOO_LARGE,
               "the picture has more than %d bytes or %d pixels", YQQ_PICTURE_MAX_BYTES,
               YQQ_PICTURE_MAX_PIXELS);
  return FALSE;
}

typedef struct {
  gboolean too_large;
  int rows; /* filled so far */
} Progress;

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, Progress *progress)
{
  if (is_too_large (width, height)) {
    progress->too_large = TRUE;
    gdk_pixbuf_loader_set_size (loader, 0, 0); /* makes the loader give up before it allocates */
    return;
  }
  double scale = (double)YQQ_PICTURE_MAX_SIDE / MAX (width, height);
  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int)(width * scale)),
                                MAX (1, (int)(height * scale)));
}

static void
on_area_updated (GdkPixbufLoader *loader, int x, int y, int width, int height, Progress *progress)
{
  progress->rows = MAX (progress->rows, y + height);
}

/* A loader lets a truncated file pass: that rows are missing is all there is to see of it. */
static GdkPixbuf *
take_complete (GdkPixbufLoader *loader, const Progress *progress)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL || progress->rows < gdk_pixbuf_get_height (pixbuf))
    return NULL;
  return g_object_ref (pixbuf);
}

static GdkPixbuf *
load_pixbuf (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const char *kind = find_loader (data, size);
  if (kind != NULL && !has_its_headers (kind, data, size))
    kind = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GdkPixbufLoader) loader =
      kind != NULL ? gdk_pixbuf_loader_new_with_type (kind, &local_error) : NULL;
  if (loader == NULL) {
    g_set_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NOT_A_PICTURE,
                 "not a picture of a kind that is read");
    return NULL;
  }
  Progress progress = {FALSE, 0};
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &progress);
  g_signal_connect (loader, "area-updated", G_CALLBACK (on_area_updated), &progress);
  gboolean written = gdk_pixbuf_loader_write_bytes (loader, bytes, &local_error);
  gboolean closed = gdk_pixbuf_loader_close (loader, written ? &local_error : NULL);
  GdkPixbuf *pixbuf = written && closed ? take_complete (loader, &progress) : NULL;
  if (progress.too_large) {
    g_clear_object (&pixbuf);
    fail_too_large (error);
  } else if (pixbuf == NULL)
    g_set_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NOT_A_PICTURE, "damaged picture: %s",
                 local_error != NULL ? local_error->message : "it ends too early");
  return pixbuf;
}

GdkPixbuf *
yqq_picture_load_pixbuf (GBytes *bytes, GError **error)
{
  if (g_bytes_get_size (bytes) <= YQQ_PICTURE_MAX_BYTES)
    return load_pixbuf (bytes, error);
  fail_too_large (error);
  return NULL;
}

YqqGreyImage *
yqq_picture_load (GBytes *bytes, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = yqq_picture_load_pixbuf (bytes, error);
  if (pixbuf == NULL)
    return NULL;
  g_autoptr (GBytes) pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);
  return yqq_picture_from_pixels (
      pixels, (guint)gdk_pixbuf_get_width (pixbuf), (guint)gdk_pixbuf_get_height (pixbuf),
      (gsize)gdk_pixbuf_get_rowstride (pixbuf), (guint)gdk_pixbuf_get_n_channels (pixbuf), error);
}

/* ITU-R BT.601 luma of a row, on white where it is transparent. */
static void
convert_row (const guint8 *from, guint8 *to, guint width, guint channels)
{
  for (guint x = 0; x < width; x++, from += channels) {
    guint luma = (77 * from[0] + 150 * from[1] + 29 * from[2] + 128) / 256;
    guint alpha = channels == 4 ? from[3] : 255;
    to[x] = (guint8)((luma * alpha + 255 * (255 - alpha)) / 255);
  }
}

static gboolean
check_pixels (gsize size, guint width, guint height, gsize stride, guint channels, GError **error)
{
  if (is_too_large (width, height) || width > YQQ_GREY_IMAGE_MAX_SIDE ||
      height > YQQ_GREY_IMAGE_MAX_SIDE)
    return fail_too_large (error);
  if (width == 0 || height == 0 || channels < 3 || channels > 4 || stride > size ||
      stride < (gsize)width * channels ||
      size < (gsize)(height - 1) * stride + (gsize)width * channels) {
    g_set_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NOT_A_PICTURE,
                 "the pixels do not make up a picture of this size");
    return FALSE;
  }
  return TRUE;
}

YqqGreyImage *
yqq_picture_from_pixels (GBytes *pixels,
                         guint width,
                         guint height,
                         gsize stride,
                         guint channels,
                         GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (pixels, &size);
  if (!check_pixels (size, width, height, stride, channels, error))
    return NULL;
  g_autoptr (YqqGreyImage) image = yqq_grey_image_new (width, height);
  for (guint y = 0; y < height; y++)
    convert_row (data + y * stride, image->pixels + (gsize)y * width, width, channels);
  double scale = (double)YQQ_PICTURE_MAX_SIDE / MAX (width, height);
  if (scale >= 1)
    return g_steal_pointer (&image);
  return yqq_grey_image_scale (image, MAX (1, (guint)(width * scale)),
                               MAX (1, (guint)(height * scale)));
}
