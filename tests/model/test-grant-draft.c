/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grant-draft.h"

#include <string.h>

#define DAY_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define NOW_MS G_GINT64_CONSTANT (1764230400000) /* 2025-11-27 08:00 UTC */
#define YEAR_LATER_MS (NOW_MS + 365 * DAY_MS)

static YqqGrantDraft *
make_draft (void)
{
  YqqGrantDraft *draft = yqq_grant_draft_new ();
  draft->name = g_strdup ("李四");
  draft->id_type = g_strdup ("resident-id");
  draft->id_number = g_strdup ("440100199001010015");
  draft->phone = g_strdup ("13800138000");
  draft->years = 1;
  draft->permissions = g_strsplit ("enterprise-certificate", " ", -1);
  return draft;
}

/* The draft has this fault in this field, and none in the others. Frees the draft. */
static void
check_fault_with (YqqGrantDraft *draft,
                  YqqGrantField field,
                  YqqGrantFault fault,
                  gint64 certificate_not_after_ms)
{
  YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT];
  gboolean good = yqq_grant_draft_check (draft, certificate_not_after_ms, NOW_MS, faults);
  g_assert_true (good == (fault == YQQ_GRANT_FAULT_NONE));
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    g_assert_cmpint (faults[i], ==, i == field ? fault : YQQ_GRANT_FAULT_NONE);
  yqq_grant_draft_free (draft);
}

static void
check_fault (YqqGrantDraft *draft, YqqGrantField field, YqqGrantFault fault)
{
  check_fault_with (draft, field, fault, 0);
}

static YqqGrantDraft *
with_name (const char *name)
{
  YqqGrantDraft *draft = make_draft ();
  g_free (draft->name);
  draft->name = g_strdup (name);
  return draft;
}

static YqqGrantDraft *
with_document (const char *type, const char *number)
{
  YqqGrantDraft *draft = make_draft ();
  g_free (draft->id_type);
  g_free (draft->id_number);
  draft->id_type = g_strdup (type);
  draft->id_number = g_strdup (number);
  return draft;
}

static YqqGrantDraft *
with_phone (const char *phone)
{
  YqqGrantDraft *draft = make_draft ();
  g_free (draft->phone);
  draft->phone = g_strdup (phone);
  return draft;
}

static YqqGrantDraft *
with_term (gint64 years, gint64 not_after_ms)
{
  YqqGrantDraft *draft = make_draft ();
  draft->years = years;
  draft->not_after_ms = not_after_ms;
  return draft;
}

static YqqGrantDraft *
with_permissions (const char *permissions)
{
  YqqGrantDraft *draft = make_draft ();
  g_strfreev (draft->permissions);
  draft->permissions = permissions != NULL ? g_strsplit (permissions, " ", -1) : NULL;
  return draft;
}

static void
a_filled_in_draft_has_no_fault (void)
{
  check_fault (make_draft (), YQQ_GRANT_FIELD_NAME, YQQ_GRANT_FAULT_NONE);
}

static void
an_empty_draft_misses_all_but_permissions (void)
{
  g_autoptr (YqqGrantDraft) draft = yqq_grant_draft_new ();
  YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT];
  g_assert_false (yqq_grant_draft_check (draft, 0, NOW_MS, faults));
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    g_assert_cmpint (faults[i], ==,
                     i == YQQ_GRANT_FIELD_PERMISSIONS ? YQQ_GRANT_FAULT_NONE
                                                      : YQQ_GRANT_FAULT_MISSING);
}

static void
a_name_is_short_and_can_be_shown (void)
{
  const YqqGrantField field = YQQ_GRANT_FIELD_NAME;
  g_autoptr (GString) longest = g_string_new (NULL);
  for (guint i = 0; i < YQQ_GRANT_NAME_MAX_LENGTH; i++)
    g_string_append (longest, "李");
  check_fault (with_name (longest->str), field, YQQ_GRANT_FAULT_NONE);
  check_fault (with_name ("Anne Marie O'Neill"), field, YQQ_GRANT_FAULT_NONE);
  check_fault (with_name ("阿卜杜拉·买买提"), field, YQQ_GRANT_FAULT_NONE);
  g_string_append (longest, "四");
  check_fault (with_name (longest->str), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_name (""), field, YQQ_GRANT_FAULT_MISSING);
  check_fault (with_name (" \xe3\x80\x80"), field, YQQ_GRANT_FAULT_MISSING);
  check_fault (with_name ("李四 "), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_name ("\xe3\x80\x80李四"), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_name ("李\n四"), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_name ("李\xe2\x80\xae四"), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_name ("\xff"), field, YQQ_GRANT_FAULT_INVALID);
}

static void
a_document_is_checked_as_its_kind (void)
{
  const YqqGrantField number = YQQ_GRANT_FIELD_ID_NUMBER, type = YQQ_GRANT_FIELD_ID_TYPE;
  check_fault (with_document ("passport", "E12345678"), number, YQQ_GRANT_FAULT_NONE);
  check_fault (with_document ("hk-macao-permit", "H12345678"), number, YQQ_GRANT_FAULT_NONE);
  check_fault (with_document ("resident-id", "440100199001010014"), number,
               YQQ_GRANT_FAULT_INVALID);
  check_fault (with_document ("resident-id", "E12345678"), number, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_document ("resident-id", ""), number, YQQ_GRANT_FAULT_MISSING);
  check_fault (with_document ("library-card", "E12345678"), type, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_document ("", "E12345678"), type, YQQ_GRANT_FAULT_MISSING);
}

