/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/onnx-tensor.h"

#include <string.h>

#include "face/onnx-reader.h"

/* TensorProto.DataType */
#define TYPE_FLOAT 1
#define TYPE_INT64 7

typedef struct {
  gint64 dimensions[YQQ_TENSOR_MAX_DIMENSIONS];
  guint n_dimensions;
  guint64 type;
  YqqOnnxWire name;
  YqqOnnxWire raw;
} Parts;

gboolean
yqq_onnx_read_integers (const YqqOnnxField *field, guint max, gint64 *list, guint *n)
{
  YqqOnnxWire packed = field->bytes;
  if (field->type == YQQ_ONNX_WIRE_VARINT) {
    if (*n >= max)
      return FALSE;
    list[(*n)++] = (gint64)field->value;
    return TRUE;
  }
  if (field->type != YQQ_ONNX_WIRE_BYTES)
    return FALSE;
  while (packed.at < packed.end) {
    guint64 value;
    if (*n >= max || !yqq_onnx_wire_next_varint (&packed, &value))
      return FALSE;
    list[(*n)++] = (gint64)value;
  }
  return TRUE;
}

static gboolean
read_parts (YqqOnnxWire wire, Parts *parts)
{
  YqqOnnxField field;
  gboolean broken = FALSE;
  while (!broken && yqq_onnx_wire_next (&wire, &field, &broken)) {
    if (field.number == 1)
      broken = !yqq_onnx_read_integers (&field, YQQ_TENSOR_MAX_DIMENSIONS, parts->dimensions,
                                        &parts->n_dimensions);
    else if (field.number == 2)
      parts->type = field.value;
    else if (field.number == 8)
      parts->name = field.bytes;
    else if (field.number == 9)
      parts->raw = field.bytes;
  }
  return !broken;
}

static float
read_float (const guint8 *bytes)
{
  guint32 bits;
  float value;
  memcpy (&bits, bytes, sizeof bits);
  bits = GUINT32_FROM_LE (bits);
  memcpy (&value, &bits, sizeof value);
  return value;
}

static YqqTensor *
make_floats (const Parts *parts, gsize size)
{
  guint dimensions[YQQ_TENSOR_MAX_DIMENSIONS];
  for (guint i = 0; i < parts->n_dimensions; i++)
    dimensions[i] = (guint)parts->dimensions[i];
  YqqTensor *tensor = yqq_tensor_new (dimensions, parts->n_dimensions);
  for (gsize i = 0; i < size; i++)
    tensor->floats[i] = read_float (parts->raw.at + i * sizeof (float));
  return tensor;
}

static YqqTensor *
make_integers (const Parts *parts, gsize size)
{
  gint64 integers[YQQ_TENSOR_MAX_INTEGERS];
  for (gsize i = 0; i < size; i++) {
    memcpy (&integers[i], parts->raw.at + i * sizeof *integers, sizeof *integers);
    integers[i] = GINT64_FROM_LE (integers[i]);
  }
  return yqq_tensor_new_integers (integers, (guint)size);
}

YqqTensor *
yqq_onnx_read_tensor (YqqOnnxWire wire, YqqOnnxWire *name, GError **error)
{
  Parts parts = {0};
  gsize size;
  if (!read_parts (wire, &parts) ||
      !yqq_tensor_measure ((const guint64 *)parts.dimensions, parts.n_dimensions, &size)) {
    g_set_error (error, YQQ_ONNX_ERROR, YQQ_ONNX_ERROR_MALFORMED, "a tensor that is malformed");
    return NULL;
  }
  gsize bytes = (gsize)(parts.raw.end - parts.raw.at);
  gboolean is_float = parts.type == TYPE_FLOAT && bytes == size * sizeof (float);
  gboolean is_integer = parts.type == TYPE_INT64 && bytes == size * sizeof (gint64) &&
                        size <= YQQ_TENSOR_MAX_INTEGERS && parts.n_dimensions <= 1;
  if (!is_float && !is_integer) {
    g_set_error (error, YQQ_ONNX_ERROR, YQQ_ONNX_ERROR_UNSUPPORTED,
                 "a tensor of type %u with %" G_GSIZE_FORMAT " bytes for %" G_GSIZE_FORMAT
                 " numbers",
                 (guint)parts.type, bytes, size);
    return NULL;
  }
  if (name != NULL)
    *name = parts.name;
  return is_float ? make_floats (&parts, size) : make_integers (&parts, size);
}
