/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/user-form-page.h"

#include <glib/gi18n.h>

#include "app/act-flow.h"
#include "app/detail-row.h"
#include "app/error-text.h"
#include "app/fault-view.h"
#include "app/field-error.h"
#include "app/format.h"
#include "app/grant-form.h"
#include "app/permission-rows.h"
#include "app/text-row.h"
#include "app/user-text.h"

struct _YqqUserFormPage {
  YqqPage parent;

  AdwPreferencesGroup *certificate;
  GtkWidget *name;
  AdwComboRow *id_type;
  GtkWidget *id_number;
  GtkWidget *phone;
  AdwComboRow *years; /* the last choice is a day instead */
  GtkWidget *until;
  YqqPermissionRows *permissions;
  YqqFieldError *errors[YQQ_GRANT_FIELD_COUNT];
  GtkLabel *effect;
  YqqFaultView *fault;
  GtkWidget *add;
  GtkSpinner *spinner;
  GtkLabel *add_label;
  GtkWidget *code_row;
  GtkWidget *end_row;
  const YqqEnterpriseOverview *shown; /* only compared */
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqGrantForm *form;
  YqqActFlow *flow;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (YqqUserFormPage, yqq_user_form_page, YQQ_TYPE_PAGE)

static gboolean
ends_on_a_day (YqqUserFormPage *self)
{
  return adw_combo_row_get_selected (self->years) == YQQ_GRANT_MAX_YEARS + 1;
}

static GtkWidget *
get_row (YqqUserFormPage *self, YqqGrantField field)
{
  GtkWidget *rows[YQQ_GRANT_FIELD_COUNT] = {
      [YQQ_GRANT_FIELD_NAME] = self->name,
      [YQQ_GRANT_FIELD_ID_TYPE] = GTK_WIDGET (self->id_type),
      [YQQ_GRANT_FIELD_ID_NUMBER] = self->id_number,
      [YQQ_GRANT_FIELD_PHONE] = self->phone,
      [YQQ_GRANT_FIELD_TERM] = ends_on_a_day (self) ? self->until : GTK_WIDGET (self->years),
      [YQQ_GRANT_FIELD_PERMISSIONS] = GTK_WIDGET (self->permissions),
  };
  return rows[field];
}

static void
show_field (YqqUserFormPage *self, YqqGrantField field)
{
  yqq_field_error_show (self->errors[field], get_row (self, field),
                        yqq_grant_form_check (self->form, field));
}

static void
read_form (YqqUserFormPage *self)
{
  g_auto (GStrv) permissions = yqq_permission_rows_dup (self->permissions);
  yqq_grant_form_set_name (self->form, gtk_editable_get_text (GTK_EDITABLE (self->name)));
  /* The first choice of both lists is the request to choose. */
  yqq_grant_form_set_id (self->form, (int)adw_combo_row_get_selected (self->id_type) - 1,
                         gtk_editable_get_text (GTK_EDITABLE (self->id_number)));
  yqq_grant_form_set_phone (self->form, gtk_editable_get_text (GTK_EDITABLE (self->phone)));
  if (ends_on_a_day (self))
    yqq_grant_form_set_until (self->form, gtk_editable_get_text (GTK_EDITABLE (self->until)));
  else
    yqq_grant_form_set_years (self->form, adw_combo_row_get_selected (self->years));
  yqq_grant_form_set_permissions (self->form, (const char *const *)permissions,
                                  yqq_permission_rows_get_later (self->permissions));
}

static void
show_form (YqqUserFormPage *self)
{
  g_autofree char *label = yqq_grant_form_format_button (self->form);
  g_autofree char *effect = yqq_grant_form_format_effect (self->form);
  g_autofree char *end = yqq_grant_form_format_end (self->form);
  gtk_label_set_label (self->add_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_label_set_label (self->effect, effect);
  if (yqq_grant_form_fits_quota (self->form))
    gtk_widget_remove_css_class (GTK_WIDGET (self->effect), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->effect), "error");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->years), end);
  /* A line that is already red goes as soon as the field is right. */
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    if (gtk_widget_get_visible (GTK_WIDGET (self->errors[i])))
      show_field (self, (YqqGrantField)i);
}

static void
on_field_changed (YqqUserFormPage *self)
{
  if (!self->form)
    return;
  read_form (self);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  show_form (self);
}

static void
on_id_type_changed (YqqUserFormPage *self)
{
  on_field_changed (self);
  if (self->form && !yqq_grant_form_is_empty (self->form, YQQ_GRANT_FIELD_ID_NUMBER))
    show_field (self, YQQ_GRANT_FIELD_ID_NUMBER);
}

