/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text forms of bytes: base32, base64, base64url and hexadecimal, all strict (RFC 4648). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_ENCODING_ERROR (yqq_encoding_error_quark ())
GQuark yqq_encoding_error_quark (void);

typedef enum { YQQ_ENCODING_ERROR_MALFORMED } YqqEncodingError;

/* Upper-case base32 without padding. */
char *yqq_base32_encode (gconstpointer data, gsize size);
/* Takes upper-case base32 without padding; refuses other letters, impossible lengths and unused
 * bits that are not zero, so that every byte string has one text only. length -1: up to the NUL. */
GBytes *yqq_base32_decode (const char *text, gssize length, GError **error);

/* base64 with padding, one line. Decoding refuses anything that encoding would not have written. */
char *yqq_base64_encode (gconstpointer data, gsize size);
GBytes *yqq_base64_decode (const char *text, gssize length, GError **error);

/* base64url without padding (RFC 4648 section 5, as JWS has it). */
char *yqq_base64url_encode (gconstpointer data, gsize size);
GBytes *yqq_base64url_decode (const char *text, gssize length, GError **error);

/* Lower-case hexadecimal; decoding takes lower case only. */
char *yqq_hex_encode (gconstpointer data, gsize size);
GBytes *yqq_hex_decode (const char *text, gssize length, GError **error);

G_END_DECLS
