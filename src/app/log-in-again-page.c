/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/log-in-again-page.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/agreement.h"
#include "app/field-error.h"
#include "app/identity-flow.h"
#include "app/identity-methods.h"
#include "app/log-in-form.h"
#include "identity/method.h"
#include "identity/policy.h"
#include "model/phone.h"

struct _YqqLogInAgainPage {
  YqqPage parent;

  AdwAvatar *avatar;
  GtkLabel *greeting;
  AdwComboRow *id_type;
  GtkWidget *id_number;
  GtkCheckButton *agreed;
  YqqFieldError *id_number_error;
  YqqFieldError *agreed_error;
  GtkWidget *log_in;
  GtkLabel *log_in_label;
  GtkWidget *other;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqLogInForm *form;
  YqqIdentityOffice *asked;  /* which ways there are */
  GCancellable *cancellable; /* ends with the page */
  gboolean by_face;          /* the face is one of them, and can be used here */
};

G_DEFINE_FINAL_TYPE (YqqLogInAgainPage, yqq_log_in_again_page, YQQ_TYPE_PAGE)

static void
read_form (YqqLogInAgainPage *self)
{
  yqq_log_in_form_set_id (self->form, (YqqIdType)adw_combo_row_get_selected (self->id_type),
                          gtk_editable_get_text (GTK_EDITABLE (self->id_number)));
  self->form->agreed = gtk_check_button_get_active (self->agreed);
}

static void
show_id_number (YqqLogInAgainPage *self)
{
  yqq_field_error_show (self->id_number_error, self->id_number,
                        yqq_log_in_form_check (self->form, YQQ_LOG_IN_ID_NUMBER));
}

static void
show_agreed (YqqLogInAgainPage *self)
{
  yqq_field_error_show (self->agreed_error, GTK_WIDGET (self->agreed),
                        yqq_log_in_form_check (self->form, YQQ_LOG_IN_AGREED));
}

static void
update (YqqLogInAgainPage *self)
{
  read_form (self);
  g_autofree char *label = yqq_log_in_form_format_button_without_code (
      self->form, self->by_face ? _ ("Log in with your face") : _ ("Log in again"));
  gtk_label_set_label (self->log_in_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->log_in), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  /* A line that is already red goes as soon as the field is right. */
  if (gtk_widget_get_visible (GTK_WIDGET (self->id_number_error)))
    show_id_number (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->agreed_error)))
    show_agreed (self);
}

static void
on_number_left (YqqLogInAgainPage *self)
{
  read_form (self);
  if (!yqq_log_in_form_is_empty (self->form, YQQ_LOG_IN_ID_NUMBER))
    show_id_number (self);
}

static void
on_proven (YqqLogInAgainPage *self)
{
  g_autoptr (YqqWorkspace) workspace = g_object_ref (self->workspace);
  g_autoptr (YqqRouter) router = g_object_ref (self->router);
  if (yqq_router_back_to (router, YQQ_PLACE_LOG_IN))
    yqq_router_replace (router, YQQ_PLACE_LOGGED_IN, NULL);
  yqq_workspace_enter (workspace);
}

static YqqIdentityOffice *
create_office (YqqLogInAgainPage *self)
{
  const YqqLogInDetails details = {
      .name = self->form->name,
      .id_type = yqq_id_type_to_nick (self->form->id_type),
      .id_number = self->form->id_number,
  };
  return yqq_workspace_create_log_in_office (self->workspace, &details);
}

static void
begin_identity (YqqLogInAgainPage *self, const char *preferred)
{
  g_autoptr (YqqIdentityOffice) office = create_office (self);
  g_autoptr (YqqIdentityFlow) flow =
      yqq_identity_flow_new (office, YQQ_IDENTITY_PURPOSE_LOG_IN, NULL,
                             _ ("Show that it is you, and you are logged in on this computer."));
  yqq_identity_flow_prefer (flow, preferred);
  g_signal_connect_object (flow, "proven", G_CALLBACK (on_proven), self, G_CONNECT_SWAPPED);
  yqq_router_push (self->router, YQQ_PLACE_IDENTITY, G_OBJECT (flow));
}

static void
log_in (YqqLogInAgainPage *self, const char *preferred)
{
  YqqLogInField missing;
  read_form (self);
  if (!yqq_log_in_form_find_missing_without_code (self->form, &missing)) {
    begin_identity (self, preferred);
    return;
  }
  show_id_number (self);
  show_agreed (self);
  gtk_widget_grab_focus (missing == YQQ_LOG_IN_AGREED ? GTK_WIDGET (self->agreed)
                                                      : self->id_number);
}

