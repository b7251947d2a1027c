/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grant-sheet.h"

#include <string.h>

#define NOW_MS G_GINT64_CONSTANT (1764230400000) /* 2025-11-27 08:00 UTC */
#define DAY_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define HEADER "姓名,证件类型,证件号码,手机号码,有效年数,权限\r\n"
#define ID "440100199001010015"
#define ZEROS "440106198803013000" /* these fit their check digit */
#define OTHER_ZEROS "440106198803283000"
#define GOOD "李四,居民身份证," ID ",13800138000,1,机构证书\r\n"

static GPtrArray *
read_bytes (const char *bytes, gsize size, gint64 certificate_ms, GError **error)
{
  g_autoptr (GBytes) file = g_bytes_new (bytes, size);
  return yqq_grant_sheet_read (file, certificate_ms, NOW_MS, error);
}

static GPtrArray *
read_sheet (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = read_bytes (text, strlen (text), 0, &error);
  g_assert_no_error (error);
  return rows;
}

static void
check_refused (const char *text, YqqModelError code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (read_bytes (text, strlen (text), 0, &error));
  g_assert_error (error, YQQ_MODEL_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, says));
}

/* The sheet has one row with this fault in this field, and none in the others. */
static void
check_fault (const char *row, YqqGrantField field, YqqGrantFault fault)
{
  g_autofree char *text = g_strconcat (HEADER, row, "\r\n", NULL);
  g_autoptr (GPtrArray) rows = read_sheet (text);
  g_assert_cmpuint (rows->len, ==, 1);
  const YqqSheetRow *read = g_ptr_array_index (rows, 0);
  g_test_message ("%s", row);
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    g_assert_cmpint (read->faults[i], ==, i == field ? fault : YQQ_GRANT_FAULT_NONE);
  g_assert_true (yqq_sheet_row_is_good (read) == (fault == YQQ_GRANT_FAULT_NONE));
}

static void
check_first (const char *text)
{
  g_autoptr (GPtrArray) rows = read_sheet (text);
  g_assert_cmpuint (rows->len, ==, 1);
  const YqqSheetRow *row = g_ptr_array_index (rows, 0);
  g_assert_true (yqq_sheet_row_is_good (row));
  g_assert_cmpstr (row->draft->name, ==, "李四");
  g_assert_cmpstr (row->draft->id_type, ==, "resident-id");
  g_assert_cmpstr (row->draft->id_number, ==, ID);
  g_assert_cmpstr (row->draft->phone, ==, "13800138000");
  g_assert_cmpint (row->draft->years, ==, 1);
  g_assert_cmpstr (row->draft->permissions[0], ==, "enterprise-certificate");
  g_assert_null (row->draft->permissions[1]);
  g_assert_null (row->grant);
}

static void
a_row_is_a_draft (void)
{
  check_first (HEADER GOOD);
  check_first ("\xef\xbb\xbf" HEADER GOOD);
  check_first ("权限;手机号;备注;年数;身份证号;姓名*;证件类型（必填）\n"
               "机构证书;13800138000;x;1;" ID ";李四;身份证");
  check_first ("Name\tID Type\tID_number\tPhone\tYears\tPermissions\n"
               "李四\tResident ID\t" ID "\t13800138000\t1 year\tEnterprise certificate\n");
  check_first ("name,id_type,id_number,phone,years,permissions\n"
               "李四,resident-id," ID ",13800138000,1,enterprise-certificate\n");
}

static void
gb18030_is_read_as_well (void)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  g_autofree char *bytes = g_convert (HEADER "李\xf0\xa0\xae\xb7,护照,E12345678,13800138000,1,\n",
                                      -1, "GB18030", "UTF-8", NULL, &size, NULL);
  g_autoptr (GPtrArray) rows = read_bytes (bytes, size, 0, &error);
  g_assert_no_error (error);
  const YqqSheetRow *row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->draft->name, ==, "李\xf0\xa0\xae\xb7");
  g_assert_true (yqq_sheet_row_is_good (row));
}

static void
what_spreadsheets_put_around_numbers_is_taken_off (void)
{
  check_first (HEADER "李四,居民身份证,'" ID ",'13800138000,1,机构证书\n");
  check_first (HEADER "\t李四 ,居民身份证,\t" ID ", 13800138000\t,1年,机构证书\n");
  check_first (HEADER "李四,居民身份证,\"=\"\"" ID "\"\"\",13800138000,1,机构证书\n");
  check_first (HEADER "　李四　,居民身份证,440100 19900101 0015,138-0013-8000,１,机构证书\n");
  check_first (HEADER "李四,居民身份证,４４０１００１９９００１０１００１５,+86 13800138000,1,"
                      "机构证书\n");
}

