/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads an ONNX file, bounded in everything that it could ask for (onnx.proto3, opset 9). */
#pragma once

#include "face/onnx-graph.h"

G_BEGIN_DECLS

#define YQQ_ONNX_MAX_BYTES (16u << 20)

#define YQQ_ONNX_ERROR (yqq_onnx_error_quark ())
GQuark yqq_onnx_error_quark (void);

typedef enum {
  YQQ_ONNX_ERROR_MALFORMED,   /* not ONNX, beyond a limit, or inconsistent */
  YQQ_ONNX_ERROR_UNSUPPORTED, /* something that the networks we know do not use */
} YqqOnnxError;

/* Numbers are copied: nothing in the graph points into data. */
YqqOnnxGraph *yqq_onnx_read (const guint8 *data, gsize size, GError **error);

G_END_DECLS
