/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes small ONNX files, so that each operator and each limit can be tried by itself. */
#pragma once

#include <glib.h>

/* All of these append to file's graph; the graph is finished by onnx_finish. */
void onnx_add_input (GByteArray *graph, const char *name, const guint *dimensions, guint n);
void onnx_add_output (GByteArray *graph, const char *name);
void onnx_add_floats (GByteArray *graph,
                      const char *name,
                      const guint *dimensions,
                      guint n,
                      const float *values);
void onnx_add_integers (GByteArray *graph, const char *name, const gint64 *values, guint n);

typedef struct {
  const char *name;
  guint n; /* 0: a single integer */
  gint64 values[4];
} OnnxAttribute;

/* inputs: names with spaces between; attributes end with one without a name, or are NULL. */
void onnx_add_node (GByteArray *graph,
                    const char *op_type,
                    const char *inputs,
                    const char *output,
                    const OnnxAttribute *attributes);

/* The file's bytes. Takes graph. */
GBytes *onnx_finish (GByteArray *graph);
