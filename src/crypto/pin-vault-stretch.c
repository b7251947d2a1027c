/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The slow step alone in its file, so that tests that try hundreds of PINs can put another in its
 * place. */
#include "crypto/internal.h"
#include "crypto/pin-vault.h"

#define KEY_SIZE 32

YqqSecretBytes *
yqq_pin_vault_stretch (YqqSecretBytes *pin, GBytes *salt)
{
  gsize salt_size;
  gconstpointer salt_data = g_bytes_get_data (salt, &salt_size);
  return yqq_scrypt (yqq_secret_bytes_get_data (pin), yqq_secret_bytes_get_size (pin), salt_data,
                     salt_size, 1 << 16, 8, 1, KEY_SIZE);
}
