/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/live-administration.h"

#include "app/live-answer.h"
#include "client/act-signer.h"
#include "client/check-grants.h"
#include "client/client-error.h"
#include "client/export-audit.h"
#include "client/fetch-enterprise.h"
#include "client/fetch-users.h"
#include "client/find-person.h"
#include "client/remote-pin-gate.h"
#include "client/reveal-user.h"

/* The first page is on the screen at once; the others come in few turns of the loop each. */
#define FIRST_PAGE 200
#define LATER_PAGE 500

struct _YqqLiveAdministration {
  YqqAdministration parent;

  YqqWorkspace *workspace; /* weak */
  YqqAuthorityAccess *access;
  YqqWallet *wallet;
  YqqEnterprise *enterprise;
  YqqActSigner *signer;
  YqqAuthorityConnection *signer_connection; /* that the signer was made for; only compared */
  GCancellable *cancellable;
  gboolean first; /* the next page of users is the first */
  gboolean again; /* somebody asked while it was busy */
};

G_DEFINE_FINAL_TYPE (YqqLiveAdministration, yqq_live_administration, YQQ_TYPE_ADMINISTRATION)

static void live_refresh (YqqAdministration *administration);

static const char *
get_id (YqqLiveAdministration *self)
{
  return yqq_enterprise_get_id (self->enterprise);
}

/* NULL before there is one. */
static YqqAuthorityConnection *
get_connection (YqqLiveAdministration *self)
{
  return yqq_authority_access_get_connection (self->access);
}

/* One for each way to the authority; NULL before there is one. */
static YqqActSigner *
get_signer (YqqLiveAdministration *self)
{
  YqqAuthorityConnection *connection = get_connection (self);
  if (!connection)
    return NULL;
  if (self->signer && self->signer_connection == connection)
    return self->signer;
  g_autoptr (YqqPinGate) gate = yqq_remote_pin_gate_new (connection);
  g_clear_object (&self->signer);
  self->signer = yqq_act_signer_new (connection, self->wallet, gate);
  self->signer_connection = connection;
  return self->signer;
}

/* What the person may do here may have changed: the menus follow at that moment. */
static void
tell_workspace (YqqLiveAdministration *self)
{
  if (self->workspace)
    yqq_workspace_refresh (self->workspace);
}

static void
finish_refresh (YqqLiveAdministration *self, const GError *error)
{
  YqqAdministration *administration = YQQ_ADMINISTRATION (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  yqq_administration_set_trouble (administration, error);
  yqq_administration_set_busy (administration, FALSE);
  if (g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_NOT_PERMITTED))
    tell_workspace (self);
  if (!self->again)
    return;
  self->again = FALSE;
  live_refresh (administration);
}

static void fetch_page (YqqLiveAdministration *self, const char *after);

static void
on_users_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLiveAdministration) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqAuthorisedUsers) page = yqq_fetch_users_finish (result, &error);
  if (!page) {
    finish_refresh (self, error);
    return;
  }
  yqq_administration_add_users (YQQ_ADMINISTRATION (self), page->users, self->first, !page->next);
  self->first = FALSE;
  if (page->next && !self->again)
    fetch_page (self, page->next);
  else
    finish_refresh (self, NULL);
}

static void
fetch_page (YqqLiveAdministration *self, const char *after)
{
  yqq_fetch_users_async (get_connection (self), get_id (self), after,
                         after ? LATER_PAGE : FIRST_PAGE, self->cancellable, on_users_fetched,
                         g_object_ref (self));
}

static void
on_enterprise_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLiveAdministration) self = user_data;
  g_autoptr (GError) error = NULL;
  YqqEnterpriseOverview *overview = yqq_fetch_enterprise_finish (result, &error);
  if (!overview) {
    finish_refresh (self, error);
    return;
  }
  gboolean all = overview->roles & (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE);
  yqq_administration_take_overview (YQQ_ADMINISTRATION (self), overview);
  self->first = TRUE;
  if (all && !self->again)
    fetch_page (self, NULL);
  else
    finish_refresh (self, NULL);
}

