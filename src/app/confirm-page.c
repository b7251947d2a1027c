/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/confirm-page.h"

#include <glib/gi18n.h>

#include "app/certificate-text.h"
#include "app/countdown.h"
#include "app/document-row.h"
#include "app/flow.h"
#include "app/session-flow.h"

struct _YqqConfirmPage {
  YqqPage parent;

  GtkStack *stack;
  GtkLabel *party;
  GtkLabel *domain;
  GtkLabel *purpose;
  GtkWidget *first_use;
  GtkWidget *mismatch;
  GtkWidget *check;
  GtkBox *digits;
  GtkWidget *check_passed;
  AdwPreferencesGroup *documents;
  GtkListBox *document_list;
  GtkWidget *no_documents;
  GtkListBox *certificates;
  GtkCheckButton *once;
  GtkCheckButton *each;
  YqqCountdown *left;
  GtkWidget *go_on;
  char *shown_code;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqScanSession *session;
};

G_DEFINE_FINAL_TYPE (YqqConfirmPage, yqq_confirm_page, YQQ_TYPE_PAGE)

static GtkWidget *
create_document_row (gpointer document, gpointer user_data)
{
  YqqConfirmPage *self = user_data;
  return yqq_document_row_new (self->session, document, self->router);
}

static GtkWidget *
create_certificate_row (gpointer item, gpointer user_data)
{
  YqqCertificateEntry *entry = item;
  YqqGrant *grant = yqq_certificate_entry_get_grant (entry);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                 yqq_certificate_entry_get_enterprise (entry), "subtitle",
                                 yqq_certificate_kind_get_name (yqq_grant_get_kind (grant)),
                                 "icon-name", "application-certificate-symbolic", NULL);
  return row;
}

/* GtkListBox shows every row that it makes, so what cannot sign must not become one. */
static gboolean
is_usable (gpointer item, gpointer user_data)
{
  return yqq_certificate_entry_get_usable (item);
}

static void
list_certificates (YqqConfirmPage *self)
{
  GListModel *all = yqq_workspace_get_all_certificates (self->workspace);
  g_autoptr (GtkFilterListModel) usable = gtk_filter_list_model_new (
      g_object_ref (all), GTK_FILTER (gtk_custom_filter_new (is_usable, NULL, NULL)));
  gtk_list_box_bind_model (self->certificates, G_LIST_MODEL (usable), create_certificate_row, NULL,
                           NULL);
}

static void
show_digits (YqqConfirmPage *self, const char *code)
{
  GtkWidget *child;
  if (g_strcmp0 (self->shown_code, code) == 0)
    return;
  g_free (self->shown_code);
  self->shown_code = g_strdup (code);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->digits))))
    gtk_box_remove (self->digits, child);
  for (; code && *code; code++) {
    const char digit[] = {*code, 0};
    GtkWidget *label = gtk_label_new (digit);
    gtk_widget_add_css_class (label, "check-digit");
    gtk_box_append (self->digits, label);
  }
  g_autofree char *name =
      g_strdup_printf (_ ("Check code %s"), self->shown_code ? self->shown_code : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->digits), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
show_party (YqqConfirmPage *self, const YqqSessionView *view)
{
  if (!view->relying_party)
    return;
  g_autofree char *domains =
      g_strjoinv (", ", (char **)yqq_relying_party_get_domains (view->relying_party));
  gtk_label_set_label (self->party, yqq_relying_party_get_name (view->relying_party));
  gtk_label_set_label (self->domain, domains);
  gtk_label_set_label (self->purpose, view->purpose ? view->purpose : "");
  gtk_widget_set_visible (GTK_WIDGET (self->purpose), view->purpose && *view->purpose);
  gtk_widget_set_visible (self->first_use, yqq_relying_party_get_first_use (view->relying_party));
}

static const char *
get_go_on_label (const YqqSessionView *view)
{
  if (!view->relying_party)
    return _ ("Waiting for the request…");
  if (view->mismatched)
    return _ ("A document is not the right one");
  if (!view->check_passed)
    return _ ("Waiting for the check code…");
  return _ ("Continue");
}

