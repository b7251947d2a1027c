/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/audit-file.h"

#include <string.h>

#include "audit/canonical-json.h"
#include "base/encoding.h"
#include "base/json.h"
#include "crypto/certificate.h"
#include "crypto/jws.h"
#include "protocol/identifier.h"

#define MAX_NAME 256
#define MAX_AUTHORITIES 64
#define MAX_CERTIFICATES 100000 /* the line's length is the limit that counts */

void
yqq_audit_certificate_free (YqqAuditCertificate *self)
{
  g_free (self->fingerprint);
  g_free (self->person);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_free (self);
}

YqqAuditHeader *
yqq_audit_header_new (const char *chain, const char *enterprise_name, const char *credit_code)
{
  YqqAuditHeader *self = g_new0 (YqqAuditHeader, 1);
  self->chain = g_strdup (chain);
  self->enterprise_name = g_strdup (enterprise_name);
  self->credit_code = g_strdup (credit_code);
  self->authorities = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  self->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_audit_certificate_free);
  return self;
}

void
yqq_audit_header_free (YqqAuditHeader *self)
{
  g_free (self->chain);
  g_free (self->enterprise_name);
  g_free (self->credit_code);
  g_ptr_array_unref (self->authorities);
  g_ptr_array_unref (self->certificates);
  g_free (self);
}

void
yqq_audit_header_add (YqqAuditHeader *self,
                      const char *fingerprint,
                      const char *person,
                      GBytes *certificate)
{
  YqqAuditCertificate *entry = g_new0 (YqqAuditCertificate, 1);
  entry->fingerprint = g_strdup (fingerprint);
  entry->person = g_strdup (person);
  entry->certificate = g_bytes_ref (certificate);
  g_ptr_array_add (self->certificates, entry);
}

static void
append_bytes (GString *text, GBytes *bytes)
{
  g_autofree char *encoded =
      yqq_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  yqq_canonical_json_text (text, encoded);
}

static void
append_enterprise (GString *line, const YqqAuditHeader *self)
{
  yqq_canonical_json_name (line, "enterprise");
  if (self->credit_code == NULL) {
    yqq_canonical_json_text (line, NULL);
    return;
  }
  g_string_append_c (line, '{');
  yqq_canonical_json_name (line, "name");
  yqq_canonical_json_text (line, self->enterprise_name);
  yqq_canonical_json_name (line, "credit_code");
  yqq_canonical_json_text (line, self->credit_code);
  g_string_append_c (line, '}');
}

static void
append_certificate (GString *line, const YqqAuditCertificate *entry)
{
  g_string_append_c (line, '{');
  yqq_canonical_json_name (line, "fingerprint");
  yqq_canonical_json_text (line, entry->fingerprint);
  yqq_canonical_json_name (line, "person");
  yqq_canonical_json_text (line, entry->person);
  yqq_canonical_json_name (line, "certificate");
  append_bytes (line, entry->certificate);
  g_string_append_c (line, '}');
}

char *
yqq_audit_header_write (const YqqAuditHeader *self, GError **error)
{
  g_autoptr (GString) line = g_string_new ("{");
  yqq_canonical_json_name (line, "format");
  yqq_canonical_json_text (line, YQQ_AUDIT_FORMAT);
  yqq_canonical_json_name (line, "chain");
  yqq_canonical_json_text (line, self->chain);
  append_enterprise (line, self);
  yqq_canonical_json_name (line, "authorities");
  g_string_append_c (line, '[');
  for (guint i = 0; i < self->authorities->len; i++) {
    g_string_append (line, i > 0 ? "," : "");
    append_bytes (line, g_ptr_array_index (self->authorities, i));
  }
  g_string_append_c (line, ']');
  yqq_canonical_json_name (line, "certificates");
  g_string_append_c (line, '[');
  for (guint i = 0; i < self->certificates->len; i++) {
    g_string_append (line, i > 0 ? "," : "");
    append_certificate (line, g_ptr_array_index (self->certificates, i));
  }
  g_string_append (line, "]}");
  if (line->len <= YQQ_AUDIT_HEADER_MAX_BYTES)
    return g_string_free (g_steal_pointer (&line), FALSE);
  g_set_error (error, YQQ_AUDIT_ERROR, YQQ_AUDIT_ERROR_TOO_LARGE,
               "too many certificates for an audit file");
  return NULL;
}