static void
a_phone_is_a_mobile_number (void)
{
  check_fault (with_phone ("19912345678"), YQQ_GRANT_FIELD_PHONE, YQQ_GRANT_FAULT_NONE);
  check_fault (with_phone ("02088888888"), YQQ_GRANT_FIELD_PHONE, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_phone (""), YQQ_GRANT_FIELD_PHONE, YQQ_GRANT_FAULT_MISSING);
}

static void
a_term_is_years_or_a_day (void)
{
  const YqqGrantField field = YQQ_GRANT_FIELD_TERM;
  check_fault (with_term (10, 0), field, YQQ_GRANT_FAULT_NONE);
  check_fault (with_term (0, NOW_MS + 1), field, YQQ_GRANT_FAULT_NONE);
  check_fault (with_term (0, NOW_MS), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_term (0, NOW_MS - DAY_MS), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_term (0, NOW_MS + 4000 * DAY_MS), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_term (11, 0), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_term (-1, 0), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_term (1, NOW_MS + DAY_MS), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_term (0, 0), field, YQQ_GRANT_FAULT_MISSING);
}

static void
a_grant_does_not_outlast_the_certificate (void)
{
  const YqqGrantField field = YQQ_GRANT_FIELD_TERM;
  const YqqGrantFault beyond = YQQ_GRANT_FAULT_BEYOND_CERTIFICATE, none = YQQ_GRANT_FAULT_NONE;
  check_fault_with (with_term (1, 0), field, none, YEAR_LATER_MS);
  check_fault_with (with_term (1, 0), field, none, YEAR_LATER_MS - DAY_MS + 1);
  check_fault_with (with_term (1, 0), field, beyond, YEAR_LATER_MS - DAY_MS);
  check_fault_with (with_term (0, YEAR_LATER_MS), field, none, YEAR_LATER_MS);
  check_fault_with (with_term (0, YEAR_LATER_MS + 1), field, beyond, YEAR_LATER_MS);
  check_fault_with (with_term (0, NOW_MS + 4000 * DAY_MS), field, beyond, YEAR_LATER_MS);
}

static void
permissions_may_be_chosen_later (void)
{
  const YqqGrantField field = YQQ_GRANT_FIELD_PERMISSIONS;
  check_fault (with_permissions (NULL), field, YQQ_GRANT_FAULT_NONE);
  check_fault (with_permissions ("seal:1 seal:2"), field, YQQ_GRANT_FAULT_NONE);
  check_fault (with_permissions ("seal:1 seal:1"), field, YQQ_GRANT_FAULT_INVALID);
  check_fault (with_permissions ("everything"), field, YQQ_GRANT_FAULT_INVALID);
}

static void
years_are_those_of_the_calendar (void)
{
  /* 2028-02-29 00:00:00.250 UTC, a leap day */
  const gint64 leap_day_ms = G_GINT64_CONSTANT (1835395200250);
  g_autoptr (YqqGrantDraft) draft = with_term (1, 0);
  g_assert_cmpint (yqq_grant_draft_get_end_ms (draft, NOW_MS), ==, YEAR_LATER_MS);
  g_assert_cmpint (yqq_grant_draft_get_end_ms (draft, leap_day_ms), ==, leap_day_ms + 365 * DAY_MS);
  draft->years = 0;
  draft->not_after_ms = 77;
  g_assert_cmpint (yqq_grant_draft_get_end_ms (draft, NOW_MS), ==, 77);
}

static void
a_copy_stands_for_itself (void)
{
  YqqGrantDraft *draft = make_draft ();
  g_autoptr (YqqGrantDraft) copy = yqq_grant_draft_copy (draft);
  yqq_grant_draft_free (draft);
  check_fault (yqq_grant_draft_copy (copy), YQQ_GRANT_FIELD_NAME, YQQ_GRANT_FAULT_NONE);
  g_assert_cmpstr (copy->name, ==, "李四");
  g_assert_cmpstr (copy->permissions[0], ==, "enterprise-certificate");
}

static void
fields_and_faults_have_stable_names (void)
{
  static const char *const fields[] = {"name",  "id_type", "id_number",
                                       "phone", "term",    "permissions"};
  static const char *const faults[] = {
      "none",    "missing", "invalid", "duplicate", "repeated", "other-name", "beyond-certificate",
      "no-seal", "rounded",
  };
  YqqGrantField field;
  YqqGrantFault fault;
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++) {
    g_assert_true (yqq_grant_field_from_nick (fields[i], &field));
    g_assert_cmpint (field, ==, i);
    g_assert_cmpstr (yqq_grant_field_to_nick (i), ==, fields[i]);
  }
  for (guint i = 0; i < YQQ_GRANT_FAULT_COUNT; i++) {
    g_assert_true (yqq_grant_fault_from_nick (faults[i], &fault));
    g_assert_cmpint (fault, ==, i);
    g_assert_cmpstr (yqq_grant_fault_to_nick (i), ==, faults[i]);
  }
  g_assert_false (yqq_grant_field_from_nick (NULL, &field));
  g_assert_false (yqq_grant_fault_from_nick ("broken", &fault));
}

#define ADD(test) g_test_add_func ("/model/grant-draft/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_filled_in_draft_has_no_fault);
  ADD (an_empty_draft_misses_all_but_permissions);
  ADD (a_name_is_short_and_can_be_shown);
  ADD (a_document_is_checked_as_its_kind);
  ADD (a_phone_is_a_mobile_number);
  ADD (a_term_is_years_or_a_day);
  ADD (a_grant_does_not_outlast_the_certificate);
  ADD (permissions_may_be_chosen_later);
  ADD (years_are_those_of_the_calendar);
  ADD (a_copy_stands_for_itself);
  ADD (fields_and_faults_have_stable_names);
  return g_test_run ();
}
