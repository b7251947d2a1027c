/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/enterprise-overview.h"

#include "protocol/me.h"
#include "protocol/shared-members.h"

void
yqq_transfer_view_free (YqqTransferView *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->from_name);
  g_free (self->to_name);
  g_free (self->offered_by_name);
  g_free (self);
}

void
yqq_proposal_view_free (YqqProposalView *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->by_name);
  g_free (self->act);
  g_strfreev (self->subject_names);
  g_free (self);
}

void
yqq_seal_view_free (YqqSealView *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

void
yqq_administrator_view_free (YqqAdministratorView *self)
{
  if (self == NULL)
    return;
  g_free (self->grant);
  g_free (self->name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqTransferView, yqq_transfer_view_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqProposalView, yqq_proposal_view_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSealView, yqq_seal_view_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAdministratorView, yqq_administrator_view_free)

static char *
dup_name (YqqMessageReader *reader, const char *member)
{
  return yqq_message_reader_dup_text (reader, member, YQQ_NAME_MAX_LENGTH);
}

static YqqTransferState
read_state (YqqMessageReader *reader)
{
  return yqq_message_reader_get_nick (reader, "state", (YqqNickReader)yqq_transfer_state_from_nick);
}

static YqqTransferView *
read_transfer (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqTransferView) self = g_new0 (YqqTransferView, 1);
  self->id = yqq_message_reader_dup_identifier (&reader, "id");
  self->state = read_state (&reader);
  self->from_name =
      yqq_message_reader_dup_optional_text (&reader, "from_name", YQQ_NAME_MAX_LENGTH);
  self->to_name = dup_name (&reader, "to_name");
  self->offered_by_name = dup_name (&reader, "offered_by_name");
  self->to_me = yqq_message_reader_get_boolean (&reader, "to_me");
  self->by_me = yqq_message_reader_get_boolean (&reader, "by_me");
  self->offered_at_ms = yqq_message_reader_get_time (&reader, "offered_at");
  self->expires_at_ms = yqq_message_reader_get_time (&reader, "expires_at");
  self->ended_at_ms = yqq_message_reader_get_optional_time (&reader, "ended_at");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

static JsonObject *
write_transfer (const YqqTransferView *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "state", yqq_transfer_state_to_nick (self->state));
  yqq_message_set_text (object, "from_name", self->from_name);
  json_object_set_string_member (object, "to_name", self->to_name);
  json_object_set_string_member (object, "offered_by_name", self->offered_by_name);
  json_object_set_boolean_member (object, "to_me", self->to_me);
  json_object_set_boolean_member (object, "by_me", self->by_me);
  yqq_message_set_time (object, "offered_at", self->offered_at_ms);
  yqq_message_set_time (object, "expires_at", self->expires_at_ms);
  yqq_message_set_time (object, "ended_at", self->ended_at_ms);
  return object;
}

static YqqProposalView *
read_proposal (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqProposalView) self = g_new0 (YqqProposalView, 1);
  self->id = yqq_message_reader_dup_identifier (&reader, "id");
  self->state = read_state (&reader);
  self->by_name = dup_name (&reader, "by_name");
  self->by_me = yqq_message_reader_get_boolean (&reader, "by_me");
  self->act = yqq_message_reader_dup_optional_text (&reader, "act", YQQ_ACT_MAX_BYTES);
  self->subject_names = yqq_message_reader_dup_strings (&reader, "subject_names", YQQ_ACT_MAX_ITEMS,
                                                        YQQ_NAME_MAX_LENGTH);
  self->proposed_at_ms = yqq_message_reader_get_time (&reader, "proposed_at");
  self->expires_at_ms = yqq_message_reader_get_time (&reader, "expires_at");
  self->ended_at_ms = yqq_message_reader_get_optional_time (&reader, "ended_at");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

char *
yqq_proposal_act_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autofree char *act = yqq_message_reader_dup_text (&reader, "act", YQQ_ACT_MAX_BYTES);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&act) : NULL;
}

JsonObject *
yqq_proposal_act_to_json (const char *act)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "act", act);
  return object;
}

static JsonObject *
write_proposal (const YqqProposalView *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "state", yqq_transfer_state_to_nick (self->state));
  json_object_set_string_member (object, "by_name", self->by_name);
  json_object_set_boolean_member (object, "by_me", self->by_me);
  yqq_message_set_text (object, "act", self->act);
  yqq_message_set_strings (object, "subject_names", (const char *const *)self->subject_names);
  yqq_message_set_time (object, "proposed_at", self->proposed_at_ms);
  yqq_message_set_time (object, "expires_at", self->expires_at_ms);
  yqq_message_set_time (object, "ended_at", self->ended_at_ms);
  return object;
}

