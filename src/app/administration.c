/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/administration.h"

#include "app/users-list.h"

typedef struct {
  char *enterprise_id;
  char *enterprise_name;
  gboolean busy;
  GError *trouble;
  YqqEnterpriseOverview *overview;
  YqqUsersList *users;
  YqqUsersChoice wished_users;
} YqqAdministrationPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (YqqAdministration, yqq_administration, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

#define GET(self) ((YqqAdministrationPrivate *)yqq_administration_get_instance_private (self))

static void
emit_changed (YqqAdministration *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
yqq_administration_finalize (GObject *object)
{
  YqqAdministrationPrivate *private = GET (YQQ_ADMINISTRATION (object));
  g_free (private->enterprise_id);
  g_free (private->enterprise_name);
  g_clear_error (&private->trouble);
  g_clear_pointer (&private->overview, yqq_enterprise_overview_free);
  g_clear_object (&private->users);
  G_OBJECT_CLASS (yqq_administration_parent_class)->finalize (object);
}

static void
yqq_administration_class_init (YqqAdministrationClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_administration_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_ADMINISTRATION, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_administration_init (YqqAdministration *self)
{
  GET (self)->users = yqq_users_list_new ();
}

void
yqq_administration_wish_users (YqqAdministration *self, YqqUsersChoice choice)
{
  GET (self)->wished_users = choice;
}

YqqUsersChoice
yqq_administration_take_wished_users (YqqAdministration *self)
{
  YqqUsersChoice choice = GET (self)->wished_users;
  GET (self)->wished_users = YQQ_USERS_ALL;
  return choice;
}

const char *
yqq_administration_get_enterprise_id (YqqAdministration *self)
{
  return GET (self)->enterprise_id;
}

const char *
yqq_administration_get_enterprise_name (YqqAdministration *self)
{
  return GET (self)->enterprise_name;
}

gboolean
yqq_administration_get_busy (YqqAdministration *self)
{
  return GET (self)->busy;
}

const GError *
yqq_administration_get_trouble (YqqAdministration *self)
{
  return GET (self)->trouble;
}

const YqqEnterpriseOverview *
yqq_administration_get_overview (YqqAdministration *self)
{
  return GET (self)->overview;
}

GListModel *
yqq_administration_get_users (YqqAdministration *self)
{
  return G_LIST_MODEL (GET (self)->users);
}

gboolean
yqq_administration_get_users_complete (YqqAdministration *self)
{
  return yqq_users_list_get_complete (GET (self)->users);
}

YqqAuthorisedUserEntry *
yqq_administration_find_user (YqqAdministration *self, const char *grant_id)
{
  return yqq_users_list_find (GET (self)->users, grant_id);
}

void
yqq_administration_refresh (YqqAdministration *self)
{
  YQQ_ADMINISTRATION_GET_CLASS (self)->refresh (self);
}

gboolean
yqq_administration_needs_pin (YqqAdministration *self, YqqActKind kind)
{
  return YQQ_ADMINISTRATION_GET_CLASS (self)->needs_pin (self, kind);
}

gboolean
yqq_administration_can_sign (YqqAdministration *self)
{
  return YQQ_ADMINISTRATION_GET_CLASS (self)->can_sign (self);
}

void
yqq_administration_forget_pin (YqqAdministration *self)
{
  YQQ_ADMINISTRATION_GET_CLASS (self)->forget_pin (self);
}

void
yqq_administration_perform_async (YqqAdministration *self,
                                  YqqEnterpriseAct *act,
                                  YqqSecretBytes *pin,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, yqq_administration_perform_async);
  YQQ_ADMINISTRATION_GET_CLASS (self)->perform_async (self, act, pin, task);
}

static gpointer
finish_pointer (YqqAdministration *self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

YqqActResult *
yqq_administration_perform_finish (YqqAdministration *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, yqq_administration_perform_async, error);
}

void
yqq_administration_check_async (YqqAdministration *self,
                                GPtrArray *drafts,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, yqq_administration_check_async);
  YQQ_ADMINISTRATION_GET_CLASS (self)->check_async (self, drafts, task);
}

YqqActResult *
yqq_administration_check_finish (YqqAdministration *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, yqq_administration_check_async, error);
}

void
yqq_administration_find_person_async (YqqAdministration *self,
                                      const YqqPersonQuery *query,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, yqq_administration_find_person_async);
  YQQ_ADMINISTRATION_GET_CLASS (self)->find_person_async (self, query, task);
}

YqqFoundPerson *
yqq_administration_find_person_finish (YqqAdministration *self,
                                       GAsyncResult *result,
                                       GError **error)
{
  return finish_pointer (self, result, yqq_administration_find_person_async, error);
}

void
yqq_administration_reveal_async (YqqAdministration *self,
                                 const char *grant_id,
                                 YqqSecretBytes *pin,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, yqq_administration_reveal_async);
  YQQ_ADMINISTRATION_GET_CLASS (self)->reveal_async (self, grant_id, pin, task);
}

YqqRevealedUser *
yqq_administration_reveal_finish (YqqAdministration *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, yqq_administration_reveal_async, error);
}

void
yqq_administration_export_audit_async (YqqAdministration *self,
                                       GFile *file,
                                       YqqAdministrationProgress progress,
                                       gpointer progress_data,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, yqq_administration_export_audit_async);
  YQQ_ADMINISTRATION_GET_CLASS (self)->export_audit_async (self, file, progress, progress_data,
                                                           task);
}

gboolean
yqq_administration_export_audit_finish (YqqAdministration *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, yqq_administration_export_audit_async),
                        FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
yqq_administration_set_enterprise (YqqAdministration *self, const char *id, const char *name)
{
  g_autofree char *old_id = g_steal_pointer (&GET (self)->enterprise_id);
  g_autofree char *old_name = g_steal_pointer (&GET (self)->enterprise_name);
  GET (self)->enterprise_id = g_strdup (id);
  GET (self)->enterprise_name = g_strdup (name);
  emit_changed (self);
}

void
yqq_administration_set_busy (YqqAdministration *self, gboolean busy)
{
  if (GET (self)->busy == busy)
    return;
  GET (self)->busy = busy;
  emit_changed (self);
}

void
yqq_administration_set_trouble (YqqAdministration *self, const GError *trouble)
{
  GError *copy = trouble ? g_error_copy (trouble) : NULL;
  g_clear_error (&GET (self)->trouble);
  GET (self)->trouble = copy;
  emit_changed (self);
}

void
yqq_administration_take_overview (YqqAdministration *self, YqqEnterpriseOverview *overview)
{
  g_clear_pointer (&GET (self)->overview, yqq_enterprise_overview_free);
  GET (self)->overview = overview;
  emit_changed (self);
}

void
yqq_administration_add_users (YqqAdministration *self,
                              GPtrArray *users,
                              gboolean first,
                              gboolean last)
{
  yqq_users_list_add (GET (self)->users, users, first, last);
  emit_changed (self);
}
