/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of QR codes from anywhere: what is taken must write and read back as the same. */
#include "fuzz.h"
#include "protocol/qr-payload.h"

static void
check_back (const YqqQrPayload *payload, char *text)
{
  g_autofree char *written = text;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqQrPayload) back = yqq_qr_payload_parse (written, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->origin, ==, payload->origin);
  g_assert_cmpstr (back->session_id, ==, payload->session_id);
  g_assert_cmpuint (back->step, ==, payload->step);
  g_assert_cmpmem (back->sid, sizeof back->sid, payload->sid, sizeof payload->sid);
  g_assert_cmpmem (back->mac, sizeof back->mac, payload->mac, sizeof payload->mac);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqQrPayload) payload = yqq_qr_payload_parse (text, &error);
  g_assert_true ((payload == NULL) == (error != NULL));
  if (payload == NULL)
    return 0;
  g_assert_true (yqq_origin_is_valid (payload->origin));
  check_back (payload, yqq_qr_payload_format_url (payload));
  check_back (payload, yqq_qr_payload_format_link (payload));
  return 0;
}
