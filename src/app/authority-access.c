/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/authority-access.h"

#include "client/client-error.h"
#include "client/embedded-authority.h"
#include "client/fetch-authority.h"

/* One that ends so soon would only end again. */
#define SHORT_LIFE_US (2 * G_USEC_PER_SEC)

struct _YqqAuthorityAccess {
  GObject parent;

  char *address;         /* chosen; NULL: our own */
  char *reached_address; /* of the connection */
  gboolean demonstration;
  YqqEmbeddedAuthority *embedded;
  gint64 started_us;
  YqqAuthorityConnection *connection;
  YqqAuthorityInfo *info;
};

G_DEFINE_FINAL_TYPE (YqqAuthorityAccess, yqq_authority_access, G_TYPE_OBJECT)

enum { ENDED, SIGNALS };

static guint signals[SIGNALS];

static void
yqq_authority_access_dispose (GObject *object)
{
  YqqAuthorityAccess *self = YQQ_AUTHORITY_ACCESS (object);
  yqq_authority_access_stop (self);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->info, yqq_authority_info_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->reached_address, g_free);
  G_OBJECT_CLASS (yqq_authority_access_parent_class)->dispose (object);
}

static void
yqq_authority_access_class_init (YqqAuthorityAccessClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_authority_access_dispose;
  signals[ENDED] = g_signal_new ("ended", YQQ_TYPE_AUTHORITY_ACCESS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_authority_access_init (YqqAuthorityAccess *self)
{
}

YqqAuthorityAccess *
yqq_authority_access_new (const char *address, gboolean demonstration)
{
  YqqAuthorityAccess *self = g_object_new (YQQ_TYPE_AUTHORITY_ACCESS, NULL);
  self->demonstration = demonstration;
  yqq_authority_access_set_address (self, address);
  return self;
}

void
yqq_authority_access_set_address (YqqAuthorityAccess *self, const char *address)
{
  gboolean own = !address || !*address || g_str_has_prefix (address, "unix:");
  char *copy = own ? NULL : g_strdup (address);
  g_free (self->address);
  self->address = copy;
}

void
yqq_authority_access_restore (YqqAuthorityAccess *self)
{
  g_free (self->address);
  self->address = g_strdup (self->reached_address);
}

const char *
yqq_authority_access_get_address (YqqAuthorityAccess *self)
{
  return self->address;
}

gboolean
yqq_authority_access_get_own (YqqAuthorityAccess *self)
{
  return self->address == NULL;
}

static void
on_info_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqAuthorityAccess *self = g_task_get_source_object (task);
  GError *error = NULL;
  YqqAuthorityInfo *info = yqq_fetch_authority_finish (result, &error);
  if (!info) {
    if (self->embedded && g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE))
      yqq_embedded_authority_stop (self->embedded); /* the next one who asks starts it anew */
    g_task_return_error (task, error);
    return;
  }
  g_clear_pointer (&self->info, yqq_authority_info_free);
  self->info = info;
  g_set_object (&self->connection, g_task_get_task_data (task));
  g_free (self->reached_address);
  self->reached_address = g_strdup (self->address);
  g_task_return_boolean (task, TRUE);
}

static gboolean
is_connected_to (YqqAuthorityAccess *self, const char *address)
{
  return self->connection &&
         g_str_equal (yqq_authority_connection_get_address (self->connection), address);
}

static void
ask_who (GTask *task, const char *address)
{
  YqqAuthorityAccess *self = g_task_get_source_object (task);
  GError *error = NULL;
  YqqAuthorityConnection *connection = is_connected_to (self, address)
                                           ? g_object_ref (self->connection)
                                           : yqq_authority_connection_new (address, &error);
  if (!connection) {
    g_task_return_error (task, error);
    return;
  }
  g_task_set_task_data (task, connection, g_object_unref);
  yqq_fetch_authority_async (connection, g_task_get_cancellable (task), on_info_fetched,
                             g_object_ref (task));
}

static void
on_embedded_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqEmbeddedAuthority *embedded = YQQ_EMBEDDED_AUTHORITY (source);
  GError *error = NULL;
  YqqAuthorityAccess *self = g_task_get_source_object (task);
  self->started_us = g_get_monotonic_time ();
  if (yqq_embedded_authority_start_finish (embedded, result, &error))
    ask_who (task, yqq_embedded_authority_get_address (embedded));
  else
    g_task_return_error (task, error);
}

static void
on_embedded_exited (YqqAuthorityAccess *self)
{
  if (g_get_monotonic_time () - self->started_us > SHORT_LIFE_US)
    g_signal_emit (self, signals[ENDED], 0);
}

static YqqEmbeddedAuthority *
create_embedded (YqqAuthorityAccess *self)
{
  YqqEmbeddedAuthority *embedded = yqq_embedded_authority_new (NULL, self->demonstration);
  g_signal_connect_object (embedded, "exited", G_CALLBACK (on_embedded_exited), self,
                           G_CONNECT_SWAPPED);
  return embedded;
}

static void
reach_own (YqqAuthorityAccess *self, GTask *task)
{
  if (!self->embedded)
    self->embedded = create_embedded (self);
  if (yqq_embedded_authority_get_running (self->embedded))
    ask_who (task, yqq_embedded_authority_get_address (self->embedded));
  else
    yqq_embedded_authority_start_async (self->embedded, g_task_get_cancellable (task),
                                        on_embedded_started, g_object_ref (task));
}

void
yqq_authority_access_reach_async (YqqAuthorityAccess *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  if (self->address)
    ask_who (task, self->address);
  else
    reach_own (self, task);
}

gboolean
yqq_authority_access_reach_finish (YqqAuthorityAccess *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

YqqAuthorityConnection *
yqq_authority_access_get_connection (YqqAuthorityAccess *self)
{
  return self->connection;
}

const YqqAuthorityInfo *
yqq_authority_access_get_info (YqqAuthorityAccess *self)
{
  return self->info;
}

void
yqq_authority_access_stop (YqqAuthorityAccess *self)
{
  if (self->embedded)
    yqq_embedded_authority_stop (self->embedded);
  g_clear_object (&self->embedded);
}
