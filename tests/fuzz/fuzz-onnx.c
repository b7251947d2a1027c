/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network files, from their first byte to a run of what they say. */
#include "face/network.h"
#include "fuzz.h"

/* What costs more is planned, but not run. */
#define MAX_COST (1u << 20)

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static YqqWorkers *workers;
  g_autoptr (GError) error = NULL;
  if (workers == NULL)
    workers = yqq_workers_new (1);
  g_autoptr (YqqNetwork) network = yqq_network_new (data, size, workers, &error);
  g_assert_true ((network == NULL) == (error != NULL));
  g_assert_true (error == NULL || error->domain == YQQ_ONNX_ERROR);
  if (network != NULL && yqq_network_get_cost (network) <= MAX_COST)
    yqq_network_run (network);
  return 0;
}
