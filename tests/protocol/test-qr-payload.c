/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/qr-payload.h"

#include <string.h>

/* base32 of 00…0f, of 0007 and of a0…a7 */
#define SID "AAAQEAYEAUDAOCAJBIFQYDIOB4"
#define STEP "AADQ"
#define MAC "UCQ2FI5EUWTKO"
#define CODE "1." SID "." STEP "." MAC
#define URL "HTTPS://SIGN.EXAMPLE.CN/S/" CODE
#define LINK "yqq:" CODE "?a=https%3A%2F%2Fsign.example.cn"

static void
check_good (const char *text, const char *origin)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqQrPayload) payload = yqq_qr_payload_parse (text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (payload->origin, ==, origin);
  g_assert_cmpstr (payload->session_id, ==, SID);
  g_assert_cmpuint (payload->step, ==, 7);
  for (guint i = 0; i < YQQ_QR_SID_SIZE; i++)
    g_assert_cmpuint (payload->sid[i], ==, i);
  for (guint i = 0; i < YQQ_QR_MAC_SIZE; i++)
    g_assert_cmpuint (payload->mac[i], ==, 0xa0 + i);
}

static void
check_refused (const char *text, int why)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_qr_payload_parse (text, &error));
  g_assert_error (error, YQQ_PROTOCOL_ERROR, why);
}

static void
both_forms_say_the_same (void)
{
  check_good (URL, "https://sign.example.cn");
  check_good (LINK, "https://sign.example.cn");
  check_good ("YQQ:" CODE "?a=https%3a%2f%2fsign.example.cn", "https://sign.example.cn");
  check_good ("yqq:" CODE "?a=https://sign.example.cn", "https://sign.example.cn");
}

static void
case_ports_and_white_space_do_not_matter (void)
{
  check_good ("https://sign.example.cn/s/" CODE, "https://sign.example.cn");
  check_good ("HTTPS://SIGN.EXAMPLE.CN:8443/S/" CODE, "https://sign.example.cn:8443");
  check_good (" \n" URL "\r\n", "https://sign.example.cn");
}

static void
plain_http_is_for_this_machine_only (void)
{
  check_good ("HTTP://127.0.0.1:8765/S/" CODE, "http://127.0.0.1:8765");
  check_good ("HTTP://LOCALHOST/S/" CODE, "http://localhost");
  check_good ("HTTP://[::1]:8765/S/" CODE, "http://[::1]:8765");
  check_refused ("HTTP://SIGN.EXAMPLE.CN/S/" CODE, YQQ_PROTOCOL_ERROR_NOT_OURS);
  check_refused ("HTTP://127.0.0.1.EXAMPLE.CN/S/" CODE, YQQ_PROTOCOL_ERROR_NOT_OURS);
  check_refused ("HTTP://LOCALHOST.EXAMPLE.CN/S/" CODE, YQQ_PROTOCOL_ERROR_NOT_OURS);
}

