/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grant-sheet.h"

#include <string.h>

#include "base/csv.h"
#include "model/sheet-cell.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define EXAMPLE_MARK "示例"
#define SEAL_MARK "章"
/* Rows of the file, which may hold many empty ones: spreadsheets leave them behind. */
#define MAX_LINES 20000

typedef enum {
  COLUMN_NAME,
  COLUMN_ID_TYPE,
  COLUMN_ID_NUMBER,
  COLUMN_PHONE,
  COLUMN_YEARS,
  COLUMN_UNTIL,
  COLUMN_PERMISSIONS,
  N_COLUMNS,
} Column;

/* The first two names are those of the template and of messages; all as keys (dup_key). */
static const struct {
  const char *chinese;
  const char *english;
  const char *others;
} columns[N_COLUMNS] = {
    [COLUMN_NAME] = {"姓名", "name", "名字 被授权人姓名 被授权人员姓名 被授权人员的姓名 fullname"},
    [COLUMN_ID_TYPE] = {"证件类型", "id type", "证件种类 idtype documenttype"},
    [COLUMN_ID_NUMBER] = {"证件号码", "id number",
                          "证件号 身份证号 身份证号码 idnumber documentnumber"},
    [COLUMN_PHONE] = {"手机号码", "phone", "手机号 手机 电话 联系电话 mobile phonenumber"},
    [COLUMN_YEARS] = {"有效年数", "years", "年数 有效年限"},
    [COLUMN_UNTIL] = {"有效期至", "until", "到期日 到期日期 截止日期 validuntil"},
    [COLUMN_PERMISSIONS] = {"权限", "permissions", "使用权限 机构证书及印章使用权限 permission"},
};

/* Where each column stands; −1: nowhere. */
typedef struct {
  int at[N_COLUMNS];
} Layout;

void
yqq_sheet_row_free (YqqSheetRow *self)
{
  if (self == NULL)
    return;
  yqq_grant_draft_free (self->draft);
  g_free (self->grant);
  g_free (self);
}

gboolean
yqq_sheet_row_is_good (const YqqSheetRow *self)
{
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    if (self->faults[i] != YQQ_GRANT_FAULT_NONE)
      return FALSE;
  return TRUE;
}

static gpointer
fail (GError **error, YqqModelError code, const char *message)
{
  g_set_error_literal (error, YQQ_MODEL_ERROR, code, message);
  return NULL;
}

static gboolean
names_column (const char *key, Column column)
{
  g_autofree char *chinese = yqq_sheet_cell_dup_key (columns[column].chinese);
  g_autofree char *english = yqq_sheet_cell_dup_key (columns[column].english);
  if (g_str_equal (key, chinese) || g_str_equal (key, english))
    return TRUE;
  g_auto (GStrv) others = g_strsplit (columns[column].others, " ", -1);
  return g_strv_contains ((const char *const *)others, key);
}

static void
append_column_name (GString *names, Column column)
{
  g_string_append_printf (names, "%s%s/%s", names->len > 0 ? ", " : "", columns[column].chinese,
                          columns[column].english);
}

/* Columns that are there twice are told rather than guessed at. */
static gboolean
find_columns (GStrv header, Layout *layout, GError **error)
{
  g_autoptr (GString) twice = g_string_new (NULL);
  for (guint column = 0; column < N_COLUMNS; column++)
    layout->at[column] = -1;
  for (int i = 0; header[i] != NULL; i++) {
    g_autofree char *key = yqq_sheet_cell_dup_key (header[i]);
    for (guint column = 0; column < N_COLUMNS; column++) {
      if (!names_column (key, column))
        continue;
      if (layout->at[column] >= 0)
        append_column_name (twice, column);
      layout->at[column] = i;
    }
  }
  return twice->len == 0 || fail (error, YQQ_MODEL_ERROR_SHEET_COLUMNS, twice->str) != NULL;
}

static gboolean
check_columns (const Layout *layout, GError **error)
{
  static const Column needed[] = {COLUMN_NAME, COLUMN_ID_TYPE, COLUMN_ID_NUMBER, COLUMN_PHONE};
  g_autoptr (GString) missing = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (layout->at[needed[i]] < 0)
      append_column_name (missing, needed[i]);
  if (layout->at[COLUMN_YEARS] < 0 && layout->at[COLUMN_UNTIL] < 0)
    append_column_name (missing, COLUMN_YEARS);
  return missing->len == 0 || fail (error, YQQ_MODEL_ERROR_SHEET_COLUMNS, missing->str) != NULL;
}

static const char *
get_cell (const Layout *layout, GStrv cells, Column column)
{
  int at = layout->at[column];
  return at >= 0 && at < (int)g_strv_length (cells) ? cells[at] : "";
}

