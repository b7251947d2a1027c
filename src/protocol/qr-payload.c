/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/qr-payload.h"

#include <string.h>

#include "base/encoding.h"
#include "protocol/message-reader.h"

#define LINK_SCHEME "yqq:"
#define CODE_PATH "/s/"
#define ORIGIN_MARK "?a="
#define STEP_SIZE 2
#define HOST_MAX_LENGTH 253

static gpointer
fail (GError **error, YqqProtocolError code, const char *message)
{
  yqq_protocol_error_set (error, code, NULL, message);
  return NULL;
}

static gboolean
host_is_loopback (const char *host, gsize length)
{
  static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && strncmp (names[i], host, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
port_is_valid (const char *port)
{
  gsize length = strlen (port);
  return length >= 1 && length <= 5 && strspn (port, "0123456789") == length && port[0] != '0' &&
         g_ascii_strtoull (port, NULL, 10) <= G_MAXUINT16;
}

static gboolean
host_is_valid (const char *host, gsize length)
{
  if (host_is_loopback (host, length))
    return TRUE;
  return length > 0 && length <= HOST_MAX_LENGTH &&
         strspn (host, "abcdefghijklmnopqrstuvwxyz0123456789.-") >= length && host[0] != '.' &&
         host[0] != '-' && host[length - 1] != '.' && host[length - 1] != '-' &&
         g_strstr_len (host, (gssize)length, "..") == NULL;
}

gboolean
yqq_origin_is_valid (const char *origin)
{
  gboolean secure = g_str_has_prefix (origin, "https://");
  if (!secure && !g_str_has_prefix (origin, "http://"))
    return FALSE;
  const char *host = origin + strlen (secure ? "https://" : "http://");
  const char *end = host[0] == '[' ? strchr (host, ']') : NULL;
  gsize length = end != NULL ? (gsize)(end + 1 - host) : strcspn (host, ":");
  if (!host_is_valid (host, length) || (!secure && !host_is_loopback (host, length)))
    return FALSE;
  return host[length] == '\0' || (host[length] == ':' && port_is_valid (host + length + 1));
}

/* Decodes one base32 part of exactly size bytes. */
static gboolean
decode_part (const char *text, guint8 *bytes, gsize size)
{
  g_autoptr (GBytes) decoded = yqq_base32_decode (text, -1, NULL);
  if (decoded == NULL || g_bytes_get_size (decoded) != size)
    return FALSE;
  memcpy (bytes, g_bytes_get_data (decoded, NULL), size);
  return TRUE;
}

/* `1.<SID>.<STEP>.<MAC>` */
static YqqQrPayload *
parse_code (const char *code, const char *origin, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (code, ".", 5);
  if (g_strv_length (parts) < 2 || strspn (parts[0], "0123456789") != strlen (parts[0]) ||
      *parts[0] == '\0')
    return fail (error, YQQ_PROTOCOL_ERROR_NOT_OURS, "not the code of a scan session");
  if (!g_str_equal (parts[0], "1"))
    return fail (error, YQQ_PROTOCOL_ERROR_UNSUPPORTED_VERSION,
                 "a code of a version this program does not know");
  guint8 sid[YQQ_QR_SID_SIZE], step[STEP_SIZE], mac[YQQ_QR_MAC_SIZE];
  if (g_strv_length (parts) != 4 || !decode_part (parts[1], sid, sizeof sid) ||
      !decode_part (parts[2], step, sizeof step) || !decode_part (parts[3], mac, sizeof mac))
    return fail (error, YQQ_PROTOCOL_ERROR_MALFORMED, "the code of a scan session is damaged");
  return yqq_qr_payload_new (origin, sid, (guint16)(step[0] << 8 | step[1]), mac);
}

static YqqQrPayload *
parse_url (const char *text, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char *host = strstr (lower, "://");
  const char *path = host != NULL ? strchr (host + 3, '/') : NULL;
  if (path == NULL || !g_str_has_prefix (path, CODE_PATH))
    return fail (error, YQQ_PROTOCOL_ERROR_NOT_OURS, "not the code of a scan session");
  g_autofree char *origin = g_strndup (lower, (gsize)(path - lower));
  if (!yqq_origin_is_valid (origin))
    return fail (error, YQQ_PROTOCOL_ERROR_NOT_OURS, "not an address that codes may carry");
  return parse_code (text + (path - lower) + strlen (CODE_PATH), origin, error);
}

static YqqQrPayload *
parse_link (const char *text, GError **error)
{
  const char *code = text + strlen (LINK_SCHEME);
  const char *mark = strstr (code, ORIGIN_MARK);
  if (mark == NULL)
    return fail (error, YQQ_PROTOCOL_ERROR_MALFORMED, "the link names no authority");
  g_autofree char *origin = g_uri_unescape_string (mark + strlen (ORIGIN_MARK), NULL);
  if (origin == NULL || !yqq_origin_is_valid (origin))
    return fail (error, YQQ_PROTOCOL_ERROR_MALFORMED, "the link's authority is not an address");
  g_autofree char *part = g_strndup (code, (gsize)(mark - code));
  return parse_code (part, origin, error);
}

YqqQrPayload *
yqq_qr_payload_parse (const char *text, GError **error)
{
  if (strnlen (text, YQQ_QR_PAYLOAD_MAX_LENGTH + 1) > YQQ_QR_PAYLOAD_MAX_LENGTH)
    return fail (error, YQQ_PROTOCOL_ERROR_TOO_LARGE, "too long for the code of a scan session");
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  if (g_ascii_strncasecmp (stripped, LINK_SCHEME, strlen (LINK_SCHEME)) == 0)
    return parse_link (stripped, error);
  return parse_url (stripped, error);
}

gboolean
yqq_qr_payload_check_origin (const YqqQrPayload *self, const char *origin, GError **error)
{
  if (g_str_equal (self->origin, origin))
    return TRUE;
  yqq_protocol_error_set (error, YQQ_PROTOCOL_ERROR_OTHER_AUTHORITY, NULL,
                          "the code belongs to another authority");
  return FALSE;
}

static char *
format_code (const YqqQrPayload *self)
{
  const guint8 step[STEP_SIZE] = {self->step >> 8, self->step & 0xff};
  g_autofree char *step_text = yqq_base32_encode (step, sizeof step);
  g_autofree char *mac_text = yqq_base32_encode (self->mac, sizeof self->mac);
  return g_strdup_printf ("1.%s.%s.%s", self->session_id, step_text, mac_text);
}

char *
yqq_qr_payload_format_url (const YqqQrPayload *self)
{
  g_autofree char *origin = g_ascii_strup (self->origin, -1);
  g_autofree char *code = format_code (self);
  return g_strdup_printf ("%s/S/%s", origin, code);
}

char *
yqq_qr_payload_format_link (const YqqQrPayload *self)
{
  g_autofree char *origin = g_uri_escape_string (self->origin, NULL, FALSE);
  g_autofree char *code = format_code (self);
  return g_strdup_printf (LINK_SCHEME "%s" ORIGIN_MARK "%s", code, origin);
}

void
yqq_qr_payload_get_mac_input (const YqqQrPayload *self, guint8 input[YQQ_QR_SID_SIZE + 2])
{
  memcpy (input, self->sid, YQQ_QR_SID_SIZE);
  input[YQQ_QR_SID_SIZE] = self->step >> 8;
  input[YQQ_QR_SID_SIZE + 1] = self->step & 0xff;
}

YqqQrPayload *
yqq_qr_payload_new (const char *origin,
                    const guint8 sid[YQQ_QR_SID_SIZE],
                    guint16 step,
                    const guint8 mac[YQQ_QR_MAC_SIZE])
{
  YqqQrPayload *self = g_new0 (YqqQrPayload, 1);
  self->origin = g_strdup (origin);
  self->session_id = yqq_base32_encode (sid, YQQ_QR_SID_SIZE);
  memcpy (self->sid, sid, YQQ_QR_SID_SIZE);
  self->step = step;
  memcpy (self->mac, mac, YQQ_QR_MAC_SIZE);
  return self;
}

YqqQrPayload *
yqq_qr_payload_copy (const YqqQrPayload *self)
{
  return yqq_qr_payload_new (self->origin, self->sid, self->step, self->mac);
}

void
yqq_qr_payload_free (YqqQrPayload *self)
{
  if (self == NULL)
    return;
  g_free (self->origin);
  g_free (self->session_id);
  g_free (self);
}