static void
on_log_in_clicked (YqqLogInAgainPage *self)
{
  log_in (self, self->by_face ? YQQ_IDENTITY_METHOD_FACE : NULL);
}

static void
on_other_clicked (YqqLogInAgainPage *self)
{
  log_in (self, NULL);
}

static void
on_agreement_clicked (YqqLogInAgainPage *self)
{
  yqq_agreement_present (GTK_WIDGET (self));
}

/* A way with the face that this computer can go. */
static gboolean
offers_face (GPtrArray *ways)
{
  const char *method;
  for (guint i = 0; i < ways->len; i++) {
    const char *const *way = ways->pdata[i];
    if (g_strv_contains (way, YQQ_IDENTITY_METHOD_FACE) && yqq_identity_way_is_known (way) &&
        !yqq_identity_way_find_obstacle (way, &method))
      return TRUE;
  }
  return FALSE;
}

/* Where the authority cannot be asked now, the page that verifies says so. */
static void
on_ways_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLogInAgainPage) self = user_data;
  g_autoptr (YqqIdentityCase) which =
      yqq_identity_office_begin_finish (YQQ_IDENTITY_OFFICE (source), result, NULL);
  if (!which || !self->workspace)
    return;
  self->by_face = offers_face (which->ways);
  gtk_widget_set_visible (self->other, self->by_face && which->ways->len > 1);
  update (self);
}

static void
yqq_log_in_again_page_arrive (YqqPage *page)
{
  gtk_widget_grab_focus (YQQ_LOG_IN_AGAIN_PAGE (page)->id_number);
}

static void
yqq_log_in_again_page_dispose (GObject *object)
{
  YqqLogInAgainPage *self = YQQ_LOG_IN_AGAIN_PAGE (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->asked);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_pointer (&self->form, yqq_log_in_form_free);
  G_OBJECT_CLASS (yqq_log_in_again_page_parent_class)->dispose (object);
}

static void
yqq_log_in_again_page_class_init (YqqLogInAgainPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_log_in_again_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_log_in_again_page_arrive;
  g_type_ensure (YQQ_TYPE_FIELD_ERROR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/log-in-again-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqLogInAgainPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, YqqLogInAgainPage, greeting);
  gtk_widget_class_bind_template_child (widget_class, YqqLogInAgainPage, id_type);
  gtk_widget_class_bind_template_child (widget_class, YqqLogInAgainPage, id_number);
  gtk_widget_class_bind_template_child (widget_class, YqqLogInAgainPage, agreed);
  gtk_widget_class_bind_template_child (widget_class, YqqLogInAgainPage, id_number_error);
  gtk_widget_class_bind_template_child (widget_class, YqqLogInAgainPage, agreed_error);
  gtk_widget_class_bind_template_child (widget_class, YqqLogInAgainPage, log_in);
  gtk_widget_class_bind_template_child (widget_class, YqqLogInAgainPage, log_in_label);
  gtk_widget_class_bind_template_child (widget_class, YqqLogInAgainPage, other);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_log_in_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_other_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_agreement_clicked);
}

static void
yqq_log_in_again_page_init (YqqLogInAgainPage *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  self->form = yqq_log_in_form_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  yqq_accessible_hide (GTK_WIDGET (self->avatar));
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_number_left), self);
  gtk_widget_add_controller (self->id_number, focus);
}

/* What this computer knows of the person is filled in; their name is not told to whoever looks. */
static void
greet (YqqLogInAgainPage *self)
{
  const char *name = yqq_workspace_get_person_name (self->workspace);
  g_autofree char *masked = yqq_name_mask (name ? name : "");
  g_autofree char *greeting = g_strdup_printf (_ ("Welcome back, %s"), masked);
  adw_avatar_set_text (self->avatar, masked);
  gtk_label_set_label (self->greeting, greeting);
  yqq_log_in_form_set_name (self->form, name ? name : "");
  adw_combo_row_set_selected (self->id_type, yqq_workspace_get_id_type (self->workspace));
}

YqqPage *
yqq_log_in_again_page_new (YqqWorkspace *workspace, YqqRouter *router)
{
  YqqLogInAgainPage *self = g_object_new (YQQ_TYPE_LOG_IN_AGAIN_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  greet (self);
  update (self);
  self->asked = create_office (self);
  yqq_identity_office_begin_async (self->asked, YQQ_IDENTITY_PURPOSE_LOG_IN, "", self->cancellable,
                                   on_ways_told, g_object_ref (self));
  return YQQ_PAGE (self);
}
