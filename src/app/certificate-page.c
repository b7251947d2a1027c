/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/certificate-page.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/certificate-text.h"
#include "app/detail-row.h"
#include "app/flow.h"
#include "app/format.h"
#include "app/install-flow.h"
#include "app/page-factory.h"
#include "app/status-pill.h"
#include "app/wrap.h"

struct _YqqCertificatePage {
  YqqPage parent;

  GtkLabel *enterprise;
  GtkLabel *kind;
  GtkWidget *demonstration;
  YqqStatusPill *pill;
  GtkLabel *sentence;
  GtkWidget *primary;
  AdwPreferencesGroup *choice;
  AdwComboRow *algorithm;
  AdwPreferencesGroup *facts;
  AdwPreferencesGroup *keys;
  AdwPreferencesGroup *technical;
  GPtrArray *rows; /* added ones with their groups, to be removed on a refresh */
  YqqWorkspace *workspace;
  YqqRouter *router;
  char *grant_id;
};

typedef struct {
  AdwPreferencesGroup *group;
  GtkWidget *row;
} AddedRow;

G_DEFINE_FINAL_TYPE (YqqCertificatePage, yqq_certificate_page, YQQ_TYPE_PAGE)

static void
add_row (YqqCertificatePage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  AddedRow *added = g_new (AddedRow, 1);
  *added = (AddedRow){group, row};
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, added);
}

static void
remove_rows (YqqCertificatePage *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    AddedRow *added = self->rows->pdata[i];
    adw_preferences_group_remove (added->group, added->row);
  }
  g_ptr_array_set_size (self->rows, 0);
}

static YqqCertificateEntry *
get_item (YqqCertificatePage *self)
{
  return yqq_workspace_find_certificate (self->workspace, self->grant_id);
}

static void
install (YqqCertificatePage *self, YqqAlgorithm algorithm)
{
  YqqCertificateEntry *item = get_item (self);
  if (item)
    yqq_install_flow_begin (self->workspace, self->router, item, algorithm);
}

static void
on_install_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  install (YQQ_CERTIFICATE_PAGE (widget), (YqqAlgorithm)g_variant_get_int32 (parameter));
}

static void
on_primary_clicked (YqqCertificatePage *self)
{
  install (self, (YqqAlgorithm)adw_combo_row_get_selected (self->algorithm));
}

static void
show_head (YqqCertificatePage *self, YqqCertificateEntry *item)
{
  YqqGrant *grant = yqq_certificate_entry_get_grant (item);
  YqqCertificateState state = yqq_certificate_entry_get_state (item);
  YqqNextAct next = yqq_certificate_entry_get_next_act (item);
  gtk_label_set_label (self->enterprise, yqq_certificate_entry_get_enterprise (item));
  gtk_label_set_label (self->kind, yqq_certificate_kind_get_name (yqq_grant_get_kind (grant)));
  gtk_widget_set_visible (self->demonstration,
                          yqq_enterprise_get_demonstration (yqq_grant_get_enterprise (grant)));
  yqq_status_pill_show (self->pill, yqq_certificate_state_get_tone (state),
                        yqq_certificate_state_get_icon (state),
                        yqq_certificate_state_get_word (state));
  gtk_label_set_label (self->sentence, yqq_certificate_entry_get_sentence (item));
  gtk_widget_set_visible (self->primary, next != YQQ_NEXT_NOTHING);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), next != YQQ_NEXT_NOTHING);
  if (next != YQQ_NEXT_NOTHING)
    gtk_button_set_label (GTK_BUTTON (self->primary), yqq_next_act_get_label (next));
}

