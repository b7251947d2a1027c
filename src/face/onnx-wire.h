/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads protocol buffers' wire format field by field, never past its end
 * (https://protobuf.dev/programming-guides/encoding). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A message that is read from at up to end. */
typedef struct {
  const guint8 *at;
  const guint8 *end;
} YqqOnnxWire;

typedef enum {
  YQQ_ONNX_WIRE_VARINT = 0,
  YQQ_ONNX_WIRE_FIXED64 = 1,
  YQQ_ONNX_WIRE_BYTES = 2,
  YQQ_ONNX_WIRE_FIXED32 = 5,
} YqqOnnxWireType;

typedef struct {
  guint number;
  YqqOnnxWireType type;
  guint64 value;     /* of the numeric types */
  YqqOnnxWire bytes; /* of bytes: within the message */
} YqqOnnxField;

/* The next field. FALSE at the end, and where what follows is no field: then *broken is TRUE, and
 * stays as it was otherwise. */
gboolean yqq_onnx_wire_next (YqqOnnxWire *self, YqqOnnxField *field, gboolean *broken);

/* A varint by itself, as packed lists have them. */
gboolean yqq_onnx_wire_next_varint (YqqOnnxWire *self, guint64 *value);

G_END_DECLS