static void
other_codes_are_not_ours (void)
{
  static const char *const texts[] = {
      "",
      "hello",
      "https://example.cn/",
      "https://example.cn/s/",
      "https://example.cn/s/abc",
      "https://example.cn/x/" CODE,
      "https://user@example.cn/S/" CODE,
      "https://exa mple.cn/S/" CODE,
      "https:///S/" CODE,
      "https://example.cn:0/S/" CODE,
      "https://example.cn:99999/S/" CODE,
      "https://example.cn:/S/" CODE,
      "https://.example.cn/S/" CODE,
      "https://example..cn/S/" CODE,
      "https://-example.cn/S/" CODE,
      "https://例子.cn/S/" CODE,
      "ftp://example.cn/S/" CODE,
      "weixin://wxpay/bizpayurl?pr=abc",
      "WIFI:T:WPA;S:net;P:secret;;",
      "yqq:hello?a=https%3A%2F%2Fsign.example.cn",
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_refused (texts[i], YQQ_PROTOCOL_ERROR_NOT_OURS);
}

static void
a_newer_code_is_told_apart (void)
{
  check_refused ("HTTPS://SIGN.EXAMPLE.CN/S/2." SID, YQQ_PROTOCOL_ERROR_UNSUPPORTED_VERSION);
  check_refused ("yqq:12.X.Y.Z.W?a=https%3A%2F%2Fsign.example.cn",
                 YQQ_PROTOCOL_ERROR_UNSUPPORTED_VERSION);
}

static void
a_damaged_code_is_told_apart (void)
{
  static const char *const texts[] = {
      "HTTPS://SIGN.EXAMPLE.CN/S/1." SID "." STEP,
      "HTTPS://SIGN.EXAMPLE.CN/S/" CODE ".X",
      "HTTPS://SIGN.EXAMPLE.CN/S/" CODE "A",
      "HTTPS://SIGN.EXAMPLE.CN/S/1." SID "." STEP ".UCQ2FI5EUWTK",
      "HTTPS://SIGN.EXAMPLE.CN/S/1." SID "." STEP ".UCQ2FI5EUWTKP", /* unused bits not zero */
      "HTTPS://SIGN.EXAMPLE.CN/S/1." SID ".aadq." MAC,
      "HTTPS://SIGN.EXAMPLE.CN/S/1." SID "..AADQ." MAC,
      "HTTPS://SIGN.EXAMPLE.CN/S/1.." STEP "." MAC,
      "HTTPS://SIGN.EXAMPLE.CN/S/" CODE "?x=1",
      "yqq:" CODE,
      "yqq:" CODE "?a=",
      "yqq:" CODE "?a=ftp%3A%2F%2Fx",
      "yqq:" CODE "?a=http%3A%2F%2Fsign.example.cn",
      "yqq:" CODE "?a=%zz",
      "yqq:" CODE "?a=https%3A%2F%2Fsign.example.cn%2Fpath",
      "yqq:" CODE "?a=https%3A%2F%2Fsign.example.cn%00",
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_refused (texts[i], YQQ_PROTOCOL_ERROR_MALFORMED);
}

static void
a_text_over_the_limit_is_not_looked_at (void)
{
  g_autofree char *text = g_strnfill (YQQ_QR_PAYLOAD_MAX_LENGTH + 1, ' ');
  check_refused (text, YQQ_PROTOCOL_ERROR_TOO_LARGE);
}

static void
what_is_written_reads_back (void)
{
  g_autoptr (YqqQrPayload) payload = yqq_qr_payload_parse (URL, NULL);
  g_autofree char *url = yqq_qr_payload_format_url (payload);
  g_autofree char *link = yqq_qr_payload_format_link (payload);
  g_assert_cmpstr (url, ==, URL);
  g_assert_cmpstr (link, ==, LINK);
  g_autoptr (YqqQrPayload) copy = yqq_qr_payload_copy (payload);
  g_autofree char *again = yqq_qr_payload_format_url (copy);
  g_assert_cmpstr (again, ==, URL);
}

/* A QR code's alphanumeric mode (ISO/IEC 18004 7.3.4) keeps the code small. */
static void
the_url_stays_alphanumeric (void)
{
  guint8 sid[YQQ_QR_SID_SIZE], mac[YQQ_QR_MAC_SIZE];
  memset (sid, 0xff, sizeof sid);
  memset (mac, 0xff, sizeof mac);
  g_autoptr (YqqQrPayload) payload =
      yqq_qr_payload_new ("https://sign.example.cn:8443", sid, 0xffff, mac);
  g_autofree char *url = yqq_qr_payload_format_url (payload);
  g_assert_cmpuint (strspn (url, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), ==,
                    strlen (url));
}

static void
the_mac_is_over_session_and_step (void)
{
  guint8 input[YQQ_QR_SID_SIZE + 2];
  g_autoptr (YqqQrPayload) payload = yqq_qr_payload_parse (URL, NULL);
  payload->step = 0x1234;
  yqq_qr_payload_get_mac_input (payload, input);
  g_assert_cmpmem (input, YQQ_QR_SID_SIZE, payload->sid, YQQ_QR_SID_SIZE);
  g_assert_cmpuint (input[16], ==, 0x12);
  g_assert_cmpuint (input[17], ==, 0x34);
}

static void
a_code_of_another_authority_is_told_apart (void)
{
  g_autoptr (YqqQrPayload) payload = yqq_qr_payload_parse (URL, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (yqq_qr_payload_check_origin (payload, "https://sign.example.cn", NULL));
  g_assert_false (yqq_qr_payload_check_origin (payload, "https://sign.example.cn:443", &error));
  g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_OTHER_AUTHORITY);
}

#define ADD(test) g_test_add_func ("/protocol/qr-payload/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (both_forms_say_the_same);
  ADD (case_ports_and_white_space_do_not_matter);
  ADD (plain_http_is_for_this_machine_only);
  ADD (other_codes_are_not_ours);
  ADD (a_newer_code_is_told_apart);
  ADD (a_damaged_code_is_told_apart);
  ADD (a_text_over_the_limit_is_not_looked_at);
  ADD (what_is_written_reads_back);
  ADD (the_url_stays_alphanumeric);
  ADD (the_mac_is_over_session_and_step);
  ADD (a_code_of_another_authority_is_told_apart);
  return g_test_run ();
}
