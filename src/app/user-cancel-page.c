/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/user-cancel-page.h"

#include <glib/gi18n.h>

#include "app/act-flow.h"
#include "app/change-form.h"
#include "app/fault-view.h"
#include "app/field-error.h"
#include "app/flow.h"
#include "app/text-row.h"
#include "app/user-text.h"
#include "app/wrap.h"

struct _YqqUserCancelPage {
  YqqPage parent;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *numbers;
  YqqStatusPill *pill;
  GtkLabel *refusal;
  GtkWidget *content;
  GtkWidget *suspend;
  AdwComboRow *reason;
  GtkWidget *note;
  GtkWidget *typed;
  YqqFieldError *reason_error;
  YqqFieldError *note_error;
  YqqFieldError *typed_error;
  GtkWidget *two_person;
  YqqFaultView *fault;
  GtkButton *cancel;
  YqqWorkspace *workspace;
  YqqAdministration *administration;
  YqqRouter *router;
  YqqAuthorisedUserEntry *entry;
  YqqCancelForm *form;
  YqqActFlow *flow;
};

G_DEFINE_FINAL_TYPE (YqqUserCancelPage, yqq_user_cancel_page, YQQ_TYPE_PAGE)

static const YqqAuthorisedUser *
get_user (YqqUserCancelPage *self)
{
  return yqq_authorised_user_entry_get_user (self->entry);
}

static void
read_form (YqqUserCancelPage *self)
{
  /* The first choice is the request to choose. */
  yqq_cancel_form_set (self->form, (int)adw_combo_row_get_selected (self->reason) - 1,
                       gtk_editable_get_text (GTK_EDITABLE (self->note)),
                       gtk_editable_get_text (GTK_EDITABLE (self->typed)));
}

static void
show_errors (YqqUserCancelPage *self, gboolean all)
{
  const YqqAuthorisedUser *user = get_user (self);
  if (all || gtk_widget_get_visible (GTK_WIDGET (self->reason_error)))
    yqq_field_error_show (self->reason_error, GTK_WIDGET (self->reason),
                          yqq_cancel_form_check_reason (self->form));
  if (all || gtk_widget_get_visible (GTK_WIDGET (self->note_error)))
    yqq_field_error_show (self->note_error, self->note, yqq_cancel_form_check_note (self->form));
  if (all || gtk_widget_get_visible (GTK_WIDGET (self->typed_error)))
    yqq_field_error_show (self->typed_error, self->typed,
                          yqq_cancel_form_check_name (self->form, user));
}

static void
on_field_changed (YqqUserCancelPage *self)
{
  if (!self->entry)
    return;
  read_form (self);
  g_autofree char *label = yqq_cancel_form_format_button (self->form, get_user (self));
  gtk_button_set_label (self->cancel, label);
  yqq_wrap_texts (GTK_WIDGET (self->cancel));
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  show_errors (self, FALSE);
}

static void
on_typed_left (YqqUserCancelPage *self)
{
  if (self->entry && *self->form->name)
    yqq_field_error_show (self->typed_error, self->typed,
                          yqq_cancel_form_check_name (self->form, get_user (self)));
}

static void
on_flow_done (YqqUserCancelPage *self, const YqqActResult *result)
{
  if (!result->done && !result->proposal) {
    g_autoptr (GError) error = yqq_change_error_of_line (result);
    yqq_fault_view_show (self->fault, error, NULL, NULL);
    gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
    return;
  }
  yqq_router_tell (self->router, result->proposal
                                     ? _ ("Proposed. It is carried out once somebody else approves")
                                     : _ ("Authorisation cancelled"));
  if (yqq_router_get_place (self->router) == YQQ_PLACE_USER_CANCEL)
    yqq_router_back (self->router);
}

static void
begin_flow (YqqUserCancelPage *self)
{
  const YqqAuthorisedUser *user = get_user (self);
  g_autofree char *sentence =
      /* Translators: %s is a person's name */
      g_strdup_printf (_ ("Cancel the authorisation of %s for good"), user->name);
  g_clear_object (&self->flow);
  self->flow = yqq_act_flow_begin (
      self->workspace, self->administration, self->router,
      yqq_cancel_form_create_act (self->form, self->administration, user), sentence);
  if (self->flow)
    g_signal_connect_object (self->flow, "done", G_CALLBACK (on_flow_done), self,
                             G_CONNECT_SWAPPED);
}