static YqqSealView *
read_seal (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqSealView) self = g_new0 (YqqSealView, 1);
  self->id = yqq_message_reader_dup_identifier (&reader, "id");
  self->name = dup_name (&reader, "name");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

static JsonObject *
write_seal (const YqqSealView *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "name", self->name);
  return object;
}

static YqqAdministratorView *
read_administrator (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqAdministratorView) self = g_new0 (YqqAdministratorView, 1);
  self->grant = yqq_message_reader_dup_optional_identifier (&reader, "grant");
  self->name = dup_name (&reader, "name");
  self->me = yqq_message_reader_get_boolean (&reader, "me");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

static JsonObject *
write_administrator (const YqqAdministratorView *self)
{
  JsonObject *object = json_object_new ();
  yqq_message_set_text (object, "grant", self->grant);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_boolean_member (object, "me", self->me);
  return object;
}

/* Absent for who does not administer the enterprise. */
static void
read_certificate (YqqEnterpriseOverview *self, YqqMessageReader *reader)
{
  if (!yqq_message_reader_has (reader, "certificate"))
    return;
  YqqMessageReader inner = {.object = yqq_message_reader_get_object (reader, "certificate")};
  if (inner.object == NULL)
    return;
  self->certificate_code = yqq_message_reader_dup_identifier (&inner, "code");
  self->certificate_not_after_ms = yqq_message_reader_get_time (&inner, "not_after");
  if (inner.error != NULL)
    yqq_message_reader_take_error (reader, "certificate", inner.error);
}

static void
write_certificate (const YqqEnterpriseOverview *self, JsonObject *object)
{
  if (self->certificate_code == NULL)
    return;
  JsonObject *certificate = json_object_new ();
  json_object_set_string_member (certificate, "code", self->certificate_code);
  yqq_message_set_time (certificate, "not_after", self->certificate_not_after_ms);
  json_object_set_object_member (object, "certificate", certificate);
}

static GPtrArray *
read_entries (YqqMessageReader *reader,
              const char *member,
              YqqElementReader read,
              GDestroyNotify free)
{
  return yqq_message_reader_dup_elements (reader, member, YQQ_OVERVIEW_MAX_ENTRIES, read, free);
}

static void
read_lists (YqqEnterpriseOverview *self, YqqMessageReader *reader)
{
  self->administrators =
      read_entries (reader, "administrators", (YqqElementReader)read_administrator,
                    (GDestroyNotify)yqq_administrator_view_free);
  self->seals = read_entries (reader, "seals", (YqqElementReader)read_seal,
                              (GDestroyNotify)yqq_seal_view_free);
  self->transfers = read_entries (reader, "transfers", (YqqElementReader)read_transfer,
                                  (GDestroyNotify)yqq_transfer_view_free);
  self->proposals = read_entries (reader, "proposals", (YqqElementReader)read_proposal,
                                  (GDestroyNotify)yqq_proposal_view_free);
}

YqqEnterpriseOverview *
yqq_enterprise_overview_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqEnterpriseOverview) self = g_new0 (YqqEnterpriseOverview, 1);
  JsonObject *enterprise = yqq_message_reader_get_object (&reader, "enterprise");
  if (enterprise != NULL)
    self->enterprise = yqq_enterprise_from_json (enterprise, &reader.error);
  self->roles = yqq_message_reader_get_roles (&reader);
  yqq_message_reader_get_quota (&reader, &self->quota);
  read_certificate (self, &reader);
  self->two_person = yqq_message_reader_get_boolean (&reader, "two_person");
  self->can_have_two_person = yqq_message_reader_get_boolean (&reader, "can_have_two_person");
  read_lists (self, &reader);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_enterprise_overview_to_json (const YqqEnterpriseOverview *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_object_member (object, "enterprise", yqq_enterprise_to_json (self->enterprise));
  yqq_message_set_roles (object, self->roles);
  yqq_message_set_quota (object, &self->quota);
  write_certificate (self, object);
  json_object_set_boolean_member (object, "two_person", self->two_person);
  json_object_set_boolean_member (object, "can_have_two_person", self->can_have_two_person);
  yqq_message_set_elements (object, "administrators", self->administrators,
                            (YqqElementWriter)write_administrator);
  yqq_message_set_elements (object, "seals", self->seals, (YqqElementWriter)write_seal);
  yqq_message_set_elements (object, "transfers", self->transfers, (YqqElementWriter)write_transfer);
  yqq_message_set_elements (object, "proposals", self->proposals, (YqqElementWriter)write_proposal);
  return object;
}

void
yqq_enterprise_overview_free (YqqEnterpriseOverview *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->enterprise);
  g_free (self->certificate_code);
  g_clear_pointer (&self->administrators, g_ptr_array_unref);
  g_clear_pointer (&self->seals, g_ptr_array_unref);
  g_clear_pointer (&self->transfers, g_ptr_array_unref);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_free (self);
}
