/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that stand inside messages: bytes, times, names and numbers; the first byte chooses. What
 * has one form only is written as it was read. */
#include <string.h>

#include "base/encoding.h"
#include "fuzz.h"
#include "model/credit-code.h"
#include "model/identity-document.h"
#include "model/phone.h"
#include "protocol/identifier.h"
#include "protocol/qr-payload.h"
#include "protocol/relying-party-registration.h"
#include "protocol/session-document.h"
#include "protocol/time-text.h"

static void
check_bytes (const char *text,
             GBytes *(*decode) (const char *, gssize, GError **),
             char *(*encode) (gconstpointer, gsize))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = decode (text, -1, &error);
  g_assert_true ((bytes == NULL) == (error != NULL));
  if (bytes == NULL)
    return;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  g_autofree char *written = encode (data, size);
  g_assert_cmpstr (written, ==, text);
}

static void
check_time (const char *text)
{
  gint64 time = -1;
  g_autoptr (GError) error = NULL;
  gboolean good = yqq_time_text_parse (text, &time, &error);
  g_assert_true (good == (error == NULL));
  if (!good)
    return;
  g_autofree char *written = yqq_time_text_format (time);
  g_assert_cmpstr (written, ==, text);
}

static void
check_names (const char *text)
{
  if (yqq_identifier_is_valid (text))
    g_assert_cmpuint (strlen (text), <=, YQQ_IDENTIFIER_MAX_LENGTH);
  if (yqq_domain_is_valid (text))
    g_assert_cmpuint (strlen (text), <=, 253);
  if (yqq_origin_is_valid (text))
    g_assert_true (g_str_has_prefix (text, "http"));
  if (yqq_document_name_is_valid (text))
    g_assert_null (strchr (text, '/'));
}

static void
check_numbers (const char *text)
{
  g_autofree char *number = yqq_id_number_mask (text);
  g_autofree char *phone = yqq_phone_mask (text);
  g_autofree char *name = yqq_name_mask (text);
  for (int type = YQQ_ID_TYPE_RESIDENT_ID; type <= YQQ_ID_TYPE_PASSPORT; type++) {
    gboolean good = yqq_id_number_validate (type, text, NULL);
    g_autofree char *birthday = good ? yqq_id_number_dup_birthday (type, text) : NULL;
    g_assert_true (birthday == NULL || strlen (birthday) == 8);
  }
  if (yqq_credit_code_validate (text, NULL))
    g_assert_cmpuint (strlen (text), ==, 18);
  if (yqq_phone_validate (text, NULL))
    g_assert_cmpuint (strlen (text), ==, 11);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  g_autofree char *text = g_strndup ((const char *)data + 1, size - 1);
  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  switch (data[0] % 7) {
  case 0:
    check_bytes (text, yqq_base32_decode, yqq_base32_encode);
    break;
  case 1:
    check_bytes (text, yqq_base64_decode, yqq_base64_encode);
    break;
  case 2:
    check_bytes (text, yqq_base64url_decode, yqq_base64url_encode);
    break;
  case 3:
    check_bytes (text, yqq_hex_decode, yqq_hex_encode);
    break;
  case 4:
    check_time (text);
    break;
  case 5:
    check_names (text);
    break;
  default:
    check_numbers (text);
  }
  return 0;
}
