/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/staff-code-panel.h"

#include "app/accessible.h"
#include "app/field-error.h"
#include "app/log-in-form.h"

struct _YqqStaffCodePanel {
  AdwBin parent;

  GtkWidget *code;
  YqqFieldError *code_error;
  YqqLogInForm *form; /* checks the code as the log-in page does */
};

static void
yqq_staff_code_panel_begin (YqqIdentityPanel *panel, const YqqIdentityTask *task)
{
  YqqStaffCodePanel *self = YQQ_STAFF_CODE_PANEL (panel);
  gtk_widget_grab_focus (self->code);
  gtk_editable_select_region (GTK_EDITABLE (self->code), 0, -1);
}

static void
yqq_staff_code_panel_stop (YqqIdentityPanel *panel)
{
}

static void
implement_panel (YqqIdentityPanelInterface *interface)
{
  interface->begin = yqq_staff_code_panel_begin;
  interface->stop = yqq_staff_code_panel_stop;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqStaffCodePanel,
                               yqq_staff_code_panel,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_PANEL, implement_panel))

static void
show_error (YqqStaffCodePanel *self)
{
  yqq_field_error_show (self->code_error, self->code,
                        yqq_log_in_form_check (self->form, YQQ_LOG_IN_CODE));
}

static void
on_changed (YqqStaffCodePanel *self)
{
  yqq_log_in_form_set_code (self->form, gtk_editable_get_text (GTK_EDITABLE (self->code)));
  if (gtk_widget_get_visible (GTK_WIDGET (self->code_error)))
    show_error (self);
}

static void
on_give (YqqStaffCodePanel *self)
{
  show_error (self);
  if (yqq_log_in_form_is_empty (self->form, YQQ_LOG_IN_CODE) ||
      yqq_log_in_form_check (self->form, YQQ_LOG_IN_CODE) != NULL) {
    gtk_widget_grab_focus (self->code);
    return;
  }
  g_autoptr (JsonObject) evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", self->form->code);
  yqq_identity_panel_give (YQQ_IDENTITY_PANEL (self), evidence);
}

static void
yqq_staff_code_panel_finalize (GObject *object)
{
  yqq_log_in_form_free (YQQ_STAFF_CODE_PANEL (object)->form);
  G_OBJECT_CLASS (yqq_staff_code_panel_parent_class)->finalize (object);
}

static void
yqq_staff_code_panel_class_init (YqqStaffCodePanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->finalize = yqq_staff_code_panel_finalize;
  g_type_ensure (YQQ_TYPE_FIELD_ERROR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/staff-code-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqStaffCodePanel, code);
  gtk_widget_class_bind_template_child (widget_class, YqqStaffCodePanel, code_error);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_give);
}

static void
yqq_staff_code_panel_init (YqqStaffCodePanel *self)
{
  self->form = yqq_log_in_form_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  yqq_accessible_name_fields (GTK_WIDGET (self));
}

YqqIdentityPanel *
yqq_staff_code_panel_new (const YqqPageParts *parts, YqqIdentityFlow *flow)
{
  return g_object_new (YQQ_TYPE_STAFF_CODE_PANEL, NULL);
}
