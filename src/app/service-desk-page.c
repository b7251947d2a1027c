/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service-desk-page.h"

#include <glib/gi18n.h>

#include "app/act-flow.h"
#include "app/countdown.h"
#include "app/error-text.h"
#include "app/fault-view.h"
#include "app/field-error.h"
#include "app/format.h"
#include "app/service-desk-form.h"
#include "app/slip.h"
#include "app/text-row.h"
#include "app/user-text.h"
#include "app/wrap.h"

struct _YqqServiceDeskPage {
  YqqPage parent;

  GtkStack *stack;
  GtkWidget *name;
  AdwComboRow *id_type;
  GtkWidget *id_number;
  AdwComboRow *matter;
  GtkCheckButton *seen;
  YqqFieldError *errors[YQQ_DESK_FIELD_COUNT];
  AdwPreferencesGroup *keys;
  YqqFaultView *fault;
  GtkWidget *confirm;
  GtkLabel *person;
  GtkLabel *code;
  YqqCountdown *left;
  GtkLabel *expired;
  GtkWidget *print;
  GtkWidget *renew;
  GPtrArray *key_rows; /* borrowed from keys */
  YqqServiceDeskForm *form;
  YqqFoundPerson *found;
  YqqActFlow *flow;
  gint64 until_ms;
  YqqWorkspace *workspace;
  YqqAdministration *administration;
  YqqRouter *router;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (YqqServiceDeskPage, yqq_service_desk_page, YQQ_TYPE_PAGE)

static GtkWidget *
get_row (YqqServiceDeskPage *self, YqqDeskField field)
{
  GtkWidget *rows[YQQ_DESK_FIELD_COUNT] = {self->name, self->id_number, GTK_WIDGET (self->seen)};
  return rows[field];
}

static void
read_form (YqqServiceDeskPage *self)
{
  yqq_service_desk_form_set (self->form, gtk_editable_get_text (GTK_EDITABLE (self->name)),
                             (YqqIdType)adw_combo_row_get_selected (self->id_type),
                             gtk_editable_get_text (GTK_EDITABLE (self->id_number)),
                             adw_combo_row_get_selected (self->matter),
                             gtk_check_button_get_active (self->seen));
}

static void
forget_keys (YqqServiceDeskPage *self)
{
  for (guint i = 0; i < self->key_rows->len; i++)
    adw_preferences_group_remove (self->keys, self->key_rows->pdata[i]);
  g_ptr_array_set_size (self->key_rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->keys), FALSE);
}

/* TRUE if nothing is wrong; else the first wrong field has the focus. */
static gboolean
check_form (YqqServiceDeskPage *self)
{
  gboolean good = TRUE;
  for (guint i = 0; i < YQQ_DESK_FIELD_COUNT; i++) {
    const char *wrong = yqq_service_desk_form_check (self->form, (YqqDeskField)i);
    yqq_field_error_show (self->errors[i], get_row (self, (YqqDeskField)i), wrong);
    if (wrong && good)
      gtk_widget_grab_focus (get_row (self, (YqqDeskField)i));
    good = good && !wrong;
  }
  return good;
}

/* Whoever was found is not who stands there any more. */
static void
on_field_changed (YqqServiceDeskPage *self)
{
  if (!self->administration)
    return;
  read_form (self);
  forget_keys (self);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  for (guint i = 0; i < YQQ_DESK_FIELD_COUNT; i++)
    if (!yqq_service_desk_form_check (self->form, (YqqDeskField)i))
      yqq_field_error_show (self->errors[i], get_row (self, (YqqDeskField)i), NULL);
}

/* A code that is good, or that it is none any more and another can be made. */
static void
show_whether_good (YqqServiceDeskPage *self, gboolean good)
{
  gtk_widget_set_visible (GTK_WIDGET (self->code), good);
  gtk_widget_set_visible (GTK_WIDGET (self->left), good);
  gtk_widget_set_visible (self->print, good);
  gtk_widget_set_visible (GTK_WIDGET (self->expired), !good);
  gtk_widget_set_visible (self->renew, !good);
}

static void
on_code_over (YqqServiceDeskPage *self)
{
  gtk_label_set_label (self->code, "");
  yqq_countdown_set (self->left, 0, NULL);
  show_whether_good (self, FALSE);
  if (yqq_page_get_shown (YQQ_PAGE (self)))
    gtk_widget_grab_focus (self->renew);
}

