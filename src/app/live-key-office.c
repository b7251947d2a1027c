/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/live-key-office.h"

#include "client/client-error.h"

struct _YqqLiveKeyOffice {
  GObject parent;

  YqqAuthorityAccess *access;
};

/* NULL, and the question answered, where the authority was not reached. */
static YqqAuthorityConnection *
get_connection (YqqKeyOffice *office, GAsyncReadyCallback callback, gpointer user_data)
{
  YqqAuthorityConnection *connection =
      yqq_authority_access_get_connection (YQQ_LIVE_KEY_OFFICE (office)->access);
  if (!connection)
    g_task_report_new_error (office, callback, user_data, get_connection, YQQ_CLIENT_ERROR,
                             YQQ_CLIENT_ERROR_OFFLINE, "The authority was not reached yet");
  return connection;
}

static void
live_list (YqqKeyOffice *office,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  YqqAuthorityConnection *connection = get_connection (office, callback, user_data);
  if (connection)
    yqq_fetch_authenticators_async (connection, cancellable, callback, user_data);
}

static void
live_add (YqqKeyOffice *office,
          const char *identity,
          JsonObject *registration,
          const char *label,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  YqqAuthorityConnection *connection = get_connection (office, callback, user_data);
  if (connection)
    yqq_add_authenticator_async (connection, identity, registration, label, cancellable, callback,
                                 user_data);
}

static void
live_rename (YqqKeyOffice *office,
             const char *id,
             const char *label,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  YqqAuthorityConnection *connection = get_connection (office, callback, user_data);
  if (connection)
    yqq_rename_authenticator_async (connection, id, label, cancellable, callback, user_data);
}

static void
live_remove (YqqKeyOffice *office,
             const char *id,
             const char *identity,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  YqqAuthorityConnection *connection = get_connection (office, callback, user_data);
  if (connection)
    yqq_remove_authenticator_async (connection, id, identity, cancellable, callback, user_data);
}

static void
implement_office (YqqKeyOfficeInterface *interface)
{
  interface->list = live_list;
  interface->add = live_add;
  interface->rename = live_rename;
  interface->remove = live_remove;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqLiveKeyOffice,
                               yqq_live_key_office,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_KEY_OFFICE, implement_office))

static void
yqq_live_key_office_finalize (GObject *object)
{
  g_object_unref (YQQ_LIVE_KEY_OFFICE (object)->access);
  G_OBJECT_CLASS (yqq_live_key_office_parent_class)->finalize (object);
}

static void
yqq_live_key_office_class_init (YqqLiveKeyOfficeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_live_key_office_finalize;
}

static void
yqq_live_key_office_init (YqqLiveKeyOffice *self)
{
}

YqqKeyOffice *
yqq_live_key_office_new (YqqAuthorityAccess *access)
{
  YqqLiveKeyOffice *self = g_object_new (YQQ_TYPE_LIVE_KEY_OFFICE, NULL);
  self->access = g_object_ref (access);
  return YQQ_KEY_OFFICE (self);
}
