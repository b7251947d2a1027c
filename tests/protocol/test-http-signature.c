/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/http-signature.h"

#include <string.h>

#define KEYID "poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U"
#define NONCE "gKxd1HkAf3xkGr6PZmLqOw"
#define PARAMS                                                                                     \
  "(\"@method\" \"@path\" \"@query\" \"content-digest\");created=1795334400;keyid=\"" KEYID        \
  "\";nonce=\"" NONCE "\""
#define INPUT "yqq=" PARAMS
/* SHA-256 of nothing */
#define DIGEST "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"

static YqqHttpSignatureParams
make_params (void)
{
  YqqHttpSignatureParams params;
  g_autoptr (GError) error = NULL;
  g_assert_true (yqq_http_signature_params_init (&params, 1795334400, KEYID, NONCE, &error));
  g_assert_no_error (error);
  return params;
}

static void
the_input_has_the_one_shape (void)
{
  YqqHttpSignatureParams params = make_params (), read;
  g_autofree char *header = yqq_http_signature_format_input (&params);
  g_assert_cmpstr (header, ==, INPUT);
  g_assert_true (yqq_http_signature_parse_input (header, &read, NULL));
  g_assert_cmpint (read.created, ==, 1795334400);
  g_assert_cmpstr (read.keyid, ==, KEYID);
  g_assert_cmpstr (read.nonce, ==, NONCE);
}

/* RFC 9421 section 2.5: as it must be, letter for letter. */
static void
the_base_is_that_of_the_standard (void)
{
  static const char expected[] = "\"@method\": POST\n"
                                 "\"@path\": /v1/pin/challenges\n"
                                 "\"@query\": ?\n"
                                 "\"content-digest\": " DIGEST "\n"
                                 "\"@signature-params\": " PARAMS;
  YqqHttpSignatureParams params = make_params ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) base =
      yqq_http_signature_build_base (&params, "POST", "/v1/pin/challenges", NULL, DIGEST, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (base, NULL), g_bytes_get_size (base), expected,
                   strlen (expected));
  g_autoptr (GBytes) same =
      yqq_http_signature_build_base (&params, "POST", "/v1/pin/challenges", "", DIGEST, NULL);
  g_assert_true (g_bytes_equal (base, same));
}

static void
the_query_keeps_its_question_mark (void)
{
  YqqHttpSignatureParams params = make_params ();
  g_autoptr (GBytes) base = yqq_http_signature_build_base (&params, "GET", "/v1/sessions/X/events",
                                                           "after=3&wait=25", DIGEST, NULL);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (base, NULL), (gssize)g_bytes_get_size (base),
                                  "\"@query\": ?after=3&wait=25\n"));
}

