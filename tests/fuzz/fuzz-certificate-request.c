/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certification requests and public keys from outside. */
#include "crypto/certificate-request.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (YqqPublicKey) key = yqq_certificate_request_check (bytes, &error);
  g_assert_true ((key == NULL) == (error != NULL));
  g_clear_error (&error);
  g_autoptr (YqqPublicKey) bare = yqq_public_key_new (bytes, &error);
  g_assert_true ((bare == NULL) == (error != NULL));
  g_assert_true (bare == NULL || g_bytes_equal (yqq_public_key_get_spki (bare), bytes));
  return 0;
}
