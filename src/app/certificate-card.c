/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/certificate-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/certificate-text.h"
#include "app/flow.h"
#include "app/format.h"
#include "app/status-pill.h"
#include "app/wrap.h"

struct _YqqCertificateCard {
  GtkButton parent;

  GtkWidget *mark;
  GtkLabel *enterprise;
  GtkLabel *kind;
  GtkWidget *demonstration;
  YqqStatusPill *pill;
  GtkLabel *code;
  GtkLabel *validity;
  GtkLabel *left;
  GtkLabel *advice;
};

G_DEFINE_FINAL_TYPE (YqqCertificateCard, yqq_certificate_card, GTK_TYPE_BUTTON)

static void
yqq_certificate_card_class_init (YqqCertificateCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  g_type_ensure (YQQ_TYPE_STATUS_PILL);
  g_type_ensure (YQQ_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/certificate-card.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqCertificateCard, mark);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificateCard, enterprise);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificateCard, kind);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificateCard, demonstration);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificateCard, pill);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificateCard, code);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificateCard, validity);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificateCard, left);
  gtk_widget_class_bind_template_child (widget_class, YqqCertificateCard, advice);
}

static void
yqq_certificate_card_init (YqqCertificateCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  yqq_wrap_texts (GTK_WIDGET (self));
}

static gint64
get_last_day (YqqCertificateEntry *item)
{
  GPtrArray *installed = yqq_certificate_entry_get_installed (item);
  gint64 last = 0;
  for (guint i = 0; i < installed->len; i++)
    last = MAX (last, ((YqqInstalledCertificate *)installed->pdata[i])->not_after_ms);
  gint64 permitted = yqq_grant_get_not_after_ms (yqq_certificate_entry_get_grant (item));
  return last > 0 && permitted > 0 ? MIN (last, permitted) : MAX (last, permitted);
}

static void
show_dates (YqqCertificateCard *self, YqqCertificateEntry *item)
{
  gint64 last = get_last_day (item);
  g_autofree char *date = yqq_format_date (last);
  g_autofree char *until = g_strdup_printf (_ ("until %s"), date);
  g_autofree char *left = yqq_format_days_left (last, yqq_certificate_entry_get_now_ms (item));
  gtk_label_set_label (self->validity, until);
  gtk_label_set_label (self->left, left);
}

static void
show_state (YqqCertificateCard *self, YqqCertificateEntry *item)
{
  YqqCertificateState state = yqq_certificate_entry_get_state (item);
  yqq_status_pill_show (self->pill, yqq_certificate_state_get_tone (state),
                        yqq_certificate_state_get_icon (state),
                        yqq_certificate_state_get_word (state));
  gtk_label_set_label (self->advice, yqq_certificate_entry_get_sentence (item));
  gtk_widget_set_visible (GTK_WIDGET (self->advice), state != YQQ_CERTIFICATE_STATE_VALID);
  if (state == YQQ_CERTIFICATE_STATE_EXPIRED || state == YQQ_CERTIFICATE_STATE_CANCELLED ||
      state == YQQ_CERTIFICATE_STATE_SUSPENDED) {
    gtk_widget_add_css_class (GTK_WIDGET (self), "unusable");
    gtk_widget_add_css_class (self->mark, "unusable");
  }
}

static void
describe (YqqCertificateCard *self, YqqCertificateEntry *item, const char *kind)
{
  g_autofree char *name =
      g_strdup_printf ("%s, %s, %s", yqq_certificate_entry_get_enterprise (item), kind,
                       yqq_certificate_state_get_word (yqq_certificate_entry_get_state (item)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
yqq_certificate_card_new (YqqCertificateEntry *item)
{
  YqqCertificateCard *self = g_object_new (YQQ_TYPE_CERTIFICATE_CARD, NULL);
  YqqGrant *grant = yqq_certificate_entry_get_grant (item);
  const char *kind = yqq_certificate_kind_get_name (yqq_grant_get_kind (grant));
  g_autofree char *code = yqq_format_code (yqq_grant_get_code (grant));
  gtk_label_set_label (self->enterprise, yqq_certificate_entry_get_enterprise (item));
  gtk_label_set_label (self->kind, kind);
  gtk_label_set_label (self->code, code);
  gtk_widget_set_visible (self->demonstration,
                          yqq_enterprise_get_demonstration (yqq_grant_get_enterprise (grant)));
  if (yqq_grant_get_kind (grant) == YQQ_CERTIFICATE_KIND_EMPLOYEE)
    gtk_widget_add_css_class (self->mark, "employee");
  show_dates (self, item);
  show_state (self, item);
  describe (self, item, kind);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s",
                                    yqq_certificate_entry_get_id (item));
  return GTK_WIDGET (self);
}