static void
letters_of_numbers_become_capitals (void)
{
  g_autoptr (GPtrArray) rows =
      read_sheet (HEADER "李四,居民身份证,44010619880808123x,13800138000,1,\n"
                         "王五,护照,ｅ12345678,13800138001,1,\n");
  const YqqSheetRow *first = g_ptr_array_index (rows, 0), *second = g_ptr_array_index (rows, 1);
  g_assert_cmpstr (first->draft->id_number, ==, "44010619880808123X");
  g_assert_cmpstr (second->draft->id_number, ==, "E12345678");
  g_assert_true (yqq_sheet_row_is_good (first));
  g_assert_true (yqq_sheet_row_is_good (second));
}

static void
a_number_that_a_spreadsheet_has_shortened_is_told_as_rounded (void)
{
  const YqqGrantField number = YQQ_GRANT_FIELD_ID_NUMBER;
  const YqqGrantFault rounded = YQQ_GRANT_FAULT_ROUNDED;
  check_fault ("李四,居民身份证,4.40100190001010014E+17,13800138000,1,", number, rounded);
  check_fault ("李四,居民身份证,4.401E+17,13800138000,1,", number, rounded);
  check_fault ("李四,居民身份证,4e+17,13800138000,1,", number, rounded);
  check_fault ("李四,护照,1.2E+10,13800138000,1,", number, rounded);
  check_fault ("李四,居民身份证," ID ",1.38E+10,1,", YQQ_GRANT_FIELD_PHONE, rounded);
  check_fault ("李四,居民身份证," ID ",1.38001E-10,1,", YQQ_GRANT_FIELD_PHONE,
               YQQ_GRANT_FAULT_INVALID);
  check_fault ("李四,居民身份证,4.401E+17X,13800138000,1,", number, YQQ_GRANT_FAULT_INVALID);
}

/* The faults of the numbers of a sheet's rows, a letter each: rounded, invalid, or good. */
static void
check_numbers (const char *const *numbers, const char *expected)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (GString) found = g_string_new (NULL);
  for (guint i = 0; numbers[i] != NULL; i++)
    g_string_append_printf (text, "李四,居民身份证,%s,13800138000,1,\n", numbers[i]);
  g_autoptr (GPtrArray) rows = read_sheet (text->str);
  for (guint i = 0; i < rows->len; i++) {
    const YqqSheetRow *row = g_ptr_array_index (rows, i);
    YqqGrantFault fault = row->faults[YQQ_GRANT_FIELD_ID_NUMBER];
    g_string_append_c (found, fault == YQQ_GRANT_FAULT_ROUNDED   ? 'r'
                              : fault == YQQ_GRANT_FAULT_INVALID ? 'i'
                              : fault == YQQ_GRANT_FAULT_NONE    ? 'g'
                                                                 : '?');
  }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
fifteen_digits_and_zeros_are_rounded (void)
{
  check_numbers ((const char *[]){"440100199001010000", NULL}, "r");
  check_numbers ((const char *[]){ID, "440100199001010000", NULL}, "gr");
  check_numbers ((const char *[]){"440100199001010001", NULL}, "i");
}

static void
somebody_whose_number_ends_in_zeros_can_pass (void)
{
  check_numbers ((const char *[]){ZEROS, NULL}, "g");
  check_numbers ((const char *[]){ID, ZEROS, NULL}, "gg");
}

/* One of eleven rounded numbers fits its check digit by chance. */
static void
a_rounded_number_that_fits_is_found_by_the_others (void)
{
  check_numbers ((const char *[]){ZEROS, "440100199001010000", ID, NULL}, "rrg");
  check_numbers ((const char *[]){ZEROS, "4.401E+17", NULL}, "rr");
  check_numbers ((const char *[]){ZEROS, OTHER_ZEROS, NULL}, "rr");
  check_numbers ((const char *[]){ZEROS, ZEROS, NULL}, "rr");
}

