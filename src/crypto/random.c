/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/random.h"

#include <openssl/rand.h>

#include "base/clock.h"

void
yqq_random_bytes (gpointer data, gsize size)
{
  g_return_if_fail (size <= 1024 * 1024);
  if (size > 0 && RAND_bytes (data, (int)size) != 1)
    g_error ("the system gives no randomness");
}

/* RFC 9562 5.7 */
char *
yqq_random_id (void)
{
  guint8 id[16];
  guint64 now = (guint64)yqq_clock_get_unix_ms (yqq_clock_get_system ());
  yqq_random_bytes (id, sizeof id);
  for (guint i = 0; i < 6; i++)
    id[i] = (guint8)(now >> (40 - 8 * i));
  id[6] = (id[6] & 0x0f) | 0x70;
  id[8] = (id[8] & 0x3f) | 0x80;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          id[0], id[1], id[2], id[3], id[4], id[5], id[6], id[7], id[8], id[9],
                          id[10], id[11], id[12], id[13], id[14], id[15]);
}

YqqSecretBytes *
yqq_random_secret (gsize size)
{
  YqqSecretBytes *secret = yqq_secret_bytes_new (size);
  if (size > 0 && RAND_priv_bytes (yqq_secret_bytes_get_data (secret), (int)size) != 1)
    g_error ("the system gives no randomness");
  return secret;
}
