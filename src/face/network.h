/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A neural network that is ready to run: all memory is there, all shapes are known. */
#pragma once

#include "face/onnx-reader.h"
#include "face/tensor.h"
#include "face/workers.h"

G_BEGIN_DECLS

/* All that a network keeps between its operators, in floats, and all that one run may cost, in
 * multiplications: four times what the largest of ours does. */
#define YQQ_NETWORK_MAX_FLOATS (16u << 20)
#define YQQ_NETWORK_MAX_COST (2048ull << 20)

typedef struct _YqqNetwork YqqNetwork;

/* From an ONNX file's bytes, which are not needed afterwards; for workers, which outlive it. Fails
 * with YQQ_ONNX_ERROR. */
YqqNetwork *yqq_network_new (const guint8 *data, gsize size, YqqWorkers *workers, GError **error);

/* To be filled before a run; lent. */
YqqTensor *yqq_network_get_input (YqqNetwork *self);

void yqq_network_run (YqqNetwork *self);

/* The output of this name after a run, or NULL: lent, until the next run. */
const YqqTensor *yqq_network_get_output (YqqNetwork *self, const char *name);

guint64 yqq_network_get_cost (YqqNetwork *self);

void yqq_network_free (YqqNetwork *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqNetwork, yqq_network_free)

G_END_DECLS
