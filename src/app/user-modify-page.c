/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/user-modify-page.h"

#include <glib/gi18n.h>

#include "app/act-flow.h"
#include "app/change-form.h"
#include "app/fault-view.h"
#include "app/flow.h"
#include "app/format.h"
#include "app/permission-rows.h"
#include "app/user-text.h"
#include "app/wrap.h"

struct _YqqUserModifyPage {
  YqqPage parent;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *numbers;
  YqqStatusPill *pill;
  GtkLabel *refusal;
  GtkWidget *form;
  AdwPreferencesGroup *term;
  AdwComboRow *years;
  YqqPermissionRows *permissions;
  GtkLabel *before;
  GtkLabel *before_state;
  GtkLabel *after;
  GtkLabel *after_state;
  GtkLabel *effect;
  YqqFaultView *fault;
  GtkButton *change;
  YqqWorkspace *workspace;
  YqqAdministration *administration;
  YqqRouter *router;
  YqqAuthorisedUserEntry *entry;
  YqqActFlow *flow;
};

G_DEFINE_FINAL_TYPE (YqqUserModifyPage, yqq_user_modify_page, YQQ_TYPE_PAGE)

static const YqqAuthorisedUser *
get_user (YqqUserModifyPage *self)
{
  return yqq_authorised_user_entry_get_user (self->entry);
}

static GPtrArray *
get_seals (YqqUserModifyPage *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  return overview ? overview->seals : NULL;
}

/* 0 where none are taken, or none are chosen. */
static gint64
get_years (YqqUserModifyPage *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->term)) ? adw_combo_row_get_selected (self->years)
                                                          : 0;
}

static void
show_change (YqqUserModifyPage *self)
{
  const YqqAuthorisedUser *user = get_user (self);
  g_auto (GStrv) chosen = yqq_permission_rows_dup (self->permissions);
  gint64 years = get_years (self);
  YqqChangeEffect effect = yqq_change_get_effect (user, (const char *const *)chosen, years);
  const char *fault = years > 0 ? yqq_change_check_years (self->administration, user, years,
                                                          g_get_real_time () / 1000)
                                : NULL;
  g_autofree char *after = yqq_permissions_format ((const char *const *)chosen, get_seals (self));
  gtk_label_set_label (self->after, after);
  gtk_label_set_label (self->after_state, yqq_grant_state_get_word (yqq_change_get_state_after (
                                              user, effect, (const char *const *)chosen)));
  gtk_label_set_label (self->effect, fault ? fault : yqq_change_effect_get_text (effect));
  gtk_button_set_label (self->change, yqq_change_effect_get_button (effect));
  yqq_wrap_texts (GTK_WIDGET (self->change));
  gtk_widget_set_sensitive (GTK_WIDGET (self->change), effect != YQQ_CHANGE_NOTHING && !fault);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
}

static void
on_flow_done (YqqUserModifyPage *self, const YqqActResult *result)
{
  if (!result->done && !result->proposal) {
    g_autoptr (GError) error = yqq_change_error_of_line (result);
    yqq_fault_view_show (self->fault, error, NULL, NULL);
    gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
    return;
  }
  yqq_router_tell (self->router, _ ("Authorisation changed"));
  if (yqq_router_get_place (self->router) == YQQ_PLACE_USER_MODIFY)
    yqq_router_back (self->router);
}

static void
on_change_clicked (YqqUserModifyPage *self)
{
  g_auto (GStrv) chosen = yqq_permission_rows_dup (self->permissions);
  const char *const *permissions = (const char *const *)chosen;
  const YqqAuthorisedUser *user = get_user (self);
  gint64 years = get_years (self);
  g_autofree char *sentence =
      yqq_change_format_sentence (user, yqq_change_get_effect (user, permissions, years));
  g_clear_object (&self->flow);
  self->flow = yqq_act_flow_begin (
      self->workspace, self->administration, self->router,
      yqq_change_create_act (self->administration, user, permissions, years), sentence);
  if (self->flow)
    g_signal_connect_object (self->flow, "done", G_CALLBACK (on_flow_done), self,
                             G_CONNECT_SWAPPED);
}