static void
show_facts (YqqCertificatePage *self, YqqCertificateEntry *item)
{
  YqqGrant *grant = yqq_certificate_entry_get_grant (item);
  YqqEnterprise *enterprise = yqq_grant_get_enterprise (grant);
  const char *code = yqq_grant_get_code (grant);
  const char *credit_code = yqq_enterprise_get_credit_code (enterprise);
  g_autofree char *grouped = yqq_format_code (code);
  g_autofree char *roles = yqq_roles_format (yqq_grant_get_roles (grant));
  g_autofree char *date = yqq_format_date (yqq_grant_get_not_after_ms (grant));
  g_autofree char *left = yqq_format_days_left (yqq_grant_get_not_after_ms (grant),
                                                yqq_certificate_entry_get_now_ms (item));
  g_autofree char *until = g_strdup_printf ("%s · %s", date, left);
  add_row (self, self->facts, yqq_detail_row_new (_ ("Certificate code"), grouped, code));
  add_row (self, self->facts,
           yqq_detail_row_new (_ ("Unified social credit code"), credit_code, credit_code));
  add_row (self, self->facts, yqq_detail_row_new (_ ("Your role"), roles, NULL));
  add_row (self, self->facts, yqq_detail_row_new (_ ("Permission until"), until, NULL));
  add_row (self, self->facts,
           yqq_detail_row_new (_ ("What you may do"),
                               yqq_grant_get_kind (grant) == YQQ_CERTIFICATE_KIND_ENTERPRISE
                                   ? _ ("Sign for the enterprise")
                                   : _ ("Sign as yourself, for the enterprise"),
                               NULL));
}

/* What belongs to whoever looks after the enterprise; absent for everybody else. */
static void
on_office_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqCertificatePage *self = YQQ_CERTIFICATE_PAGE (widget);
  YqqCertificateEntry *item = get_item (self);
  YqqEnterprise *enterprise =
      item ? yqq_grant_get_enterprise (yqq_certificate_entry_get_grant (item)) : NULL;
  if (!enterprise)
    return;
  yqq_workspace_choose_enterprise (self->workspace, yqq_enterprise_get_id (enterprise));
  YqqAdministration *administration = yqq_workspace_get_administration (self->workspace);
  if (administration)
    yqq_router_push (self->router, (YqqPlace)g_variant_get_int32 (parameter),
                     G_OBJECT (administration));
}

static void
add_office_row (YqqCertificatePage *self, const char *title, const char *subtitle, YqqPlace place)
{
  if (!yqq_page_factory_knows (place))
    return;
  GtkWidget *row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "certificate.office");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "i", (gint32)place);
  yqq_wrap_texts (row);
  add_row (self, self->facts, row);
}

static void
show_office (YqqCertificatePage *self, YqqCertificateEntry *item)
{
  guint roles = yqq_grant_get_roles (yqq_certificate_entry_get_grant (item));
  if (!(roles & (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE)))
    return;
  add_office_row (self, _ ("Authorised users"),
                  _ ("Add, change, cancel; what is left of the quota"), YQQ_PLACE_USERS);
  add_office_row (self, _ ("Transfer the administrator's office"), _ ("To another authorised user"),
                  YQQ_PLACE_TRANSFER);
}

static GtkWidget *
create_install_button (YqqAlgorithm algorithm)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Install"));
  g_autofree char *name = g_strdup_printf (_ ("Install %s"), yqq_algorithm_get_name (algorithm));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  yqq_wrap_texts (button);
  yqq_accessible_name_button (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "certificate.install");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (gint32)algorithm);
  return button;
}

static void
show_key (YqqCertificatePage *self, YqqCertificateEntry *item, YqqAlgorithm algorithm)
{
  const YqqInstalledCertificate *installed = yqq_certificate_entry_find (item, algorithm);
  g_autofree char *text =
      installed ? yqq_validity_format (installed->not_before_ms, installed->not_after_ms)
                : g_strdup (_ ("Not on this computer"));
  GtkWidget *row = yqq_detail_row_new (yqq_algorithm_get_name (algorithm), text, NULL);
  gtk_widget_remove_css_class (row, "property");
  if (installed) {
    YqqStatusPill *pill = yqq_status_pill_new ();
    yqq_status_pill_show (pill, YQQ_TONE_GOOD, "emblem-ok-symbolic", _ ("Installed"));
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (pill));
  } else if (yqq_certificate_entry_get_usable (item)) {
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_install_button (algorithm));
  }
  add_row (self, self->keys, row);
}

