/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/csv-export.h"

#include <glib/gi18n.h>

#include "app/authorised-user-entry.h"
#include "app/bulk-row.h"
#include "app/certificate-text.h"
#include "app/format.h"
#include "app/import-row.h"
#include "app/usage-entry.h"
#include "app/user-text.h"
#include "base/csv.h"
#include "base/encoding.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef void (*AppendItem) (GString *csv, gpointer item);

static GBytes *export(GListModel *items, const char *const *columns, AppendItem append)
{
  GString *csv = g_string_new (BYTE_ORDER_MARK);
  yqq_csv_append_row (csv, columns);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (items, i);
    append (csv, item);
  }
  return g_string_free_to_bytes (csv);
}

static const char *
get_outcome (YqqImportRowState state)
{
  switch (state) {
  case YQQ_IMPORT_ROW_GOOD:
    return _ ("not sent");
  case YQQ_IMPORT_ROW_FAULTY:
    return _ ("wrong");
  case YQQ_IMPORT_ROW_DONE:
    return _ ("authorised");
  case YQQ_IMPORT_ROW_UNDONE:
    return _ ("not authorised");
  }
  g_return_val_if_reached ("");
}

static void
append_import_row (GString *csv, gpointer item)
{
  const YqqGrantDraft *draft = yqq_import_row_get_draft (item);
  const char *trouble = yqq_import_row_get_trouble (item);
  const char *code = yqq_import_row_get_code (item);
  g_autofree char *line = g_strdup_printf ("%u", yqq_import_row_get_line (item));
  g_autofree char *masked = draft->id_number ? yqq_id_number_mask (draft->id_number) : NULL;
  g_auto (GStrv) sentences = g_strsplit (trouble ? trouble : "", "\n", -1);
  g_autofree char *reason = g_strjoinv (" ", sentences);
  const char *fields[] = {line,
                          draft->name ? draft->name : "",
                          masked ? masked : "",
                          get_outcome (yqq_import_row_get_state (item)),
                          code ? code : "",
                          reason,
                          NULL};
  yqq_csv_append_row (csv, fields);
}

GBytes *
yqq_csv_export_import (GListModel *rows)
{
  const char *columns[] = {
      _ ("Row"),    _ ("Name"), _ ("Document number"), _ ("Result"), _ ("Certificate code"),
      _ ("Reason"), NULL};
  return export(rows, columns, append_import_row);
}

static void
append_usage (GString *csv, gpointer item)
{
  const YqqUsageRecord *record = yqq_usage_entry_get_record (item);
  g_autofree char *time = yqq_format_date_time (record->signed_at_ms);
  g_autofree char *size = g_strdup_printf ("%" G_GINT64_FORMAT, record->size);
  gsize length;
  gconstpointer bytes = g_bytes_get_data (record->digest, &length);
  g_autofree char *digest = yqq_hex_encode (bytes, length);
  const char *fields[] = {time,
                          record->signer,
                          record->enterprise_name,
                          record->name,
                          size,
                          digest,
                          yqq_algorithm_get_name (record->algorithm),
                          record->relying_party,
                          record->domain,
                          record->purpose,
                          record->serial,
                          record->certificate,
                          NULL};
  yqq_csv_append_row (csv, fields);
}

GBytes *
yqq_csv_export_usage (GListModel *records)
{
  const char *columns[] = {_ ("Signed at"),
                           _ ("Signer"),
                           _ ("Enterprise"),
                           _ ("Document"),
                           _ ("Size (bytes)"),
                           _ ("Digest"),
                           _ ("Algorithm"),
                           _ ("Web system"),
                           _ ("Domain"),
                           _ ("Purpose"),
                           _ ("Serial number"),
                           _ ("Fingerprint (SHA-256)"),
                           NULL};
  return export(records, columns, append_usage);
}

static void
append_user (GString *csv, gpointer item)
{
  const YqqAuthorisedUser *user = yqq_authorised_user_entry_get_user (item);
  g_autofree char *roles = yqq_roles_format (user->roles);
  g_autofree char *until = yqq_format_date (user->not_after_ms);
  const char *fields[] = {user->name,
                          user->id_number_masked,
                          user->phone_masked,
                          user->code,
                          roles,
                          yqq_grant_state_get_word (user->state),
                          until,
                          NULL};
  yqq_csv_append_row (csv, fields);
}

GBytes *
yqq_csv_export_users (GListModel *users)
{
  const char *columns[] = {
      _ ("Name"), _ ("Document number"), _ ("Mobile phone number"), _ ("Certificate code"),
      _ ("Role"), _ ("State"),           _ ("Permission until"),    NULL};
  return export(users, columns, append_user);
}

static void
append_bulk_row (GString *csv, gpointer item)
{
  const YqqAuthorisedUser *user =
      yqq_authorised_user_entry_get_user (yqq_bulk_row_get_entry (item));
  const char *told = yqq_bulk_row_get_told (item);
  const char *fields[] = {user->name, user->id_number_masked, user->code, told ? told : "", NULL};
  yqq_csv_append_row (csv, fields);
}

GBytes *
yqq_csv_export_bulk (GListModel *rows)
{
  const char *columns[] = {_ ("Name"), _ ("Document number"), _ ("Certificate code"), _ ("Result"),
                           NULL};
  return export(rows, columns, append_bulk_row);
}
