/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/account.h"

#include "protocol/shared-members.h"

#define NAME_MAX_LENGTH 60
#define ISSUER_MAX_LENGTH 2048

YqqLinkedAccount *
yqq_linked_account_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqLinkedAccount) self = g_new0 (YqqLinkedAccount, 1);
  self->id = yqq_message_reader_dup_identifier (&reader, "id");
  self->name = yqq_message_reader_dup_optional_text (&reader, "name", NAME_MAX_LENGTH);
  self->issuer = yqq_message_reader_dup_text (&reader, "issuer", ISSUER_MAX_LENGTH);
  self->linked_at_ms = yqq_message_reader_get_time (&reader, "linked_at");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_linked_account_to_json (const YqqLinkedAccount *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  yqq_message_set_text (object, "name", self->name);
  json_object_set_string_member (object, "issuer", self->issuer);
  yqq_message_set_time (object, "linked_at", self->linked_at_ms);
  return object;
}

void
yqq_linked_account_free (YqqLinkedAccount *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->issuer);
  g_free (self);
}

YqqLinkedAccounts *
yqq_linked_accounts_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqLinkedAccounts) self = g_new0 (YqqLinkedAccounts, 1);
  self->accounts = yqq_message_reader_dup_elements (
      &reader, "accounts", YQQ_LINKED_ACCOUNTS_MAX_COUNT,
      (YqqElementReader)yqq_linked_account_from_json, (GDestroyNotify)yqq_linked_account_free);
  JsonObject *provider = yqq_message_reader_has (&reader, "provider")
                             ? yqq_message_reader_get_object (&reader, "provider")
                             : NULL;
  if (provider != NULL)
    self->provider = json_object_ref (provider);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_linked_accounts_to_json (const YqqLinkedAccounts *self)
{
  JsonObject *object = json_object_new ();
  yqq_message_set_elements (object, "accounts", self->accounts,
                            (YqqElementWriter)yqq_linked_account_to_json);
  if (self->provider != NULL)
    json_object_set_object_member (object, "provider", json_object_ref (self->provider));
  return object;
}

void
yqq_linked_accounts_free (YqqLinkedAccounts *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->provider, json_object_unref);
  g_free (self);
}

YqqAccountLinking *
yqq_account_linking_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqAccountLinking) self = g_new0 (YqqAccountLinking, 1);
  self->identity = yqq_message_reader_dup_optional_identifier (&reader, "identity");
  JsonObject *evidence = yqq_message_reader_get_object (&reader, "evidence");
  if (evidence != NULL)
    self->evidence = json_object_ref (evidence);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_account_linking_to_json (const YqqAccountLinking *self)
{
  JsonObject *object = json_object_new ();
  yqq_message_set_text (object, "identity", self->identity);
  json_object_set_object_member (object, "evidence", json_object_ref (self->evidence));
  return object;
}

void
yqq_account_linking_free (YqqAccountLinking *self)
{
  if (self == NULL)
    return;
  g_free (self->identity);
  g_clear_pointer (&self->evidence, json_object_unref);
  g_free (self);
}
