/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/log-in-page.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/agreement.h"
#include "app/certificate-text.h"
#include "app/error-text.h"
#include "app/fault-view.h"
#include "app/field-error.h"
#include "app/identity-flow.h"
#include "app/log-in-form.h"
#include "app/wrap.h"
#include "client/fetch-demonstration.h"
#include "identity/policy.h"

struct _YqqLogInPage {
  YqqPage parent;

  AdwPreferencesGroup *people;
  GtkWidget *name;
  AdwComboRow *id_type;
  GtkWidget *id_number;
  GtkWidget *code;
  GtkCheckButton *agreed;
  YqqFieldError *name_error;
  YqqFieldError *id_number_error;
  YqqFieldError *code_error;
  YqqFieldError *agreed_error;
  YqqFaultView *fault;
  GtkWidget *log_in;
  GtkSpinner *spinner;
  GtkLabel *log_in_label;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqLogInForm *form;
  GCancellable *cancellable; /* ends with the page */
  GCancellable *asking;      /* ends when the person goes elsewhere */
};

G_DEFINE_FINAL_TYPE (YqqLogInPage, yqq_log_in_page, YQQ_TYPE_PAGE)

static GtkWidget *
get_row (YqqLogInPage *self, YqqLogInField field)
{
  GtkWidget *rows[] = {self->name, self->id_number, self->code, GTK_WIDGET (self->agreed)};
  return rows[field];
}

static YqqFieldError *
get_error_line (YqqLogInPage *self, YqqLogInField field)
{
  YqqFieldError *lines[] = {self->name_error, self->id_number_error, self->code_error,
                            self->agreed_error};
  return lines[field];
}

static void
read_form (YqqLogInPage *self)
{
  yqq_log_in_form_set_name (self->form, gtk_editable_get_text (GTK_EDITABLE (self->name)));
  yqq_log_in_form_set_id (self->form, (YqqIdType)adw_combo_row_get_selected (self->id_type),
                          gtk_editable_get_text (GTK_EDITABLE (self->id_number)));
  yqq_log_in_form_set_code (self->form, gtk_editable_get_text (GTK_EDITABLE (self->code)));
  self->form->agreed = gtk_check_button_get_active (self->agreed);
}

static void
show_field (YqqLogInPage *self, YqqLogInField field)
{
  yqq_field_error_show (get_error_line (self, field), get_row (self, field),
                        yqq_log_in_form_check (self->form, field));
}

static void
on_field_changed (YqqLogInPage *self)
{
  read_form (self);
  g_autofree char *label = yqq_log_in_form_format_button (self->form);
  gtk_label_set_label (self->log_in_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->log_in), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  /* A line that is already red goes as soon as the field is right. */
  for (guint i = 0; i < YQQ_LOG_IN_FIELD_COUNT; i++)
    if (gtk_widget_get_visible (GTK_WIDGET (get_error_line (self, (YqqLogInField)i))))
      show_field (self, (YqqLogInField)i);
}

static void
on_row_left (YqqLogInPage *self, GtkEventController *focus)
{
  GtkWidget *row = gtk_event_controller_get_widget (focus);
  read_form (self);
  for (guint i = 0; i < YQQ_LOG_IN_FIELD_COUNT; i++)
    if (get_row (self, (YqqLogInField)i) == row &&
        !yqq_log_in_form_is_empty (self->form, (YqqLogInField)i))
      show_field (self, (YqqLogInField)i);
}

static void
show_working (YqqLogInPage *self, gboolean working)
{
  gtk_spinner_set_spinning (self->spinner, working);
  if (working) /* GtkText warns when it loses its place while it has the focus */
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !working);
  if (working)
    gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
}

static void
on_logged_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLogInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = yqq_workspace_finish (YQQ_WORKSPACE (source), result, &error);
  if (!done && yqq_error_text_is_cancelled (error))
    return; /* the person is elsewhere by now */
  show_working (self, FALSE);
  if (done)
    return;
  yqq_fault_view_show (self->fault, error, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
  gtk_widget_grab_focus (self->log_in);
}

static void
submit_form (YqqLogInPage *self)
{
  show_working (self, TRUE); /* moves the focus, at which the form is read again */
  YqqLogInDetails details = {
      .name = self->form->name,
      .id_type = yqq_id_type_to_nick (self->form->id_type),
      .id_number = self->form->id_number,
      .staff_code = self->form->code,
  };
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  yqq_workspace_log_in_async (self->workspace, &details, self->asking, on_logged_in,
                              g_object_ref (self));
}

static void
on_log_in_clicked (YqqLogInPage *self)
{
  YqqLogInField missing;
  read_form (self);
  if (!yqq_log_in_form_find_missing (self->form, &missing)) {
    submit_form (self);
    return;
  }
  for (guint i = 0; i < YQQ_LOG_IN_FIELD_COUNT; i++)
    show_field (self, (YqqLogInField)i);
  gtk_widget_grab_focus (get_row (self, missing));
}

/* The desk was satisfied: the window goes on by itself. */
static void
on_proven (YqqWorkspace *workspace)
{
  yqq_workspace_enter (workspace);
}

static void
begin_identity (YqqLogInPage *self)
{
  const YqqLogInDetails details = {
      .name = self->form->name,
      .id_type = yqq_id_type_to_nick (self->form->id_type),
      .id_number = self->form->id_number,
  };
  g_autoptr (YqqIdentityOffice) office =
      yqq_workspace_create_log_in_office (self->workspace, &details);
  g_autoptr (YqqIdentityFlow) flow =
      yqq_identity_flow_new (office, YQQ_IDENTITY_PURPOSE_LOG_IN, NULL,
                             _ ("Show that it is you, and you are logged in on this computer."));
  g_signal_connect_object (flow, "proven", G_CALLBACK (on_proven), self->workspace,
                           G_CONNECT_SWAPPED);
  yqq_router_push (self->router, YQQ_PLACE_IDENTITY, G_OBJECT (flow));
}

