/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/identity-flow.h"

#include "app/error-text.h"
#include "protocol/problem.h"

#define METHOD_DEVICE "device"

struct _YqqIdentityFlow {
  GObject parent;

  YqqIdentityOffice *office;
  char *purpose;
  char *subject;
  char *why;
  YqqIdentityCase *which;
  GStrv way;     /* the one that was chosen */
  char *method;  /* of it, the one at work */
  GStrv proven;  /* what the authority has already taken */
  gint resuming; /* the way to go on with after a new challenge, or -1 */
  char *preferred;
  YqqIdentityFlowState state;
  GCancellable *cancellable;
  GError *error;
};

G_DEFINE_FINAL_TYPE (YqqIdentityFlow, yqq_identity_flow, G_TYPE_OBJECT)

enum { CHANGED, PROVEN, GIVEN_UP, SIGNALS };

static guint signals[SIGNALS];

static void
set_state (YqqIdentityFlow *self, YqqIdentityFlowState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fail (YqqIdentityFlow *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  set_state (self, YQQ_IDENTITY_FLOW_FAILED);
}

static void
finish (YqqIdentityFlow *self)
{
  set_state (self, YQQ_IDENTITY_FLOW_DONE);
  g_signal_emit (self, signals[PROVEN], 0, self->which->task->challenge_id);
}

static void on_answered (GObject *source, GAsyncResult *result, gpointer user_data);

static void
send (YqqIdentityFlow *self, JsonObject *evidence)
{
  set_state (self, YQQ_IDENTITY_FLOW_CHECKING);
  yqq_identity_office_prove_async (self->office, self->which, self->method, evidence,
                                   self->cancellable, on_answered, g_object_ref (self));
}

/* The next method of the way that was not proven yet. */
static void
go_on (YqqIdentityFlow *self)
{
  g_autoptr (JsonObject) nothing = NULL;
  g_clear_pointer (&self->method, g_free);
  for (guint i = 0; self->way[i] != NULL && self->method == NULL; i++)
    if (!g_strv_contains ((const char *const *)self->proven, self->way[i]))
      self->method = g_strdup (self->way[i]);
  if (self->method == NULL) {
    yqq_identity_flow_choose_again (self); /* the authority wants another way */
    return;
  }
  if (!g_str_equal (self->method, METHOD_DEVICE)) {
    set_state (self, YQQ_IDENTITY_FLOW_PROVING);
    return;
  }
  nothing = json_object_new ();
  send (self, nothing);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqIdentityFlow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqIdentityAnswer) answer =
      yqq_identity_office_prove_finish (YQQ_IDENTITY_OFFICE (source), result, &error);
  if (answer == NULL) {
    if (!yqq_error_text_is_cancelled (error))
      fail (self, g_steal_pointer (&error));
    return;
  }
  g_strfreev (self->proven);
  self->proven = g_strdupv (answer->proven);
  if (answer->satisfied)
    finish (self);
  else
    go_on (self);
}

/* The way to go without asking; -1: the person chooses. */
static gint
find_first_way (YqqIdentityFlow *self)
{
  GPtrArray *ways = self->which->ways;
  if (self->resuming >= 0 && (guint)self->resuming < ways->len)
    return self->resuming;
  for (guint i = 0; self->preferred != NULL && i < ways->len; i++)
    if (g_strv_contains (ways->pdata[i], self->preferred))
      return (gint)i;
  return ways->len == 1 ? 0 : -1;
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqIdentityFlow) self = user_data;
  g_autoptr (GError) error = NULL;
  YqqIdentityCase *which =
      yqq_identity_office_begin_finish (YQQ_IDENTITY_OFFICE (source), result, &error);
  if (which == NULL) {
    if (!yqq_error_text_is_cancelled (error))
      fail (self, g_steal_pointer (&error));
    return;
  }
  g_clear_pointer (&self->which, yqq_identity_case_free);
  self->which = which;
  g_strfreev (self->proven);
  self->proven = g_new0 (char *, 1);
  gint first = find_first_way (self);
  self->resuming = -1;
  if (which->satisfied)
    finish (self); /* nothing is asked */
  else if (first >= 0)
    yqq_identity_flow_choose (self, (guint)first);
  else
    set_state (self, YQQ_IDENTITY_FLOW_CHOOSING);
}

static void
begin (YqqIdentityFlow *self)
{
  g_clear_pointer (&self->method, g_free);
  g_clear_error (&self->error);
  set_state (self, YQQ_IDENTITY_FLOW_STARTING);
  yqq_identity_office_begin_async (self->office, self->purpose, self->subject, self->cancellable,
                                   on_begun, g_object_ref (self));
}

static void
yqq_identity_flow_finalize (GObject *object)
{
  YqqIdentityFlow *self = YQQ_IDENTITY_FLOW (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->office);
  g_clear_pointer (&self->which, yqq_identity_case_free);
  g_strfreev (self->way);
  g_strfreev (self->proven);
  g_free (self->method);
  g_free (self->purpose);
  g_free (self->subject);
  g_free (self->why);
  g_free (self->preferred);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (yqq_identity_flow_parent_class)->finalize (object);
}

