/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/leaver-flow.h"

#include <glib/gi18n.h>

#include "app/act-flow.h"
#include "app/format.h"

/* An act that was done, for the receipt. */
typedef struct {
  char *id;
  gint64 at_ms;
} DoneAct;

struct _YqqLeaverFlow {
  GObject parent;

  YqqWorkspace *workspace;
  YqqAdministration *administration;
  YqqRouter *router;
  YqqAuthorisedUserEntry *user;
  YqqLeaverStep step;
  YqqActFlow *act;
  DoneAct suspended; /* id NULL: they were already */
  DoneAct cancelled;
  gboolean proposed;
};

G_DEFINE_FINAL_TYPE (YqqLeaverFlow, yqq_leaver_flow, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
set_step (YqqLeaverFlow *self, YqqLeaverStep step)
{
  self->step = step;
  g_signal_emit (self, signals[CHANGED], 0);
}

static const YqqAuthorisedUser *
get_user (YqqLeaverFlow *self)
{
  return yqq_authorised_user_entry_get_user (self->user);
}

/* The user as the last refresh has them. */
static void
on_administration_changed (YqqLeaverFlow *self)
{
  YqqAuthorisedUserEntry *now =
      self->user ? yqq_administration_find_user (self->administration, get_user (self)->grant)
                 : NULL;
  if (now)
    g_set_object (&self->user, now);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
yqq_leaver_flow_dispose (GObject *object)
{
  YqqLeaverFlow *self = YQQ_LEAVER_FLOW (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->administration);
  g_clear_object (&self->router);
  g_clear_object (&self->user);
  g_clear_object (&self->act);
  g_clear_pointer (&self->suspended.id, g_free);
  g_clear_pointer (&self->cancelled.id, g_free);
  G_OBJECT_CLASS (yqq_leaver_flow_parent_class)->dispose (object);
}

static void
yqq_leaver_flow_class_init (YqqLeaverFlowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_leaver_flow_dispose;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_LEAVER_FLOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_leaver_flow_init (YqqLeaverFlow *self)
{
}

static YqqLeaverStep
find_first_step (YqqLeaverFlow *self)
{
  if (!self->user)
    return YQQ_LEAVER_CHOOSE;
  return get_user (self)->state == YQQ_GRANT_STATE_SUSPENDED ? YQQ_LEAVER_SEALS
                                                             : YQQ_LEAVER_SUSPEND;
}

YqqLeaverFlow *
yqq_leaver_flow_new (YqqWorkspace *workspace,
                     YqqAdministration *administration,
                     YqqRouter *router,
                     YqqAuthorisedUserEntry *user)
{
  YqqLeaverFlow *self = g_object_new (YQQ_TYPE_LEAVER_FLOW, NULL);
  self->workspace = g_object_ref (workspace);
  self->administration = g_object_ref (administration);
  self->router = g_object_ref (router);
  g_set_object (&self->user, user);
  self->step = find_first_step (self);
  g_signal_connect_object (administration, "changed", G_CALLBACK (on_administration_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

YqqLeaverStep
yqq_leaver_flow_get_step (YqqLeaverFlow *self)
{
  return self->step;
}

YqqAuthorisedUserEntry *
yqq_leaver_flow_get_user (YqqLeaverFlow *self)
{
  return self->user;
}

gboolean
yqq_leaver_flow_can_leave (YqqAuthorisedUserEntry *entry)
{
  const YqqAuthorisedUser *user = yqq_authorised_user_entry_get_user (entry);
  return !user->me && !(user->roles & YQQ_ROLE_ADMINISTRATOR) &&
         user->state != YQQ_GRANT_STATE_CANCELLED;
}

void
yqq_leaver_flow_choose (YqqLeaverFlow *self, YqqAuthorisedUserEntry *user)
{
  if (self->step != YQQ_LEAVER_CHOOSE || !yqq_leaver_flow_can_leave (user))
    return;
  g_set_object (&self->user, user);
  set_step (self, find_first_step (self));
}

guint
yqq_leaver_flow_count_seals (YqqLeaverFlow *self)
{
  guint count = 0;
  GStrv permissions = self->user ? get_user (self)->permissions : NULL;
  for (guint i = 0; permissions && permissions[i]; i++)
    count += yqq_permission_get_seal (permissions[i]) != NULL;
  return count;
}

static gboolean
was_done (const YqqActResult *result)
{
  const YqqActLine *line = result->lines->len > 0 ? result->lines->pdata[0] : NULL;
  return result->done && line && line->done;
}

static void
keep (DoneAct *place, const YqqActResult *result)
{
  g_free (place->id);
  *place = (DoneAct){g_strdup (result->act), g_get_real_time () / 1000};
}

static void
on_suspended (YqqLeaverFlow *self, const YqqActResult *result)
{
  if (!was_done (result)) {
    yqq_router_tell (self->router, _ ("The authority has not suspended this grant."));
    return;
  }
  keep (&self->suspended, result);
  set_step (self, YQQ_LEAVER_SEALS);
}

static void
on_cancelled (YqqLeaverFlow *self, const YqqActResult *result)
{
  if (!result->proposal && !was_done (result)) {
    yqq_router_tell (self->router, _ ("The authority has not cancelled this grant."));
    return;
  }
  self->proposed = result->proposal != NULL;
  keep (&self->cancelled, result);
  set_step (self, YQQ_LEAVER_RECEIPT);
}

static YqqEnterpriseAct *
create_act (YqqLeaverFlow *self, YqqActKind kind)
{
  YqqEnterpriseAct *act =
      yqq_enterprise_act_new (kind, yqq_administration_get_enterprise_id (self->administration));
  YqqActItem *item = g_new0 (YqqActItem, 1);
  item->grant = g_strdup (get_user (self)->grant);
  if (kind == YQQ_ACT_GRANT_MODIFY)
    item->permissions = g_new0 (char *, 1);
  act->whole = TRUE;
  act->reason = YQQ_CANCEL_REASON_LEFT;
  act->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_act_item_free);
  g_ptr_array_add (act->items, item);
  return act;
}

static void
begin (YqqLeaverFlow *self, YqqActKind kind, const char *format, GCallback on_done)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *sentence = g_strdup_printf (format, get_user (self)->name);
#pragma GCC diagnostic pop
  g_clear_object (&self->act);
  self->act = yqq_act_flow_begin (self->workspace, self->administration, self->router,
                                  create_act (self, kind), sentence);
  if (self->act)
    g_signal_connect_object (self->act, "done", on_done, self, G_CONNECT_SWAPPED);
}

void
yqq_leaver_flow_go_on (YqqLeaverFlow *self)
{
  switch (self->step) {
  case YQQ_LEAVER_CHOOSE:
  case YQQ_LEAVER_RECEIPT:
    break;
  case YQQ_LEAVER_SUSPEND:
    /* Translators: %s is a person */
    begin (self, YQQ_ACT_GRANT_MODIFY, _ ("Suspend the grant of %s"), G_CALLBACK (on_suspended));
    break;
  case YQQ_LEAVER_SEALS:
    set_step (self, YQQ_LEAVER_CANCEL);
    break;
  case YQQ_LEAVER_CANCEL:
    /* Translators: %s is a person */
    begin (self, YQQ_ACT_GRANT_CANCEL, _ ("Cancel the grant of %s for ever"),
           G_CALLBACK (on_cancelled));
    break;
  }
}

gboolean
yqq_leaver_flow_get_proposed (YqqLeaverFlow *self)
{
  return self->proposed;
}

static void
append (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s: %s\n", name, value);
}

static void
append_act (GString *text, const char *name, const DoneAct *act)
{
  g_autofree char *time = yqq_format_date_time (act->at_ms);
  g_autofree char *line = g_strdup_printf ("%s (%s %s)", time, _ ("act"), act->id);
  append (text, name, line);
}

char *
yqq_leaver_flow_dup_receipt (YqqLeaverFlow *self)
{
  g_return_val_if_fail (self->step == YQQ_LEAVER_RECEIPT, NULL);
  const YqqAuthorisedUser *user = get_user (self);
  const char *actor = yqq_workspace_get_person_name (self->workspace);
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, "%s\n\n", _ ("Receipt: an authorised user has left"));
  append (text, _ ("Enterprise"), yqq_administration_get_enterprise_name (self->administration));
  append (text, _ ("Name"), user->name);
  append (text, _ ("Document number"), user->id_number_masked);
  append (text, _ ("Certificate code"), user->code);
  if (self->suspended.id)
    append_act (text, _ ("Suspended"), &self->suspended);
  append (text, _ ("Seals handed over"), _ ("none"));
  append_act (text, self->proposed ? _ ("Cancelling proposed") : _ ("Cancelled"), &self->cancelled);
  append (text, _ ("By"), actor ? actor : "");
  if (self->proposed)
    g_string_append_printf (text, "\n%s\n",
                            _ ("The grant is cancelled once a second person has approved it."));
  return g_string_free (text, FALSE);
}
