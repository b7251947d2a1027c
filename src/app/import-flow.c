/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-flow.h"

#include <glib/gi18n.h>

#include "app/act-flow.h"
#include "app/csv-export.h"
#include "app/import-row.h"
#include "app/sheet-reader.h"
#include "app/user-text.h"

struct _YqqImportFlow {
  GObject parent;

  YqqWorkspace *workspace;
  YqqAdministration *administration;
  YqqRouter *router;
  GListStore *rows;
  YqqImportState state;
  gboolean whole;
  GFile *file;
  char *file_name;
  GError *error;
  GCancellable *cancellable; /* of reading and checking */
  YqqActFlow *act;
  GPtrArray *sent; /* YqqImportRow, in the order of the act's lines */
};

G_DEFINE_FINAL_TYPE (YqqImportFlow, yqq_import_flow, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
set_state (YqqImportFlow *self, YqqImportState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static YqqImportRow *
get_row (YqqImportFlow *self, guint position)
{
  g_autoptr (YqqImportRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  return row; /* the list keeps it */
}

static guint
count_rows (YqqImportFlow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

static void
fail (YqqImportFlow *self, YqqImportState state, const GError *error)
{
  g_clear_error (&self->error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_error_copy (error);
  set_state (self, state);
}

static void
take_checks (YqqImportFlow *self, const YqqActResult *result)
{
  for (guint i = 0; i < MIN (count_rows (self), result->lines->len); i++)
    yqq_import_row_check (get_row (self, i), result->lines->pdata[i]);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqImportFlow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqActResult) answer =
      yqq_administration_check_finish (YQQ_ADMINISTRATION (source), result, &error);
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* another sheet has come */
  if (!answer) {
    fail (self, YQQ_IMPORT_CHECKING, error);
    return;
  }
  take_checks (self, answer);
  set_state (self, YQQ_IMPORT_READY);
}

static void
check (YqqImportFlow *self)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  for (guint i = 0; i < count_rows (self); i++)
    g_ptr_array_add (drafts, (gpointer)yqq_import_row_get_draft (get_row (self, i)));
  g_clear_error (&self->error);
  yqq_administration_check_async (self->administration, drafts, self->cancellable, on_checked,
                                  g_object_ref (self));
  set_state (self, YQQ_IMPORT_CHECKING);
}

static void
take_sheet (YqqImportFlow *self, GPtrArray *sheet)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < sheet->len; i++)
    g_ptr_array_add (rows, yqq_import_row_new (g_steal_pointer (&sheet->pdata[i])));
  g_list_store_splice (self->rows, 0, count_rows (self), rows->pdata, rows->len);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqImportFlow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sheet = yqq_sheet_reader_read_finish (result, &error);
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* another sheet has come */
  if (!sheet) {
    fail (self, YQQ_IMPORT_EMPTY, error);
    return;
  }
  take_sheet (self, sheet);
  check (self);
}

static gint64
get_certificate_end_ms (YqqImportFlow *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  return overview ? overview->certificate_not_after_ms : 0;
}

static void
begin_anew (YqqImportFlow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_error (&self->error);
  g_clear_object (&self->act);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
}

static void
read_sheet (YqqImportFlow *self)
{
  begin_anew (self);
  g_list_store_remove_all (self->rows);
  yqq_sheet_reader_read_async (self->file, get_certificate_end_ms (self), g_get_real_time () / 1000,
                               self->cancellable, on_read, g_object_ref (self));
  set_state (self, YQQ_IMPORT_READING);
}

static void
on_administration_changed (YqqImportFlow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
yqq_import_flow_dispose (GObject *object)
{
  YqqImportFlow *self = YQQ_IMPORT_FLOW (object);
  g_cancellable_cancel (self->cancellable);
  begin_anew (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_object (&self->administration);
  g_clear_object (&self->router);
  g_clear_object (&self->rows);
  g_clear_object (&self->file);
  g_clear_pointer (&self->file_name, g_free);
  G_OBJECT_CLASS (yqq_import_flow_parent_class)->dispose (object);
}

static void
yqq_import_flow_class_init (YqqImportFlowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_import_flow_dispose;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_IMPORT_FLOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_import_flow_init (YqqImportFlow *self)
{
  self->rows = g_list_store_new (YQQ_TYPE_IMPORT_ROW);
  self->whole = TRUE;
}

YqqImportFlow *
yqq_import_flow_new (YqqWorkspace *workspace, YqqAdministration *administration, YqqRouter *router)
{
  YqqImportFlow *self = g_object_new (YQQ_TYPE_IMPORT_FLOW, NULL);
  self->workspace = g_object_ref (workspace);
  self->administration = g_object_ref (administration);
  self->router = g_object_ref (router);
  g_signal_connect_object (administration, "changed", G_CALLBACK (on_administration_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
yqq_import_flow_open (YqqImportFlow *self, GFile *file)
{
  g_set_object (&self->file, file);
  g_free (self->file_name);
  self->file_name = g_file_get_basename (file);
  read_sheet (self);
}

void
yqq_import_flow_retry (YqqImportFlow *self)
{
  if (self->state == YQQ_IMPORT_CHECKING && self->error) {
    begin_anew (self);
    check (self);
  } else if (self->file) {
    read_sheet (self);
  }
}

void
yqq_import_flow_cancel (YqqImportFlow *self)
{
  if (self->state != YQQ_IMPORT_READING && self->state != YQQ_IMPORT_CHECKING)
    return;
  begin_anew (self);
  g_list_store_remove_all (self->rows);
  set_state (self, YQQ_IMPORT_EMPTY);
}

YqqImportState
yqq_import_flow_get_state (YqqImportFlow *self)
{
  return self->state;
}

const GError *
yqq_import_flow_get_error (YqqImportFlow *self)
{
  return self->error;
}

const char *
yqq_import_flow_get_file_name (YqqImportFlow *self)
{
  return self->file_name;
}

GListModel *
yqq_import_flow_get_rows (YqqImportFlow *self)
{
  return G_LIST_MODEL (self->rows);
}

guint
yqq_import_flow_count (YqqImportFlow *self, guint state)
{
  guint count = 0;
  for (guint i = 0; i < count_rows (self); i++)
    count += yqq_import_row_get_state (get_row (self, i)) == (YqqImportRowState)state;
  return count;
}

gboolean
yqq_import_flow_get_whole (YqqImportFlow *self)
{
  return self->whole;
}

void
yqq_import_flow_set_whole (YqqImportFlow *self, gboolean whole)
{
  if (self->whole == whole)
    return;
  self->whole = whole;
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
yqq_import_flow_count_to_give (YqqImportFlow *self)
{
  return self->whole ? count_rows (self) : yqq_import_flow_count (self, YQQ_IMPORT_ROW_GOOD);
}

char *
yqq_import_flow_format_quota (YqqImportFlow *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  return overview ? yqq_quota_format_effect (&overview->quota, yqq_import_flow_count_to_give (self))
                  : g_strdup ("");
}

static gboolean
exceeds_quota (YqqImportFlow *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  guint count = yqq_import_flow_count_to_give (self);
  return !overview || yqq_quota_get_left_after (&overview->quota, count) < 0;
}

const char *
yqq_import_flow_get_obstacle (YqqImportFlow *self)
{
  if (self->state != YQQ_IMPORT_READY)
    return "";
  if (yqq_import_flow_count (self, YQQ_IMPORT_ROW_GOOD) == 0)
    return _ ("No row can be given. Correct the sheet and choose it again.");
  if (self->whole && yqq_import_flow_count (self, YQQ_IMPORT_ROW_FAULTY) > 0)
    return _ ("Correct the sheet and choose it again, or give the good rows only.");
  if (exceeds_quota (self))
    return _ ("The quota does not suffice. Take rows out of the sheet, or ask for more quota.");
  if (!yqq_administration_can_sign (self->administration))
    return _ ("Install the enterprise's certificate on this computer first: it signs the act.");
  return NULL;
}

/* Rows that were not sent, and those an act as a whole has left undone, are told too. */
static void
take_result (YqqImportFlow *self, const YqqActResult *result)
{
  for (guint i = 0; i < self->sent->len; i++) {
    const YqqActLine *line = i < result->lines->len ? result->lines->pdata[i] : NULL;
    yqq_import_row_finish (self->sent->pdata[i], line);
  }
}

static void
on_done (YqqImportFlow *self, const YqqActResult *result)
{
  take_result (self, result);
  set_state (self, YQQ_IMPORT_DONE);
}

static YqqEnterpriseAct *
create_act (YqqImportFlow *self)
{
  YqqEnterpriseAct *act = yqq_enterprise_act_new (
      YQQ_ACT_GRANT_ADD, yqq_administration_get_enterprise_id (self->administration));
  act->whole = self->whole;
  act->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_draft_free);
  for (guint i = 0; i < self->sent->len; i++)
    g_ptr_array_add (act->drafts,
                     yqq_grant_draft_copy (yqq_import_row_get_draft (self->sent->pdata[i])));
  return act;
}

static void
collect_sent (YqqImportFlow *self)
{
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  self->sent = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < count_rows (self); i++)
    if (yqq_import_row_get_state (get_row (self, i)) == YQQ_IMPORT_ROW_GOOD)
      g_ptr_array_add (self->sent, g_object_ref (get_row (self, i)));
}

void
yqq_import_flow_give (YqqImportFlow *self)
{
  if (yqq_import_flow_get_obstacle (self))
    return;
  collect_sent (self);
  g_clear_error (&self->error);
  g_autofree char *sentence = g_strdup_printf (
      ngettext ("Authorise %u person", "Authorise %u people", self->sent->len), self->sent->len);
  g_clear_object (&self->act);
  self->act = yqq_act_flow_begin (self->workspace, self->administration, self->router,
                                  create_act (self), sentence);
  if (self->act)
    g_signal_connect_object (self->act, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
}

GBytes *
yqq_import_flow_export (YqqImportFlow *self)
{
  return yqq_csv_export_import (G_LIST_MODEL (self->rows));
}
