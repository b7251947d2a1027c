/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/relying-party-registration.h"

#include <string.h>

#include "base/json.h"
#include "protocol/message-reader.h"

#define NAME_MAX_LENGTH 100
#define DOMAIN_MAX_LENGTH 253
#define KEY_MAX_BYTES 256

gboolean
yqq_domain_is_valid (const char *text)
{
  gsize length = strnlen (text, DOMAIN_MAX_LENGTH + 1);
  if (length == 0 || length > DOMAIN_MAX_LENGTH)
    return FALSE;
  if (strchr (text, ':') != NULL)
    return g_hostname_is_ip_address (text);
  return strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789.-") == length && text[0] != '.' &&
         text[0] != '-' && text[length - 1] != '.' && text[length - 1] != '-' &&
         strstr (text, "..") == NULL;
}

static GStrv
read_domains (YqqMessageReader *reader)
{
  GStrv domains = yqq_message_reader_dup_strings (reader, "domains", YQQ_RELYING_PARTY_MAX_DOMAINS,
                                                  DOMAIN_MAX_LENGTH);
  if (domains == NULL)
    return NULL;
  if (domains[0] == NULL)
    yqq_message_reader_fail (reader, "domains", "empty");
  for (guint i = 0; domains[i] != NULL; i++)
    if (!yqq_domain_is_valid (domains[i]))
      yqq_message_reader_fail (reader, "domains", "holds something that is not a host name");
  return domains;
}

YqqRelyingPartyRegistration *
yqq_relying_party_registration_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqRelyingPartyRegistration) self = g_new0 (YqqRelyingPartyRegistration, 1);
  self->name = yqq_message_reader_dup_text (&reader, "name", NAME_MAX_LENGTH);
  self->domains = read_domains (&reader);
  self->public_key = yqq_message_reader_dup_bytes (&reader, "public_key", 1, KEY_MAX_BYTES);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_relying_party_registration_to_json (const YqqRelyingPartyRegistration *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "name", self->name);
  yqq_message_set_strings (object, "domains", (const char *const *)self->domains);
  yqq_json_set_bytes (object, "public_key", self->public_key);
  return object;
}

void
yqq_relying_party_registration_free (YqqRelyingPartyRegistration *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_strfreev (self->domains);
  g_clear_pointer (&self->public_key, g_bytes_unref);
  g_free (self);
}

static YqqRelyingParty *
read_relying_party (JsonObject *object, const char *id_member, gboolean full, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autofree char *id = yqq_message_reader_dup_identifier (&reader, id_member);
  g_autofree char *name = yqq_message_reader_dup_text (&reader, "name", NAME_MAX_LENGTH);
  g_auto (GStrv) domains = read_domains (&reader);
  gboolean first_use = full && yqq_message_reader_get_boolean (&reader, "first_use");
  if (!yqq_message_reader_finish (&reader, error))
    return NULL;
  return yqq_relying_party_new (id, name, (const char *const *)domains, first_use);
}

static JsonObject *
write_relying_party (YqqRelyingParty *relying_party, const char *id_member)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, id_member, yqq_relying_party_get_id (relying_party));
  json_object_set_string_member (object, "name", yqq_relying_party_get_name (relying_party));
  yqq_message_set_strings (object, "domains", yqq_relying_party_get_domains (relying_party));
  return object;
}

YqqRelyingParty *
yqq_relying_party_registered_from_json (JsonObject *object, GError **error)
{
  return read_relying_party (object, "relying_party_id", FALSE, error);
}

JsonObject *
yqq_relying_party_registered_to_json (YqqRelyingParty *relying_party)
{
  return write_relying_party (relying_party, "relying_party_id");
}

YqqRelyingParty *
yqq_relying_party_from_json (JsonObject *object, GError **error)
{
  return read_relying_party (object, "id", TRUE, error);
}

JsonObject *
yqq_relying_party_to_json (YqqRelyingParty *relying_party)
{
  JsonObject *object = write_relying_party (relying_party, "id");
  json_object_set_boolean_member (object, "first_use",
                                  yqq_relying_party_get_first_use (relying_party));
  return object;
}
