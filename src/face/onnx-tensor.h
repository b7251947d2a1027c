/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a tensor of an ONNX file. */
#pragma once

#include "face/onnx-wire.h"
#include "face/tensor.h"

G_BEGIN_DECLS

/* A TensorProto with raw data, of floats or of a few 64-bit integers. *name (may be NULL) lies
 * within wire. Fails with YQQ_ONNX_ERROR. */
YqqTensor *yqq_onnx_read_tensor (YqqOnnxWire wire, YqqOnnxWire *name, GError **error);

/* A list of integers, packed or not, at most max of them. */
gboolean yqq_onnx_read_integers (const YqqOnnxField *field, guint max, gint64 *list, guint *n);

G_END_DECLS
