/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/audit-record.h"

#include <string.h>

#include "audit/canonical-json.h"
#include "audit/record-reader.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "protocol/time-text.h"

#define CHAIN_PREFIX "yqq-audit-chain-v1\n"

G_DEFINE_QUARK (yqq - audit - error - quark, yqq_audit_error)

void
yqq_audit_record_free (YqqAuditRecord *self)
{
  g_free (self->previous);
  g_free (self->act);
  g_free (self->actor);
  g_free (self->subject);
  g_free (self->certificate);
  g_free (self->jws);
  g_clear_pointer (&self->detail, json_object_unref);
  g_free (self);
}

static gboolean
refuse (GError **error, YqqAuditError code, const char *what)
{
  g_set_error_literal (error, YQQ_AUDIT_ERROR, code, what);
  return FALSE;
}

static gboolean
fits (const char *text, gboolean may_be_empty)
{
  return text != NULL && g_utf8_validate (text, -1, NULL) && (may_be_empty || text[0] != '\0') &&
         g_utf8_strlen (text, -1) <= YQQ_AUDIT_TEXT_MAX_LENGTH;
}

gboolean
yqq_audit_hash_is_valid (const char *text)
{
  return strspn (text, "0123456789abcdef") == YQQ_AUDIT_HASH_LENGTH &&
         text[YQQ_AUDIT_HASH_LENGTH] == '\0';
}

static gboolean
check (const YqqAuditRecord *self, GError **error)
{
  if (self->sequence < 1 || self->at_ms < 0 || !yqq_audit_hash_is_valid (self->previous) ||
      !fits (self->act, FALSE) || !fits (self->actor, FALSE) || !fits (self->subject, TRUE) ||
      (self->certificate != NULL && !yqq_audit_hash_is_valid (self->certificate)) ||
      (self->jws == NULL) != (self->certificate == NULL) ||
      (self->jws != NULL && !g_str_is_ascii (self->jws)))
    return refuse (error, YQQ_AUDIT_ERROR_MALFORMED, "not the members of an audit record");
  return TRUE;
}

static void
append_texts (GString *line, const YqqAuditRecord *self)
{
  g_autofree char *at = yqq_time_text_format (self->at_ms);
  const struct {
    const char *name, *value;
  } members[] = {
      {"previous", self->previous}, {"at", at},
      {"act", self->act},           {"actor", self->actor},
      {"subject", self->subject},   {"certificate", self->certificate},
      {"jws", self->jws},
  };
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    yqq_canonical_json_name (line, members[i].name);
    yqq_canonical_json_text (line, members[i].value);
  }
}

static gboolean
append_record (GString *line, const YqqAuditRecord *self)
{
  g_string_append_printf (line, "{\"sequence\":%" G_GINT64_FORMAT, self->sequence);
  append_texts (line, self);
  yqq_canonical_json_name (line, "detail");
  if (self->detail == NULL)
    yqq_canonical_json_text (line, NULL);
  else if (!yqq_canonical_json_object (line, self->detail))
    return FALSE;
  g_string_append_c (line, '}');
  return g_utf8_validate_len (line->str, line->len, NULL);
}

char *
yqq_audit_record_write (const YqqAuditRecord *self, GError **error)
{
  g_autoptr (GString) line = g_string_sized_new (512);
  if (!check (self, error))
    return NULL;
  if (!append_record (line, self)) {
    refuse (error, YQQ_AUDIT_ERROR_MALFORMED, "not the detail of an audit record");
    return NULL;
  }
  if (line->len > YQQ_AUDIT_LINE_MAX_BYTES) {
    refuse (error, YQQ_AUDIT_ERROR_TOO_LARGE, "too long for an audit record");
    return NULL;
  }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static gboolean
take_texts (YqqAuditRecord *self, YqqRecordReader *reader)
{
  return yqq_record_reader_take (reader, "\"act\":") &&
         yqq_record_reader_take_text (reader, &self->act) &&
         yqq_record_reader_take (reader, ",\"actor\":") &&
         yqq_record_reader_take_text (reader, &self->actor) &&
         yqq_record_reader_take (reader, ",\"subject\":") &&
         yqq_record_reader_take_text (reader, &self->subject) &&
         yqq_record_reader_take (reader, ",\"certificate\":") &&
         yqq_record_reader_take_text (reader, &self->certificate) &&
         yqq_record_reader_take (reader, ",\"jws\":") &&
         yqq_record_reader_take_text (reader, &self->jws);
}

static gboolean
take_members (YqqAuditRecord *self, YqqRecordReader *reader)
{
  g_autofree char *at = NULL;
  return yqq_record_reader_take (reader, "{\"sequence\":") &&
         yqq_record_reader_take_number (reader, &self->sequence) &&
         yqq_record_reader_take (reader, ",\"previous\":") &&
         yqq_record_reader_take_text (reader, &self->previous) && self->previous != NULL &&
         yqq_record_reader_take (reader, ",\"at\":") && yqq_record_reader_take_text (reader, &at) &&
         at != NULL && yqq_time_text_parse (at, &self->at_ms, NULL) &&
         yqq_record_reader_take (reader, ",") && take_texts (self, reader) &&
         yqq_record_reader_take (reader, ",\"detail\":") &&
         yqq_record_reader_take_object (reader, strlen ("}"), &self->detail) &&
         yqq_record_reader_take (reader, "}") && reader->at == reader->end;
}

YqqAuditRecord *
yqq_audit_record_read (const char *line, gsize length, GError **error)
{
  YqqRecordReader reader = {line, line + length};
  g_autoptr (YqqAuditRecord) self = g_new0 (YqqAuditRecord, 1);
  if (length > YQQ_AUDIT_LINE_MAX_BYTES) {
    refuse (error, YQQ_AUDIT_ERROR_TOO_LARGE, "too long for an audit record");
    return NULL;
  }
  if (!g_utf8_validate_len (line, length, NULL) || !take_members (self, &reader)) {
    refuse (error, YQQ_AUDIT_ERROR_MALFORMED, "not an audit record in its one form");
    return NULL;
  }
  return check (self, error) ? g_steal_pointer (&self) : NULL;
}

static char *
finish_hash (YqqDigest *digest)
{
  g_autoptr (GBytes) bytes = yqq_digest_finish (digest);
  return yqq_hex_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

char *
yqq_audit_hash_line (const char *line, gsize length)
{
  g_autoptr (YqqDigest) digest = yqq_digest_new (YQQ_DIGEST_ALGORITHM_SM3);
  yqq_digest_update (digest, line, length);
  return finish_hash (digest);
}

char *
yqq_audit_hash_chain (const char *chain)
{
  g_autoptr (YqqDigest) digest = yqq_digest_new (YQQ_DIGEST_ALGORITHM_SM3);
  yqq_digest_update (digest, CHAIN_PREFIX, strlen (CHAIN_PREFIX));
  yqq_digest_update (digest, chain, strlen (chain));
  return finish_hash (digest);
}