static void
each_kind_of_document_has_its_names (void)
{
  static const struct {
    const char *name, *number, *nick;
  } cases[] = {
      {"港澳居民来往内地通行证", "H12345678", "hk-macao-permit"},
      {"回乡证", "M12345678", "hk-macao-permit"},
      {"台湾居民来往大陆通行证", "12345678", "taiwan-permit"},
      {"台胞证", "12345678", "taiwan-permit"},
      {"港澳台居民居住证", "810000199001010019", "hk-macao-taiwan-residence"},
      {"护照", "E12345678", "passport"},
      {"Passport", "E12345678", "passport"},
      {"taiwan-permit", "12345678", "taiwan-permit"},
      {"\"Residence permit for Hong Kong, Macao and Taiwan residents\"", "810000199001010019",
       "hk-macao-taiwan-residence"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
        g_strdup_printf (HEADER "李四,%s,%s,13800138000,1,\n", cases[i].name, cases[i].number);
    g_autoptr (GPtrArray) rows = read_sheet (text);
    const YqqSheetRow *row = g_ptr_array_index (rows, 0);
    g_assert_cmpstr (row->draft->id_type, ==, cases[i].nick);
    g_assert_true (yqq_sheet_row_is_good (row));
  }
}

static void
every_fault_of_a_row_is_found_at_once (void)
{
  g_autoptr (GPtrArray) rows = read_sheet (HEADER ",图书证,,123,99,超级权限\r\n");
  const YqqSheetRow *row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (row->faults[YQQ_GRANT_FIELD_NAME], ==, YQQ_GRANT_FAULT_MISSING);
  g_assert_cmpint (row->faults[YQQ_GRANT_FIELD_ID_TYPE], ==, YQQ_GRANT_FAULT_INVALID);
  g_assert_cmpint (row->faults[YQQ_GRANT_FIELD_ID_NUMBER], ==, YQQ_GRANT_FAULT_MISSING);
  g_assert_cmpint (row->faults[YQQ_GRANT_FIELD_PHONE], ==, YQQ_GRANT_FAULT_INVALID);
  g_assert_cmpint (row->faults[YQQ_GRANT_FIELD_TERM], ==, YQQ_GRANT_FAULT_INVALID);
  g_assert_cmpint (row->faults[YQQ_GRANT_FIELD_PERMISSIONS], ==, YQQ_GRANT_FAULT_INVALID);
  g_assert_cmpstr (row->draft->id_type, ==, "图书证");
}

static void
years_are_a_number_above_none (void)
{
  const YqqGrantField term = YQQ_GRANT_FIELD_TERM;
  check_fault ("李四,护照,E12345678,13800138000,10,", term, YQQ_GRANT_FAULT_NONE);
  check_fault ("李四,护照,E12345678,13800138000,,", term, YQQ_GRANT_FAULT_MISSING);
  check_fault ("李四,护照,E12345678,13800138000,0,", term, YQQ_GRANT_FAULT_INVALID);
  check_fault ("李四,护照,E12345678,13800138000,-1,", term, YQQ_GRANT_FAULT_INVALID);
  check_fault ("李四,护照,E12345678,13800138000,1.5,", term, YQQ_GRANT_FAULT_INVALID);
  check_fault ("李四,护照,E12345678,13800138000,11,", term, YQQ_GRANT_FAULT_INVALID);
  check_fault ("李四,护照,E12345678,13800138000,99999999999999999999,", term,
               YQQ_GRANT_FAULT_INVALID);
}

static gint64
read_until (const char *day, gint64 certificate_ms, YqqGrantFault *fault)
{
  g_autofree char *text = g_strdup_printf ("姓名,证件类型,证件号码,手机号码,有效期至\n"
                                           "李四,护照,E12345678,13800138000,%s\n",
                                           day);
  g_autoptr (GPtrArray) rows = read_bytes (text, strlen (text), certificate_ms, NULL);
  const YqqSheetRow *row = g_ptr_array_index (rows, 0);
  *fault = row->faults[YQQ_GRANT_FIELD_TERM];
  return row->draft->not_after_ms;
}

/* 2026-03-01 23:59:59 in Guangzhou; the test sets the zone. */
#define END_OF_MARCH_1_MS G_GINT64_CONSTANT (1772380799000)

static void
a_day_is_meant_to_its_end (void)
{
  static const char *const days[] = {"2026-03-01",   "2026/3/1", "2026.3.1",
                                     "2026年3月1日", "20260301", "２０２６-03-01"};
  YqqGrantFault fault;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    g_assert_cmpint (read_until (days[i], 0, &fault), ==, END_OF_MARCH_1_MS);
    g_assert_cmpint (fault, ==, YQQ_GRANT_FAULT_NONE);
  }
}

