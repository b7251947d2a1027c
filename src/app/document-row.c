/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/document-row.h"

#include <glib/gi18n.h>

#include "app/detail-row.h"
#include "app/format.h"

static void
add_digest (GtkWidget *row, const char *name, const char *digest)
{
  if (!digest)
    return;
  g_autofree char *grouped = yqq_format_digest (digest);
  GtkWidget *detail = yqq_detail_row_new (name, grouped, digest);
  gtk_widget_add_css_class (detail, "digest");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), detail);
}

GtkWidget *
yqq_document_row_new (YqqSessionDocument *document)
{
  const char *sm3 = yqq_session_document_get_digest (document, YQQ_ALGORITHM_SM2_SM3);
  const char *sha256 = yqq_session_document_get_digest (document, YQQ_ALGORITHM_P256_SHA256);
  g_autofree char *size = yqq_format_size (yqq_session_document_get_size (document));
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title",
                                 yqq_session_document_get_name (document), "subtitle", size,
                                 "icon-name", "x-office-document-symbolic", NULL);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), sm3 || sha256);
  add_digest (row, _ ("Digest (SM3)"), sm3);
  add_digest (row, _ ("Digest (SHA-256)"), sha256);
  return row;
}