static gboolean
is_empty (GStrv cells)
{
  for (guint i = 0; cells[i] != NULL; i++) {
    g_autofree char *text = yqq_sheet_cell_dup_text (cells[i]);
    if (text != NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_example (const Layout *layout, GStrv cells)
{
  g_autofree char *name = yqq_sheet_cell_dup_text (get_cell (layout, cells, COLUMN_NAME));
  return name != NULL && g_str_has_prefix (name, EXAMPLE_MARK);
}

static void
read_term (YqqGrantDraft *draft, const Layout *layout, GStrv cells, gint64 certificate_not_after_ms)
{
  g_autofree char *until = yqq_sheet_cell_dup_text (get_cell (layout, cells, COLUMN_UNTIL));
  draft->years = yqq_sheet_cell_get_years (get_cell (layout, cells, COLUMN_YEARS));
  if (until == NULL)
    return;
  draft->not_after_ms = yqq_sheet_cell_get_until (until, certificate_not_after_ms);
  if (draft->not_after_ms == 0)
    draft->years = -1;
}

static YqqGrantDraft *
read_draft (const Layout *layout, GStrv cells, gint64 certificate_not_after_ms)
{
  YqqGrantDraft *draft = yqq_grant_draft_new ();
  draft->name = yqq_sheet_cell_dup_text (get_cell (layout, cells, COLUMN_NAME));
  draft->id_type = yqq_sheet_cell_dup_id_type (get_cell (layout, cells, COLUMN_ID_TYPE));
  draft->id_number = yqq_sheet_cell_dup_number (get_cell (layout, cells, COLUMN_ID_NUMBER));
  draft->phone = yqq_sheet_cell_dup_phone (get_cell (layout, cells, COLUMN_PHONE));
  draft->permissions =
      yqq_sheet_cell_dup_permissions (get_cell (layout, cells, COLUMN_PERMISSIONS));
  read_term (draft, layout, cells, certificate_not_after_ms);
  return draft;
}

/* There are permissions that are none, and each of them is called a seal. */
static gboolean
names_seals (GStrv permissions)
{
  gboolean found = FALSE;
  for (guint i = 0; permissions != NULL && permissions[i] != NULL; i++) {
    if (yqq_permission_is_valid (permissions[i]))
      continue;
    if (!g_str_has_suffix (permissions[i], SEAL_MARK))
      return FALSE;
    found = TRUE;
  }
  return found;
}

static void
find_repeated (YqqSheetRow *row, GHashTable *people)
{
  const YqqGrantDraft *draft = row->draft;
  if (row->faults[YQQ_GRANT_FIELD_ID_TYPE] != YQQ_GRANT_FAULT_NONE ||
      row->faults[YQQ_GRANT_FIELD_ID_NUMBER] != YQQ_GRANT_FAULT_NONE)
    return;
  if (!g_hash_table_add (people, g_strconcat (draft->id_type, " ", draft->id_number, NULL)))
    row->faults[YQQ_GRANT_FIELD_ID_NUMBER] = YQQ_GRANT_FAULT_REPEATED;
}

/* A number of 18 digits of which 15 are left. */
static gboolean
ends_as_rounded (const YqqSheetRow *row)
{
  const char *number = row->draft->id_number;
  return number != NULL && strlen (number) == 18 && strspn (number, "0123456789") == 18 &&
         g_str_has_suffix (number, "000");
}

static gboolean
has_long_number (const YqqSheetRow *row)
{
  return row->draft->id_number != NULL && strlen (row->draft->id_number) == 18;
}

/* Beyond doubt, whatever stands in the other rows. */
static gboolean
is_rounded (const YqqSheetRow *row)
{
  if (row->draft->id_number == NULL)
    return FALSE;
  return yqq_sheet_cell_is_shortened (row->draft->id_number) ||
         (ends_as_rounded (row) &&
          row->faults[YQQ_GRANT_FIELD_ID_NUMBER] == YQQ_GRANT_FAULT_INVALID);
}

static gboolean
looks_rounded (GPtrArray *rows)
{
  guint numbers = 0, ending = 0;
  for (guint i = 0; i < rows->len; i++) {
    if (is_rounded (rows->pdata[i]))
      return TRUE;
    numbers += has_long_number (rows->pdata[i]);
    ending += ends_as_rounded (rows->pdata[i]);
  }
  return numbers > 1 && ending == numbers;
}

static void
find_rounded (GPtrArray *rows)
{
  gboolean all = looks_rounded (rows);
  for (guint i = 0; i < rows->len; i++) {
    YqqSheetRow *row = rows->pdata[i];
    if (is_rounded (row) || (all && ends_as_rounded (row)))
      row->faults[YQQ_GRANT_FIELD_ID_NUMBER] = YQQ_GRANT_FAULT_ROUNDED;
    if (row->draft->phone != NULL && yqq_sheet_cell_is_shortened (row->draft->phone))
      row->faults[YQQ_GRANT_FIELD_PHONE] = YQQ_GRANT_FAULT_ROUNDED;
  }
}

static GPtrArray *
read_rows (GPtrArray *lines,
           const Layout *layout,
           gint64 certificate_not_after_ms,
           gint64 now_ms,
           GError **error)
{
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_sheet_row_free);
  for (guint i = 1; i < lines->len; i++) {
    GStrv cells = g_ptr_array_index (lines, i);
    if (is_empty (cells) || is_example (layout, cells))
      continue;
    if (rows->len == YQQ_GRANT_SHEET_MAX_ROWS)
      return fail (error, YQQ_MODEL_ERROR_SHEET_TOO_LARGE, "over 2000 rows");
    YqqSheetRow *row = g_new0 (YqqSheetRow, 1);
    g_ptr_array_add (rows, row);
    row->line = i + 1;
    row->draft = read_draft (layout, cells, certificate_not_after_ms);
    yqq_grant_draft_check (row->draft, certificate_not_after_ms, now_ms, row->faults);
    if (row->faults[YQQ_GRANT_FIELD_PERMISSIONS] != YQQ_GRANT_FAULT_NONE &&
        names_seals (row->draft->permissions))
      row->faults[YQQ_GRANT_FIELD_PERMISSIONS] = YQQ_GRANT_FAULT_NO_SEAL;
    find_repeated (row, people);
  }
  find_rounded (rows);
  return g_steal_pointer (&rows);
}

/* What is wrong with the file as CSV, said as what is wrong with the sheet. */
static YqqModelError
get_code (const GError *error)
{
  switch ((YqqCsvError)error->code) {
  case YQQ_CSV_ERROR_NOT_TEXT:
    return YQQ_MODEL_ERROR_SHEET_NOT_TEXT;
  case YQQ_CSV_ERROR_TOO_LARGE:
    return YQQ_MODEL_ERROR_SHEET_TOO_LARGE;
  case YQQ_CSV_ERROR_OPEN_QUOTE:
  case YQQ_CSV_ERROR_STRAY_QUOTE:
    return YQQ_MODEL_ERROR_SHEET_QUOTE;
  }
  g_return_val_if_reached (YQQ_MODEL_ERROR_SHEET_NOT_TEXT);
}

static GPtrArray *
read_lines (GBytes *file, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autofree char *text = yqq_csv_decode (file, &inner);
  GPtrArray *lines = text != NULL ? yqq_csv_parse (text, strlen (text), MAX_LINES, &inner) : NULL;
  if (lines == NULL)
    fail (error, get_code (inner), inner->message);
  return lines;
}

GPtrArray *
yqq_grant_sheet_read (GBytes *file, gint64 certificate_not_after_ms, gint64 now_ms, GError **error)
{
  Layout layout;
  if (g_bytes_get_size (file) > YQQ_GRANT_SHEET_MAX_BYTES)
    return fail (error, YQQ_MODEL_ERROR_SHEET_TOO_LARGE, "over 4 MB");
  g_autoptr (GPtrArray) lines = read_lines (file, error);
  if (lines == NULL)
    return NULL;
  if (lines->len == 0)
    return fail (error, YQQ_MODEL_ERROR_EMPTY, "the sheet is empty");
  if (!find_columns (g_ptr_array_index (lines, 0), &layout, error) ||
      !check_columns (&layout, error))
    return NULL;
  return read_rows (lines, &layout, certificate_not_after_ms, now_ms, error);
}

GBytes *
yqq_grant_sheet_make_template (void)
{
  static const Column shown[] = {COLUMN_NAME,  COLUMN_ID_TYPE, COLUMN_ID_NUMBER,
                                 COLUMN_PHONE, COLUMN_YEARS,   COLUMN_PERMISSIONS};
  static const char *const example[] = {EXAMPLE_MARK "（此行不导入）",
                                        "居民身份证",
                                        "440100199001010015",
                                        "13800138000",
                                        "1",
                                        "机构证书",
                                        NULL};
  const char *header[G_N_ELEMENTS (shown) + 1] = {NULL};
  g_autoptr (GString) csv = g_string_new (BYTE_ORDER_MARK);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    header[i] = columns[shown[i]].chinese;
  yqq_csv_append_row (csv, header);
  yqq_csv_append_row (csv, example);
  return g_string_free_to_bytes (g_steal_pointer (&csv));
}
