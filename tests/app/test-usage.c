/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 使用记录: the filter, the pages it comes in, its page, and one signature looked at closely. */
#include <string.h>

#include "app/audit-export.h"
#include "app/csv-export.h"
#include "app/usage-filter.h"
#include "app/usage-history.h"
#include "app/usage-look.h"
#include "client/client-error.h"
#include "office-test.h"

static YqqUsageEntry *
create_entry (const char *party, const char *signer, gint64 at_ms)
{
  guint8 digest[32] = {0};
  g_autoptr (GBytes) bytes = g_bytes_new (digest, sizeof digest);
  YqqUsageRecord record = {.session = (char *)"S",
                           .request = (char *)"r",
                           .document = (char *)"d",
                           .name = (char *)"采购合同 Annex A.pdf",
                           .digest = bytes,
                           .signed_at_ms = at_ms,
                           .relying_party = (char *)party,
                           .domain = (char *)"sign.example.cn",
                           .purpose = (char *)"合同签署",
                           .enterprise = (char *)"e",
                           .enterprise_name = (char *)"粤演示科技有限公司",
                           .signer = (char *)signer,
                           .certificate = (char *)"00",
                           .serial = (char *)"00"};
  return yqq_usage_entry_new (&record);
}

static void
the_filter_takes_what_fits_in_everything (void)
{
  YqqUsageFilter filter = {0};
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (YqqUsageEntry) entry = create_entry ("示例采购平台", "陈演示", now);
  g_autoptr (YqqUsageEntry) old = create_entry ("示例采购平台", "陈演示", now - 40LL * 86400000);
  g_assert_true (yqq_usage_filter_is_open (&filter));
  g_assert_true (yqq_usage_filter_matches (&filter, entry));
  yqq_usage_filter_set_text (&filter, "ANNEX 采购");
  g_assert_true (yqq_usage_filter_matches (&filter, entry));
  yqq_usage_filter_set_text (&filter, "annex b");
  g_assert_false (yqq_usage_filter_matches (&filter, entry));
  yqq_usage_filter_set_text (&filter, "");
  yqq_usage_filter_set_signer (&filter, "林样例");
  g_assert_false (yqq_usage_filter_matches (&filter, entry));
  yqq_usage_filter_set_signer (&filter, "陈演示");
  yqq_usage_filter_set_relying_party (&filter, "示例采购平台");
  yqq_usage_filter_set_time (&filter, YQQ_USAGE_TIME_MONTH, now);
  g_assert_true (yqq_usage_filter_matches (&filter, entry));
  g_assert_false (yqq_usage_filter_matches (&filter, old));
  g_assert_false (yqq_usage_filter_is_open (&filter));
  yqq_usage_filter_clear (&filter);
}

/* 2026-03-15T12:00:00 local */
static void
each_span_of_time_begins_at_its_midnight (void)
{
  static const struct {
    YqqUsageTime time;
    int month;
    int day;
  } spans[] = {
      {YQQ_USAGE_TIME_TODAY, 3, 15},
      {YQQ_USAGE_TIME_WEEK, 3, 9},
      {YQQ_USAGE_TIME_MONTH, 2, 14},
      {YQQ_USAGE_TIME_YEAR, 1, 1},
  };
  g_autoptr (GDateTime) noon = g_date_time_new_local (2026, 3, 15, 12, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++) {
    YqqUsageFilter filter = {0};
    g_autoptr (GDateTime) begin =
        g_date_time_new_local (2026, spans[i].month, spans[i].day, 0, 0, 0);
    yqq_usage_filter_set_time (&filter, spans[i].time, g_date_time_to_unix (noon) * 1000);
    g_assert_cmpint (filter.since_ms, ==, g_date_time_to_unix (begin) * 1000);
    yqq_usage_filter_clear (&filter);
  }
}

static void
page_after_page_is_fetched (PageTest *test, gconstpointer data)
{
  fake_records_set_page_size (test->records, 7);
  fake_records_add_many (test->records, 30);
  g_autoptr (YqqUsageHistory) history =
      yqq_usage_history_new (YQQ_RECORDS (test->records), OFFICE_ENTERPRISE);
  widget_test_wait_until (yqq_usage_history_get_complete (history));
  g_assert_cmpuint (g_list_model_get_n_items (yqq_usage_history_get_entries (history)), ==, 30);
}

