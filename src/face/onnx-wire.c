/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/onnx-wire.h"

gboolean
yqq_onnx_wire_next_varint (YqqOnnxWire *self, guint64 *value)
{
  guint64 read = 0;
  for (guint shift = 0; shift < 64 && self->at < self->end; shift += 7) {
    guint8 byte = *self->at++;
    read |= (guint64)(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) {
      *value = read;
      return TRUE;
    }
  }
  return FALSE;
}

/* Little-endian, of any alignment. */
static gboolean
next_fixed (YqqOnnxWire *self, guint size, guint64 *value)
{
  if ((gsize)(self->end - self->at) < size)
    return FALSE;
  *value = 0;
  for (guint i = 0; i < size; i++)
    *value |= (guint64)self->at[i] << (8 * i);
  self->at += size;
  return TRUE;
}

static gboolean
next_bytes (YqqOnnxWire *self, YqqOnnxWire *bytes)
{
  guint64 size;
  if (!yqq_onnx_wire_next_varint (self, &size) || size > (guint64)(self->end - self->at))
    return FALSE;
  *bytes = (YqqOnnxWire){self->at, self->at + size};
  self->at += size;
  return TRUE;
}

static gboolean
next_value (YqqOnnxWire *self, YqqOnnxField *field)
{
  switch (field->type) {
  case YQQ_ONNX_WIRE_VARINT:
    return yqq_onnx_wire_next_varint (self, &field->value);
  case YQQ_ONNX_WIRE_FIXED64:
    return next_fixed (self, 8, &field->value);
  case YQQ_ONNX_WIRE_BYTES:
    return next_bytes (self, &field->bytes);
  case YQQ_ONNX_WIRE_FIXED32:
    return next_fixed (self, 4, &field->value);
  default: /* groups, which nobody writes any more */
    return FALSE;
  }
}

gboolean
yqq_onnx_wire_next (YqqOnnxWire *self, YqqOnnxField *field, gboolean *broken)
{
  if (self->at >= self->end)
    return FALSE;
  guint64 key;
  *field = (YqqOnnxField){0};
  if (yqq_onnx_wire_next_varint (self, &key) && key >> 3 != 0 && key >> 3 <= G_MAXINT32) {
    field->number = (guint)(key >> 3);
    field->type = key & 7;
    if (next_value (self, field))
      return TRUE;
  }
  *broken = TRUE;
  return FALSE;
}
