/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/usage-page.h"

#include <glib/gi18n.h>

#include "app/certificate-text.h"
#include "app/detail-row.h"
#include "app/fault-view.h"
#include "app/file-choice.h"
#include "app/flow.h"
#include "app/format.h"
#include "app/status-pill.h"
#include "base/encoding.h"

struct _YqqUsagePage {
  YqqPage parent;

  GtkLabel *name;
  GtkLabel *party;
  GtkWidget *save;
  GtkWidget *verify;
  GtkSpinner *spinner;
  YqqFaultView *fault;
  GtkWidget *verdict;
  YqqStatusPill *pill;
  GtkLabel *sentence;
  AdwPreferencesGroup *facts;
  AdwPreferencesGroup *technical;
  YqqRouter *router;
  YqqUsageLook *look;
};

G_DEFINE_FINAL_TYPE (YqqUsagePage, yqq_usage_page, YQQ_TYPE_PAGE)

/* The first thing that is wrong, and what that means. */
static const char *
get_verdict (const YqqVerification *found)
{
  if (found->valid)
    return _ ("The file is what was signed, the signer's certificate was issued by your authority, "
              "and it was valid when the file was signed.");
  if (!found->digest)
    return _ ("The file is not the one that was signed, or it was changed afterwards.");
  if (!found->signature)
    return _ ("The signature was not made by the key of the certificate in it.");
  if (!found->chain)
    return _ ("The signer's certificate was not issued by this authority.");
  return _ ("The signer's certificate was not valid when the file was signed.");
}

static void
show_verdict (YqqUsagePage *self)
{
  const YqqVerification *found = yqq_usage_look_get_verification (self->look);
  gtk_widget_set_visible (self->verdict, found != NULL);
  if (!found)
    return;
  yqq_status_pill_show (self->pill, found->valid ? YQQ_TONE_GOOD : YQQ_TONE_BAD,
                        found->valid ? "emblem-ok-symbolic" : "dialog-warning-symbolic",
                        found->valid ? _ ("The signature is valid")
                                     : _ ("The signature is NOT valid"));
  gtk_label_set_label (self->sentence, get_verdict (found));
}

static void
update (YqqUsagePage *self)
{
  const GError *error = yqq_usage_look_get_error (self->look);
  gboolean busy = yqq_usage_look_get_busy (self->look);
  gboolean there = yqq_usage_look_get_signature (self->look) != NULL;
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->save, there);
  gtk_widget_set_sensitive (self->verify, there && !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), error != NULL);
  if (error)
    yqq_fault_view_show (self->fault, error, _ ("Try again"), "usage.retry");
  show_verdict (self);
  yqq_page_regain_focus (YQQ_PAGE (self));
}

static void
add (AdwPreferencesGroup *group, const char *name, const char *value, gboolean copy)
{
  if (value)
    adw_preferences_group_add (group, yqq_detail_row_new (name, value, copy ? value : NULL));
}

static void
show_facts (YqqUsagePage *self)
{
  const YqqUsageRecord *record = yqq_usage_look_get_record (self->look);
  g_autofree char *time = yqq_format_date_time (record->signed_at_ms);
  g_autofree char *size = yqq_format_size ((guint64)record->size);
  gsize length;
  gconstpointer bytes = g_bytes_get_data (record->digest, &length);
  g_autofree char *digest = yqq_hex_encode (bytes, length);
  gtk_label_set_label (self->name, record->name);
  gtk_label_set_label (self->party, record->relying_party);
  add (self->facts, _ ("Signed at"), time, FALSE);
  add (self->facts, _ ("Signer"), record->signer, FALSE);
  add (self->facts, _ ("Enterprise"), record->enterprise_name, FALSE);
  add (self->facts, _ ("Web system"), record->relying_party, FALSE);
  add (self->facts, _ ("Domain"), record->domain, FALSE);
  add (self->facts, _ ("Purpose"), record->purpose, FALSE);
  add (self->facts, _ ("Size"), size, FALSE);
  add (self->technical, _ ("Digest"), digest, TRUE);
  add (self->technical, _ ("Algorithm"), yqq_algorithm_get_name (record->algorithm), FALSE);
  add (self->technical, _ ("Serial number"), record->serial, TRUE);
  add (self->technical, _ ("Fingerprint (SHA-256)"), record->certificate, TRUE);
}

static void
on_save_clicked (YqqUsagePage *self)
{
  GBytes *signature = yqq_usage_look_get_signature (self->look);
  g_autofree char *name = g_strdup_printf ("%s.p7s", yqq_usage_look_get_record (self->look)->name);
  g_strdelimit (name, "/\\", '-');
  yqq_file_choice_save_bytes (GTK_WIDGET (self), self->router, _ ("Save the signature"), name,
                              signature);
}

static void
on_document_chosen (GtkWidget *widget, GFile *file)
{
  yqq_usage_look_verify (YQQ_USAGE_PAGE (widget)->look, file);
}

static void
on_verify_clicked (YqqUsagePage *self)
{
  yqq_file_choice_open (GTK_WIDGET (self), _ ("Choose the file that was signed"), NULL,
                        on_document_chosen);
}

static void
on_retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_usage_look_retry (YQQ_USAGE_PAGE (widget)->look);
}

static void
yqq_usage_page_arrive (YqqPage *page)
{
  yqq_page_enter (GTK_WIDGET (page));
}

static void
yqq_usage_page_dispose (GObject *object)
{
  YqqUsagePage *self = YQQ_USAGE_PAGE (object);
  g_clear_object (&self->router);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (yqq_usage_page_parent_class)->dispose (object);
}

static void
yqq_usage_page_class_init (YqqUsagePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_usage_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_usage_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FLOW);
  g_type_ensure (YQQ_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/usage-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqUsagePage, name);
  gtk_widget_class_bind_template_child (widget_class, YqqUsagePage, party);
  gtk_widget_class_bind_template_child (widget_class, YqqUsagePage, save);
  gtk_widget_class_bind_template_child (widget_class, YqqUsagePage, verify);
  gtk_widget_class_bind_template_child (widget_class, YqqUsagePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, YqqUsagePage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqUsagePage, verdict);
  gtk_widget_class_bind_template_child (widget_class, YqqUsagePage, pill);
  gtk_widget_class_bind_template_child (widget_class, YqqUsagePage, sentence);
  gtk_widget_class_bind_template_child (widget_class, YqqUsagePage, facts);
  gtk_widget_class_bind_template_child (widget_class, YqqUsagePage, technical);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_verify_clicked);
  gtk_widget_class_install_action (widget_class, "usage.retry", NULL, on_retry_activated);
}

static void
yqq_usage_page_init (YqqUsagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_usage_page_new (YqqRouter *router, YqqUsageLook *look)
{
  YqqUsagePage *self = g_object_new (YQQ_TYPE_USAGE_PAGE, NULL);
  self->router = g_object_ref (router);
  self->look = g_object_ref (look);
  g_signal_connect_object (look, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  show_facts (self);
  update (self);
  return YQQ_PAGE (self);
}