static void
yqq_user_modify_page_dispose (GObject *object)
{
  YqqUserModifyPage *self = YQQ_USER_MODIFY_PAGE (object);
  g_clear_object (&self->flow);
  g_clear_object (&self->entry);
  g_clear_object (&self->router);
  g_clear_object (&self->administration);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (yqq_user_modify_page_parent_class)->dispose (object);
}

static void
yqq_user_modify_page_class_init (YqqUserModifyPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_user_modify_page_dispose;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FLOW);
  g_type_ensure (YQQ_TYPE_PERMISSION_ROWS);
  g_type_ensure (YQQ_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/user-modify-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, name);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, numbers);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, pill);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, refusal);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, form);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, term);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, years);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, permissions);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, before);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, before_state);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, after);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, after_state);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, effect);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqUserModifyPage, change);
  gtk_widget_class_bind_template_callback (widget_class, on_change_clicked);
  gtk_widget_class_bind_template_callback (widget_class, show_change);
}

static void
fill_years (YqqUserModifyPage *self)
{
  g_autoptr (GtkStringList) years = gtk_string_list_new (NULL);
  gtk_string_list_append (
      years, yqq_change_wants_years (get_user (self))
                 ? yqq_grant_fault_get_text (YQQ_GRANT_FIELD_TERM, YQQ_GRANT_FAULT_MISSING)
                 : _ ("As it is"));
  for (guint i = 1; i <= YQQ_GRANT_MAX_YEARS; i++) {
    g_autofree char *text = g_strdup_printf (ngettext ("%u year", "%u years", i), i);
    gtk_string_list_append (years, text);
  }
  adw_combo_row_set_model (self->years, G_LIST_MODEL (years));
}

static void
yqq_user_modify_page_init (YqqUserModifyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->permissions, "changed", G_CALLBACK (show_change), self,
                           G_CONNECT_SWAPPED);
}

static void
show_user (YqqUserModifyPage *self)
{
  const YqqAuthorisedUser *user = get_user (self);
  const char *refusal = yqq_user_get_refusal (user, YQQ_ACT_GRANT_MODIFY);
  g_autofree char *numbers = g_strdup_printf ("%s · %s", user->id_number_masked,
                                              user->phone_masked ? user->phone_masked : "");
  g_autofree char *before =
      yqq_permissions_format ((const char *const *)user->permissions, get_seals (self));
  adw_avatar_set_text (self->avatar, user->name);
  gtk_label_set_label (self->name, user->name);
  gtk_label_set_label (self->numbers, numbers);
  yqq_status_pill_show (self->pill, yqq_grant_state_get_tone (user->state),
                        yqq_grant_state_get_icon (user->state),
                        yqq_grant_state_get_word (user->state));
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), refusal != NULL);
  gtk_widget_set_visible (self->form, refusal == NULL);
  gtk_label_set_label (self->refusal, refusal ? refusal : "");
  gtk_label_set_label (self->before, before);
  gtk_label_set_label (self->before_state, yqq_grant_state_get_word (user->state));
}

YqqPage *
yqq_user_modify_page_new (YqqWorkspace *workspace,
                          YqqAdministration *administration,
                          YqqRouter *router,
                          YqqAuthorisedUserEntry *entry)
{
  YqqUserModifyPage *self = g_object_new (YQQ_TYPE_USER_MODIFY_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->administration = g_object_ref (administration);
  self->router = g_object_ref (router);
  self->entry = g_object_ref (entry);
  yqq_page_set_subtitle (YQQ_PAGE (self), yqq_administration_get_enterprise_name (administration));
  yqq_permission_rows_set_seals (self->permissions, get_seals (self));
  yqq_permission_rows_choose (self->permissions, (const char *const *)get_user (self)->permissions);
  fill_years (self);
  gtk_widget_set_visible (GTK_WIDGET (self->term),
                          yqq_change_takes_years (get_user (self), g_get_real_time () / 1000));
  show_user (self);
  show_change (self);
  return YQQ_PAGE (self);
}
