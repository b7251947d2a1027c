/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/algorithm.h"

static const char *const nicks[YQQ_ALGORITHM_COUNT] = {
    [YQQ_ALGORITHM_SM2_SM3] = "sm2-sm3",
    [YQQ_ALGORITHM_P256_SHA256] = "p256-sha256",
};

const char *
yqq_algorithm_to_nick (YqqAlgorithm algorithm)
{
  g_return_val_if_fail ((guint)algorithm < YQQ_ALGORITHM_COUNT, NULL);
  return nicks[algorithm];
}

gboolean
yqq_algorithm_from_nick (const char *nick, YqqAlgorithm *algorithm)
{
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++)
    if (g_strcmp0 (nick, nicks[i]) == 0) {
      *algorithm = i;
      return TRUE;
    }
  return FALSE;
}
