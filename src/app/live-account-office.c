/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/live-account-office.h"

#include "client/client-error.h"

struct _YqqLiveAccountOffice {
  GObject parent;

  YqqAuthorityAccess *access;
};

/* NULL, and the question answered, where the authority was not reached. */
static YqqAuthorityConnection *
get_connection (YqqAccountOffice *office, GAsyncReadyCallback callback, gpointer user_data)
{
  YqqAuthorityConnection *connection =
      yqq_authority_access_get_connection (YQQ_LIVE_ACCOUNT_OFFICE (office)->access);
  if (!connection)
    g_task_report_new_error (office, callback, user_data, get_connection, YQQ_CLIENT_ERROR,
                             YQQ_CLIENT_ERROR_OFFLINE, "The authority was not reached yet");
  return connection;
}

static void
live_list (YqqAccountOffice *office,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  YqqAuthorityConnection *connection = get_connection (office, callback, user_data);
  if (connection)
    yqq_fetch_accounts_async (connection, cancellable, callback, user_data);
}

static void
live_link (YqqAccountOffice *office,
           const char *identity,
           JsonObject *evidence,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  YqqAuthorityConnection *connection = get_connection (office, callback, user_data);
  if (connection)
    yqq_link_account_async (connection, identity, evidence, cancellable, callback, user_data);
}

static void
live_unlink (YqqAccountOffice *office,
             const char *id,
             const char *identity,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  YqqAuthorityConnection *connection = get_connection (office, callback, user_data);
  if (connection)
    yqq_unlink_account_async (connection, id, identity, cancellable, callback, user_data);
}

static void
implement_office (YqqAccountOfficeInterface *interface)
{
  interface->list = live_list;
  interface->link = live_link;
  interface->unlink = live_unlink;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqLiveAccountOffice,
                               yqq_live_account_office,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_ACCOUNT_OFFICE, implement_office))

static void
yqq_live_account_office_finalize (GObject *object)
{
  g_object_unref (YQQ_LIVE_ACCOUNT_OFFICE (object)->access);
  G_OBJECT_CLASS (yqq_live_account_office_parent_class)->finalize (object);
}

static void
yqq_live_account_office_class_init (YqqLiveAccountOfficeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_live_account_office_finalize;
}

static void
yqq_live_account_office_init (YqqLiveAccountOffice *self)
{
}

YqqAccountOffice *
yqq_live_account_office_new (YqqAuthorityAccess *access)
{
  YqqLiveAccountOffice *self = g_object_new (YQQ_TYPE_LIVE_ACCOUNT_OFFICE, NULL);
  self->access = g_object_ref (access);
  return YQQ_ACCOUNT_OFFICE (self);
}
