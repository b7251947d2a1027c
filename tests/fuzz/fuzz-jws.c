/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signed requests, acts and audit trailers from outside, checked with the key of RFC 7515 A.3. */
#include "base/encoding.h"
#include "crypto/jws.h"
#include "fuzz.h"

static YqqPublicKey *
rfc_key (void)
{
  g_autoptr (GBytes) spki = yqq_base64_decode ("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8v"
                                               "ub9tLe1gHMzV76e8Tus9uPHvRVEXH8UTNG72bfocs3"
                                               "+257rn0s2ldbqkLJK2KRiMohYjlrQ==",
                                               -1, NULL);
  return yqq_public_key_new (spki, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqPublicKey) key = rfc_key ();
  g_autofree char *compact = g_strndup ((const char *)data, size);
  for (YqqJwsType type = 0; type < YQQ_JWS_TYPE_COUNT; type++) {
    g_autofree char *kid = yqq_jws_peek_kid (compact, type, &error);
    g_assert_true ((kid == NULL) == (error != NULL));
    g_clear_error (&error);
    g_autoptr (GBytes) payload = yqq_jws_verify (compact, type, key, &error);
    g_assert_true ((payload == NULL) == (error != NULL));
    g_clear_error (&error);
  }
  return 0;
}
