/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/enterprise-act.h"

#include <string.h>

#include "base/json.h"
#include "model/nick-table.h"
#include "protocol/act-result.h"
#include "protocol/shared-members.h"

#define DIGEST_SIZE 32

static const char *const kind_nicks[YQQ_ACT_KIND_COUNT] = {
    [YQQ_ACT_GRANT_ADD] = "grant-add",
    [YQQ_ACT_GRANT_MODIFY] = "grant-modify",
    [YQQ_ACT_GRANT_CANCEL] = "grant-cancel",
    [YQQ_ACT_TRANSFER_OFFER] = "transfer-offer",
    [YQQ_ACT_TRANSFER_ACCEPT] = "transfer-accept",
    [YQQ_ACT_TRANSFER_REFUSE] = "transfer-refuse",
    [YQQ_ACT_TRANSFER_WITHDRAW] = "transfer-withdraw",
    [YQQ_ACT_PROPOSAL_APPROVE] = "proposal-approve",
    [YQQ_ACT_PROPOSAL_REFUSE] = "proposal-refuse",
    [YQQ_ACT_PROPOSAL_WITHDRAW] = "proposal-withdraw",
    [YQQ_ACT_SETTINGS_CHANGE] = "settings-change",
    [YQQ_ACT_IDENTITY_CONFIRM] = "identity-confirm",
    [YQQ_ACT_AUTHENTICATOR_REMOVE] = "authenticator-remove",
};

static const char *const reason_nicks[YQQ_CANCEL_REASON_COUNT] = {
    [YQQ_CANCEL_REASON_LEFT] = "left",
    [YQQ_CANCEL_REASON_DUTY_CHANGED] = "duty-changed",
    [YQQ_CANCEL_REASON_MISUSE] = "misuse",
    [YQQ_CANCEL_REASON_OTHER] = "other",
};

const char *
yqq_act_kind_to_nick (YqqActKind kind)
{
  g_return_val_if_fail ((guint)kind < YQQ_ACT_KIND_COUNT, NULL);
  return kind_nicks[kind];
}

gboolean
yqq_act_kind_from_nick (const char *nick, YqqActKind *kind)
{
  return yqq_nick_table_find (kind_nicks, YQQ_ACT_KIND_COUNT, nick, (guint *)kind);
}

gboolean
yqq_act_kind_needs_pin (YqqActKind kind)
{
  return kind != YQQ_ACT_GRANT_ADD && kind != YQQ_ACT_GRANT_MODIFY;
}

gboolean
yqq_act_kind_takes_identity (YqqActKind kind)
{
  return kind == YQQ_ACT_TRANSFER_OFFER || kind == YQQ_ACT_TRANSFER_ACCEPT;
}

const char *
yqq_cancel_reason_to_nick (YqqCancelReason reason)
{
  g_return_val_if_fail ((guint)reason < YQQ_CANCEL_REASON_COUNT, NULL);
  return reason_nicks[reason];
}

gboolean
yqq_cancel_reason_from_nick (const char *nick, YqqCancelReason *reason)
{
  return yqq_nick_table_find (reason_nicks, YQQ_CANCEL_REASON_COUNT, nick, (guint *)reason);
}

void
yqq_act_item_free (YqqActItem *self)
{
  if (self == NULL)
    return;
  g_free (self->grant);
  g_strfreev (self->permissions);
  g_free (self);
}

gboolean
yqq_act_item_renews (const YqqActItem *self)
{
  return self->years != 0 || self->not_after_ms != 0;
}

static YqqActItem *
copy_item (const YqqActItem *item)
{
  YqqActItem *copy = g_new0 (YqqActItem, 1);
  copy->grant = g_strdup (item->grant);
  copy->permissions = g_strdupv (item->permissions);
  copy->years = item->years;
  copy->not_after_ms = item->not_after_ms;
  return copy;
}

static GPtrArray *
new_drafts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_draft_free);
}

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_act_item_free);
}

static gboolean
has_items (YqqActKind kind)
{
  return kind == YQQ_ACT_GRANT_MODIFY || kind == YQQ_ACT_GRANT_CANCEL;
}

