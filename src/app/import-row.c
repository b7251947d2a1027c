/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-row.h"

#include <glib/gi18n.h>

#include "app/act-line-text.h"

struct _YqqImportRow {
  GObject parent;

  YqqSheetRow *row;
  YqqImportRowState state;
  char *trouble;
  char *code;
};

G_DEFINE_FINAL_TYPE (YqqImportRow, yqq_import_row, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
set (YqqImportRow *self, YqqImportRowState state, char *trouble)
{
  g_free (self->trouble);
  self->trouble = trouble;
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
judge (YqqImportRow *self)
{
  gboolean good = yqq_sheet_row_is_good (self->row);
  set (self, good ? YQQ_IMPORT_ROW_GOOD : YQQ_IMPORT_ROW_FAULTY,
       yqq_grant_faults_format (self->row->faults));
}

static void
yqq_import_row_finalize (GObject *object)
{
  YqqImportRow *self = YQQ_IMPORT_ROW (object);
  g_clear_pointer (&self->row, yqq_sheet_row_free);
  g_free (self->trouble);
  g_free (self->code);
  G_OBJECT_CLASS (yqq_import_row_parent_class)->finalize (object);
}

static void
yqq_import_row_class_init (YqqImportRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_import_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_IMPORT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
yqq_import_row_init (YqqImportRow *self)
{
}

YqqImportRow *
yqq_import_row_new (YqqSheetRow *row)
{
  YqqImportRow *self = g_object_new (YQQ_TYPE_IMPORT_ROW, NULL);
  self->row = row;
  judge (self);
  return self;
}

guint
yqq_import_row_get_line (YqqImportRow *self)
{
  return self->row->line;
}

const YqqGrantDraft *
yqq_import_row_get_draft (YqqImportRow *self)
{
  return self->row->draft;
}

YqqImportRowState
yqq_import_row_get_state (YqqImportRow *self)
{
  return self->state;
}

const char *
yqq_import_row_get_trouble (YqqImportRow *self)
{
  return self->trouble;
}

const char *
yqq_import_row_get_code (YqqImportRow *self)
{
  return self->code;
}

void
yqq_import_row_check (YqqImportRow *self, const YqqActLine *line)
{
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    if (self->row->faults[i] == YQQ_GRANT_FAULT_NONE)
      self->row->faults[i] = line->faults[i];
  judge (self);
}

void
yqq_import_row_finish (YqqImportRow *self, const YqqActLine *line)
{
  gboolean done = line && line->done;
  g_clear_pointer (&self->code, g_free);
  self->code = done ? g_strdup (line->code) : NULL;
  char *trouble = line ? yqq_act_line_format_trouble (line) : NULL;
  if (!done && !trouble)
    trouble = g_strdup (_ ("Not given, because another row is wrong."));
  set (self, done ? YQQ_IMPORT_ROW_DONE : YQQ_IMPORT_ROW_UNDONE, trouble);
}
