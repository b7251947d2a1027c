/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/encoding.h"

#include <string.h>

G_DEFINE_QUARK (yqq - encoding - error - quark, yqq_encoding_error)

typedef struct {
  const char *name;
  const char *alphabet;
  guint bits;  /* a letter */
  guint group; /* letters, for padding; 0 without */
} Encoding;

#define NO_LETTER 0xff

static const Encoding base32 = {"base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5, 0};
static const Encoding base64 = {
    "base64", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6, 4};
static const Encoding base64url = {
    "base64url", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 6, 0};
static const Encoding hexadecimal = {"hexadecimal", "0123456789abcdef", 4, 0};

static char *
encode (const Encoding *encoding, const guint8 *data, gsize size)
{
  const guint mask = (1u << encoding->bits) - 1;
  char *text = g_malloc ((size * 8 + encoding->bits - 1) / encoding->bits + encoding->group + 1);
  gsize length = 0;
  guint buffer = 0, held = 0;
  for (gsize i = 0; i < size; i++) {
    buffer = (buffer << 8) | data[i];
    for (held += 8; held >= encoding->bits; held -= encoding->bits)
      text[length++] = encoding->alphabet[(buffer >> (held - encoding->bits)) & mask];
  }
  if (held > 0)
    text[length++] = encoding->alphabet[(buffer << (encoding->bits - held)) & mask];
  while (encoding->group > 0 && length % encoding->group != 0)
    text[length++] = '=';
  text[length] = '\0';
  return text;
}

static gboolean
strip_padding (const Encoding *encoding, const char *text, gsize *length)
{
  if (encoding->group == 0)
    return TRUE;
  if (*length % encoding->group != 0)
    return FALSE;
  for (guint i = 0; i < 2 && *length > 0 && text[*length - 1] == '='; i++)
    (*length)--;
  return TRUE;
}

/* What each letter stands for; NO_LETTER for all others. */
static void
list_values (const Encoding *encoding, guint8 values[256])
{
  memset (values, NO_LETTER, 256);
  for (guint i = 0; encoding->alphabet[i] != '\0'; i++)
    values[(guchar)encoding->alphabet[i]] = (guint8)i;
}

static gboolean
decode_letters (const Encoding *encoding,
                const char *text,
                gsize length,
                guint8 *bytes,
                gsize *size)
{
  guint8 values[256];
  guint buffer = 0, held = 0;
  *size = 0;
  list_values (encoding, values);
  for (gsize i = 0; i < length; i++) {
    guint value = values[(guchar)text[i]];
    if (value == NO_LETTER)
      return FALSE;
    buffer = (buffer << encoding->bits) | value;
    held += encoding->bits;
    if (held >= 8) {
      held -= 8;
      bytes[(*size)++] = (guint8)(buffer >> held);
    }
  }
  /* What is left over is shorter than a letter and zero, or the text is not what encoding writes.
   */
  return held < encoding->bits && (buffer & ((1u << held) - 1)) == 0;
}

static GBytes *
decode (const Encoding *encoding, const char *text, gssize signed_length, GError **error)
{
  gsize length = signed_length < 0 ? strlen (text) : (gsize)signed_length, size;
  g_autofree guint8 *bytes = g_malloc (length * encoding->bits / 8 + 1);
  if (!strip_padding (encoding, text, &length) ||
      !decode_letters (encoding, text, length, bytes, &size)) {
    g_set_error (error, YQQ_ENCODING_ERROR, YQQ_ENCODING_ERROR_MALFORMED, "not valid %s",
                 encoding->name);
    return NULL;
  }
  return g_bytes_new_take (g_steal_pointer (&bytes), size);
}

char *
yqq_base32_encode (gconstpointer data, gsize size)
{
  return encode (&base32, data, size);
}

GBytes *
yqq_base32_decode (const char *text, gssize length, GError **error)
{
  return decode (&base32, text, length, error);
}

char *
yqq_base64_encode (gconstpointer data, gsize size)
{
  return encode (&base64, data, size);
}

GBytes *
yqq_base64_decode (const char *text, gssize length, GError **error)
{
  return decode (&base64, text, length, error);
}

char *
yqq_base64url_encode (gconstpointer data, gsize size)
{
  return encode (&base64url, data, size);
}

GBytes *
yqq_base64url_decode (const char *text, gssize length, GError **error)
{
  return decode (&base64url, text, length, error);
}

char *
yqq_hex_encode (gconstpointer data, gsize size)
{
  return encode (&hexadecimal, data, size);
}

GBytes *
yqq_hex_decode (const char *text, gssize length, GError **error)
{
  return decode (&hexadecimal, text, length, error);
}