static void
live_refresh (YqqAdministration *administration)
{
  YqqLiveAdministration *self = YQQ_LIVE_ADMINISTRATION (administration);
  YqqAuthorityConnection *connection = get_connection (self);
  if (yqq_administration_get_busy (administration)) {
    self->again = TRUE;
    return;
  }
  if (!connection) {
    g_autoptr (GError) offline = g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE,
                                                      "The authority was not reached yet");
    yqq_administration_set_trouble (administration, offline);
    return;
  }
  yqq_administration_set_busy (administration, TRUE);
  yqq_fetch_enterprise_async (connection, get_id (self), self->cancellable, on_enterprise_fetched,
                              g_object_ref (self));
}

static gboolean
live_needs_pin (YqqAdministration *administration, YqqActKind kind)
{
  YqqActSigner *signer = get_signer (YQQ_LIVE_ADMINISTRATION (administration));
  return !signer || yqq_act_signer_needs_pin (signer, kind);
}

static gboolean
live_can_sign (YqqAdministration *administration)
{
  YqqLiveAdministration *self = YQQ_LIVE_ADMINISTRATION (administration);
  YqqActSigner *signer = get_signer (self);
  g_autoptr (YqqCredential) credential =
      signer ? yqq_act_signer_find_credential (signer, self->enterprise) : NULL;
  return credential != NULL;
}

static void
live_forget_pin (YqqAdministration *administration)
{
  YqqLiveAdministration *self = YQQ_LIVE_ADMINISTRATION (administration);
  if (self->signer)
    yqq_act_signer_forget (self->signer);
}

/* Approving may pass on an office that was proposed. */
static gboolean
may_change_offices (YqqActKind kind)
{
  return kind == YQQ_ACT_TRANSFER_OFFER || kind == YQQ_ACT_TRANSFER_ACCEPT ||
         kind == YQQ_ACT_PROPOSAL_APPROVE;
}

static void
on_performed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLiveAdministration *self = g_task_get_source_object (task);
  GError *error = NULL;
  YqqActResult *answer = yqq_act_signer_perform_finish (YQQ_ACT_SIGNER (source), result, &error);
  gboolean answered = answer != NULL;
  yqq_live_return (task, answer, (GDestroyNotify)yqq_act_result_free, error);
  if (!answered)
    return;
  yqq_administration_refresh (YQQ_ADMINISTRATION (self));
  if (may_change_offices ((YqqActKind)GPOINTER_TO_INT (g_task_get_task_data (task))))
    tell_workspace (self);
}

static void
live_perform (YqqAdministration *administration,
              YqqEnterpriseAct *act,
              YqqSecretBytes *pin,
              GTask *task)
{
  YqqLiveAdministration *self = YQQ_LIVE_ADMINISTRATION (administration);
  if (!yqq_live_get_connection (self->access, task))
    return;
  g_task_set_task_data (task, GINT_TO_POINTER ((int)act->kind), NULL);
  yqq_act_signer_perform_async (get_signer (self), act, pin, g_task_get_cancellable (task),
                                on_performed, g_object_ref (task));
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  YqqActResult *answer = yqq_check_grants_finish (result, &error);
  yqq_live_return (task, answer, (GDestroyNotify)yqq_act_result_free, error);
}

static void
live_check (YqqAdministration *administration, GPtrArray *drafts, GTask *task)
{
  YqqLiveAdministration *self = YQQ_LIVE_ADMINISTRATION (administration);
  YqqAuthorityConnection *connection = yqq_live_get_connection (self->access, task);
  if (connection)
    yqq_check_grants_async (connection, get_id (self), drafts, g_task_get_cancellable (task),
                            on_checked, g_object_ref (task));
}

static void
on_person_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  YqqFoundPerson *found = yqq_find_person_finish (result, &error);
  yqq_live_return (task, found, (GDestroyNotify)yqq_found_person_free, error);
}

static void
live_find_person (YqqAdministration *administration, const YqqPersonQuery *query, GTask *task)
{
  YqqLiveAdministration *self = YQQ_LIVE_ADMINISTRATION (administration);
  YqqAuthorityConnection *connection = yqq_live_get_connection (self->access, task);
  if (connection)
    yqq_find_person_async (connection, get_id (self), query, g_task_get_cancellable (task),
                           on_person_found, g_object_ref (task));
}