/* A document was seen for it. */
static gboolean
has_document (YqqActKind kind)
{
  return kind == YQQ_ACT_IDENTITY_CONFIRM || kind == YQQ_ACT_AUTHENTICATOR_REMOVE;
}

static gboolean
has_lines (YqqActKind kind)
{
  return kind == YQQ_ACT_GRANT_ADD || has_items (kind);
}

YqqEnterpriseAct *
yqq_enterprise_act_new (YqqActKind kind, const char *enterprise)
{
  YqqEnterpriseAct *self = g_new0 (YqqEnterpriseAct, 1);
  self->kind = kind;
  self->enterprise = g_strdup (enterprise);
  self->drafts = kind == YQQ_ACT_GRANT_ADD ? new_drafts () : NULL;
  self->items = has_items (kind) ? new_items () : NULL;
  return self;
}

YqqEnterpriseAct *
yqq_enterprise_act_copy (const YqqEnterpriseAct *self)
{
  YqqEnterpriseAct *copy = g_new (YqqEnterpriseAct, 1);
  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->enterprise = g_strdup (self->enterprise);
  copy->note = g_strdup (self->note);
  copy->subject = g_strdup (self->subject);
  copy->from = g_strdup (self->from);
  copy->identity = g_strdup (self->identity);
  copy->purpose = g_strdup (self->purpose);
  copy->proposed_digest =
      self->proposed_digest != NULL ? g_bytes_ref (self->proposed_digest) : NULL;
  copy->drafts = self->drafts != NULL ? new_drafts () : NULL;
  copy->items = self->items != NULL ? new_items () : NULL;
  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    g_ptr_array_add (copy->drafts, yqq_grant_draft_copy (g_ptr_array_index (self->drafts, i)));
  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    g_ptr_array_add (copy->items, copy_item (g_ptr_array_index (self->items, i)));
  return copy;
}

void
yqq_enterprise_act_free (YqqEnterpriseAct *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->enterprise);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->note);
  g_free (self->subject);
  g_free (self->from);
  g_free (self->identity);
  g_free (self->purpose);
  g_clear_pointer (&self->proposed_digest, g_bytes_unref);
  g_free (self);
}

static JsonObject *
write_modification (const YqqActItem *item)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "grant", item->grant);
  yqq_message_set_strings (object, "permissions", (const char *const *)item->permissions);
  if (item->years != 0)
    json_object_set_int_member (object, "years", item->years);
  if (item->not_after_ms != 0)
    yqq_message_set_time (object, "not_after", item->not_after_ms);
  return object;
}

static JsonObject *
write_cancellation (const YqqActItem *item)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "grant", item->grant);
  return object;
}

static void
write_lines (const YqqEnterpriseAct *self, JsonObject *object)
{
  json_object_set_boolean_member (object, "whole", self->whole);
  if (self->kind == YQQ_ACT_GRANT_ADD)
    yqq_message_set_elements (object, "grants", self->drafts,
                              (YqqElementWriter)yqq_grant_draft_to_json);
  else
    yqq_message_set_elements (object, "grants", self->items,
                              self->kind == YQQ_ACT_GRANT_MODIFY
                                  ? (YqqElementWriter)write_modification
                                  : (YqqElementWriter)write_cancellation);
}

GBytes *
yqq_enterprise_act_to_bytes (const YqqEnterpriseAct *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "act", yqq_act_kind_to_nick (self->kind));
  json_object_set_string_member (object, "act_id", self->id);
  json_object_set_string_member (object, "enterprise", self->enterprise);
  yqq_message_set_time (object, "at", self->at_ms);
  if (has_lines (self->kind))
    write_lines (self, object);
  if (self->kind == YQQ_ACT_GRANT_CANCEL) {
    json_object_set_string_member (object, "reason", yqq_cancel_reason_to_nick (self->reason));
    yqq_message_set_text (object, "note", self->note);
  }
  yqq_message_set_text (object, "subject", self->subject);
  yqq_message_set_text (object, "from", self->from);
  yqq_message_set_text (object, "identity", self->identity);
  yqq_message_set_text (object, "purpose", self->purpose);
  if (has_document (self->kind))
    json_object_set_string_member (object, "document", yqq_id_type_to_nick (self->document));
  if (self->proposed_digest != NULL)
    yqq_json_set_bytes (object, "proposed_digest", self->proposed_digest);
  if (self->kind == YQQ_ACT_SETTINGS_CHANGE)
    json_object_set_boolean_member (object, "two_person", self->two_person);
  char *text = yqq_json_to_string (object);
  return g_bytes_new_take (text, strlen (text));
}