static gboolean
read_enterprise (YqqAuditHeader *self, JsonObject *object)
{
  JsonObject *enterprise;
  const char *name, *code;
  if (!yqq_json_has (object, "enterprise"))
    return TRUE;
  if (!yqq_json_read_object (object, "enterprise", &enterprise, NULL) ||
      !yqq_json_read_string (enterprise, "name", MAX_NAME, &name, NULL) ||
      !yqq_json_read_string (enterprise, "credit_code", 18, &code, NULL))
    return FALSE;
  self->enterprise_name = g_strdup (name);
  self->credit_code = g_strdup (code);
  return TRUE;
}

static gboolean
read_authorities (YqqAuditHeader *self, JsonObject *object)
{
  g_auto (GStrv) texts = NULL;
  if (!yqq_json_read_strings (object, "authorities", MAX_AUTHORITIES, YQQ_X509_MAX_BYTES * 2,
                              &texts, NULL))
    return FALSE;
  for (guint i = 0; texts[i] != NULL; i++) {
    GBytes *der = yqq_base64_decode (texts[i], -1, NULL);
    if (der == NULL)
      return FALSE;
    g_ptr_array_add (self->authorities, der);
  }
  return TRUE;
}

static gboolean
read_certificate (YqqAuditHeader *self, JsonObject *object)
{
  const char *fingerprint, *person = NULL;
  g_autoptr (GBytes) der = NULL;
  if (!yqq_json_read_string (object, "fingerprint", YQQ_AUDIT_HASH_LENGTH, &fingerprint, NULL) ||
      !yqq_json_read_bytes (object, "certificate", YQQ_X509_MAX_BYTES, &der, NULL) ||
      (yqq_json_has (object, "person") &&
       !yqq_json_read_string (object, "person", YQQ_AUDIT_TEXT_MAX_LENGTH, &person, NULL)))
    return FALSE;
  yqq_audit_header_add (self, fingerprint, person, der);
  return TRUE;
}

static gboolean
read_certificates (YqqAuditHeader *self, JsonObject *object)
{
  JsonArray *array;
  if (!yqq_json_read_objects (object, "certificates", MAX_CERTIFICATES, &array, NULL))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_certificate (self, json_array_get_object_element (array, i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_written_as (const char *written, const char *line, gsize length)
{
  return written != NULL && strlen (written) == length && memcmp (written, line, length) == 0;
}

YqqAuditHeader *
yqq_audit_header_read (const char *line, gsize length, GError **error)
{
  const char *chain;
  g_autoptr (JsonObject) object =
      yqq_json_parse (line, (gssize)length, YQQ_AUDIT_HEADER_MAX_BYTES, NULL);
  if (object != NULL &&
      yqq_json_read_string (object, "chain", YQQ_IDENTIFIER_MAX_LENGTH, &chain, NULL) &&
      yqq_identifier_is_valid (chain)) {
    g_autoptr (YqqAuditHeader) self = yqq_audit_header_new (chain, NULL, NULL);
    if (read_enterprise (self, object) && read_authorities (self, object) &&
        read_certificates (self, object)) {
      g_autofree char *written = yqq_audit_header_write (self, NULL);
      if (is_written_as (written, line, length))
        return g_steal_pointer (&self);
    }
  }
  g_set_error (error, YQQ_AUDIT_ERROR, YQQ_AUDIT_ERROR_MALFORMED,
               "not the first line of an audit file");
  return NULL;
}

char *
yqq_audit_trailer_write (const char *jws)
{
  GString *line = g_string_new ("{");
  yqq_canonical_json_name (line, "export");
  yqq_canonical_json_text (line, jws);
  g_string_append_c (line, '}');
  return g_string_free (line, FALSE);
}

char *
yqq_audit_trailer_read (const char *line, gsize length, GError **error)
{
  const char *jws;
  gsize most = yqq_jws_type_get_max_bytes (YQQ_JWS_AUDIT_EXPORT);
  g_autoptr (JsonObject) object = yqq_json_parse (line, (gssize)length, most + 64, NULL);
  if (object != NULL && yqq_json_read_string (object, "export", most, &jws, NULL)) {
    g_autofree char *written = yqq_audit_trailer_write (jws);
    if (is_written_as (written, line, length))
      return g_strdup (jws);
  }
  g_set_error (error, YQQ_AUDIT_ERROR, YQQ_AUDIT_ERROR_MALFORMED,
               "not the last line of an audit file");
  return NULL;
}