static void
on_revealed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqLiveAdministration *self = g_task_get_source_object (task);
  GError *error = NULL;
  YqqRevealedUser *revealed = yqq_reveal_user_finish (result, &error);
  /* The authority remembers no PIN: it was started anew. */
  if (g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PIN_REQUIRED))
    live_forget_pin (YQQ_ADMINISTRATION (self));
  yqq_live_return (task, revealed, (GDestroyNotify)yqq_revealed_user_free, error);
}

static void
reveal (GTask *task)
{
  YqqLiveAdministration *self = g_task_get_source_object (task);
  YqqAuthorityConnection *connection = yqq_live_get_connection (self->access, task);
  if (connection)
    yqq_reveal_user_async (connection, get_id (self), g_task_get_task_data (task),
                           g_task_get_cancellable (task), on_revealed, g_object_ref (task));
}

static void
on_pin_entered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (yqq_act_signer_enter_pin_finish (YQQ_ACT_SIGNER (source), result, &error))
    reveal (task);
  else
    g_task_return_error (task, error);
}

static void
live_reveal (YqqAdministration *administration,
             const char *grant_id,
             YqqSecretBytes *pin,
             GTask *task)
{
  YqqLiveAdministration *self = YQQ_LIVE_ADMINISTRATION (administration);
  g_task_set_task_data (task, g_strdup (grant_id), g_free);
  if (!pin)
    reveal (task);
  else if (yqq_live_get_connection (self->access, task))
    yqq_act_signer_enter_pin_async (get_signer (self), pin, g_task_get_cancellable (task),
                                    on_pin_entered, g_object_ref (task));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  yqq_live_return_done (task, yqq_export_audit_finish (result, &error), error);
}

static void
live_export_audit (YqqAdministration *administration,
                   GFile *file,
                   YqqAdministrationProgress progress,
                   gpointer progress_data,
                   GTask *task)
{
  YqqLiveAdministration *self = YQQ_LIVE_ADMINISTRATION (administration);
  YqqAuthorityConnection *connection = yqq_live_get_connection (self->access, task);
  if (connection)
    yqq_export_audit_async (connection, get_id (self), file, progress, progress_data,
                            g_task_get_cancellable (task), on_exported, g_object_ref (task));
}

static void
yqq_live_administration_dispose (GObject *object)
{
  YqqLiveAdministration *self = YQQ_LIVE_ADMINISTRATION (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->signer);
  g_clear_object (&self->access);
  g_clear_object (&self->wallet);
  g_clear_object (&self->enterprise);
  g_clear_weak_pointer (&self->workspace);
  G_OBJECT_CLASS (yqq_live_administration_parent_class)->dispose (object);
}

static void
yqq_live_administration_class_init (YqqLiveAdministrationClass *class)
{
  YqqAdministrationClass *administration_class = YQQ_ADMINISTRATION_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_live_administration_dispose;
  administration_class->refresh = live_refresh;
  administration_class->needs_pin = live_needs_pin;
  administration_class->can_sign = live_can_sign;
  administration_class->forget_pin = live_forget_pin;
  administration_class->perform_async = live_perform;
  administration_class->check_async = live_check;
  administration_class->find_person_async = live_find_person;
  administration_class->reveal_async = live_reveal;
  administration_class->export_audit_async = live_export_audit;
}

static void
yqq_live_administration_init (YqqLiveAdministration *self)
{
  self->cancellable = g_cancellable_new ();
}

YqqAdministration *
yqq_live_administration_new (YqqWorkspace *workspace,
                             YqqAuthorityAccess *access,
                             YqqWallet *wallet,
                             YqqEnterprise *enterprise)
{
  YqqLiveAdministration *self = g_object_new (YQQ_TYPE_LIVE_ADMINISTRATION, NULL);
  g_set_weak_pointer (&self->workspace, workspace);
  self->access = g_object_ref (access);
  self->wallet = g_object_ref (wallet);
  self->enterprise = g_object_ref (enterprise);
  yqq_administration_set_enterprise (YQQ_ADMINISTRATION (self), get_id (self),
                                     yqq_enterprise_get_name (enterprise));
  return YQQ_ADMINISTRATION (self);
}
