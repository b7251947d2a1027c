/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq audit verify, the real program on files: what it prints, and its exit codes. */
#include <gio/gio.h>
#include <string.h>

#include "../support/remove-tree.h"
#include "audit-fixture.h"
#include "base/json.h"

static char *directory, *root, *record;
static AuditFixture *fixture;

/* Runs yqq audit verify with words (up to NULL); returns its exit status. */
static int
run (char **output, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_ptr_array_add (argv, (char *)g_getenv ("YQQ_PROGRAM"));
  g_ptr_array_add (argv, (char *)"audit");
  g_ptr_array_add (argv, (char *)"verify");
  for (; *words != NULL; words++)
    g_ptr_array_add (argv, (char *)*words);
  g_ptr_array_add (argv, NULL);
  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *)argv->pdata,
                         G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, output, NULL, NULL));
  g_test_message ("%s", *output);
  return g_subprocess_get_exit_status (process);
}
#define RUN(output, ...) run (output, (const char *const[]){__VA_ARGS__, NULL})

static void
write_record (GPtrArray *lines)
{
  g_autoptr (GBytes) text = audit_lines_join (lines);
  g_assert_true (g_file_set_contents (record, g_bytes_get_data (text, NULL),
                                      (gssize)g_bytes_get_size (text), NULL));
}

static void
set_up (void)
{
  fixture = audit_fixture_new_filled (YQQ_ALGORITHM_SM2_SM3, AUDIT_FIXTURE_CHAIN);
  g_autoptr (GPtrArray) lines = audit_fixture_make_lines (fixture);
  g_autofree char *pem = yqq_x509_to_pem (g_ptr_array_index (fixture->roots, 0));
  root = g_build_filename (directory, "root.pem", NULL);
  record = g_build_filename (directory, "record.audit", NULL);
  g_assert_true (g_file_set_contents (root, pem, -1, NULL));
  write_record (lines);
}

static void
tear_down (void)
{
  audit_fixture_free (fixture);
  g_free (root);
  g_free (record);
}

static void
a_whole_record_is_good_and_its_head_can_be_given_again (void)
{
  g_autofree char *output = NULL;
  g_autofree char *again = NULL;
  g_autofree char *head = g_strdup_printf ("7:%s", fixture->last);
  g_assert_cmpint (RUN (&output, "--root", root, record), ==, 0);
  g_assert_nonnull (strstr (output, "whole and unchanged"));
  g_assert_nonnull (strstr (output, head));
  g_assert_cmpint (RUN (&again, "--root", root, "--head", head, record), ==, 0);
}

static void
an_older_record_is_told_by_a_head_noted_later (void)
{
  g_autofree char *output = NULL;
  g_autofree char *head = g_strdup_printf ("8:%s", fixture->last);
  g_assert_cmpint (RUN (&output, "--root", root, "--head", head, record), ==, 1);
  g_assert_nonnull (strstr (output, "was noted earlier"));
}

static void
a_changed_record_is_said_with_its_line (void)
{
  g_autofree char *output = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GPtrArray) lines = audit_fixture_make_lines (fixture);
  g_ptr_array_remove_index (lines, 4);
  write_record (lines);
  g_assert_cmpint (RUN (&output, "--root", root, record), ==, 1);
  g_assert_nonnull (strstr (output, "Line 5: Record 4 is missing before this line."));
  g_assert_cmpint (RUN (&json, "--json", "--root", root, record), ==, 1);
  g_autoptr (JsonObject) object = yqq_json_parse (json, -1, 0, NULL);
  g_assert_false (json_object_get_boolean_member (object, "valid"));
  JsonArray *findings = json_object_get_array_member (object, "findings");
  JsonObject *first = json_array_get_object_element (findings, 0);
  g_assert_cmpint (json_object_get_int_member (first, "line"), ==, 5);
  g_assert_cmpstr (json_object_get_string_member (first, "fault"), ==, "records-missing");
}

static void
mistakes_have_their_own_exit_codes (void)
{
  g_autofree char *nothing = NULL;
  g_autofree char *absent = NULL;
  g_autofree char *head = NULL;
  g_assert_cmpint (RUN (&nothing, "--root", root), ==, 2);
  g_assert_cmpint (RUN (&absent, "--root", root, "/nowhere/record.audit"), ==, 3);
  g_assert_cmpint (RUN (&head, "--root", root, "--head", "7", record), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  directory = g_dir_make_tmp ("yqq-cli-XXXXXX", NULL);
  set_up ();
#define ADD(story) g_test_add_func ("/cli/audit-verify/" #story, story)
  ADD (a_whole_record_is_good_and_its_head_can_be_given_again);
  ADD (an_older_record_is_told_by_a_head_noted_later);
  ADD (a_changed_record_is_said_with_its_line);
  ADD (mistakes_have_their_own_exit_codes);
#undef ADD
  int status = g_test_run ();
  tear_down ();
  remove_tree (directory);
  g_free (directory);
  return status;
}
