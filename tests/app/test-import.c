/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 批量导入: from the file to what became of each row. */
#include <string.h>

#include "app/import-flow.h"
#include "app/import-page.h"
#include "app/import-row.h"
#include "app/sheet-reader.h"
#include "client/client-error.h"
#include "office-test.h"

#define COLUMNS "姓名,证件类型,证件号码,手机号码,有效年数,权限\n"
#define KNOWN "何期满,居民身份证,440524188001010014,13800000001,2,机构证书\n"
#define GOOD_2 "孙新二,居民身份证,110105198505051233,13800000002,1,\n"
#define WRONG "孙新三,居民身份证,440524188001010015,1380000,2,机构证书\n"

typedef struct {
  PageTest page;
  FakeAdministration *administration;
  GFile *file;
} ImportTest;

static void
set_up (ImportTest *test, gconstpointer data)
{
  page_test_set_up_filled (&test->page, data);
  test->administration = office_test_set_up (&test->page);
}

static void
tear_down (ImportTest *test, gconstpointer data)
{
  if (test->file)
    g_assert_true (g_file_delete (test->file, NULL, NULL));
  g_clear_object (&test->file);
  page_test_tear_down (&test->page, data);
}

static void
write_sheet (ImportTest *test, const char *text, gsize size)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_clear_object (&test->file);
  test->file = g_file_new_tmp ("yqq-XXXXXX.csv", &stream, NULL);
  g_assert_true (g_file_replace_contents (test->file, text, size, NULL, FALSE, G_FILE_CREATE_NONE,
                                          NULL, NULL, NULL));
}

static void
show (ImportTest *test)
{
  page_test_show (&test->page, YQQ_PLACE_IMPORT, G_OBJECT (test->administration));
}

static void
open_sheet (ImportTest *test, const char *text)
{
  write_sheet (test, text, strlen (text));
  yqq_import_page_open (YQQ_IMPORT_PAGE (test->page.page), test->file);
}

static void
wait_for (ImportTest *test, const char *text)
{
  widget_test_wait_until (widget_test_shows (test->page.window, text));
}

static void
it_begins_with_the_template (ImportTest *test, gconstpointer data)
{
  show (test);
  g_assert_nonnull (widget_test_find_button (test->page.window, "Save the template"));
  g_assert_nonnull (widget_test_find_button (test->page.window, "Choose a sheet"));
}

static void
good_rows_are_given_as_a_whole (ImportTest *test, gconstpointer data)
{
  show (test);
  open_sheet (test, COLUMNS GOOD_2);
  wait_for (test, "1 row, nothing wrong");
  widget_test_assert_shows (test->page.window, "Will take 1 of the quota");
  widget_test_click (test->page.window, "Authorise 1 person");
  office_test_enter_pin (&test->page, test->administration);
  const YqqEnterpriseAct *act = fake_administration_get_performed (test->administration);
  g_assert_cmpint (act->kind, ==, YQQ_ACT_GRANT_ADD);
  g_assert_true (act->whole);
  g_assert_cmpuint (act->drafts->len, ==, 1);
  wait_for (test, "1 of 1 person authorised");
  widget_test_assert_shows (test->page.window, "Authorised");
}

static void
every_mistake_is_told_at_once_and_nothing_is_given (ImportTest *test, gconstpointer data)
{
  show (test);
  open_sheet (test, COLUMNS KNOWN WRONG GOOD_2);
  wait_for (test, "of 3 rows are wrong");
  widget_test_assert_shows (test->page.window, "Row 3 · 孙新三");
  widget_test_assert_shows (test->page.window, "A mobile number has eleven digits");
  widget_test_assert_shows (test->page.window, "The number does not fit the document type");
  /* 何期满 has a grant already: only the authority knows. */
  widget_test_assert_shows (test->page.window, "This person is authorised here already");
  widget_test_assert_shows (test->page.window, "or give the good rows only");
  g_assert_null (widget_test_find_button (test->page.window, "Authorise 3 people"));
  g_assert_cmpuint (fake_administration_count_performed (test->administration), ==, 0);
}

static void
the_good_rows_alone_are_given_on_demand (ImportTest *test, gconstpointer data)
{
  show (test);
  open_sheet (test, COLUMNS WRONG GOOD_2);
  wait_for (test, "1 of 2 rows are wrong");
  GtkWidget *row = page_test_find_row (test->page.window, "Give the good rows only");
  GtkWidget *good_only = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
  gtk_switch_set_active (GTK_SWITCH (good_only), TRUE);
  widget_test_click (test->page.window, "Authorise 1 person");
  office_test_enter_pin (&test->page, test->administration);
  const YqqEnterpriseAct *act = fake_administration_get_performed (test->administration);
  g_assert_false (act->whole);
  g_assert_cmpuint (act->drafts->len, ==, 1);
  g_assert_cmpstr (((YqqGrantDraft *)act->drafts->pdata[0])->name, ==, "孙新二");
  wait_for (test, "1 of 2 people authorised");
}

