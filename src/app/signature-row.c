/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/signature-row.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/certificate-text.h"
#include "app/detail-row.h"
#include "app/document-look.h"
#include "app/format.h"
#include "app/session-text.h"
#include "app/wrap.h"

struct _YqqSignatureRow {
  AdwExpanderRow parent;

  YqqStatusPill *pill;
  GtkWidget *acts;
  YqqScanSession *session;
  YqqSignatureRecord *record;
  YqqRouter *router; /* NULL: nothing can be done with it any more */
  gboolean waited;
};

G_DEFINE_FINAL_TYPE (YqqSignatureRow, yqq_signature_row, ADW_TYPE_EXPANDER_ROW)

static void
update (YqqSignatureRow *self)
{
  YqqSignatureState state = yqq_signature_record_get_state (self->record);
  gint64 time = yqq_signature_record_get_time (self->record);
  g_autofree char *clock = time > 0 ? yqq_format_time (time) : NULL;
  const char *enterprise = yqq_signature_record_get_enterprise_name (self->record);
  g_autofree char *subtitle = g_strdup_printf (
      "%s%s%s", enterprise ? enterprise : "", enterprise && clock ? " · " : "", clock ? clock : "");
  gboolean waits = self->router && state == YQQ_SIGNATURE_WAITING;
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  yqq_status_pill_show (self->pill, yqq_signature_state_get_tone (state),
                        yqq_signature_state_get_icon (state), yqq_signature_state_get_word (state));
  gtk_widget_set_visible (GTK_WIDGET (self->pill), !waits);
  gtk_widget_set_visible (self->acts, waits);
  /* What waits is shown in full, and only that, unless the person opens it. */
  if (waits != self->waited)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), waits);
  self->waited = waits;
}

static void
on_sign_clicked (YqqSignatureRow *self)
{
  yqq_scan_session_approve (self->session, self->record);
}

static void
on_refuse_clicked (YqqSignatureRow *self)
{
  yqq_scan_session_refuse (self->session, self->record);
}

static GtkWidget *
create_button (YqqSignatureRow *self, const char *label, GCallback callback, const char *class)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name =
      g_strdup_printf ("%s: %s", label, yqq_signature_record_get_document_name (self->record));
  yqq_accessible_name_button (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  yqq_wrap_texts (button);
  if (class)
    gtk_widget_add_css_class (button, class);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
create_acts (YqqSignatureRow *self)
{
  self->acts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->acts),
                  create_button (self, _ ("Refuse"), G_CALLBACK (on_refuse_clicked), NULL));
  gtk_box_append (
      GTK_BOX (self->acts),
      create_button (self, _ ("Sign"), G_CALLBACK (on_sign_clicked), "suggested-action"));
}

static void
on_view_clicked (YqqSignatureRow *self)
{
  g_autoptr (YqqDocumentLook) look = yqq_document_look_new_for_record (self->session, self->record);
  yqq_router_push (self->router, YQQ_PLACE_DOCUMENT, G_OBJECT (look));
}

static void
add_details (YqqSignatureRow *self)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (self);
  const char *digest = yqq_signature_record_get_digest (self->record);
  g_autofree char *grouped = yqq_format_digest (digest ? digest : "");
  g_autofree char *size = yqq_format_size (yqq_signature_record_get_document_size (self->record));
  GtkWidget *size_row = yqq_detail_row_new (_ ("Size"), size, NULL);
  if (self->router)
    adw_action_row_add_suffix (
        ADW_ACTION_ROW (size_row),
        create_button (self, _ ("View"), G_CALLBACK (on_view_clicked), NULL));
  adw_expander_row_add_row (row, size_row);
  adw_expander_row_add_row (
      row, yqq_detail_row_new (
               _ ("Certificate"),
               yqq_algorithm_get_name (yqq_signature_record_get_algorithm (self->record)), NULL));
  adw_expander_row_add_row (row, yqq_detail_row_new (_ ("Digest"), grouped, digest));
}

static void
yqq_signature_row_dispose (GObject *object)
{
  YqqSignatureRow *self = YQQ_SIGNATURE_ROW (object);
  g_clear_object (&self->session);
  g_clear_object (&self->record);
  g_clear_object (&self->router);
  G_OBJECT_CLASS (yqq_signature_row_parent_class)->dispose (object);
}

static void
yqq_signature_row_class_init (YqqSignatureRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_signature_row_dispose;
}

static void
yqq_signature_row_init (YqqSignatureRow *self)
{
}

GtkWidget *
yqq_signature_row_new (YqqScanSession *session, YqqSignatureRecord *record, YqqRouter *router)
{
  YqqSignatureRow *self = g_object_new (YQQ_TYPE_SIGNATURE_ROW, "use-markup", FALSE, "title",
                                        yqq_signature_record_get_document_name (record), NULL);
  self->session = g_object_ref (session);
  self->record = g_object_ref (record);
  g_set_object (&self->router, router);
  self->pill = yqq_status_pill_new ();
  create_acts (self);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->acts);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->pill));
  add_details (self);
  g_signal_connect_object (record, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