static void
nothing_can_add_a_line_to_the_base (void)
{
  YqqHttpSignatureParams params = make_params ();
  static const struct {
    const char *method, *path, *query, *digest;
  } bad[] = {
      {"get", "/", "", DIGEST},
      {"", "/", "", DIGEST},
      {"GET\n\"x\": y", "/", "", DIGEST},
      {"GET", "", "", DIGEST},
      {"GET", "v1", "", DIGEST},
      {"GET", "/a\n\"@query\": ?b", "", DIGEST},
      {"GET", "/a b", "", DIGEST},
      {"GET", "/a?b", "", DIGEST},
      {"GET", "/\xe4\xb8\xad", "", DIGEST},
      {"GET", "/", "a\nb", DIGEST},
      {"GET", "/", "", DIGEST "\n\"x\": y"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (yqq_http_signature_build_base (&params, bad[i].method, bad[i].path, bad[i].query,
                                                  bad[i].digest, &error));
    g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
  }
}

static void
check_input_refused (const char *header)
{
  YqqHttpSignatureParams params = {.created = 7};
  g_autoptr (GError) error = NULL;
  if (yqq_http_signature_parse_input (header, &params, &error))
    g_error ("taken: %s", header);
  g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
  g_assert_cmpint (params.created, ==, 7);
}

static void
any_other_shape_is_refused (void)
{
#define COMPONENTS "(\"@method\" \"@path\" \"@query\" \"content-digest\")"
#define REST ";keyid=\"" KEYID "\";nonce=\"" NONCE "\""
  static const char *const headers[] = {
      "",
      "yqq",
      "sig1=" PARAMS,
      " " INPUT,
      INPUT " ",
      INPUT ";tag=\"x\"",
      INPUT ", other=()",
      "yqq=(\"@method\" \"@path\" \"content-digest\");created=1795334400" REST,
      "yqq=(\"@path\" \"@method\" \"@query\" \"content-digest\");created=1795334400" REST,
      "yqq=" COMPONENTS ";created=" REST,
      "yqq=" COMPONENTS ";created=-1" REST,
      "yqq=" COMPONENTS ";created=0" REST,
      "yqq=" COMPONENTS ";created=01795334400" REST,
      "yqq=" COMPONENTS ";created=179533440000" REST,
      "yqq=" COMPONENTS ";created=1795334400.0" REST,
      "yqq=" COMPONENTS ";created= 1795334400" REST,
      "yqq=" COMPONENTS ";keyid=\"" KEYID "\";nonce=\"" NONCE "\";created=1795334400",
      "yqq=" COMPONENTS ";created=1795334400;keyid=\"" KEYID "A\";nonce=\"" NONCE "\"",
      "yqq=" COMPONENTS ";created=1795334400;keyid=\"short\";nonce=\"" NONCE "\"",
      "yqq=" COMPONENTS ";created=1795334400;keyid=\"" KEYID "\";nonce=\"" NONCE "A\"",
      "yqq=" COMPONENTS ";created=1795334400;keyid=\"" KEYID "\";nonce=\"gKxd1HkAf3xkGr6PZmLqO\"",
      "yqq=" COMPONENTS ";created=1795334400;keyid=\"" KEYID "\";nonce=\"gKxd1HkAf3xkGr6PZmLq+w\"",
      "yqq=" COMPONENTS ";created=1795334400;keyid=\"" KEYID "\"",
  };
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    check_input_refused (headers[i]);
  g_autofree char *long_header = g_strnfill (100000, 'y');
  check_input_refused (long_header);
}

static void
parameters_are_checked_when_made_too (void)
{
  YqqHttpSignatureParams params;
  g_assert_false (yqq_http_signature_params_init (&params, 0, KEYID, NONCE, NULL));
  g_assert_false (yqq_http_signature_params_init (&params, 1, "x", NONCE, NULL));
  g_assert_false (yqq_http_signature_params_init (&params, 1, KEYID, "", NULL));
  g_assert_false (yqq_http_signature_params_init (&params, 1, KEYID "x", NONCE, NULL));
}

static void
signatures_and_digests_read_back (void)
{
  guint8 raw[64];
  for (guint i = 0; i < sizeof raw; i++)
    raw[i] = (guint8)(i * 7);
  g_autoptr (GBytes) signature = g_bytes_new (raw, 64), digest = g_bytes_new (raw, 32);
  g_autofree char *signature_header = yqq_http_signature_format (signature);
  g_autofree char *digest_header = yqq_content_digest_format (digest);
  g_assert_true (g_str_has_prefix (signature_header, "yqq=:AAcOFRwj"));
  g_assert_true (g_str_has_prefix (digest_header, "sha-256=:AAcOFRwj"));
  g_autoptr (GBytes) signature_back = yqq_http_signature_parse (signature_header, NULL);
  g_autoptr (GBytes) digest_back = yqq_content_digest_parse (digest_header, NULL);
  g_assert_true (g_bytes_equal (signature, signature_back));
  g_assert_true (g_bytes_equal (digest, digest_back));
}

static void
other_signatures_and_digests_are_refused (void)
{
  static const char *const headers[] = {
      "",
      "yqq=",
      "yqq=:",
      "yqq=::",
      "yqq=:AAAA:",
      "sig=:AAAA:",
      DIGEST,
      "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
      "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU:",
      "sha-256=:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=:",
      "sha-512=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
      DIGEST ", " DIGEST,
  };
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (yqq_http_signature_parse (headers[i], &error));
    g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
    if (!g_str_equal (headers[i], DIGEST))
      g_assert_null (yqq_content_digest_parse (headers[i], NULL));
  }
  g_autofree char *long_header = g_strnfill (100000, 'y');
  g_assert_null (yqq_http_signature_parse (long_header, NULL));
  g_assert_null (yqq_content_digest_parse (long_header, NULL));
}

#define ADD(test) g_test_add_func ("/protocol/http-signature/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (the_input_has_the_one_shape);
  ADD (the_base_is_that_of_the_standard);
  ADD (the_query_keeps_its_question_mark);
  ADD (nothing_can_add_a_line_to_the_base);
  ADD (any_other_shape_is_refused);
  ADD (parameters_are_checked_when_made_too);
  ADD (signatures_and_digests_read_back);
  ADD (other_signatures_and_digests_are_refused);
  return g_test_run ();
}