static void
on_years_changed (YqqUserFormPage *self)
{
  if (!self->form)
    return;
  /* What was said of the one is not said of the other. */
  yqq_field_error_show (self->errors[YQQ_GRANT_FIELD_TERM], GTK_WIDGET (self->years), NULL);
  yqq_field_error_show (self->errors[YQQ_GRANT_FIELD_TERM], self->until, NULL);
  gtk_widget_set_visible (self->until, ends_on_a_day (self));
  on_field_changed (self);
  if (!yqq_grant_form_is_empty (self->form, YQQ_GRANT_FIELD_TERM))
    show_field (self, YQQ_GRANT_FIELD_TERM);
}

static void
on_row_left (YqqUserFormPage *self, GtkEventController *focus)
{
  GtkWidget *row = gtk_event_controller_get_widget (focus);
  if (!self->form || !self->router)
    return;
  read_form (self);
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    if (get_row (self, (YqqGrantField)i) == row &&
        !yqq_grant_form_is_empty (self->form, (YqqGrantField)i))
      show_field (self, (YqqGrantField)i);
  if (row == self->id_number)
    yqq_grant_form_ask (self->form);
}

/* The authority has found something: it is shown where it is. */
static void
on_form_told (YqqUserFormPage *self)
{
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    if (!yqq_grant_form_is_empty (self->form, (YqqGrantField)i))
      show_field (self, (YqqGrantField)i);
  show_form (self);
}

static void
show_working (YqqUserFormPage *self, gboolean working)
{
  gtk_spinner_set_spinning (self->spinner, working);
  if (working && gtk_widget_get_root (GTK_WIDGET (self)))
    /* GtkText warns when it loses its place while it has the focus */
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !working);
}

static void
show_first_fault (YqqUserFormPage *self)
{
  YqqGrantField missing;
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    show_field (self, (YqqGrantField)i);
  show_form (self);
  if (yqq_grant_form_find_missing (self->form, &missing))
    gtk_widget_child_focus (get_row (self, missing), GTK_DIR_TAB_FORWARD);
}

static void
on_flow_done (YqqUserFormPage *self, const YqqActResult *result)
{
  const YqqActLine *line = result->lines->len > 0 ? result->lines->pdata[0] : NULL;
  if (!result->done || !line) {
    yqq_grant_form_take_faults (self->form, line);
    show_first_fault (self);
    return;
  }
  yqq_grant_form_take_grant (self->form, line);
  if (yqq_router_get_place (self->router) == YQQ_PLACE_USER_ADD)
    yqq_router_replace (self->router, YQQ_PLACE_USER_ADDED, G_OBJECT (self->form));
}

static void
begin_flow (YqqUserFormPage *self)
{
  g_autofree char *sentence = yqq_grant_form_format_sentence (self->form);
  g_clear_object (&self->flow);
  self->flow = yqq_act_flow_begin (self->workspace, yqq_grant_form_get_administration (self->form),
                                   self->router, yqq_grant_form_create_act (self->form), sentence);
  if (self->flow)
    g_signal_connect_object (self->flow, "done", G_CALLBACK (on_flow_done), self,
                             G_CONNECT_SWAPPED);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqUserFormPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqActResult) answer =
      yqq_administration_check_finish (YQQ_ADMINISTRATION (source), result, &error);
  YqqGrantField missing;
  if (yqq_error_text_is_cancelled (error))
    return;
  show_working (self, FALSE);
  if (!answer) {
    yqq_fault_view_show (self->fault, error, NULL, NULL);
    gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
    gtk_widget_grab_focus (self->add);
    return;
  }
  yqq_grant_form_take_faults (self->form, answer->lines->len > 0 ? answer->lines->pdata[0] : NULL);
  if (yqq_grant_form_find_missing (self->form, &missing))
    show_first_fault (self);
  else
    begin_flow (self);
}

static void
on_add_clicked (YqqUserFormPage *self)
{
  YqqGrantField missing;
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  read_form (self);
  if (yqq_grant_form_find_missing (self->form, &missing)) {
    show_first_fault (self);
    return;
  }
  if (!yqq_grant_form_fits_quota (self->form))
    return; /* the button and the line above it say so */
  g_ptr_array_add (drafts, (gpointer)yqq_grant_form_get_draft (self->form));
  show_working (self, TRUE);
  yqq_administration_check_async (yqq_grant_form_get_administration (self->form), drafts,
                                  self->cancellable, on_checked, g_object_ref (self));
}

