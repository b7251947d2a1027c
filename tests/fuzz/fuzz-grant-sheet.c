/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet of grants from outside: what is taken is bounded, and a row without a fault is a draft
 * without one. */
#include "model/grant-sheet.h"

#include <string.h>

#include "fuzz.h"

#define NOW_MS G_GINT64_CONSTANT (1764230400000)
#define CERTIFICATE_MS G_GINT64_CONSTANT (1827302400000)

static void
check_row (const YqqSheetRow *row, guint line_before)
{
  YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT];
  g_assert_cmpuint (row->line, >, line_before);
  g_assert_null (row->grant);
  if (!yqq_sheet_row_is_good (row))
    return;
  g_assert_true (yqq_grant_draft_check (row->draft, CERTIFICATE_MS, NOW_MS, faults));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GPtrArray) rows = yqq_grant_sheet_read (file, CERTIFICATE_MS, NOW_MS, &error);
  g_assert_true ((rows == NULL) == (error != NULL));
  if (rows == NULL) {
    g_assert_error (error, YQQ_MODEL_ERROR, error->code);
    return 0;
  }
  g_assert_cmpuint (rows->len, <=, YQQ_GRANT_SHEET_MAX_ROWS);
  guint line = 1;
  for (guint i = 0; i < rows->len; i++) {
    const YqqSheetRow *row = g_ptr_array_index (rows, i);
    check_row (row, line);
    line = row->line;
  }
  return 0;
}