static void
update (YqqConfirmPage *self)
{
  YqqSessionView view;
  yqq_scan_session_view (self->session, &view);
  gboolean has_documents =
      g_list_model_get_n_items (yqq_scan_session_get_documents (self->session)) > 0;
  show_party (self, &view);
  show_digits (self, view.check_code);
  gtk_stack_set_visible_child_name (self->stack, view.relying_party ? "request" : "waiting");
  gtk_widget_set_visible (self->mismatch, view.mismatched);
  gtk_widget_set_visible (self->check, view.check_code && !view.check_passed);
  gtk_widget_set_visible (self->check_passed, view.check_code && view.check_passed);
  gtk_widget_set_visible (GTK_WIDGET (self->document_list), has_documents);
  gtk_widget_set_visible (self->no_documents, !has_documents);
  gtk_check_button_set_active (view.approval == YQQ_APPROVAL_ONCE ? self->once : self->each, TRUE);
  yqq_countdown_set (self->left, view.expires_at,
                     /* Translators: %s is a time like 1:59 */
                     _ ("Confirm within %s"));
  gtk_button_set_label (GTK_BUTTON (self->go_on), get_go_on_label (&view));
  gtk_widget_set_sensitive (self->go_on, view.ready);
}

static void
on_approval_toggled (YqqConfirmPage *self)
{
  if (!self->session)
    return;
  yqq_scan_session_set_approval (self->session, gtk_check_button_get_active (self->once)
                                                    ? YQQ_APPROVAL_ONCE
                                                    : YQQ_APPROVAL_EACH);
}

static void
on_go_on_clicked (YqqConfirmPage *self)
{
  yqq_session_flow_confirm (self->workspace, self->router, self->session);
}

static void
on_refuse_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqConfirmPage *self = YQQ_CONFIRM_PAGE (widget);
  yqq_scan_session_reject_async (self->session, NULL, NULL, NULL);
}

/* Going back is declining: the PC must not wait for nothing. */
static gboolean
yqq_confirm_page_back (YqqPage *page)
{
  on_refuse_activated (GTK_WIDGET (page), NULL, NULL);
  return TRUE;
}

static void
yqq_confirm_page_arrive (YqqPage *page)
{
  yqq_page_enter (GTK_WIDGET (page));
}

static void
yqq_confirm_page_dispose (GObject *object)
{
  YqqConfirmPage *self = YQQ_CONFIRM_PAGE (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_object (&self->session);
  g_clear_pointer (&self->shown_code, g_free);
  G_OBJECT_CLASS (yqq_confirm_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/cn/yueqiqian/desktop/ui/confirm-page.ui");
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, stack);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, party);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, domain);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, purpose);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, first_use);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, mismatch);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, check);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, digits);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, check_passed);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, documents);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, document_list);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, no_documents);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, certificates);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, once);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, each);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, left);
  gtk_widget_class_bind_template_child (class, YqqConfirmPage, go_on);
  gtk_widget_class_bind_template_callback (class, on_approval_toggled);
  gtk_widget_class_bind_template_callback (class, on_go_on_clicked);
}

static void
yqq_confirm_page_class_init (YqqConfirmPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_confirm_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_confirm_page_arrive;
  YQQ_PAGE_CLASS (class)->back = yqq_confirm_page_back;
  g_type_ensure (YQQ_TYPE_COUNTDOWN);
  g_type_ensure (YQQ_TYPE_FLOW);
  bind_template (GTK_WIDGET_CLASS (class));
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "confirm.refuse", NULL,
                                   on_refuse_activated);
}

static void
yqq_confirm_page_init (YqqConfirmPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_confirm_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqScanSession *session)
{
  YqqConfirmPage *self = g_object_new (YQQ_TYPE_CONFIRM_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  self->session = g_object_ref (session);
  gtk_list_box_bind_model (self->document_list, yqq_scan_session_get_documents (session),
                           create_document_row, self, NULL);
  list_certificates (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (yqq_scan_session_get_documents (session), "items-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