static void
on_other_clicked (YqqLogInPage *self)
{
  YqqLogInField missing;
  read_form (self);
  if (!yqq_log_in_form_find_missing_without_code (self->form, &missing)) {
    begin_identity (self);
    return;
  }
  for (guint i = 0; i < YQQ_LOG_IN_FIELD_COUNT; i++)
    if (i != YQQ_LOG_IN_CODE)
      show_field (self, (YqqLogInField)i);
  gtk_widget_grab_focus (get_row (self, missing));
}

static void
on_agreement_clicked (YqqLogInPage *self)
{
  yqq_agreement_present (GTK_WIDGET (self));
}

/* A demonstration's person: one click fills everything in and logs in. */
static void
on_person_clicked (GtkButton *button, YqqLogInPage *self)
{
  YqqDemonstrationPerson *person = g_object_get_data (G_OBJECT (button), "person");
  gtk_editable_set_text (GTK_EDITABLE (self->name), person->name);
  adw_combo_row_set_selected (self->id_type, person->id_type);
  gtk_editable_set_text (GTK_EDITABLE (self->id_number), person->id_number);
  gtk_editable_set_text (GTK_EDITABLE (self->code), person->staff_code);
  gtk_check_button_set_active (self->agreed, TRUE);
  on_log_in_clicked (self);
}

static GtkWidget *
create_person_button (YqqLogInPage *self, YqqDemonstrationPerson *person)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Log in"));
  g_autofree char *name = g_strdup_printf (_ ("Log in as %s"), person->name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  yqq_wrap_texts (button);
  yqq_accessible_name_button (button, name);
  gtk_widget_set_tooltip_text (button, name);
  g_object_set_data (G_OBJECT (button), "person", person);
  g_signal_connect (button, "clicked", G_CALLBACK (on_person_clicked), self);
  return button;
}

static GtkWidget *
create_avatar (const char *name)
{
  GtkWidget *avatar = adw_avatar_new (36, name, TRUE);
  yqq_accessible_hide (avatar);
  return avatar;
}

static void
add_person (YqqLogInPage *self, YqqDemonstrationPerson *person)
{
  YqqRole role = YQQ_ROLE_EMPLOYEE;
  yqq_role_from_nick (person->role, &role);
  g_autofree char *role_name = yqq_roles_format (role);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", role_name, person->enterprise);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = create_person_button (self, person);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), person->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), create_avatar (person->name));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (gtk_widget_activate), button,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->people, row);
}

static void
on_people_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLogInPage) self = user_data;
  g_autoptr (GPtrArray) people =
      yqq_workspace_fetch_demonstration_finish (YQQ_WORKSPACE (source), result, NULL);
  if (!people || !self->workspace)
    return; /* the form does without them */
  for (guint i = 0; i < people->len; i++)
    add_person (self, people->pdata[i]);
  g_object_set_data_full (G_OBJECT (self), "people", g_steal_pointer (&people),
                          (GDestroyNotify)g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->people), TRUE);
}

static void
yqq_log_in_page_arrive (YqqPage *page)
{
  gtk_widget_grab_focus (YQQ_LOG_IN_PAGE (page)->name);
}

static void
yqq_log_in_page_leave (YqqPage *page)
{
  YqqLogInPage *self = YQQ_LOG_IN_PAGE (page);
  g_cancellable_cancel (self->asking);
  show_working (self, FALSE);
}

static void
yqq_log_in_page_dispose (GObject *object)
{
  YqqLogInPage *self = YQQ_LOG_IN_PAGE (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_pointer (&self->form, yqq_log_in_form_free);
  G_OBJECT_CLASS (yqq_log_in_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, YqqLogInPage, people);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, name);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, id_type);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, id_number);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, code);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, agreed);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, name_error);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, id_number_error);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, code_error);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, agreed_error);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, fault);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, log_in);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, spinner);
  gtk_widget_class_bind_template_child (class, YqqLogInPage, log_in_label);
  gtk_widget_class_bind_template_callback (class, on_field_changed);
  gtk_widget_class_bind_template_callback (class, on_log_in_clicked);
  gtk_widget_class_bind_template_callback (class, on_other_clicked);
  gtk_widget_class_bind_template_callback (class, on_agreement_clicked);
}

static void
yqq_log_in_page_class_init (YqqLogInPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_log_in_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_log_in_page_arrive;
  YQQ_PAGE_CLASS (class)->leave = yqq_log_in_page_leave;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FIELD_ERROR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/log-in-page.ui");
  bind_template (widget_class);
}

static void
watch_leaving (YqqLogInPage *self, GtkWidget *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_row_left), self);
  gtk_widget_add_controller (row, focus);
}

static void
yqq_log_in_page_init (YqqLogInPage *self)
{
  self->form = yqq_log_in_form_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  watch_leaving (self, self->name);
  watch_leaving (self, self->id_number);
  watch_leaving (self, self->code);
  on_field_changed (self);
}

YqqPage *
yqq_log_in_page_new (YqqWorkspace *workspace, YqqRouter *router)
{
  YqqLogInPage *self = g_object_new (YQQ_TYPE_LOG_IN_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  if (yqq_workspace_get_demonstration (workspace))
    yqq_workspace_fetch_demonstration_async (workspace, self->cancellable, on_people_fetched,
                                             g_object_ref (self));
  return YQQ_PAGE (self);
}
