/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/receipt.h"

#include <glib/gi18n-lib.h>

static char *
format_local_time (gint64 unix_ms)
{
  if (unix_ms == 0)
    return g_strdup ("—");
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_ms / 1000);
  return g_date_time_format (time, "%Y-%m-%d %H:%M:%S %z");
}

static const char *
describe_state (YqqSignatureState state)
{
  switch (state) {
  case YQQ_SIGNATURE_SIGNED:
    return _ ("signed");
  case YQQ_SIGNATURE_REFUSED:
    return _ ("refused");
  case YQQ_SIGNATURE_FAILED:
    return _ ("failed");
  case YQQ_SIGNATURE_WAITING:
  case YQQ_SIGNATURE_SIGNING:
  default:
    return _ ("not finished");
  }
}

static void
append (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, _ ("%s: %s"), name, value != NULL ? value : "—");
  g_string_append_c (text, '\n');
}

static void
append_record (GString *text, YqqSignatureRecord *record)
{
  g_autofree char *time = format_local_time (yqq_signature_record_get_time (record));
  gboolean sm2 = yqq_signature_record_get_algorithm (record) == YQQ_ALGORITHM_SM2_SM3;
  g_string_append_c (text, '\n');
  append (text, _ ("Document"), yqq_signature_record_get_document_name (record));
  append (text, sm2 ? _ ("SM3 digest") : _ ("SHA-256 digest"),
          yqq_signature_record_get_digest (record));
  append (text, _ ("Enterprise"), yqq_signature_record_get_enterprise_name (record));
  append (text, _ ("Certificate fingerprint"), yqq_signature_record_get_fingerprint (record));
  append (text, _ ("Algorithm"), sm2 ? "SM2/SM3" : "P-256/SHA-256");
  append (text, _ ("Result"), describe_state (yqq_signature_record_get_state (record)));
  append (text, _ ("Time"), time);
}

char *
yqq_receipt_to_text (YqqSessionLink *link)
{
  GString *text = g_string_new (NULL);
  YqqRelyingParty *party = yqq_session_link_get_relying_party (link);
  g_autofree char *connected = format_local_time (yqq_session_link_get_connected_at (link));
  g_autofree char *count = g_strdup_printf ("%u", yqq_session_link_get_signature_count (link));
  g_string_append_printf (text, "%s\n\n", _ ("Receipt of a signing session"));
  append (text, _ ("Relying party"), party != NULL ? yqq_relying_party_get_name (party) : NULL);
  append (text, _ ("Purpose"), yqq_session_link_get_purpose (link));
  append (text, _ ("Session"), yqq_session_link_get_session_id (link));
  append (text, C_ ("receipt", "Connected"), connected);
  append (text, C_ ("receipt", "Signatures"), count);
  GListModel *records = yqq_session_link_get_signatures (link);
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    append_record (text, record);
  }
  return g_string_free (text, FALSE);
}

static void
set_utc_time (JsonObject *object, const char *member, gint64 unix_ms)
{
  if (unix_ms == 0) {
    json_object_set_null_member (object, member);
    return;
  }
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (unix_ms / 1000);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *text = g_strdup_printf ("%s.%03dZ", seconds, (int)(unix_ms % 1000));
  json_object_set_string_member (object, member, text);
}

static JsonObject *
record_to_json (YqqSignatureRecord *record)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (YQQ_TYPE_SIGNATURE_STATE);
  const char *state =
      g_enum_get_value (states, (int)yqq_signature_record_get_state (record))->value_nick;
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "request_id",
                                 yqq_signature_record_get_request_id (record));
  json_object_set_string_member (object, "document",
                                 yqq_signature_record_get_document_name (record));
  json_object_set_string_member (object, "digest", yqq_signature_record_get_digest (record));
  json_object_set_string_member (
      object, "algorithm", yqq_algorithm_to_nick (yqq_signature_record_get_algorithm (record)));
  json_object_set_string_member (object, "certificate",
                                 yqq_signature_record_get_fingerprint (record));
  json_object_set_string_member (object, "enterprise",
                                 yqq_signature_record_get_enterprise_name (record));
  json_object_set_string_member (object, "state", state);
  json_object_set_string_member (object, "reason", yqq_signature_record_get_reason (record));
  set_utc_time (object, "time", yqq_signature_record_get_time (record));
  return object;
}

char *
yqq_receipt_to_json (YqqSessionLink *link)
{
  g_autoptr (JsonObject) object = json_object_new ();
  YqqRelyingParty *party = yqq_session_link_get_relying_party (link);
  json_object_set_string_member (object, "session", yqq_session_link_get_session_id (link));
  json_object_set_string_member (object, "relying_party",
                                 party != NULL ? yqq_relying_party_get_name (party) : NULL);
  json_object_set_string_member (object, "purpose", yqq_session_link_get_purpose (link));
  json_object_set_string_member (object, "state",
                                 yqq_session_state_to_nick (yqq_session_link_get_state (link)));
  json_object_set_string_member (object, "close_reason", yqq_session_link_get_close_reason (link));
  set_utc_time (object, "connected_at", yqq_session_link_get_connected_at (link));
  JsonArray *array = json_array_new ();
  GListModel *records = yqq_session_link_get_signatures (link);
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    json_array_add_object_element (array, record_to_json (record));
  }
  json_object_set_array_member (object, "signatures", array);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  return json_to_string (node, TRUE);
}