static void
a_page_that_fails_is_fetched_again (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  fake_records_add_many (test->records, 3);
  fake_records_fail_next (test->records, offline);
  g_autoptr (YqqUsageHistory) history = yqq_usage_history_new (YQQ_RECORDS (test->records), NULL);
  widget_test_wait_until (yqq_usage_history_get_trouble (history) != NULL);
  yqq_usage_history_fetch_more (history);
  widget_test_wait_until (yqq_usage_history_get_complete (history));
  g_assert_null (yqq_usage_history_get_trouble (history));
  g_assert_cmpuint (g_list_model_get_n_items (yqq_usage_history_get_entries (history)), ==, 3);
}

static void
show (PageTest *test)
{
  fake_records_fill (test->records);
  office_test_set_up (test);
  page_test_show (test, YQQ_PLACE_HISTORY, NULL);
  widget_test_wait_until (widget_test_shows (test->window, "3 signatures"));
}

static void
mine_are_shown_first_and_the_enterprise_on_demand (PageTest *test, gconstpointer data)
{
  show (test);
  widget_test_assert_hides (test->window, "投标承诺书.docx");
  GtkWidget *whole = widget_test_find_button (test->window, "The enterprise");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (whole), TRUE);
  widget_test_wait_until (widget_test_shows (test->window, "5 signatures"));
  widget_test_assert_shows (test->window, "投标承诺书.docx");
  g_assert_nonnull (widget_test_find_button (test->window, "Export the audit record"));
}

static void
typing_narrows_the_list (PageTest *test, gconstpointer data)
{
  show (test);
  GtkWidget *search = widget_test_find_type (test->window, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "审计");
  widget_test_wait_until (widget_test_shows (test->window, "1 signature"));
  widget_test_assert_shows (test->window, "年度审计报告.pdf");
  widget_test_assert_hides (test->window, "附件一：报价单.xlsx");
  gtk_editable_set_text (GTK_EDITABLE (search), "nothing like it");
  widget_test_wait_until (
      widget_test_shows (test->window, "No signature fits what you are looking for."));
}

static void
escape_empties_the_search_and_then_leads_back (PageTest *test, gconstpointer data)
{
  show (test);
  GtkWidget *search = widget_test_find_type (test->window, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "x");
  g_signal_emit_by_name (search, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "");
  widget_test_assert_act (test->window, NULL);
  g_signal_emit_by_name (search, "stop-search");
  widget_test_assert_act (test->window, "win.back");
}

static void
without_any_it_says_what_it_is_for (PageTest *test, gconstpointer data)
{
  page_test_show (test, YQQ_PLACE_HISTORY, NULL);
  widget_test_wait_until (widget_test_shows (test->window, "Nothing was signed yet"));
  yqq_page_arrive (test->page);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (test->window));
  g_assert_true (!focus || gtk_widget_get_child_visible (focus));
  g_assert_true (!focus || gtk_widget_get_mapped (focus));
}

static void
a_row_opens_the_signature (PageTest *test, gconstpointer data)
{
  show (test);
  widget_test_click (test->window, "Look at 年度审计报告.pdf");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_HISTORY_RECORD);
  YqqUsageLook *look = YQQ_USAGE_LOOK (yqq_router_get_subject (test->router));
  g_assert_cmpstr (yqq_usage_look_get_record (look)->name, ==, "年度审计报告.pdf");
}

static YqqUsageLook *
show_signature (PageTest *test)
{
  g_autoptr (YqqUsageEntry) entry = create_entry ("示例采购平台", "陈演示", FAKE_RECORDS_NOW_MS);
  g_autoptr (YqqUsageLook) look = yqq_usage_look_new (YQQ_RECORDS (test->records), entry);
  page_test_show (test, YQQ_PLACE_HISTORY_RECORD, G_OBJECT (look));
  widget_test_wait_until (yqq_usage_look_get_signature (look) != NULL);
  return look; /* the router keeps it */
}

static void
a_good_signature_is_told_as_valid (PageTest *test, gconstpointer data)
{
  YqqUsageLook *look = show_signature (test);
  g_autoptr (GFile) file = g_file_new_for_path ("/contract.pdf");
  yqq_usage_look_verify (look, file);
  widget_test_wait_until (widget_test_shows (test->window, "The signature is valid"));
}

