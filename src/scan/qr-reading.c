/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/qr-reading.h"

#include <math.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (YqqQrReading, yqq_qr_reading, yqq_qr_reading_copy, yqq_qr_reading_free)

YqqQrReading *
yqq_qr_reading_new (gconstpointer data, gsize size, const YqqQrPoint outline[4])
{
  YqqQrReading *self = g_new0 (YqqQrReading, 1);
  self->bytes = g_bytes_new (data, size);
  if (g_utf8_validate_len (data, size, NULL))
    self->text = g_strndup (data, size);
  memcpy (self->outline, outline, sizeof self->outline);
  return self;
}

YqqQrReading *
yqq_qr_reading_copy (YqqQrReading *self)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (self->bytes, &size);
  return yqq_qr_reading_new (data, size, self->outline);
}

void
yqq_qr_reading_free (YqqQrReading *self)
{
  g_bytes_unref (self->bytes);
  g_free (self->text);
  g_free (self);
}

void
yqq_qr_reading_scale (YqqQrReading *self, double x, double y)
{
  for (guint i = 0; i < 4; i++) {
    self->outline[i].x *= x;
    self->outline[i].y *= y;
  }
}

YqqQrPoint
yqq_qr_reading_get_centre (YqqQrReading *self)
{
  YqqQrPoint centre = {0, 0};
  for (guint i = 0; i < 4; i++) {
    centre.x += self->outline[i].x / 4;
    centre.y += self->outline[i].y / 4;
  }
  return centre;
}

static double
distance (YqqQrPoint a, YqqQrPoint b)
{
  return hypot (a.x - b.x, a.y - b.y);
}

void
yqq_qr_reading_add_unique (GPtrArray *readings, YqqQrReading *reading)
{
  YqqQrPoint centre = yqq_qr_reading_get_centre (reading);
  double radius = distance (centre, reading->outline[0]);
  for (guint i = 0; i < readings->len; i++) {
    YqqQrReading *other = g_ptr_array_index (readings, i);
    if (g_bytes_equal (other->bytes, reading->bytes) &&
        distance (yqq_qr_reading_get_centre (other), centre) < radius) {
      yqq_qr_reading_free (reading);
      return;
    }
  }
  g_ptr_array_add (readings, reading);
}