static void
show_code (YqqServiceDeskPage *self, const YqqActResult *result)
{
  show_whether_good (self, TRUE);
  self->until_ms = result->staff_code_expires_at_ms;
  gtk_label_set_label (self->person, self->form->name);
  gtk_label_set_label (self->code, result->staff_code);
  yqq_countdown_set (self->left, self->until_ms, _ ("Good for another %s, once"));
  gtk_stack_set_visible_child_name (self->stack, "code");
  gtk_widget_grab_focus (self->print);
}

/* Nothing of the one before stays on the screen for the next one. */
static void
start_over (YqqServiceDeskPage *self)
{
  gtk_label_set_label (self->code, "");
  gtk_label_set_label (self->person, "");
  yqq_countdown_set (self->left, 0, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->id_number), "");
  gtk_check_button_set_active (self->seen, FALSE);
  on_field_changed (self);
  gtk_stack_set_visible_child_name (self->stack, "form");
  gtk_widget_grab_focus (self->name);
}

static void
on_flow_done (YqqServiceDeskPage *self, const YqqActResult *result)
{
  if (result->staff_code) {
    show_code (self, result);
    return;
  }
  yqq_router_tell (self->router,
                   yqq_act_flow_get_act (self->flow)->kind == YQQ_ACT_AUTHENTICATOR_REMOVE
                       ? _ ("The security key is removed")
                       : _ ("The code was told once already. Confirm again to make another."));
  start_over (self);
}

static void
begin_flow (YqqServiceDeskPage *self, const char *key)
{
  g_autofree char *sentence = yqq_service_desk_form_format_sentence (self->form);
  g_clear_object (&self->flow);
  self->flow = yqq_act_flow_begin (
      self->workspace, self->administration, self->router,
      yqq_service_desk_form_create_act (self->form,
                                        yqq_administration_get_enterprise_id (self->administration),
                                        self->found, key),
      sentence);
  if (self->flow)
    g_signal_connect_object (self->flow, "done", G_CALLBACK (on_flow_done), self,
                             G_CONNECT_SWAPPED);
}

static void
on_remove_clicked (GtkWidget *button, YqqServiceDeskPage *self)
{
  begin_flow (self, g_object_get_data (G_OBJECT (button), "key"));
}

static void
add_key (YqqServiceDeskPage *self, const YqqAuthenticatorView *key)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Remove"));
  g_autofree char *added = yqq_format_date (key->added_at_ms);
  g_autofree char *since = g_strdup_printf (_ ("Registered on %s"), added);
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), key->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "destructive-action");
  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (key->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_clicked), self, 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), key->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), since);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->keys, row);
  g_ptr_array_add (self->key_rows, row);
}

static void
show_keys (YqqServiceDeskPage *self)
{
  forget_keys (self);
  for (guint i = 0; i < self->found->authenticators->len; i++)
    add_key (self, self->found->authenticators->pdata[i]);
  adw_preferences_group_set_description (
      self->keys, self->key_rows->len > 0 ? NULL : _ ("They have registered no security key."));
  gtk_widget_set_visible (GTK_WIDGET (self->keys), TRUE);
}

static void
on_person_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqServiceDeskPage) self = user_data;
  g_autoptr (GError) error = NULL;
  YqqFoundPerson *found =
      yqq_administration_find_person_finish (YQQ_ADMINISTRATION (source), result, &error);
  if (yqq_error_text_is_cancelled (error))
    return;
  gtk_widget_set_sensitive (self->confirm, TRUE);
  if (!found) {
    yqq_fault_view_show (self->fault, error, NULL, NULL);
    gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
    return;
  }
  g_clear_pointer (&self->found, yqq_found_person_free);
  self->found = found;
  if (yqq_desk_matter_get_purpose (self->form->matter))
    begin_flow (self, NULL);
  else
    show_keys (self);
}

static void
on_confirm_clicked (YqqServiceDeskPage *self)
{
  read_form (self);
  if (!check_form (self))
    return;
  g_autoptr (YqqPersonQuery) query =
      yqq_person_query_new (self->form->name, self->form->id_type, self->form->id_number);
  gtk_widget_set_sensitive (self->confirm, FALSE);
  yqq_administration_find_person_async (self->administration, query, self->cancellable,
                                        on_person_found, g_object_ref (self));
}

/* For the same person, who still stands there: what was typed is kept until the next one. */
static void
on_renew_clicked (YqqServiceDeskPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
  on_confirm_clicked (self);
}