static void
another_file_is_told_as_what_it_is (PageTest *test, gconstpointer data)
{
  YqqUsageLook *look = show_signature (test);
  g_autoptr (GFile) file = g_file_new_for_path ("/another.pdf");
  fake_records_set_good (test->records, FALSE);
  yqq_usage_look_verify (look, file);
  widget_test_wait_until (widget_test_shows (test->window, "The signature is NOT valid"));
  widget_test_assert_shows (test->window, "The file is not the one that was signed");
}

static void
the_export_is_harmless_in_a_spreadsheet (PageTest *test, gconstpointer data)
{
  g_autoptr (GListStore) list = g_list_store_new (YQQ_TYPE_USAGE_ENTRY);
  g_autoptr (YqqUsageEntry) entry = create_entry ("=HYPERLINK(\"x\")", "陈演示", 0);
  g_list_store_append (list, entry);
  g_autoptr (GBytes) csv = yqq_csv_export_usage (G_LIST_MODEL (list));
  g_autofree char *text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
  g_assert_nonnull (strstr (text, "'=HYPERLINK"));
}

static void
the_audit_record_is_written_and_how_to_verify_it_is_told (PageTest *test, gconstpointer data)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("yqq-XXXXXX.yqqaudit", &stream, NULL);
  g_autofree char *written = NULL;
  FakeAdministration *administration = office_test_set_up (test);
  page_test_show (test, YQQ_PLACE_HISTORY, G_OBJECT (administration));
  yqq_audit_export_present (GTK_WIDGET (test->page), YQQ_ADMINISTRATION (administration), file);
  GtkWidget *dialog = page_test_find_dialog ();
  widget_test_wait_until (widget_test_shows (dialog, "The audit record was exported"));
  widget_test_assert_shows (dialog, "yqq audit verify");
  office_test_answer_dialog ("end");
  g_assert_true (g_file_load_contents (file, NULL, &written, NULL, NULL, NULL));
  g_assert_cmpstr (written, ==, "audit\n");
  g_assert_true (g_file_delete (file, NULL, NULL));
}

static void
a_cancelled_export_writes_nothing (PageTest *test, gconstpointer data)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("yqq-XXXXXX.yqqaudit", &stream, NULL);
  g_autofree char *written = NULL;
  FakeAdministration *administration = office_test_set_up (test);
  page_test_show (test, YQQ_PLACE_HISTORY, G_OBJECT (administration));
  fake_administration_hold (administration, TRUE);
  yqq_audit_export_present (GTK_WIDGET (test->page), YQQ_ADMINISTRATION (administration), file);
  office_test_answer_dialog ("end");
  fake_administration_hold (administration, FALSE);
  widget_test_settle ();
  g_assert_true (g_file_load_contents (file, NULL, &written, NULL, NULL, NULL));
  g_assert_cmpstr (written, ==, "");
  g_assert_true (g_file_delete (file, NULL, NULL));
}

#define ADD(set_up, name)                                                                          \
  g_test_add ("/app/usage/" #name, PageTest, NULL, set_up, name, page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/app/usage/the_filter_takes_what_fits_in_everything",
                   the_filter_takes_what_fits_in_everything);
  g_test_add_func ("/app/usage/each_span_of_time_begins_at_its_midnight",
                   each_span_of_time_begins_at_its_midnight);
  ADD (page_test_set_up, page_after_page_is_fetched);
  ADD (page_test_set_up, a_page_that_fails_is_fetched_again);
  ADD (page_test_set_up, the_export_is_harmless_in_a_spreadsheet);
  ADD (page_test_set_up_filled, mine_are_shown_first_and_the_enterprise_on_demand);
  ADD (page_test_set_up_filled, typing_narrows_the_list);
  ADD (page_test_set_up_filled, escape_empties_the_search_and_then_leads_back);
  ADD (page_test_set_up_filled, without_any_it_says_what_it_is_for);
  ADD (page_test_set_up_filled, a_row_opens_the_signature);
  ADD (page_test_set_up_filled, a_good_signature_is_told_as_valid);
  ADD (page_test_set_up_filled, another_file_is_told_as_what_it_is);
  ADD (page_test_set_up_filled, the_audit_record_is_written_and_how_to_verify_it_is_told);
  ADD (page_test_set_up_filled, a_cancelled_export_writes_nothing);
  return g_test_run ();
}