static void
on_cancel_clicked (YqqUserCancelPage *self)
{
  read_form (self);
  show_errors (self, TRUE);
  if (yqq_cancel_form_is_complete (self->form, get_user (self)))
    begin_flow (self);
  else if (yqq_cancel_form_check_reason (self->form))
    gtk_widget_grab_focus (GTK_WIDGET (self->reason));
  else
    gtk_widget_grab_focus (yqq_cancel_form_check_note (self->form) ? self->note : self->typed);
}

static void
on_suspend_clicked (YqqUserCancelPage *self)
{
  yqq_router_replace (self->router, YQQ_PLACE_USER_MODIFY, G_OBJECT (self->entry));
}

static void
yqq_user_cancel_page_dispose (GObject *object)
{
  YqqUserCancelPage *self = YQQ_USER_CANCEL_PAGE (object);
  g_clear_object (&self->flow);
  g_clear_object (&self->entry);
  g_clear_object (&self->router);
  g_clear_object (&self->administration);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (yqq_user_cancel_page_parent_class)->dispose (object);
}

static void
yqq_user_cancel_page_finalize (GObject *object)
{
  yqq_cancel_form_free (YQQ_USER_CANCEL_PAGE (object)->form);
  G_OBJECT_CLASS (yqq_user_cancel_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, avatar);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, name);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, numbers);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, pill);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, refusal);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, content);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, suspend);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, reason);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, note);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, typed);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, reason_error);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, note_error);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, typed_error);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, two_person);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, fault);
  gtk_widget_class_bind_template_child (class, YqqUserCancelPage, cancel);
  gtk_widget_class_bind_template_callback (class, on_field_changed);
  gtk_widget_class_bind_template_callback (class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (class, on_suspend_clicked);
}

static void
yqq_user_cancel_page_class_init (YqqUserCancelPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_user_cancel_page_dispose;
  G_OBJECT_CLASS (class)->finalize = yqq_user_cancel_page_finalize;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FIELD_ERROR);
  g_type_ensure (YQQ_TYPE_FLOW);
  g_type_ensure (YQQ_TYPE_STATUS_PILL);
  g_type_ensure (YQQ_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/user-cancel-page.ui");
  bind_template (widget_class);
}

static void
yqq_user_cancel_page_init (YqqUserCancelPage *self)
{
  g_autoptr (GtkStringList) reasons = gtk_string_list_new (NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  self->form = yqq_cancel_form_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (reasons, yqq_cancel_form_check_reason (self->form));
  for (guint i = 0; i < YQQ_CANCEL_REASON_COUNT; i++)
    gtk_string_list_append (reasons, yqq_cancel_reason_get_name ((YqqCancelReason)i));
  adw_combo_row_set_model (self->reason, G_LIST_MODEL (reasons));
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_typed_left), self);
  gtk_widget_add_controller (self->typed, focus);
}

static void
show_user (YqqUserCancelPage *self)
{
  const YqqAuthorisedUser *user = get_user (self);
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  const char *refusal = yqq_user_get_refusal (user, YQQ_ACT_GRANT_CANCEL);
  g_autofree char *numbers = g_strdup_printf ("%s · %s", user->id_number_masked,
                                              user->phone_masked ? user->phone_masked : "");
  adw_avatar_set_text (self->avatar, user->name);
  gtk_label_set_label (self->name, user->name);
  gtk_label_set_label (self->numbers, numbers);
  yqq_status_pill_show (self->pill, yqq_grant_state_get_tone (user->state),
                        yqq_grant_state_get_icon (user->state),
                        yqq_grant_state_get_word (user->state));
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), refusal != NULL);
  gtk_widget_set_visible (self->content, refusal == NULL);
  gtk_label_set_label (self->refusal, refusal ? refusal : "");
  /* Who is suspended already, or can never be again, is not offered it. */
  gtk_widget_set_visible (self->suspend, user->state != YQQ_GRANT_STATE_SUSPENDED &&
                                             user->state != YQQ_GRANT_STATE_EXPIRED);
  gtk_widget_set_visible (self->two_person, overview && overview->two_person);
}

YqqPage *
yqq_user_cancel_page_new (YqqWorkspace *workspace,
                          YqqAdministration *administration,
                          YqqRouter *router,
                          YqqAuthorisedUserEntry *entry)
{
  YqqUserCancelPage *self = g_object_new (YQQ_TYPE_USER_CANCEL_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->administration = g_object_ref (administration);
  self->router = g_object_ref (router);
  self->entry = g_object_ref (entry);
  yqq_page_set_subtitle (YQQ_PAGE (self), yqq_administration_get_enterprise_name (administration));
  show_user (self);
  on_field_changed (self);
  return YQQ_PAGE (self);
}
