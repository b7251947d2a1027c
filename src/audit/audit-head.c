/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/audit-head.h"

#include "audit/audit-record.h"
#include "audit/canonical-json.h"
#include "base/json.h"
#include "protocol/identifier.h"
#include "protocol/time-text.h"

void
yqq_audit_head_free (YqqAuditHead *self)
{
  g_free (self->chain);
  g_free (self->last);
  g_free (self->header);
  g_free (self);
}

GBytes *
yqq_audit_head_to_bytes (const YqqAuditHead *self)
{
  g_autofree char *at = yqq_time_text_format (self->at_ms);
  GString *text = g_string_new ("{");
  yqq_canonical_json_name (text, "chain");
  yqq_canonical_json_text (text, self->chain);
  yqq_canonical_json_name (text, "records");
  g_string_append_printf (text, "%" G_GINT64_FORMAT, self->records);
  yqq_canonical_json_name (text, "last");
  yqq_canonical_json_text (text, self->last);
  if (self->header != NULL) {
    yqq_canonical_json_name (text, "header");
    yqq_canonical_json_text (text, self->header);
  }
  yqq_canonical_json_name (text, "at");
  yqq_canonical_json_text (text, at);
  g_string_append_c (text, '}');
  return g_string_free_to_bytes (text);
}

static gboolean
read_members (YqqAuditHead *self, JsonObject *object)
{
  const char *chain, *last, *header, *at;
  if (!yqq_json_read_string (object, "chain", YQQ_IDENTIFIER_MAX_LENGTH, &chain, NULL) ||
      !yqq_json_read_int (object, "records", 0, G_MAXINT64, &self->records, NULL) ||
      !yqq_json_read_string (object, "last", YQQ_AUDIT_HASH_LENGTH, &last, NULL) ||
      !yqq_json_read_string (object, "at", 32, &at, NULL) ||
      !yqq_time_text_parse (at, &self->at_ms, NULL) || !yqq_identifier_is_valid (chain) ||
      !yqq_audit_hash_is_valid (last))
    return FALSE;
  if (yqq_json_read_string (object, "header", YQQ_AUDIT_HASH_LENGTH, &header, NULL))
    self->header = g_strdup (header);
  self->chain = g_strdup (chain);
  self->last = g_strdup (last);
  return TRUE;
}

YqqAuditHead *
yqq_audit_head_parse (GBytes *payload, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (payload, &length);
  g_autoptr (JsonObject) object = yqq_json_parse (text, (gssize)length, 0, NULL);
  g_autoptr (YqqAuditHead) self = g_new0 (YqqAuditHead, 1);
  if (object != NULL && read_members (self, object)) {
    g_autoptr (GBytes) written = yqq_audit_head_to_bytes (self);
    if (g_bytes_equal (written, payload))
      return g_steal_pointer (&self);
  }
  g_set_error (error, YQQ_AUDIT_ERROR, YQQ_AUDIT_ERROR_MALFORMED, "not what a signed head says");
  return NULL;
}
