/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headers of signed requests, the first line Signature-Input, the second Signature, the third
 * Content-Digest, then method, path and query: what is taken has one form only. */
#include <string.h>

#include "fuzz.h"
#include "protocol/http-signature.h"

static void
check_bytes (const char *header,
             GBytes *(*parse) (const char *, GError **),
             char *(*format) (GBytes *))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = parse (header, &error);
  g_assert_true ((bytes == NULL) == (error != NULL));
  if (bytes == NULL)
    return;
  g_autofree char *written = format (bytes);
  g_assert_cmpstr (written, ==, header);
}

static guint
count_lines (GBytes *base)
{
  gsize size;
  const char *text = g_bytes_get_data (base, &size);
  guint lines = 1;
  for (gsize i = 0; i < size; i++)
    lines += text[i] == '\n';
  return lines;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 6);
  YqqHttpSignatureParams params = {0};
  if (g_strv_length (lines) < 6)
    return 0;
  check_bytes (lines[1], yqq_http_signature_parse, yqq_http_signature_format);
  check_bytes (lines[2], yqq_content_digest_parse, yqq_content_digest_format);
  if (!yqq_http_signature_parse_input (lines[0], &params, NULL))
    return 0;
  g_autofree char *written = yqq_http_signature_format_input (&params);
  g_assert_cmpstr (written, ==, lines[0]);
  g_autoptr (GBytes) base =
      yqq_http_signature_build_base (&params, lines[3], lines[4], lines[5], lines[2], NULL);
  if (base != NULL)
    g_assert_cmpuint (count_lines (base), ==, 5);
  return 0;
}
