/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/authorised-user-entry.h"

struct _YqqAuthorisedUserEntry {
  GObject parent;

  YqqAuthorisedUser *user;
  char *key;   /* NULL until somebody searches */
  char *order; /* NULL until somebody sorts */
};

G_DEFINE_FINAL_TYPE (YqqAuthorisedUserEntry, yqq_authorised_user_entry, G_TYPE_OBJECT)

static void
yqq_authorised_user_entry_finalize (GObject *object)
{
  YqqAuthorisedUserEntry *self = YQQ_AUTHORISED_USER_ENTRY (object);
  g_clear_pointer (&self->user, yqq_authorised_user_free);
  g_free (self->key);
  g_free (self->order);
  G_OBJECT_CLASS (yqq_authorised_user_entry_parent_class)->finalize (object);
}

static void
yqq_authorised_user_entry_class_init (YqqAuthorisedUserEntryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_authorised_user_entry_finalize;
}

static void
yqq_authorised_user_entry_init (YqqAuthorisedUserEntry *self)
{
}

static char *
create_key (const YqqAuthorisedUser *user)
{
  g_autofree char *text = g_strjoin ("\n", user->name, user->code, user->id_number_masked,
                                     user->phone_masked ? user->phone_masked : "", NULL);
  return g_utf8_casefold (text, -1);
}

YqqAuthorisedUserEntry *
yqq_authorised_user_entry_new (const YqqAuthorisedUser *user)
{
  YqqAuthorisedUserEntry *self = g_object_new (YQQ_TYPE_AUTHORISED_USER_ENTRY, NULL);
  self->user = yqq_authorised_user_copy (user);
  return self;
}

const YqqAuthorisedUser *
yqq_authorised_user_entry_get_user (YqqAuthorisedUserEntry *self)
{
  return self->user;
}

const char *
yqq_authorised_user_entry_get_key (YqqAuthorisedUserEntry *self)
{
  if (!self->key)
    self->key = create_key (self->user);
  return self->key;
}

const char *
yqq_authorised_user_entry_get_order (YqqAuthorisedUserEntry *self)
{
  if (!self->order)
    self->order = g_utf8_collate_key (self->user->name, -1);
  return self->order;
}

static gboolean
texts_equal (const YqqAuthorisedUser *a, const YqqAuthorisedUser *b)
{
  return g_str_equal (a->grant, b->grant) && g_strcmp0 (a->code, b->code) == 0 &&
         g_strcmp0 (a->name, b->name) == 0 &&
         g_strcmp0 (a->id_number_masked, b->id_number_masked) == 0 &&
         g_strcmp0 (a->phone_masked, b->phone_masked) == 0;
}

static gboolean
permissions_equal (const YqqAuthorisedUser *a, const YqqAuthorisedUser *b)
{
  if (!a->permissions || !b->permissions)
    return a->permissions == b->permissions;
  return g_strv_equal ((const char *const *)a->permissions, (const char *const *)b->permissions);
}

gboolean
yqq_authorised_user_entry_shows (YqqAuthorisedUserEntry *self, const YqqAuthorisedUser *user)
{
  const YqqAuthorisedUser *own = self->user;
  return texts_equal (own, user) && permissions_equal (own, user) &&
         own->id_type == user->id_type && own->kind == user->kind && own->roles == user->roles &&
         own->state == user->state && own->created_at_ms == user->created_at_ms &&
         own->not_after_ms == user->not_after_ms && own->cancelled_at_ms == user->cancelled_at_ms &&
         own->me == user->me;
}
