/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Id tokens from outside, checked with the keys of RFC 7515 A.2 and A.3. */
#include "base/json.h"
#include "crypto/foreign-jws.h"
#include "fuzz.h"
#include "identity/oidc-token.h"

static const char rfc_keys[] =
    "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddx"
    "HmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGz"
    "jb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3"
    "qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXp"
    "oQ\",\"e\":\"AQAB\"},{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":"
    "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8T"
    "us9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}";

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) json = yqq_json_parse (rfc_keys, -1, 0, NULL);
  g_autoptr (YqqOidcKeys) keys = yqq_oidc_keys_parse (json, NULL);
  g_autofree char *compact = g_strndup ((const char *)data, size);
  const YqqOidcExpectation expected = {
      .issuer = "joe",
      .client_id = "client",
      .nonce = "nonce",
      .person_claim = "sub",
      .now_ms = G_GINT64_CONSTANT (1300819080000),
  };
  g_autofree char *person = yqq_oidc_token_check (compact, keys, &expected, &error);
  g_assert_true ((person == NULL) == (error != NULL));
  yqq_oidc_token_carries (compact, "nonce");
  return 0;
}