static void
yqq_identity_flow_class_init (YqqIdentityFlowClass *class)
{
  GType type = YQQ_TYPE_IDENTITY_FLOW;
  G_OBJECT_CLASS (class)->finalize = yqq_identity_flow_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROVEN] = g_signal_new ("proven", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[GIVEN_UP] =
      g_signal_new ("given-up", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_identity_flow_init (YqqIdentityFlow *self)
{
  self->cancellable = g_cancellable_new ();
  self->proven = g_new0 (char *, 1);
  self->resuming = -1;
}

YqqIdentityFlow *
yqq_identity_flow_new (YqqIdentityOffice *office,
                       const char *purpose,
                       const char *subject,
                       const char *why)
{
  YqqIdentityFlow *self = g_object_new (YQQ_TYPE_IDENTITY_FLOW, NULL);
  self->office = g_object_ref (office);
  self->purpose = g_strdup (purpose);
  self->subject = g_strdup (subject != NULL ? subject : "");
  self->why = g_strdup (why);
  begin (self);
  return self;
}

void
yqq_identity_flow_prefer (YqqIdentityFlow *self, const char *method)
{
  g_free (self->preferred);
  self->preferred = g_strdup (method);
}

YqqIdentityOffice *
yqq_identity_flow_get_office (YqqIdentityFlow *self)
{
  return self->office;
}

YqqIdentityFlowState
yqq_identity_flow_get_state (YqqIdentityFlow *self)
{
  return self->state;
}

const char *
yqq_identity_flow_get_why (YqqIdentityFlow *self)
{
  return self->why;
}

YqqIdentityCase *
yqq_identity_flow_get_case (YqqIdentityFlow *self)
{
  return self->which;
}

const char *
yqq_identity_flow_get_method (YqqIdentityFlow *self)
{
  return self->method;
}

YqqIdentityTask *
yqq_identity_flow_dup_task (YqqIdentityFlow *self)
{
  return yqq_identity_case_dup_task (self->which, self->method);
}

const GError *
yqq_identity_flow_get_error (YqqIdentityFlow *self)
{
  return self->state == YQQ_IDENTITY_FLOW_FAILED ? self->error : NULL;
}

guint
yqq_identity_flow_get_way_count (YqqIdentityFlow *self)
{
  return self->which != NULL ? self->which->ways->len : 0;
}

void
yqq_identity_flow_choose (YqqIdentityFlow *self, guint way)
{
  g_return_if_fail (way < yqq_identity_flow_get_way_count (self));
  g_strfreev (self->way);
  self->way = g_strdupv (self->which->ways->pdata[way]);
  go_on (self);
}

void
yqq_identity_flow_give (YqqIdentityFlow *self, JsonObject *evidence)
{
  if (self->state == YQQ_IDENTITY_FLOW_PROVING)
    send (self, evidence);
}

void
yqq_identity_flow_choose_again (YqqIdentityFlow *self)
{
  if (self->which == NULL || self->state == YQQ_IDENTITY_FLOW_DONE)
    return;
  g_clear_pointer (&self->method, g_free);
  set_state (self, YQQ_IDENTITY_FLOW_CHOOSING);
}

static gint
find_way (YqqIdentityFlow *self)
{
  for (guint i = 0; self->way != NULL && i < yqq_identity_flow_get_way_count (self); i++)
    if (g_strv_equal ((const char *const *)self->way, self->which->ways->pdata[i]))
      return (gint)i;
  return -1;
}

/* With the computer nobody can do anything. It was asked last where a log in brings all its
 * evidence at once: then the whole way is gone again. */
static void
prove_again (YqqIdentityFlow *self)
{
  if (!g_str_equal (self->method, METHOD_DEVICE)) {
    set_state (self, YQQ_IDENTITY_FLOW_PROVING);
    return;
  }
  g_strfreev (self->proven);
  self->proven = g_new0 (char *, 1);
  go_on (self);
}

void
yqq_identity_flow_retry (YqqIdentityFlow *self)
{
  if (self->state != YQQ_IDENTITY_FLOW_FAILED)
    return;
  /* Where the challenge still stands and only the evidence was wrong, tries go on within it. */
  if (self->method != NULL &&
      (g_error_matches (self->error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_INVALID) ||
       g_error_matches (self->error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_VOIDED))) {
    prove_again (self);
    return;
  }
  self->resuming = find_way (self);
  begin (self);
}

void
yqq_identity_flow_give_up (YqqIdentityFlow *self)
{
  if (self->state == YQQ_IDENTITY_FLOW_DONE)
    return;
  g_cancellable_cancel (self->cancellable);
  g_signal_emit (self, signals[GIVEN_UP], 0);
}
