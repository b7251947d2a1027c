/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account-office.h"

G_DEFINE_INTERFACE (YqqAccountOffice, yqq_account_office, G_TYPE_OBJECT)

static void
yqq_account_office_default_init (YqqAccountOfficeInterface *interface)
{
}

void
yqq_account_office_list_async (YqqAccountOffice *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  YQQ_ACCOUNT_OFFICE_GET_IFACE (self)->list (self, cancellable, callback, user_data);
}

YqqLinkedAccounts *
yqq_account_office_list_finish (GAsyncResult *result, GError **error)
{
  return yqq_fetch_accounts_finish (result, error);
}

void
yqq_account_office_link_async (YqqAccountOffice *self,
                               const char *identity,
                               JsonObject *evidence,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  YQQ_ACCOUNT_OFFICE_GET_IFACE (self)->link (self, identity, evidence, cancellable, callback,
                                             user_data);
}

gboolean
yqq_account_office_link_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (YqqLinkedAccount) linked = yqq_link_account_finish (result, error);
  return linked != NULL;
}

void
yqq_account_office_unlink_async (YqqAccountOffice *self,
                                 const char *id,
                                 const char *identity,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  YQQ_ACCOUNT_OFFICE_GET_IFACE (self)->unlink (self, id, identity, cancellable, callback,
                                               user_data);
}

gboolean
yqq_account_office_unlink_finish (GAsyncResult *result, GError **error)
{
  return yqq_unlink_account_finish (result, error);
}