static void
show_technical (YqqCertificatePage *self, const YqqInstalledCertificate *installed)
{
  g_autofree char *fingerprint = yqq_format_digest (installed->fingerprint);
  GtkWidget *expander = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title",
                                      yqq_algorithm_get_name (installed->algorithm), "subtitle",
                                      _ ("Issuer, serial number, fingerprint"), NULL);
  adw_expander_row_add_row (
      ADW_EXPANDER_ROW (expander),
      yqq_detail_row_new (_ ("Issuer"), installed->issuer, installed->issuer));
  adw_expander_row_add_row (
      ADW_EXPANDER_ROW (expander),
      yqq_detail_row_new (_ ("Serial number"), installed->serial, installed->serial));
  adw_expander_row_add_row (
      ADW_EXPANDER_ROW (expander),
      yqq_detail_row_new (_ ("Fingerprint (SHA-256)"), fingerprint, installed->fingerprint));
  add_row (self, self->technical, expander);
}

static void
update (YqqCertificatePage *self)
{
  YqqCertificateEntry *item = get_item (self);
  if (!item)
    return;
  GPtrArray *installed = yqq_certificate_entry_get_installed (item);
  remove_rows (self);
  show_head (self, item);
  show_facts (self, item);
  show_office (self, item);
  show_key (self, item, YQQ_ALGORITHM_SM2_SM3);
  show_key (self, item, YQQ_ALGORITHM_P256_SHA256);
  for (guint i = 0; i < installed->len; i++)
    show_technical (self, installed->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->technical), installed->len > 0);
}

static void
on_certificates_changed (YqqCertificatePage *self)
{
  update (self);
  yqq_page_keep_focus (YQQ_PAGE (self));
}

static void
yqq_certificate_page_arrive (YqqPage *page)
{
  YqqCertificatePage *self = YQQ_CERTIFICATE_PAGE (page);
  if (gtk_widget_get_visible (self->primary))
    gtk_widget_grab_focus (self->primary);
  else
    yqq_page_enter (GTK_WIDGET (self));
}

static void
yqq_certificate_page_dispose (GObject *object)
{
  YqqCertificatePage *self = YQQ_CERTIFICATE_PAGE (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_pointer (&self->grant_id, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (yqq_certificate_page_parent_class)->dispose (object);
}

static void
yqq_certificate_page_class_init (YqqCertificatePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_certificate_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_certificate_page_arrive;
  g_type_ensure (YQQ_TYPE_STATUS_PILL);
  g_type_ensure (YQQ_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/certificate-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqCertificatePage, enterprise);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificatePage, kind);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificatePage, demonstration);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificatePage, pill);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificatePage, sentence);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificatePage, primary);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificatePage, choice);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificatePage, algorithm);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificatePage, facts);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificatePage, keys);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificatePage, technical);
  gtk_widget_class_bind_template_callback (widget_class, on_primary_clicked);
  gtk_widget_class_install_action (widget_class, "certificate.install", "i", on_install_activated);
  gtk_widget_class_install_action (widget_class, "certificate.office", "i", on_office_activated);
}

static void
yqq_certificate_page_init (YqqCertificatePage *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_certificate_page_new (YqqWorkspace *workspace, YqqRouter *router, YqqCertificateEntry *item)
{
  YqqCertificatePage *self = g_object_new (YQQ_TYPE_CERTIFICATE_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  self->grant_id = g_strdup (yqq_certificate_entry_get_id (item));
  g_signal_connect_object (yqq_workspace_get_all_certificates (workspace), "items-changed",
                           G_CALLBACK (on_certificates_changed), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