static void
show_administration (YqqUserFormPage *self)
{
  const YqqEnterpriseOverview *overview =
      yqq_administration_get_overview (yqq_grant_form_get_administration (self->form));
  show_form (self);
  if (!overview || overview == self->shown)
    return;
  self->shown = overview;
  g_autofree char *code = yqq_format_code (overview->certificate_code);
  g_autofree char *end = yqq_format_date (overview->certificate_not_after_ms);
  g_autofree char *until = g_strdup_printf (_ ("until %s"), end);
  if (self->code_row) {
    adw_preferences_group_remove (self->certificate, self->code_row);
    adw_preferences_group_remove (self->certificate, self->end_row);
  }
  self->code_row = yqq_detail_row_new (_ ("Certificate code"), code, NULL);
  self->end_row = yqq_detail_row_new (_ ("Validity of the certificate"), until, NULL);
  adw_preferences_group_add (self->certificate, self->code_row);
  adw_preferences_group_add (self->certificate, self->end_row);
  yqq_permission_rows_set_seals (self->permissions, overview->seals);
}

static void
yqq_user_form_page_arrive (YqqPage *page)
{
  gtk_widget_grab_focus (YQQ_USER_FORM_PAGE (page)->name);
}

static void
yqq_user_form_page_dispose (GObject *object)
{
  YqqUserFormPage *self = YQQ_USER_FORM_PAGE (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->flow);
  g_clear_object (&self->form);
  g_clear_object (&self->router);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (yqq_user_form_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  static const char *const error_names[YQQ_GRANT_FIELD_COUNT] = {
      "name_error",  "id_type_error", "id_number_error",
      "phone_error", "years_error",   "permissions_error",
  };
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, certificate);
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, name);
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, id_type);
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, id_number);
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, phone);
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, years);
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, until);
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, permissions);
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    gtk_widget_class_bind_template_child_full (
        class, error_names[i], FALSE,
        (gssize)(G_STRUCT_OFFSET (YqqUserFormPage, errors) + i * sizeof (YqqFieldError *)));
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, effect);
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, fault);
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, add);
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, spinner);
  gtk_widget_class_bind_template_child (class, YqqUserFormPage, add_label);
  gtk_widget_class_bind_template_callback (class, on_field_changed);
  gtk_widget_class_bind_template_callback (class, on_id_type_changed);
  gtk_widget_class_bind_template_callback (class, on_years_changed);
  gtk_widget_class_bind_template_callback (class, on_add_clicked);
}

static void
yqq_user_form_page_class_init (YqqUserFormPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_user_form_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_user_form_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FIELD_ERROR);
  g_type_ensure (YQQ_TYPE_PERMISSION_ROWS);
  g_type_ensure (YQQ_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/user-form-page.ui");
  bind_template (widget_class);
}

static void
fill_lists (YqqUserFormPage *self)
{
  g_autoptr (GtkStringList) types = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) years = gtk_string_list_new (NULL);
  gtk_string_list_append (
      types, yqq_grant_fault_get_text (YQQ_GRANT_FIELD_ID_TYPE, YQQ_GRANT_FAULT_MISSING));
  gtk_string_list_append (years,
                          yqq_grant_fault_get_text (YQQ_GRANT_FIELD_TERM, YQQ_GRANT_FAULT_MISSING));
  for (guint i = 0; i < YQQ_ID_TYPE_COUNT; i++)
    gtk_string_list_append (types, yqq_id_type_get_name ((YqqIdType)i));
  for (guint i = 1; i <= YQQ_GRANT_MAX_YEARS; i++) {
    g_autofree char *text = g_strdup_printf (ngettext ("%u year", "%u years", i), i);
    gtk_string_list_append (years, text);
  }
  gtk_string_list_append (years, _ ("Until a day"));
  adw_combo_row_set_model (self->id_type, G_LIST_MODEL (types));
  adw_combo_row_set_model (self->years, G_LIST_MODEL (years));
}

static void
watch_leaving (YqqUserFormPage *self, GtkWidget *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_row_left), self);
  gtk_widget_add_controller (row, focus);
}

static void
yqq_user_form_page_init (YqqUserFormPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_lists (self);
  watch_leaving (self, self->name);
  watch_leaving (self, self->id_number);
  watch_leaving (self, self->phone);
  watch_leaving (self, self->until);
  g_signal_connect_object (self->permissions, "changed", G_CALLBACK (on_field_changed), self,
                           G_CONNECT_SWAPPED);
}

YqqPage *
yqq_user_form_page_new (YqqWorkspace *workspace,
                        YqqAdministration *administration,
                        YqqRouter *router)
{
  YqqUserFormPage *self = g_object_new (YQQ_TYPE_USER_FORM_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  self->form = yqq_grant_form_new (administration);
  yqq_page_set_subtitle (YQQ_PAGE (self), yqq_administration_get_enterprise_name (administration));
  g_signal_connect_object (self->form, "changed", G_CALLBACK (on_form_told), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (administration, "changed", G_CALLBACK (show_administration), self,
                           G_CONNECT_SWAPPED);
  read_form (self);
  show_form (self);
  show_administration (self);
  return YQQ_PAGE (self);
}
