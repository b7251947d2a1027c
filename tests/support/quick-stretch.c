/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In the place of the slow step from a PIN to a key, for tests that interrupt whatever follows it
 * hundreds of times: the same sizes, the same dependence on PIN and salt, none of the time. */
#include "crypto/pin-vault.h"

YqqSecretBytes *
yqq_pin_vault_stretch (YqqSecretBytes *pin, GBytes *salt)
{
  gsize salt_size;
  const guchar *salt_data = g_bytes_get_data (salt, &salt_size);
  YqqSecretBytes *key = yqq_secret_bytes_new (YQQ_PIN_VAULT_SECRET_SIZE);
  gsize size = YQQ_PIN_VAULT_SECRET_SIZE;
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, salt_data, salt_size);
  g_hmac_update (hmac, yqq_secret_bytes_get_data (pin), (gssize)yqq_secret_bytes_get_size (pin));
  g_hmac_get_digest (hmac, yqq_secret_bytes_get_data (key), &size);
  g_hmac_unref (hmac);
  return key;
}