static void
too_little_quota_is_told_before (ImportTest *test, gconstpointer data)
{
  fake_administration_set_quota (test->administration, 6);
  office_test_refresh (test->administration);
  show (test);
  open_sheet (test, COLUMNS GOOD_2);
  wait_for (test, "1 row, nothing wrong");
  widget_test_assert_shows (test->page.window, "The quota does not suffice");
  g_assert_null (widget_test_find_button (test->page.window, "Authorise 1 person"));
}

static void
what_is_no_sheet_is_told_apart (ImportTest *test, gconstpointer data)
{
  static const char binary[] = "PK\x03\x04\x00\x00\xff\xfe";
  show (test);
  write_sheet (test, binary, sizeof binary);
  yqq_import_page_open (YQQ_IMPORT_PAGE (test->page.page), test->file);
  wait_for (test, "This is no CSV file");
  g_assert_true (g_file_delete (test->file, NULL, NULL));
  open_sheet (test, "姓名,证件类型\n甲,乙\n");
  wait_for (test, "The columns are not those of the template");
  widget_test_assert_shows (test->page.window, "证件号码");
  g_assert_true (g_file_delete (test->file, NULL, NULL));
  open_sheet (test, COLUMNS);
  wait_for (test, "The sheet is empty");
}

static void
a_file_of_100_megabytes_is_not_read (ImportTest *test, gconstpointer data)
{
  g_autoptr (GFileIOStream) stream = NULL;
  show (test);
  test->file = g_file_new_tmp ("yqq-XXXXXX.csv", &stream, NULL);
  g_assert_true (g_seekable_truncate (G_SEEKABLE (stream), 100 * 1024 * 1024, NULL, NULL));
  g_io_stream_close (G_IO_STREAM (stream), NULL, NULL);
  yqq_import_page_open (YQQ_IMPORT_PAGE (test->page.page), test->file);
  wait_for (test, "The sheet is too large");
}

static void
without_the_authority_the_rows_stay_and_are_checked_again (ImportTest *test, gconstpointer data)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  show (test);
  fake_administration_fail_next (test->administration, offline);
  open_sheet (test, COLUMNS GOOD_2);
  wait_for (test, "The authority cannot be reached");
  widget_test_click (test->page.window, "Try again");
  wait_for (test, "Authorise 1 person");
}

static void
checking_can_be_stopped (ImportTest *test, gconstpointer data)
{
  show (test);
  fake_administration_hold (test->administration, TRUE);
  open_sheet (test, COLUMNS GOOD_2);
  wait_for (test, "The authority looks at every row");
  widget_test_click (test->page.window, "Cancel");
  fake_administration_hold (test->administration, FALSE);
  wait_for (test, "Choose a sheet");
}

static void
the_result_names_nobodys_number_in_full (ImportTest *test, gconstpointer data)
{
  g_autoptr (YqqImportFlow) flow = yqq_import_flow_new (
      test->page.workspace, YQQ_ADMINISTRATION (test->administration), test->page.router);
  write_sheet (test, COLUMNS WRONG GOOD_2, strlen (COLUMNS WRONG GOOD_2));
  yqq_import_flow_open (flow, test->file);
  widget_test_wait_until (yqq_import_flow_get_state (flow) == YQQ_IMPORT_READY);
  g_autoptr (GBytes) csv = yqq_import_flow_export (flow);
  g_autofree char *text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_nonnull (strstr (text, "1101**********1233"));
  g_assert_null (strstr (text, "110105198505051233"));
  g_assert_nonnull (strstr (text, "孙新三"));
}

#define ADD(name) g_test_add ("/app/import/" #name, ImportTest, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (it_begins_with_the_template);
  ADD (good_rows_are_given_as_a_whole);
  ADD (every_mistake_is_told_at_once_and_nothing_is_given);
  ADD (the_good_rows_alone_are_given_on_demand);
  ADD (too_little_quota_is_told_before);
  ADD (what_is_no_sheet_is_told_apart);
  ADD (a_file_of_100_megabytes_is_not_read);
  ADD (without_the_authority_the_rows_stay_and_are_checked_again);
  ADD (checking_can_be_stopped);
  ADD (the_result_names_nobodys_number_in_full);
  return g_test_run ();
}