static void
a_day_that_is_none_or_over_is_invalid (void)
{
  static const char *const days[] = {"2026-02-30", "03/01/2026", "2026-13-01", "soon",
                                     "2026",       "2025-01-01", "2026-3-1x",  "20260230"};
  YqqGrantFault fault;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    read_until (days[i], 0, &fault);
    g_assert_cmpint (fault, ==, YQQ_GRANT_FAULT_INVALID);
  }
}

static void
the_certificates_own_last_day_is_allowed (void)
{
  const gint64 noon_ms = END_OF_MARCH_1_MS - DAY_MS / 2;
  YqqGrantFault fault;
  g_assert_cmpint (read_until ("2026-03-01", noon_ms, &fault), ==, noon_ms);
  g_assert_cmpint (fault, ==, YQQ_GRANT_FAULT_NONE);
  read_until ("2026-03-02", noon_ms, &fault);
  g_assert_cmpint (fault, ==, YQQ_GRANT_FAULT_BEYOND_CERTIFICATE);
}

static void
years_beyond_the_certificate_are_told (void)
{
  g_autoptr (GPtrArray) rows =
      read_bytes (HEADER GOOD, strlen (HEADER GOOD), NOW_MS + 300 * DAY_MS, NULL);
  const YqqSheetRow *row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (row->faults[YQQ_GRANT_FIELD_TERM], ==, YQQ_GRANT_FAULT_BEYOND_CERTIFICATE);
}

static void
check_permissions (const char *cell, const char *expected)
{
  g_autofree char *text =
      g_strdup_printf (HEADER "李四,护照,E12345678,13800138000,1,\"%s\"\n", cell);
  g_autoptr (GPtrArray) rows = read_sheet (text);
  const YqqSheetRow *row = g_ptr_array_index (rows, 0);
  g_autofree char *read =
      row->draft->permissions != NULL ? g_strjoinv (" ", row->draft->permissions) : g_strdup ("");
  g_assert_cmpstr (read, ==, expected);
  g_assert_true (yqq_sheet_row_is_good (row));
}

static void
permissions_are_a_list_or_set_later (void)
{
  check_permissions ("机构证书、seal:s1；seal:s2", "enterprise-certificate seal:s1 seal:s2");
  check_permissions ("seal:s1, enterprise-certificate", "seal:s1 enterprise-certificate");
  check_permissions ("可稍后设置", "");
  check_permissions ("later", "");
  check_permissions ("", "");
  check_permissions (" ;, ", "");
}

static void
the_name_of_a_seal_is_told_as_a_seal_that_is_not_there (void)
{
  const YqqGrantField field = YQQ_GRANT_FIELD_PERMISSIONS;
  check_fault ("李四,护照,E12345678,13800138000,1,机构证书、合同专用章", field,
               YQQ_GRANT_FAULT_NO_SEAL);
  check_fault ("李四,护照,E12345678,13800138000,1,合同专用章、万能", field,
               YQQ_GRANT_FAULT_INVALID);
  check_fault ("李四,护照,E12345678,13800138000,1,seal:a/seal:a", field, YQQ_GRANT_FAULT_INVALID);
}

static void
a_person_stands_in_a_sheet_once (void)
{
  g_autoptr (GPtrArray) rows = read_sheet (HEADER GOOD "李四,护照," ID ",13800138000,1,\n"
                                                       "李小四,身份证,'" ID ",13800138001,2,\n");
  const YqqSheetRow *first = g_ptr_array_index (rows, 0), *passport = g_ptr_array_index (rows, 1),
                    *again = g_ptr_array_index (rows, 2);
  g_assert_true (yqq_sheet_row_is_good (first));
  g_assert_cmpint (passport->faults[YQQ_GRANT_FIELD_ID_NUMBER], ==, YQQ_GRANT_FAULT_INVALID);
  g_assert_cmpint (again->faults[YQQ_GRANT_FIELD_ID_NUMBER], ==, YQQ_GRANT_FAULT_REPEATED);
  g_assert_cmpuint (again->line, ==, 4);
}

static void
empty_rows_and_the_example_are_passed_over (void)
{
  g_autoptr (GPtrArray) rows =
      read_sheet (HEADER "\r\n,,,,,\r\n示例：张三,护照,E1,1,1,\r\n\r\n" GOOD " , ,,,\t,\r\n");
  g_assert_cmpuint (rows->len, ==, 1);
  const YqqSheetRow *row = g_ptr_array_index (rows, 0);
  g_assert_cmpuint (row->line, ==, 6);
}

