/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/document-row.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/detail-row.h"
#include "app/document-look.h"
#include "app/format.h"

static void
add_digest (AdwExpanderRow *row, const char *name, const char *digest)
{
  if (!digest)
    return;
  g_autofree char *grouped = yqq_format_digest (digest);
  GtkWidget *detail = yqq_detail_row_new (name, grouped, digest);
  gtk_widget_add_css_class (detail, "digest");
  adw_expander_row_add_row (row, detail);
}

void
yqq_document_row_add_digests (AdwExpanderRow *row, const char *sm3, const char *sha256)
{
  adw_expander_row_set_enable_expansion (row, sm3 || sha256);
  add_digest (row, _ ("Digest (SM3)"), sm3);
  add_digest (row, _ ("Digest (SHA-256)"), sha256);
}

/* What a click on View looks at. */
typedef struct {
  YqqScanSession *session;
  YqqSessionDocument *document;
  YqqRouter *router;
} Viewing;

static void
viewing_free (gpointer data, GClosure *closure)
{
  Viewing *self = data;
  g_object_unref (self->session);
  g_object_unref (self->document);
  g_object_unref (self->router);
  g_free (self);
}

static void
on_view_clicked (GtkButton *button, Viewing *viewing)
{
  g_autoptr (YqqDocumentLook) look = yqq_document_look_new (viewing->session, viewing->document);
  yqq_router_push (viewing->router, YQQ_PLACE_DOCUMENT, G_OBJECT (look));
}

static GtkWidget *
create_view_button (YqqScanSession *session, YqqSessionDocument *document, YqqRouter *router)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("View"));
  Viewing *viewing = g_new0 (Viewing, 1);
  viewing->session = g_object_ref (session);
  viewing->document = g_object_ref (document);
  viewing->router = g_object_ref (router);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  yqq_accessible_describe (button, yqq_session_document_get_name (document));
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_view_clicked), viewing, viewing_free, 0);
  return button;
}

GtkWidget *
yqq_document_row_new (YqqScanSession *session, YqqSessionDocument *document, YqqRouter *router)
{
  g_autofree char *size = yqq_format_size (yqq_session_document_get_size (document));
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title",
                                 yqq_session_document_get_name (document), "subtitle", size,
                                 "icon-name", "x-office-document-symbolic", NULL);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row),
                               create_view_button (session, document, router));
  yqq_document_row_add_digests (
      ADW_EXPANDER_ROW (row), yqq_session_document_get_digest (document, YQQ_ALGORITHM_SM2_SM3),
      yqq_session_document_get_digest (document, YQQ_ALGORITHM_P256_SHA256));
  return row;
}
