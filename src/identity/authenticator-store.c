/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/authenticator-store.h"

G_DEFINE_INTERFACE (YqqAuthenticatorStore, yqq_authenticator_store, G_TYPE_OBJECT)

static void
yqq_authenticator_store_default_init (YqqAuthenticatorStoreInterface *interface)
{
}

YqqAuthenticator *
yqq_authenticator_copy (const YqqAuthenticator *self)
{
  YqqAuthenticator *copy = g_new0 (YqqAuthenticator, 1);
  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->label = g_strdup (self->label);
  copy->credential = g_bytes_ref (self->credential);
  copy->public_key = g_bytes_ref (self->public_key);
  return copy;
}

void
yqq_authenticator_free (YqqAuthenticator *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->label);
  g_clear_pointer (&self->credential, g_bytes_unref);
  g_clear_pointer (&self->public_key, g_bytes_unref);
  g_free (self);
}

gboolean
yqq_authenticator_store_add (YqqAuthenticatorStore *self,
                             const char *person_id,
                             const YqqAuthenticator *authenticator,
                             GError **error)
{
  return YQQ_AUTHENTICATOR_STORE_GET_IFACE (self)->add (self, person_id, authenticator, error);
}

GPtrArray *
yqq_authenticator_store_list (YqqAuthenticatorStore *self, const char *person_id, GError **error)
{
  return YQQ_AUTHENTICATOR_STORE_GET_IFACE (self)->list (self, person_id, error);
}

gboolean
yqq_authenticator_store_record_use (YqqAuthenticatorStore *self,
                                    const char *person_id,
                                    const char *id,
                                    guint32 counter,
                                    gint64 at_ms,
                                    GError **error)
{
  return YQQ_AUTHENTICATOR_STORE_GET_IFACE (self)->record_use (self, person_id, id, counter, at_ms,
                                                               error);
}

gboolean
yqq_authenticator_store_rename (YqqAuthenticatorStore *self,
                                const char *person_id,
                                const char *id,
                                const char *label,
                                gboolean *found,
                                GError **error)
{
  return YQQ_AUTHENTICATOR_STORE_GET_IFACE (self)->rename (self, person_id, id, label, found,
                                                           error);
}

gboolean
yqq_authenticator_store_remove (YqqAuthenticatorStore *self,
                                const char *person_id,
                                const char *id,
                                gboolean *found,
                                GError **error)
{
  return YQQ_AUTHENTICATOR_STORE_GET_IFACE (self)->remove (self, person_id, id, found, error);
}
