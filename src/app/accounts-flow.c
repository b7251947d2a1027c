/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accounts-flow.h"

#include <glib/gi18n.h>

#include "app/error-text.h"
#include "identity/policy.h"
#include "protocol/problem.h"

struct _YqqAccountsFlow {
  GObject parent;

  YqqAccountOffice *office;
  YqqIdentityOffice *desk;
  YqqRouter *router;
  YqqAccountsState state;
  YqqLinkedAccounts *accounts;
  GError *error;
  GCancellable *cancellable;
  YqqIdentityFlow *identity; /* while verifying */
  YqqIdentityTask *task;     /* while logging in, and until that is brought */
  char *unlinking;           /* id; NULL: an account is being linked */
};

G_DEFINE_FINAL_TYPE (YqqAccountsFlow, yqq_accounts_flow, G_TYPE_OBJECT)

static guint changed_signal;

static void
set_state (YqqAccountsFlow *self, YqqAccountsState state)
{
  self->state = state;
  if (state != YQQ_ACCOUNTS_FAILED)
    g_clear_error (&self->error);
  if (state != YQQ_ACCOUNTS_LOGGING_IN && state != YQQ_ACCOUNTS_WORKING)
    g_clear_pointer (&self->task, yqq_identity_task_free);
  g_signal_emit (self, changed_signal, 0);
}

/* Takes error. */
static void
fail (YqqAccountsFlow *self, GError *error)
{
  if (yqq_error_text_is_cancelled (error)) {
    g_error_free (error);
    return;
  }
  g_clear_error (&self->error);
  self->error = error;
  set_state (self, YQQ_ACCOUNTS_FAILED);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqAccountsFlow) self = user_data;
  GError *error = NULL;
  YqqLinkedAccounts *accounts = yqq_account_office_list_finish (result, &error);
  if (!accounts) {
    fail (self, error);
    return;
  }
  yqq_linked_accounts_free (self->accounts);
  self->accounts = accounts;
  set_state (self, YQQ_ACCOUNTS_LISTED);
}

void
yqq_accounts_flow_load (YqqAccountsFlow *self)
{
  set_state (self, YQQ_ACCOUNTS_LOADING);
  yqq_account_office_list_async (self->office, self->cancellable, on_listed, g_object_ref (self));
}

static gboolean
is_other_persons (const GError *error)
{
  return g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_INVALID) &&
         g_strcmp0 (yqq_problem_error_get (error)->reason, "other-person") == 0;
}

static void
on_linked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqAccountsFlow) self = user_data;
  GError *error = NULL;
  gboolean done = yqq_account_office_link_finish (result, &error);
  if (!done && !is_other_persons (error)) {
    fail (self, error);
    return;
  }
  yqq_router_tell (self->router, done ? _ ("The account is linked")
                                      : _ ("That account is linked to somebody else. Nothing was "
                                           "changed."));
  g_clear_error (&error);
  yqq_accounts_flow_load (self);
}

static void
on_unlinked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqAccountsFlow) self = user_data;
  GError *error = NULL;
  if (!yqq_account_office_unlink_finish (result, &error)) {
    fail (self, error);
    return;
  }
  yqq_router_tell (self->router, _ ("The account is linked no more"));
  yqq_accounts_flow_load (self);
}

static void
forget_identity (YqqAccountsFlow *self)
{
  if (self->identity)
    g_signal_handlers_disconnect_by_data (self->identity, self);
  g_clear_object (&self->identity);
}

static void
on_proven (YqqAccountsFlow *self, const char *challenge_id)
{
  g_autofree char *identity = g_strdup (challenge_id);
  const YqqIdentityTask *of = yqq_identity_flow_get_case (self->identity)->task;
  self->task =
      yqq_identity_task_new (of->challenge_id, of->nonce, of->purpose, of->subject, of->person_id,
                             of->device_thumbprint, self->accounts->provider);
  forget_identity (self);
  yqq_router_back_to (self->router, YQQ_PLACE_ACCOUNTS);
  if (!self->unlinking) {
    set_state (self, YQQ_ACCOUNTS_LOGGING_IN);
    return;
  }
  set_state (self, YQQ_ACCOUNTS_WORKING);
  yqq_account_office_unlink_async (self->office, self->unlinking, identity, self->cancellable,
                                   on_unlinked, g_object_ref (self));
}

