/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device says that a security key said: read, checked and written again. */
#include "base/json.h"
#include "crypto/digest.h"
#include "fuzz.h"
#include "identity/fido2-check.h"

/* x and y of a point on the curve (RFC 7515 A.3), so that assertions get as far as their signature.
 */
static const guint8 public_key[64] = {
    0x7f, 0xcd, 0xce, 0x27, 0x70, 0xf6, 0xc4, 0x5d, 0x41, 0x83, 0xcb, 0xee, 0x6f, 0xdb, 0x4b, 0x7b,
    0x58, 0x07, 0x33, 0x35, 0x7b, 0xe9, 0xef, 0x13, 0xba, 0xcf, 0x6e, 0x3c, 0x7b, 0xd1, 0x54, 0x45,
    0xc7, 0xf1, 0x44, 0xcd, 0x1b, 0xbd, 0x9b, 0x7e, 0x87, 0x2c, 0xdf, 0xed, 0xb9, 0xee, 0xb9, 0xf4,
    0xb3, 0x69, 0x5d, 0x6e, 0xa9, 0x0b, 0x24, 0xad, 0x8a, 0x46, 0x23, 0x28, 0x85, 0x88, 0xe5, 0xad};

static void
try_assertion (JsonObject *object, GBytes *hash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = g_bytes_new_static (public_key, sizeof public_key);
  g_autoptr (YqqFido2Assertion) assertion = yqq_fido2_assertion_read (object, &error);
  g_assert_true ((assertion == NULL) == (error != NULL));
  if (assertion == NULL)
    return;
  guint32 counter;
  g_assert_false (
      yqq_fido2_check_assertion (assertion, YQQ_FIDO2_RELYING_PARTY, hash, key, &counter, &error));
  g_assert_nonnull (error);
  g_autoptr (JsonObject) again = yqq_fido2_assertion_write (assertion);
  g_autoptr (YqqFido2Assertion) copy = yqq_fido2_assertion_read (again, NULL);
  g_assert_true (g_bytes_equal (copy->signature, assertion->signature));
}

static void
try_registration (JsonObject *object, GBytes *hash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqFido2Registration) registration = yqq_fido2_registration_read (object, &error);
  g_assert_true ((registration == NULL) == (error != NULL));
  if (registration == NULL)
    return;
  g_autoptr (YqqAuthenticator) made =
      yqq_fido2_check_registration (registration, YQQ_FIDO2_RELYING_PARTY, hash, &error);
  g_assert_true ((made == NULL) == (error != NULL));
  g_autoptr (JsonObject) again = yqq_fido2_registration_write (registration);
  g_autoptr (YqqFido2Registration) copy = yqq_fido2_registration_read (again, NULL);
  g_assert_true (g_bytes_equal (copy->authenticator_data, registration->authenticator_data));
}

static void
try_offer (JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqFido2Offer) offer = yqq_fido2_offer_read (object, &error);
  g_assert_true ((offer == NULL) == (error != NULL));
  if (offer == NULL)
    return;
  g_assert_cmpuint (offer->credentials->len, <=, YQQ_FIDO2_MAX_KEYS);
  g_autoptr (JsonObject) again = yqq_fido2_offer_write (offer->rp_id, offer->credentials);
  g_autoptr (YqqFido2Offer) copy = yqq_fido2_offer_read (again, NULL);
  g_assert_cmpstr (copy->rp_id, ==, offer->rp_id);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const guint8 zeros[YQQ_DIGEST_SIZE] = {0};
  g_autoptr (GBytes) hash = g_bytes_new_static (zeros, sizeof zeros);
  g_autoptr (JsonObject) object = yqq_json_parse ((const char *)data, (gssize)size, 0, NULL);
  if (object == NULL)
    return 0;
  try_assertion (object, hash);
  try_registration (object, hash);
  try_offer (object);
  return 0;
}