/* What is signed and not understood could mean anything to whoever reads the record later. */
static void
refuse_unknown (YqqMessageReader *reader, const char *known)
{
  g_auto (GStrv) names = g_strsplit (known, " ", -1);
  JsonObjectIter iter;
  const char *name;
  json_object_iter_init (&iter, reader->object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains ((const char *const *)names, name))
      yqq_message_reader_fail (reader, name, "is not known here");
}

static YqqGrantDraft *
read_draft (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  refuse_unknown (&reader, "name id_type id_number phone years not_after permissions");
  if (!yqq_message_reader_finish (&reader, error))
    return NULL;
  return yqq_grant_draft_from_json (object, TRUE, error);
}

static YqqActItem *
read_cancellation (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqActItem) self = g_new0 (YqqActItem, 1);
  self->grant = yqq_message_reader_dup_identifier (&reader, "grant");
  refuse_unknown (&reader, "grant");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

static YqqActItem *
read_modification (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqActItem) self = g_new0 (YqqActItem, 1);
  self->grant = yqq_message_reader_dup_identifier (&reader, "grant");
  self->permissions = yqq_message_reader_dup_permissions (&reader);
  if (yqq_message_reader_has (&reader, "years"))
    self->years = yqq_message_reader_get_int (&reader, "years", 1, YQQ_GRANT_MAX_YEARS);
  self->not_after_ms = yqq_message_reader_get_optional_time (&reader, "not_after");
  if (self->years != 0 && self->not_after_ms != 0)
    yqq_message_reader_fail (&reader, "not_after", "beside years");
  refuse_unknown (&reader, "grant permissions years not_after");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

/* Two lines about one grant could contradict each other. */
static void
refuse_repeated_grants (YqqMessageReader *reader, GPtrArray *items)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < items->len; i++) {
    const YqqActItem *item = g_ptr_array_index (items, i);
    if (!g_hash_table_add (seen, item->grant))
      yqq_message_reader_fail (reader, "grants", "names a grant twice");
  }
}

static GPtrArray *
read_lines (YqqMessageReader *reader, YqqElementReader read, GDestroyNotify free)
{
  GPtrArray *lines =
      yqq_message_reader_dup_elements (reader, "grants", YQQ_ACT_MAX_ITEMS, read, free);
  if (lines->len == 0)
    yqq_message_reader_fail (reader, "grants", "holds nothing");
  return lines;
}

static void
read_items (YqqEnterpriseAct *self, YqqMessageReader *reader, YqqElementReader read)
{
  self->whole = yqq_message_reader_get_boolean (reader, "whole");
  self->items = read_lines (reader, read, (GDestroyNotify)yqq_act_item_free);
  refuse_repeated_grants (reader, self->items);
}

static void
read_grant_members (YqqEnterpriseAct *self, YqqMessageReader *reader)
{
  switch (self->kind) {
  case YQQ_ACT_GRANT_ADD:
    self->whole = yqq_message_reader_get_boolean (reader, "whole");
    self->drafts =
        read_lines (reader, (YqqElementReader)read_draft, (GDestroyNotify)yqq_grant_draft_free);
    break;
  case YQQ_ACT_GRANT_MODIFY:
    read_items (self, reader, (YqqElementReader)read_modification);
    break;
  default:
    read_items (self, reader, (YqqElementReader)read_cancellation);
    self->reason =
        yqq_message_reader_get_nick (reader, "reason", (YqqNickReader)yqq_cancel_reason_from_nick);
    self->note = yqq_message_reader_dup_optional_text (reader, "note", YQQ_ACT_NOTE_MAX_LENGTH);
  }
}

