/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/account.h"

#include "base/json.h"
#include "wallet/wallet-error.h"

#define MAX_TEXT 256

struct _YqqAccount {
  gatomicrefcount references;
  char *id;
  char *authority_address;
  char *authority_origin;
  char *person_id;
  char *person_name;
  char *device_id;
  char *birthday;
  char *id_type;
};

YqqAccount *
yqq_account_new (const char *id,
                 const char *authority_address,
                 const char *authority_origin,
                 const char *person_id,
                 const char *person_name,
                 const char *device_id,
                 const char *birthday,
                 const char *id_type)
{
  YqqAccount *self = g_new0 (YqqAccount, 1);
  g_atomic_ref_count_init (&self->references);
  self->id = g_strdup (id);
  self->authority_address = g_strdup (authority_address);
  self->authority_origin = g_strdup (authority_origin);
  self->person_id = g_strdup (person_id);
  self->person_name = g_strdup (person_name);
  self->device_id = g_strdup (device_id);
  self->birthday = g_strdup (birthday);
  self->id_type = g_strdup (id_type);
  return self;
}

YqqAccount *
yqq_account_ref (YqqAccount *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_account_unref (YqqAccount *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->id);
  g_free (self->authority_address);
  g_free (self->authority_origin);
  g_free (self->person_id);
  g_free (self->person_name);
  g_free (self->device_id);
  g_free (self->birthday);
  g_free (self->id_type);
  g_free (self);
}

const char *
yqq_account_get_id (YqqAccount *self)
{
  return self->id;
}

const char *
yqq_account_get_authority_address (YqqAccount *self)
{
  return self->authority_address;
}

const char *
yqq_account_get_authority_origin (YqqAccount *self)
{
  return self->authority_origin;
}

const char *
yqq_account_get_person_id (YqqAccount *self)
{
  return self->person_id;
}

const char *
yqq_account_get_person_name (YqqAccount *self)
{
  return self->person_name;
}

const char *
yqq_account_get_device_id (YqqAccount *self)
{
  return self->device_id;
}

const char *
yqq_account_get_birthday (YqqAccount *self)
{
  return self->birthday;
}

const char *
yqq_account_get_id_type (YqqAccount *self)
{
  return self->id_type;
}

JsonObject *
yqq_account_to_json (YqqAccount *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "authority_address", self->authority_address);
  json_object_set_string_member (object, "authority_origin", self->authority_origin);
  json_object_set_string_member (object, "person_id", self->person_id);
  json_object_set_string_member (object, "person_name", self->person_name);
  json_object_set_string_member (object, "device_id", self->device_id);
  if (self->birthday != NULL)
    json_object_set_string_member (object, "birthday", self->birthday);
  if (self->id_type != NULL)
    json_object_set_string_member (object, "id_type", self->id_type);
  return object;
}

YqqAccount *
yqq_account_from_json (JsonObject *object, GError **error)
{
  const char *id, *address, *origin, *person_id, *person_name, *device_id, *birthday = NULL;
  const char *id_type = NULL;
  g_autoptr (GError) local = NULL;
  gboolean complete =
      yqq_json_read_string (object, "id", MAX_TEXT, &id, &local) &&
      yqq_json_read_string (object, "authority_address", MAX_TEXT, &address, &local) &&
      yqq_json_read_string (object, "authority_origin", MAX_TEXT, &origin, &local) &&
      yqq_json_read_string (object, "person_id", MAX_TEXT, &person_id, &local) &&
      yqq_json_read_string (object, "person_name", MAX_TEXT, &person_name, &local) &&
      yqq_json_read_string (object, "device_id", MAX_TEXT, &device_id, &local) &&
      (!yqq_json_has (object, "birthday") ||
       yqq_json_read_string (object, "birthday", MAX_TEXT, &birthday, &local)) &&
      (!yqq_json_has (object, "id_type") ||
       yqq_json_read_string (object, "id_type", MAX_TEXT, &id_type, &local));
  if (!complete) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "account: %s", local->message);
    return NULL;
  }
  return yqq_account_new (id, address, origin, person_id, person_name, device_id, birthday,
                          id_type);
}
