/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/notice.h"

#include "model/nick-table.h"
#include "protocol/shared-members.h"

#define SEQUENCE_MAX ((G_GINT64_CONSTANT (1) << 53) - 1)
#define NUMBER_MAX G_GINT64_CONSTANT (1000000000)

static const char *const kind_nicks[YQQ_NOTICE_KIND_COUNT] = {
    [YQQ_NOTICE_GRANT_GIVEN] = "grant-given",
    [YQQ_NOTICE_GRANT_CHANGED] = "grant-changed",
    [YQQ_NOTICE_GRANT_SUSPENDED] = "grant-suspended",
    [YQQ_NOTICE_GRANT_RESUMED] = "grant-resumed",
    [YQQ_NOTICE_GRANT_CANCELLED] = "grant-cancelled",
    [YQQ_NOTICE_GRANTS_EXPIRING] = "grants-expiring",
    [YQQ_NOTICE_GRANT_EXPIRING] = "grant-expiring",
    [YQQ_NOTICE_TRANSFER_WAITING] = "transfer-waiting",
    [YQQ_NOTICE_TRANSFER_ACCEPTED] = "transfer-accepted",
    [YQQ_NOTICE_TRANSFER_REFUSED] = "transfer-refused",
    [YQQ_NOTICE_TRANSFER_WITHDRAWN] = "transfer-withdrawn",
    [YQQ_NOTICE_TRANSFER_TIMED_OUT] = "transfer-timed-out",
    [YQQ_NOTICE_PROPOSAL_WAITING] = "proposal-waiting",
    [YQQ_NOTICE_PROPOSAL_DECIDED] = "proposal-decided",
    [YQQ_NOTICE_CERTIFICATE_USED] = "certificate-used",
    [YQQ_NOTICE_PIN_REPLACED] = "pin-replaced",
    [YQQ_NOTICE_PIN_CHANGED] = "pin-changed",
    [YQQ_NOTICE_DEVICE_DISPUTED] = "device-disputed",
    [YQQ_NOTICE_GRANT_RENEWED] = "grant-renewed",
    [YQQ_NOTICE_KEY_ADDED] = "key-added",
    [YQQ_NOTICE_KEY_REMOVED] = "key-removed",
    [YQQ_NOTICE_IDENTITY_CONFIRMED] = "identity-confirmed",
    [YQQ_NOTICE_DEVICE_ADDED] = "device-added",
    [YQQ_NOTICE_FACE_ENROLLED] = "face-enrolled",
    [YQQ_NOTICE_FACE_ERASED] = "face-erased",
    [YQQ_NOTICE_ACCOUNT_LINKED] = "account-linked",
    [YQQ_NOTICE_ACCOUNT_UNLINKED] = "account-unlinked",
};

const char *
yqq_notice_kind_to_nick (YqqNoticeKind kind)
{
  g_return_val_if_fail ((guint)kind < YQQ_NOTICE_KIND_COUNT, NULL);
  return kind_nicks[kind];
}

gboolean
yqq_notice_kind_from_nick (const char *nick, YqqNoticeKind *kind)
{
  return yqq_nick_table_find (kind_nicks, YQQ_NOTICE_KIND_COUNT, nick, (guint *)kind);
}

YqqNotice *
yqq_notice_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqNotice) self = g_new0 (YqqNotice, 1);
  self->sequence = yqq_message_reader_get_int (&reader, "sequence", 1, SEQUENCE_MAX);
  self->kind =
      yqq_message_reader_get_nick (&reader, "kind", (YqqNickReader)yqq_notice_kind_from_nick);
  self->at_ms = yqq_message_reader_get_time (&reader, "at");
  self->seen = yqq_message_reader_get_boolean (&reader, "seen");
  self->enterprise = yqq_message_reader_dup_optional_identifier (&reader, "enterprise");
  if (self->enterprise != NULL)
    self->enterprise_name =
        yqq_message_reader_dup_text (&reader, "enterprise_name", YQQ_NAME_MAX_LENGTH);
  self->subject = yqq_message_reader_dup_identifier (&reader, "subject");
  self->person = yqq_message_reader_dup_optional_text (&reader, "person", YQQ_NAME_MAX_LENGTH);
  self->detail = yqq_message_reader_dup_optional_text (&reader, "detail", YQQ_NAME_MAX_LENGTH);
  self->number = yqq_message_reader_get_int (&reader, "number", 0, NUMBER_MAX);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_notice_to_json (const YqqNotice *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_int_member (object, "sequence", self->sequence);
  json_object_set_string_member (object, "kind", yqq_notice_kind_to_nick (self->kind));
  yqq_message_set_time (object, "at", self->at_ms);
  json_object_set_boolean_member (object, "seen", self->seen);
  yqq_message_set_text (object, "enterprise", self->enterprise);
  yqq_message_set_text (object, "enterprise_name", self->enterprise_name);
  json_object_set_string_member (object, "subject", self->subject);
  yqq_message_set_text (object, "person", self->person);
  yqq_message_set_text (object, "detail", self->detail);
  json_object_set_int_member (object, "number", self->number);
  return object;
}

YqqNotice *
yqq_notice_copy (const YqqNotice *self)
{
  YqqNotice *copy = g_new (YqqNotice, 1);
  *copy = *self;
  copy->enterprise = g_strdup (self->enterprise);
  copy->enterprise_name = g_strdup (self->enterprise_name);
  copy->subject = g_strdup (self->subject);
  copy->person = g_strdup (self->person);
  copy->detail = g_strdup (self->detail);
  return copy;
}

void
yqq_notice_free (YqqNotice *self)
{
  if (self == NULL)
    return;
  g_free (self->enterprise);
  g_free (self->enterprise_name);
  g_free (self->subject);
  g_free (self->person);
  g_free (self->detail);
  g_free (self);
}

YqqNotices *
yqq_notices_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqNotices) self = g_new0 (YqqNotices, 1);
  self->notices = yqq_message_reader_dup_elements (&reader, "notices", YQQ_NOTICES_MAX_COUNT,
                                                   (YqqElementReader)yqq_notice_from_json,
                                                   (GDestroyNotify)yqq_notice_free);
  self->unseen = yqq_message_reader_get_int (&reader, "unseen", 0, NUMBER_MAX);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_notices_to_json (const YqqNotices *self)
{
  JsonObject *object = json_object_new ();
  yqq_message_set_elements (object, "notices", self->notices, (YqqElementWriter)yqq_notice_to_json);
  json_object_set_int_member (object, "unseen", self->unseen);
  return object;
}

void
yqq_notices_free (YqqNotices *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_free (self);
}