static void
short_and_long_rows_are_rows (void)
{
  g_autoptr (GPtrArray) rows = read_sheet (HEADER "李四\r\n"
                                                  "李四,护照,E12345678,13800138000,1,,,\r\n");
  const YqqSheetRow *shorter = g_ptr_array_index (rows, 0), *longer = g_ptr_array_index (rows, 1);
  g_assert_cmpint (shorter->faults[YQQ_GRANT_FIELD_PHONE], ==, YQQ_GRANT_FAULT_MISSING);
  g_assert_true (yqq_sheet_row_is_good (longer));
}

static void
the_template_reads_as_an_empty_sheet (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) template = yqq_grant_sheet_make_template ();
  g_autoptr (GPtrArray) rows = yqq_grant_sheet_read (template, 0, NOW_MS, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 0);
  g_assert_cmpmem (g_bytes_get_data (template, NULL), 3, "\xef\xbb\xbf", 3);
}

static void
a_sheet_without_its_columns_is_refused_with_their_names (void)
{
  const YqqModelError columns = YQQ_MODEL_ERROR_SHEET_COLUMNS;
  check_refused ("姓名,备注\n", columns,
                 "证件类型/id type, 证件号码/id number, 手机号码/phone, 有效年数/years");
  check_refused ("证件类型,证件号码,手机号码,有效年数,权限\n", columns, "姓名/name");
  check_refused ("姓名,证件类型,证件号码,手机号码,有效年数,Name\n", columns, "姓名/name");
  check_refused ("", YQQ_MODEL_ERROR_EMPTY, "");
}

static void
a_file_that_is_no_sheet_is_refused_with_the_reason (void)
{
  g_autoptr (GError) not_text = NULL;
  check_refused (HEADER "\"李四,", YQQ_MODEL_ERROR_SHEET_QUOTE, "line 2: ");
  check_refused (HEADER "\"李\"四,", YQQ_MODEL_ERROR_SHEET_QUOTE, "line 2: ");
  g_assert_null (read_bytes ("PK\3\4\0\0", 6, 0, &not_text));
  g_assert_error (not_text, YQQ_MODEL_ERROR, YQQ_MODEL_ERROR_SHEET_NOT_TEXT);
}

static void
a_sheet_is_bounded (void)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  for (guint i = 0; i < YQQ_GRANT_SHEET_MAX_ROWS; i++)
    g_string_append (text, "x,,,,,\n\n\n");
  g_autoptr (GPtrArray) rows = read_sheet (text->str);
  g_assert_cmpuint (rows->len, ==, YQQ_GRANT_SHEET_MAX_ROWS);
  g_string_append (text, "x,,,,,\n");
  check_refused (text->str, YQQ_MODEL_ERROR_SHEET_TOO_LARGE, "2000 rows");
  g_autofree char *large = g_strnfill (YQQ_GRANT_SHEET_MAX_BYTES + 1, ' ');
  check_refused (large, YQQ_MODEL_ERROR_SHEET_TOO_LARGE, "4 MB");
}

#define ADD(test) g_test_add_func ("/model/grant-sheet/" #test, test)

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "CST-8", TRUE); /* needs no data of time zones */
  g_test_init (&argc, &argv, NULL);
  ADD (a_row_is_a_draft);
  ADD (gb18030_is_read_as_well);
  ADD (what_spreadsheets_put_around_numbers_is_taken_off);
  ADD (letters_of_numbers_become_capitals);
  ADD (a_number_that_a_spreadsheet_has_shortened_is_told_as_rounded);
  ADD (fifteen_digits_and_zeros_are_rounded);
  ADD (somebody_whose_number_ends_in_zeros_can_pass);
  ADD (a_rounded_number_that_fits_is_found_by_the_others);
  ADD (each_kind_of_document_has_its_names);
  ADD (every_fault_of_a_row_is_found_at_once);
  ADD (years_are_a_number_above_none);
  ADD (a_day_is_meant_to_its_end);
  ADD (a_day_that_is_none_or_over_is_invalid);
  ADD (the_certificates_own_last_day_is_allowed);
  ADD (years_beyond_the_certificate_are_told);
  ADD (permissions_are_a_list_or_set_later);
  ADD (the_name_of_a_seal_is_told_as_a_seal_that_is_not_there);
  ADD (a_person_stands_in_a_sheet_once);
  ADD (empty_rows_and_the_example_are_passed_over);
  ADD (short_and_long_rows_are_rows);
  ADD (the_template_reads_as_an_empty_sheet);
  ADD (a_sheet_without_its_columns_is_refused_with_their_names);
  ADD (a_file_that_is_no_sheet_is_refused_with_the_reason);
  ADD (a_sheet_is_bounded);
  return g_test_run ();
}
