/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/change-form.h"

#include <glib/gi18n.h>

#include "app/user-text.h"

static gboolean
has_some (const char *const *permissions)
{
  return permissions && permissions[0];
}

gboolean
yqq_change_wants_years (const YqqAuthorisedUser *user)
{
  return user->state == YQQ_GRANT_STATE_EXPIRED;
}

gboolean
yqq_change_takes_years (const YqqAuthorisedUser *user, gint64 now_ms)
{
  return yqq_grant_is_renewable (user->state, user->not_after_ms, now_ms);
}

const char *
yqq_change_check_years (YqqAdministration *administration,
                        const YqqAuthorisedUser *user,
                        gint64 years,
                        gint64 now_ms)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (administration);
  YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT];
  g_autoptr (YqqGrantDraft) term = yqq_grant_draft_new ();
  term->years = years;
  yqq_grant_draft_check (term, overview ? overview->certificate_not_after_ms : 0,
                         MAX (user->not_after_ms, now_ms), faults);
  return yqq_grant_fault_get_text (YQQ_GRANT_FIELD_TERM, faults[YQQ_GRANT_FIELD_TERM]);
}

YqqChangeEffect
yqq_change_get_effect (const YqqAuthorisedUser *user, const char *const *permissions, gint64 years)
{
  static const char *const none[] = {NULL};
  const char *const *before = user->permissions ? (const char *const *)user->permissions : none;
  const char *const *after = permissions ? permissions : none;
  if (yqq_change_wants_years (user))
    return years > 0 ? YQQ_CHANGE_RENEWS : YQQ_CHANGE_NOTHING;
  if (years > 0)
    return YQQ_CHANGE_EXTENDS;
  gboolean suspended = user->state == YQQ_GRANT_STATE_SUSPENDED;
  if (has_some (after) && suspended)
    return YQQ_CHANGE_RESUMES;
  if (!has_some (after))
    return suspended ? YQQ_CHANGE_NOTHING : YQQ_CHANGE_SUSPENDS;
  return yqq_permissions_equal (before, after) ? YQQ_CHANGE_NOTHING : YQQ_CHANGE_PERMISSIONS;
}

YqqGrantState
yqq_change_get_state_after (const YqqAuthorisedUser *user,
                            YqqChangeEffect effect,
                            const char *const *permissions)
{
  switch (effect) {
  case YQQ_CHANGE_SUSPENDS:
    return YQQ_GRANT_STATE_SUSPENDED;
  case YQQ_CHANGE_RESUMES:
    return YQQ_GRANT_STATE_ACTIVE;
  case YQQ_CHANGE_RENEWS:
    return YQQ_GRANT_STATE_PENDING_INSTALL;
  case YQQ_CHANGE_EXTENDS:
    if (!has_some (permissions))
      return YQQ_GRANT_STATE_SUSPENDED;
    return user->state == YQQ_GRANT_STATE_PENDING_INSTALL ? user->state : YQQ_GRANT_STATE_ACTIVE;
  default:
    return user->state;
  }
}

const char *
yqq_change_effect_get_text (YqqChangeEffect effect)
{
  switch (effect) {
  case YQQ_CHANGE_NOTHING:
    return _ ("Nothing has been changed yet.");
  case YQQ_CHANGE_PERMISSIONS:
    return _ ("The new permissions count at once. A connection to a PC that is open now ends at "
              "once; the person scans again.");
  case YQQ_CHANGE_SUSPENDS:
    return _ ("The authorisation is suspended until permissions are chosen again. A connection to "
              "a PC that is open now ends at once. It keeps its place in the quota.");
  case YQQ_CHANGE_RESUMES:
    return _ ("The authorisation is in use again at once; the person need not install anything "
              "anew.");
  case YQQ_CHANGE_RENEWS:
    return _ ("The authorisation goes on with the place in the quota that it has: this takes no "
              "other. The person installs the certificate anew.");
  case YQQ_CHANGE_EXTENDS:
    return _ ("The authorisation lasts so much longer than now, with the place in the quota that "
              "it has. The person can sign as before and installs the certificate anew before the "
              "old one ends. Permissions that you change with it count at once.");
  }
  g_return_val_if_reached ("");
}

const char *
yqq_change_effect_get_button (YqqChangeEffect effect)
{
  switch (effect) {
  case YQQ_CHANGE_NOTHING:
    return _ ("Nothing to change yet");
  case YQQ_CHANGE_PERMISSIONS:
    return _ ("Change authorisation");
  case YQQ_CHANGE_SUSPENDS:
    return _ ("Suspend for now");
  case YQQ_CHANGE_RESUMES:
    return _ ("Resume");
  case YQQ_CHANGE_RENEWS:
  case YQQ_CHANGE_EXTENDS:
    return _ ("Renew authorisation");
  }
  g_return_val_if_reached ("");
}

