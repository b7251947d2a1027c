/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of an answer, held apart from any engine. */
#include "authority/store/database.h"

struct _YqqRows {
  guint n_columns;
  GArray *cells; /* YqqValue */
};

static void
clear_cell (gpointer pointer)
{
  YqqValue *cell = pointer;
  g_clear_pointer ((char **)&cell->text, g_free);
  g_clear_pointer (&cell->blob, g_bytes_unref);
}

YqqRows *
yqq_rows_new (guint n_columns)
{
  YqqRows *self = g_new0 (YqqRows, 1);
  self->n_columns = n_columns;
  self->cells = g_array_new (FALSE, FALSE, sizeof (YqqValue));
  g_array_set_clear_func (self->cells, clear_cell);
  return self;
}

static void
add (YqqRows *self, YqqValue cell)
{
  g_array_append_val (self->cells, cell);
}

void
yqq_rows_add_null (YqqRows *self)
{
  add (self, (YqqValue){.type = YQQ_VALUE_NULL});
}

void
yqq_rows_add_int (YqqRows *self, gint64 number)
{
  add (self, (YqqValue){.type = YQQ_VALUE_INT, .number = number});
}

void
yqq_rows_add_text (YqqRows *self, const char *text, gsize length)
{
  add (self, (YqqValue){.type = YQQ_VALUE_TEXT, .text = g_strndup (text, length)});
}

void
yqq_rows_add_blob (YqqRows *self, gconstpointer data, gsize size)
{
  add (self, (YqqValue){.type = YQQ_VALUE_BLOB, .blob = g_bytes_new (data, size)});
}

void
yqq_rows_free (YqqRows *self)
{
  g_array_unref (self->cells);
  g_free (self);
}

guint
yqq_rows_get_length (YqqRows *self)
{
  return self->n_columns == 0 ? 0 : self->cells->len / self->n_columns;
}

static const YqqValue *
cell_at (YqqRows *self, guint row, guint column)
{
  guint place = row * self->n_columns + column;
  g_assert (column < self->n_columns && place < self->cells->len);
  return &g_array_index (self->cells, YqqValue, place);
}

gboolean
yqq_rows_is_null (YqqRows *self, guint row, guint column)
{
  return cell_at (self, row, column)->type == YQQ_VALUE_NULL;
}

gint64
yqq_rows_get_int (YqqRows *self, guint row, guint column)
{
  return cell_at (self, row, column)->number;
}

const char *
yqq_rows_get_text (YqqRows *self, guint row, guint column)
{
  return cell_at (self, row, column)->text;
}

GBytes *
yqq_rows_get_blob (YqqRows *self, guint row, guint column)
{
  return cell_at (self, row, column)->blob;
}
