/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/face-wire.h"

#include <string.h>

#include "face/face-template.h"

#define MAGIC 0x46515159u /* YQQF */

static void
put (guint8 *to, guint64 value, guint size)
{
  for (guint i = 0; i < size; i++)
    to[i] = (guint8)(value >> (8 * i));
}

static guint64
get (const guint8 *from, guint size)
{
  guint64 value = 0;
  for (guint i = 0; i < size; i++)
    value |= (guint64)from[i] << (8 * i);
  return value;
}

void
yqq_face_wire_write (const YqqFaceWireHeader *header, guint8 bytes[YQQ_FACE_WIRE_HEADER_SIZE])
{
  put (bytes, MAGIC, 4);
  put (bytes + 4, header->kind, 4);
  put (bytes + 8, header->width, 2);
  put (bytes + 10, header->height, 2);
  put (bytes + 12, header->length, 4);
  put (bytes + 16, (guint64)header->time_us, 8);
}

static gboolean
is_picture (const YqqFaceWireHeader *header)
{
  return header->width > 0 && header->height > 0 &&
         MAX (header->width, header->height) <= YQQ_FACE_PICTURE_MAX_SIDE &&
         header->length == header->width * header->height * 3;
}

static gboolean
is_in_bounds (const YqqFaceWireHeader *header)
{
  switch (header->kind) {
  case YQQ_FACE_WIRE_TEXT:
    return header->length > 0 && header->length <= YQQ_FACE_WIRE_MAX_TEXT;
  case YQQ_FACE_WIRE_TEMPLATE:
    return header->length > 0 && header->length <= YQQ_FACE_TEMPLATE_MAX_BYTES;
  case YQQ_FACE_WIRE_PICTURE:
    return is_picture (header);
  default:
    return FALSE;
  }
}

gboolean
yqq_face_wire_read (const guint8 bytes[YQQ_FACE_WIRE_HEADER_SIZE], YqqFaceWireHeader *header)
{
  YqqFaceWireHeader read = {
      .kind = (YqqFaceWireKind)get (bytes + 4, 4),
      .width = (guint)get (bytes + 8, 2),
      .height = (guint)get (bytes + 10, 2),
      .length = (guint)get (bytes + 12, 4),
      .time_us = (gint64)get (bytes + 16, 8),
  };
  if (get (bytes, 4) != MAGIC || !is_in_bounds (&read))
    return FALSE;
  *header = read;
  return TRUE;
}