static YqqEnterpriseAct *
create_act (YqqAdministration *administration,
            YqqActKind kind,
            const char *grant,
            GStrv permissions)
{
  YqqEnterpriseAct *act =
      yqq_enterprise_act_new (kind, yqq_administration_get_enterprise_id (administration));
  YqqActItem *item = g_new0 (YqqActItem, 1);
  item->grant = g_strdup (grant);
  item->permissions = permissions;
  g_ptr_array_add (act->items, item);
  act->whole = TRUE;
  return act;
}

YqqEnterpriseAct *
yqq_change_create_act (YqqAdministration *administration,
                       const YqqAuthorisedUser *user,
                       const char *const *permissions,
                       gint64 years)
{
  static const char *const none[] = {NULL};
  YqqEnterpriseAct *act = create_act (administration, YQQ_ACT_GRANT_MODIFY, user->grant,
                                      g_strdupv ((char **)(permissions ? permissions : none)));
  ((YqqActItem *)act->items->pdata[0])->years = years;
  return act;
}

char *
yqq_change_format_sentence (const YqqAuthorisedUser *user, YqqChangeEffect effect)
{
  /* Translators: %s is a person's name */
  const char *format = effect == YQQ_CHANGE_SUSPENDS  ? _ ("Suspend the authorisation of %s")
                       : effect == YQQ_CHANGE_RESUMES ? _ ("Resume the authorisation of %s")
                       : effect == YQQ_CHANGE_RENEWS || effect == YQQ_CHANGE_EXTENDS
                           ? _ ("Renew the authorisation of %s")
                           : _ ("Change the authorisation of %s");
  return g_strdup_printf (format, user->name);
}

YqqCancelForm *
yqq_cancel_form_new (void)
{
  YqqCancelForm *self = g_new0 (YqqCancelForm, 1);
  yqq_cancel_form_set (self, -1, "", "");
  return self;
}

void
yqq_cancel_form_free (YqqCancelForm *self)
{
  g_free (self->note);
  g_free (self->name);
  g_free (self);
}

void
yqq_cancel_form_set (YqqCancelForm *self, int reason, const char *note, const char *name)
{
  g_free (self->note);
  g_free (self->name);
  self->reason = reason;
  self->note = g_strstrip (g_strdup (note));
  self->name = g_strstrip (g_strdup (name));
}

const char *
yqq_cancel_form_check_reason (YqqCancelForm *self)
{
  return self->reason < 0 ? _ ("Choose the reason") : NULL;
}

const char *
yqq_cancel_form_check_note (YqqCancelForm *self)
{
  if (g_utf8_strlen (self->note, -1) > YQQ_ACT_NOTE_MAX_LENGTH)
    return _ ("The note is too long: 200 characters at most.");
  if (self->reason == YQQ_CANCEL_REASON_OTHER && !*self->note)
    return _ ("Say which other reason it is.");
  return NULL;
}

const char *
yqq_cancel_form_check_name (YqqCancelForm *self, const YqqAuthorisedUser *user)
{
  if (!*self->name)
    return _ ("Type the person's name, so that nobody is cancelled by mistake.");
  return g_str_equal (self->name, user->name) ? NULL : _ ("This is not the person's name.");
}

gboolean
yqq_cancel_form_is_complete (YqqCancelForm *self, const YqqAuthorisedUser *user)
{
  return !yqq_cancel_form_check_reason (self) && !yqq_cancel_form_check_note (self) &&
         !yqq_cancel_form_check_name (self, user);
}

char *
yqq_cancel_form_format_button (YqqCancelForm *self, const YqqAuthorisedUser *user)
{
  const char *missing = yqq_cancel_form_check_reason (self)       ? _ ("reason")
                        : yqq_cancel_form_check_note (self)       ? _ ("note")
                        : yqq_cancel_form_check_name (self, user) ? _ ("name")
                                                                  : NULL;
  return missing ? g_strdup_printf (_ ("Still missing: %s"), missing)
                 : g_strdup (_ ("Cancel authorisation"));
}

YqqEnterpriseAct *
yqq_cancel_form_create_act (YqqCancelForm *self,
                            YqqAdministration *administration,
                            const YqqAuthorisedUser *user)
{
  YqqEnterpriseAct *act = create_act (administration, YQQ_ACT_GRANT_CANCEL, user->grant, NULL);
  act->reason = (YqqCancelReason)self->reason;
  act->note = *self->note ? g_strdup (self->note) : NULL;
  return act;
}

GError *
yqq_change_error_of_line (const YqqActResult *result)
{
  const YqqActLine *line = result->lines->len > 0 ? result->lines->pdata[0] : NULL;
  return yqq_problem_error_new (line ? line->problem : YQQ_PROBLEM_INTERNAL, NULL);
}