static void
on_given_up (YqqAccountsFlow *self)
{
  forget_identity (self);
  set_state (self, YQQ_ACCOUNTS_LISTED);
}

static void
verify (YqqAccountsFlow *self, const char *subject, const char *why)
{
  forget_identity (self);
  self->identity =
      yqq_identity_flow_new (self->desk, YQQ_IDENTITY_PURPOSE_LINK_ACCOUNT, subject, why);
  g_signal_connect_object (self->identity, "proven", G_CALLBACK (on_proven), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->identity, "given-up", G_CALLBACK (on_given_up), self,
                           G_CONNECT_SWAPPED);
  set_state (self, YQQ_ACCOUNTS_VERIFYING);
  yqq_router_push (self->router, YQQ_PLACE_IDENTITY, G_OBJECT (self->identity));
}

void
yqq_accounts_flow_begin_link (YqqAccountsFlow *self)
{
  g_return_if_fail (self->accounts && self->accounts->provider);
  g_clear_pointer (&self->unlinking, g_free);
  verify (self, NULL, _ ("Before an account is linked to you"));
}

void
yqq_accounts_flow_begin_unlink (YqqAccountsFlow *self, const char *id)
{
  g_free (self->unlinking);
  self->unlinking = g_strdup (id);
  verify (self, id, _ ("Before an account is unlinked from you"));
}

void
yqq_accounts_flow_give (YqqAccountsFlow *self, JsonObject *evidence)
{
  g_return_if_fail (self->state == YQQ_ACCOUNTS_LOGGING_IN);
  set_state (self, YQQ_ACCOUNTS_WORKING);
  yqq_account_office_link_async (self->office, self->task->challenge_id, evidence,
                                 self->cancellable, on_linked, g_object_ref (self));
}

void
yqq_accounts_flow_give_up (YqqAccountsFlow *self)
{
  if (self->state == YQQ_ACCOUNTS_LOGGING_IN)
    set_state (self, YQQ_ACCOUNTS_LISTED);
}

void
yqq_accounts_flow_stop (YqqAccountsFlow *self)
{
  g_cancellable_cancel (self->cancellable);
  forget_identity (self);
}

YqqAccountsState
yqq_accounts_flow_get_state (YqqAccountsFlow *self)
{
  return self->state;
}

const YqqLinkedAccounts *
yqq_accounts_flow_get_accounts (YqqAccountsFlow *self)
{
  return self->accounts;
}

const YqqIdentityTask *
yqq_accounts_flow_get_task (YqqAccountsFlow *self)
{
  return self->state == YQQ_ACCOUNTS_LOGGING_IN ? self->task : NULL;
}

const GError *
yqq_accounts_flow_get_error (YqqAccountsFlow *self)
{
  return self->error;
}

static void
yqq_accounts_flow_finalize (GObject *object)
{
  YqqAccountsFlow *self = YQQ_ACCOUNTS_FLOW (object);
  g_object_unref (self->office);
  g_object_unref (self->desk);
  g_object_unref (self->router);
  yqq_linked_accounts_free (self->accounts);
  g_clear_error (&self->error);
  g_object_unref (self->cancellable);
  g_clear_object (&self->identity);
  g_clear_pointer (&self->task, yqq_identity_task_free);
  g_free (self->unlinking);
  G_OBJECT_CLASS (yqq_accounts_flow_parent_class)->finalize (object);
}

static void
yqq_accounts_flow_class_init (YqqAccountsFlowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_accounts_flow_finalize;
  changed_signal = g_signal_new ("changed", YQQ_TYPE_ACCOUNTS_FLOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_accounts_flow_init (YqqAccountsFlow *self)
{
  self->cancellable = g_cancellable_new ();
}

YqqAccountsFlow *
yqq_accounts_flow_new (YqqAccountOffice *office, YqqIdentityOffice *identity, YqqRouter *router)
{
  YqqAccountsFlow *self = g_object_new (YQQ_TYPE_ACCOUNTS_FLOW, NULL);
  self->office = g_object_ref (office);
  self->desk = g_object_ref (identity);
  self->router = g_object_ref (router);
  return self;
}
