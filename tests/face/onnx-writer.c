/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onnx-writer.h"

#include <string.h>

static void
put_varint (GByteArray *to, guint64 value)
{
  do {
    guint8 byte = (value & 0x7f) | (value > 0x7f ? 0x80 : 0);
    g_byte_array_append (to, &byte, 1);
    value >>= 7;
  } while (value > 0);
}

static void
put_number (GByteArray *to, guint field, guint64 value)
{
  put_varint (to, field << 3);
  put_varint (to, value);
}

static void
put_bytes (GByteArray *to, guint field, gconstpointer bytes, gsize size)
{
  put_varint (to, field << 3 | 2);
  put_varint (to, size);
  g_byte_array_append (to, bytes, (guint)size);
}

static void
put_text (GByteArray *to, guint field, const char *text)
{
  put_bytes (to, field, text, strlen (text));
}

/* Takes message. */
static void
put_message (GByteArray *to, guint field, GByteArray *message)
{
  put_bytes (to, field, message->data, message->len);
  g_byte_array_unref (message);
}

void
onnx_add_input (GByteArray *graph, const char *name, const guint *dimensions, guint n)
{
  GByteArray *shape = g_byte_array_new (), *tensor = g_byte_array_new ();
  GByteArray *type = g_byte_array_new (), *value = g_byte_array_new ();
  for (guint i = 0; i < n; i++) {
    GByteArray *dimension = g_byte_array_new ();
    put_number (dimension, 1, dimensions[i]);
    put_message (shape, 1, dimension);
  }
  put_number (tensor, 1, 1);
  put_message (tensor, 2, shape);
  put_message (type, 1, tensor);
  put_text (value, 1, name);
  put_message (value, 2, type);
  put_message (graph, 11, value);
}

void
onnx_add_output (GByteArray *graph, const char *name)
{
  GByteArray *value = g_byte_array_new ();
  put_text (value, 1, name);
  put_message (graph, 12, value);
}

static void
put_tensor (GByteArray *graph,
            const char *name,
            guint type,
            GByteArray *tensor,
            gconstpointer raw,
            gsize size)
{
  put_number (tensor, 2, type);
  put_text (tensor, 8, name);
  put_bytes (tensor, 9, raw, size);
  put_message (graph, 5, tensor);
}

void
onnx_add_floats (GByteArray *graph,
                 const char *name,
                 const guint *dimensions,
                 guint n,
                 const float *values)
{
  GByteArray *tensor = g_byte_array_new ();
  gsize size = sizeof *values;
  for (guint i = 0; i < n; i++) {
    put_number (tensor, 1, dimensions[i]);
    size *= dimensions[i];
  }
  put_tensor (graph, name, 1, tensor, values, size);
}

void
onnx_add_integers (GByteArray *graph, const char *name, const gint64 *values, guint n)
{
  GByteArray *tensor = g_byte_array_new ();
  put_number (tensor, 1, n);
  put_tensor (graph, name, 7, tensor, values, n * sizeof *values);
}

static void
put_attribute (GByteArray *node, const OnnxAttribute *attribute)
{
  GByteArray *message = g_byte_array_new ();
  put_text (message, 1, attribute->name);
  if (attribute->n == 0)
    put_number (message, 3, (guint64)attribute->values[0]);
  for (guint i = 0; i < attribute->n; i++)
    put_number (message, 8, (guint64)attribute->values[i]);
  put_message (node, 5, message);
}

void
onnx_add_node (GByteArray *graph,
               const char *op_type,
               const char *inputs,
               const char *output,
               const OnnxAttribute *attributes)
{
  GByteArray *node = g_byte_array_new ();
  g_auto (GStrv) names = g_strsplit (inputs, " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    put_text (node, 1, names[i]);
  put_text (node, 2, output);
  put_text (node, 4, op_type);
  for (guint i = 0; attributes != NULL && attributes[i].name != NULL; i++)
    put_attribute (node, &attributes[i]);
  put_message (graph, 1, node);
}

GBytes *
onnx_finish (GByteArray *graph)
{
  GByteArray *file = g_byte_array_new ();
  put_number (file, 1, 6);
  put_message (file, 7, graph);
  return g_byte_array_free_to_bytes (file);
}
