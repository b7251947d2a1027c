/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/key-office.h"

G_DEFINE_INTERFACE (YqqKeyOffice, yqq_key_office, G_TYPE_OBJECT)

static void
yqq_key_office_default_init (YqqKeyOfficeInterface *interface)
{
}

void
yqq_key_office_list_async (YqqKeyOffice *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  YQQ_KEY_OFFICE_GET_IFACE (self)->list (self, cancellable, callback, user_data);
}

GPtrArray *
yqq_key_office_list_finish (GAsyncResult *result, GError **error)
{
  return yqq_fetch_authenticators_finish (result, error);
}

void
yqq_key_office_add_async (YqqKeyOffice *self,
                          const char *identity,
                          JsonObject *registration,
                          const char *label,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  YQQ_KEY_OFFICE_GET_IFACE (self)->add (self, identity, registration, label, cancellable, callback,
                                        user_data);
}

gboolean
yqq_key_office_add_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (YqqAuthenticatorView) added = yqq_add_authenticator_finish (result, error);
  return added != NULL;
}

void
yqq_key_office_rename_async (YqqKeyOffice *self,
                             const char *id,
                             const char *label,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  YQQ_KEY_OFFICE_GET_IFACE (self)->rename (self, id, label, cancellable, callback, user_data);
}

gboolean
yqq_key_office_rename_finish (GAsyncResult *result, GError **error)
{
  return yqq_rename_authenticator_finish (result, error);
}

void
yqq_key_office_remove_async (YqqKeyOffice *self,
                             const char *id,
                             const char *identity,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  YQQ_KEY_OFFICE_GET_IFACE (self)->remove (self, id, identity, cancellable, callback, user_data);
}

gboolean
yqq_key_office_remove_finish (GAsyncResult *result, GError **error)
{
  return yqq_remove_authenticator_finish (result, error);
}