static void
read_own_members (YqqEnterpriseAct *self, YqqMessageReader *reader)
{
  if (has_lines (self->kind)) {
    read_grant_members (self, reader);
    return;
  }
  if (self->kind == YQQ_ACT_SETTINGS_CHANGE) {
    self->two_person = yqq_message_reader_get_boolean (reader, "two_person");
    return;
  }
  self->subject = yqq_message_reader_dup_identifier (reader, "subject");
  if (self->kind == YQQ_ACT_TRANSFER_OFFER)
    self->from = yqq_message_reader_dup_optional_identifier (reader, "from");
  if (yqq_act_kind_takes_identity (self->kind))
    self->identity = yqq_message_reader_dup_optional_identifier (reader, "identity");
  if (has_document (self->kind))
    self->document =
        yqq_message_reader_get_nick (reader, "document", (YqqNickReader)yqq_id_type_from_nick);
  if (self->kind == YQQ_ACT_IDENTITY_CONFIRM)
    self->purpose = yqq_message_reader_dup_identifier (reader, "purpose");
  if (self->kind == YQQ_ACT_PROPOSAL_APPROVE)
    self->proposed_digest =
        yqq_message_reader_dup_bytes (reader, "proposed_digest", DIGEST_SIZE, DIGEST_SIZE);
}

#define COMMON "act act_id enterprise at "

static const char *
name_members (YqqActKind kind)
{
  switch (kind) {
  case YQQ_ACT_GRANT_ADD:
  case YQQ_ACT_GRANT_MODIFY:
    return COMMON "whole grants";
  case YQQ_ACT_GRANT_CANCEL:
    return COMMON "whole grants reason note";
  case YQQ_ACT_SETTINGS_CHANGE:
    return COMMON "two_person";
  case YQQ_ACT_TRANSFER_OFFER:
    return COMMON "subject from identity";
  case YQQ_ACT_TRANSFER_ACCEPT:
    return COMMON "subject identity";
  case YQQ_ACT_PROPOSAL_APPROVE:
    return COMMON "subject proposed_digest";
  case YQQ_ACT_IDENTITY_CONFIRM:
    return COMMON "subject document purpose";
  case YQQ_ACT_AUTHENTICATOR_REMOVE:
    return COMMON "subject document";
  default:
    return COMMON "subject";
  }
}

static JsonObject *
parse_object (GBytes *payload, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (payload, &size);
  if (size > YQQ_ACT_MAX_BYTES) {
    yqq_protocol_error_set (error, YQQ_PROTOCOL_ERROR_TOO_LARGE, NULL, "over 1 MB");
    return NULL;
  }
  JsonObject *object = yqq_json_parse (size > 0 ? text : "", (gssize)size, YQQ_ACT_MAX_BYTES, NULL);
  if (object == NULL)
    yqq_protocol_error_set (error, YQQ_PROTOCOL_ERROR_MALFORMED, NULL, "not a JSON object");
  return object;
}

YqqEnterpriseAct *
yqq_enterprise_act_parse (GBytes *payload, GError **error)
{
  g_autoptr (JsonObject) object = parse_object (payload, error);
  if (object == NULL)
    return NULL;
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqEnterpriseAct) self = g_new0 (YqqEnterpriseAct, 1);
  self->kind = yqq_message_reader_get_nick (&reader, "act", (YqqNickReader)yqq_act_kind_from_nick);
  self->id = yqq_message_reader_dup_identifier (&reader, "act_id");
  self->enterprise = yqq_message_reader_dup_identifier (&reader, "enterprise");
  self->at_ms = yqq_message_reader_get_time (&reader, "at");
  if (reader.error == NULL)
    read_own_members (self, &reader);
  if (reader.error == NULL)
    refuse_unknown (&reader, name_members (self->kind));
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}