static void
on_print_clicked (YqqServiceDeskPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = yqq_service_desk_form_format_slip (
      self->form, gtk_label_get_label (self->code), self->until_ms);
  g_autoptr (GtkPrintOperation) slip = yqq_slip_new (_ ("One-time code"), text);
  if (gtk_print_operation_run (slip, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                               &error) == GTK_PRINT_OPERATION_RESULT_ERROR)
    yqq_router_tell (self->router, _ ("It could not be printed. Let them write the code down."));
}

static void
on_next_clicked (YqqServiceDeskPage *self)
{
  start_over (self);
}

static void
yqq_service_desk_page_arrive (YqqPage *page)
{
  YqqServiceDeskPage *self = YQQ_SERVICE_DESK_PAGE (page);
  gtk_widget_grab_focus (gtk_stack_get_visible_child (self->stack) ==
                                 gtk_stack_get_child_by_name (self->stack, "code")
                             ? gtk_widget_get_visible (self->print) ? self->print : self->renew
                             : self->name);
}

static void
yqq_service_desk_page_dispose (GObject *object)
{
  YqqServiceDeskPage *self = YQQ_SERVICE_DESK_PAGE (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->flow);
  g_clear_object (&self->administration);
  g_clear_object (&self->router);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (yqq_service_desk_page_parent_class)->dispose (object);
}

static void
yqq_service_desk_page_finalize (GObject *object)
{
  YqqServiceDeskPage *self = YQQ_SERVICE_DESK_PAGE (object);
  yqq_service_desk_form_free (self->form);
  g_clear_pointer (&self->found, yqq_found_person_free);
  g_ptr_array_unref (self->key_rows);
  G_OBJECT_CLASS (yqq_service_desk_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  static const char *const error_names[YQQ_DESK_FIELD_COUNT] = {"name_error", "id_number_error",
                                                                "seen_error"};
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, stack);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, name);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, id_type);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, id_number);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, matter);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, seen);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, keys);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, fault);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, confirm);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, person);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, code);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, left);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, expired);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, print);
  gtk_widget_class_bind_template_child (class, YqqServiceDeskPage, renew);
  for (guint i = 0; i < YQQ_DESK_FIELD_COUNT; i++)
    gtk_widget_class_bind_template_child_full (
        class, error_names[i], FALSE,
        (gssize)(G_STRUCT_OFFSET (YqqServiceDeskPage, errors) + i * sizeof (YqqFieldError *)));
  gtk_widget_class_bind_template_callback (class, on_field_changed);
  gtk_widget_class_bind_template_callback (class, on_confirm_clicked);
  gtk_widget_class_bind_template_callback (class, on_code_over);
  gtk_widget_class_bind_template_callback (class, on_renew_clicked);
  gtk_widget_class_bind_template_callback (class, on_print_clicked);
  gtk_widget_class_bind_template_callback (class, on_next_clicked);
}

static void
yqq_service_desk_page_class_init (YqqServiceDeskPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_service_desk_page_dispose;
  G_OBJECT_CLASS (class)->finalize = yqq_service_desk_page_finalize;
  YQQ_PAGE_CLASS (class)->arrive = yqq_service_desk_page_arrive;
  g_type_ensure (YQQ_TYPE_COUNTDOWN);
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FIELD_ERROR);
  g_type_ensure (YQQ_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/service-desk-page.ui");
  bind_template (widget_class);
}

static void
yqq_service_desk_page_init (YqqServiceDeskPage *self)
{
  g_autoptr (GtkStringList) types = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) matters = gtk_string_list_new (NULL);
  self->cancellable = g_cancellable_new ();
  self->form = yqq_service_desk_form_new ();
  self->key_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < YQQ_ID_TYPE_COUNT; i++)
    gtk_string_list_append (types, yqq_id_type_get_name ((YqqIdType)i));
  for (guint i = 0; i < YQQ_DESK_MATTER_COUNT; i++)
    gtk_string_list_append (matters, yqq_desk_matter_get_name (i));
  adw_combo_row_set_model (self->id_type, G_LIST_MODEL (types));
  adw_combo_row_set_model (self->matter, G_LIST_MODEL (matters));
  yqq_wrap_texts (GTK_WIDGET (self->seen));
}

YqqPage *
yqq_service_desk_page_new (YqqWorkspace *workspace,
                           YqqAdministration *administration,
                           YqqRouter *router)
{
  YqqServiceDeskPage *self = g_object_new (YQQ_TYPE_SERVICE_DESK_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->administration = g_object_ref (administration);
  self->router = g_object_ref (router);
  yqq_page_set_subtitle (YQQ_PAGE (self), yqq_administration_get_enterprise_name (administration));
  return YQQ_PAGE (self);
}
