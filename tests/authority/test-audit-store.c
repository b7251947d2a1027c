/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit chain as the database keeps it: alone, together with other processes, and killed. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "audit/audit-record.h"
#include "authority/authority-resources.h"
#include "authority/store/audit-signers.h"
#include "authority/store/audit.h"
#include "authority/store/migrations.h"
#include "authority/store/sqlite-database.h"

#include "../support/remove-tree.h"

#define EACH 80
#define WRITERS 3

static char *directory;
static const char *program;

static YqqDatabase *
open_database (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (directory, "test.db", NULL);
  YqqDatabase *database = yqq_sqlite_database_open (path, &error);
  g_assert_no_error (error);
  return database;
}

static YqqDatabase *
begin_empty (void)
{
  static const char *const endings[] = {"test.db", "test.db-wal", "test.db-shm"};
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_build_filename (directory, endings[i], NULL);
    g_remove (file);
  }
  return open_database ();
}

static YqqDatabase *
begin (void)
{
  g_autoptr (GError) error = NULL;
  YqqDatabase *database = begin_empty ();
  yqq_migrations_apply (database, &error);
  g_assert_no_error (error);
  return database;
}

static void
append (YqqDatabase *database, const char *enterprise, const char *act, gint64 at)
{
  g_autoptr (GError) error = NULL;
  const YqqAuditEntry entry = {
      .enterprise_id = enterprise, .act = act, .actor = "staff", .subject = "s"};
  yqq_audit_append (database, &entry, at, &error);
  g_assert_no_error (error);
}

/* Reads a chain line by line, each holding on to the one before; returns its length. */
static gint64
walk (YqqDatabase *database, const char *enterprise)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *head = NULL;
  g_autofree char *hash = NULL;
  gint64 length = 0, n = 0;
  g_assert_true (yqq_audit_read_head (database, enterprise, &length, &head, NULL));
  hash = yqq_audit_hash_chain (enterprise != NULL ? enterprise : YQQ_AUDIT_CHAIN_AUTHORITY);
  while (n < length) {
    g_autoptr (GPtrArray) lines =
        yqq_audit_list_lines (database, enterprise, n, length, 1000, NULL);
    g_assert_cmpuint (lines->len, >, 0);
    for (guint i = 0; i < lines->len; i++) {
      const char *line = g_ptr_array_index (lines, i);
      g_autoptr (YqqAuditRecord) record = yqq_audit_record_read (line, strlen (line), &error);
      g_assert_no_error (error);
      g_assert_cmpint (record->sequence, ==, ++n);
      g_assert_cmpstr (record->previous, ==, hash);
      g_free (hash);
      hash = yqq_audit_hash_line (line, strlen (line));
    }
  }
  g_assert_cmpstr (head, ==, hash);
  return length;
}

static void
each_record_holds_the_hash_of_the_one_before (void)
{
  g_autoptr (YqqDatabase) database = begin ();
  for (guint i = 0; i < 50; i++)
    append (database, "e", "grant-add", 1000 + i);
  g_assert_cmpint (walk (database, "e"), ==, 50);
}

static void
every_enterprise_and_the_authority_have_a_chain_of_their_own (void)
{
  g_autoptr (YqqDatabase) database = begin ();
  append (database, "e", "grant-add", 1000);
  append (database, "f", "grant-add", 1000);
  append (database, "e", "grant-add", 1000);
  g_assert_true (yqq_audit_add (database, "staff", "person-add", "p", 1000, NULL));
  g_assert_cmpint (walk (database, "e"), ==, 2);
  g_assert_cmpint (walk (database, "f"), ==, 1);
  g_assert_cmpint (walk (database, NULL), ==, 1);
  g_assert_cmpint (walk (database, "nobody"), ==, 0);
}

static void
what_is_rolled_back_leaves_no_gap (void)
{
  g_autoptr (YqqDatabase) database = begin ();
  append (database, "e", "one", 1000);
  g_assert_true (yqq_database_begin (database, NULL));
  append (database, "e", "two", 1000);
  append (database, "f", "two", 1000);
  yqq_database_rollback (database);
  append (database, "e", "three", 1000);
  g_assert_cmpint (walk (database, "e"), ==, 2);
  g_assert_cmpint (walk (database, "f"), ==, 0);
}

static void
what_does_not_fit_a_record_is_refused (void)
{
  g_autoptr (YqqDatabase) database = begin ();
  g_autofree char *huge = g_strnfill (YQQ_AUDIT_TEXT_MAX_LENGTH + 1, 'x');
  g_autofree char *jws = g_strnfill (YQQ_AUDIT_LINE_MAX_BYTES, 'x');
  g_autofree char *fingerprint = g_strnfill (64, 'a');
  g_autoptr (JsonObject) fraction = json_object_new ();
  json_object_set_double_member (fraction, "n", 0.5);
  const YqqAuditEntry entries[] = {
      {"e", "", "staff", "s"},
      {"e", huge, "staff", "s"},
      {"e", "act", huge, "s"},
      {"e", "act", "staff", "\xff"},
      {"e", "act", "staff", "s", .jws = "a.b.c"},
      {"e", "act", "staff", "s", .jws = jws, .certificate = fingerprint},
      {"e", "act", "staff", "s", .certificate = "A"},
      {"e", "act", "staff", "s", .detail = fraction},
  };
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_true (yqq_database_begin (database, NULL));
    g_assert_false (yqq_audit_append (database, &entries[i], 1000, &error));
    g_assert_true (error->domain == YQQ_AUDIT_ERROR);
    yqq_database_rollback (database);
  }
  g_assert_cmpint (walk (database, "e"), ==, 0);
}

static void
run_migration (YqqDatabase *database, int version)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup_printf ("/cn/yueqiqian/authority/migrations/%04d.sql", version);
  g_autoptr (GBytes) script = g_resources_lookup_data (path, 0, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
  yqq_database_run_script (database, text, &error);
  g_assert_no_error (error);
}

/* The data of a program that knew no chain. */
static YqqDatabase *
begin_with_schema_2 (void)
{
  YqqDatabase *database = begin_empty ();
  run_migration (database, 1);
  run_migration (database, 2);
  g_assert_true (yqq_database_run_script (
      database,
      "CREATE TABLE schema_version (id SMALLINT PRIMARY KEY, version BIGINT NOT NULL);\n"
      "INSERT INTO schema_version VALUES (1, 2);\n",
      NULL));
  return database;
}

static void
what_was_recorded_before_the_chain_begins_it_in_the_order_of_its_time (void)
{
  g_autoptr (YqqDatabase) database = begin_with_schema_2 ();
  g_autoptr (GError) error = NULL;
  for (int i = 0; i < 2500; i++) {
    g_autofree char *id = g_strdup_printf ("%04d", (i * 7) % 2500);
    g_assert_true (yqq_database_run (database, NULL,
                                     "INSERT INTO audit VALUES ($1, $2, 'staff', 'act', $1)",
                                     YQQ_TEXT (id), YQQ_INT (1000 + i / 2), YQQ_END));
  }
  yqq_migrations_apply (database, &error);
  g_assert_no_error (error);
  g_assert_cmpint (walk (database, NULL), ==, 2500);
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, NULL,
      "SELECT count (*) FROM audit_records a JOIN audit_records b ON b.sequence = a.sequence + 1 "
      "WHERE (b.at, b.subject) < (a.at, a.subject)",
      YQQ_END);
  g_assert_cmpint (yqq_rows_get_int (rows, 0, 0), ==, 0);
  g_assert_false (yqq_database_run (database, NULL, "SELECT 1 FROM audit", YQQ_END));
}

/* A thousand imports are a gigabyte: a page ends with its bytes, and a record that is longer than a
 * page is one. */
static void
a_page_of_records_is_bounded_in_bytes (void)
{
  g_autoptr (YqqDatabase) database = begin ();
  for (guint i = 0; i < 10; i++)
    append (database, "e", "test", 1000);
  g_autoptr (GPtrArray) first = yqq_audit_list_lines (database, "e", 0, 10, 1, NULL);
  g_assert_cmpuint (first->len, ==, 1);
  gsize length = strlen (g_ptr_array_index (first, 0));
  g_autoptr (GPtrArray) three = yqq_audit_list_lines (database, "e", 0, 10, 3 * length, NULL);
  g_assert_cmpuint (three->len, ==, 3);
  g_autoptr (GPtrArray) two = yqq_audit_list_lines (database, "e", 0, 10, 3 * length - 1, NULL);
  g_assert_cmpuint (two->len, ==, 2);
  g_autoptr (GPtrArray) up_to = yqq_audit_list_lines (database, "e", 0, 4, 100 * length, NULL);
  g_assert_cmpuint (up_to->len, ==, 4);
  g_autoptr (GPtrArray) end = yqq_audit_list_lines (database, "e", 10, 10, 100 * length, NULL);
  g_assert_cmpuint (end->len, ==, 0);
}

/* letter: what the certificate's fingerprint is made of; 0: without a signature. */
static void
append_signed (YqqDatabase *database, const char *enterprise, char letter)
{
  g_autofree char *certificate = letter != 0 ? g_strnfill (64, letter) : NULL;
  g_autoptr (GError) error = NULL;
  const YqqAuditEntry entry = {.enterprise_id = enterprise,
                               .act = "grant-add",
                               .actor = "p",
                               .subject = "a",
                               .jws = certificate != NULL ? "eyJ9.e30.c2ln" : NULL,
                               .certificate = certificate};
  yqq_audit_append (database, &entry, 1000, &error);
  g_assert_no_error (error);
}

/* As "chain certificate sequence" in their order, a line each. */
static char *
list_signers (YqqDatabase *database)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, NULL,
      "SELECT chain, certificate, sequence FROM audit_signers ORDER BY chain, certificate",
      YQQ_END);
  for (guint i = 0; i < yqq_rows_get_length (rows); i++)
    g_string_append_printf (text, "%s %c %d\n", yqq_rows_get_text (rows, i, 0),
                            yqq_rows_get_text (rows, i, 1)[0], (int)yqq_rows_get_int (rows, i, 2));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
who_has_signed_is_known_without_looking_through_the_records (void)
{
  g_autoptr (YqqDatabase) database = begin ();
  g_autoptr (GError) error = NULL;
  append_signed (database, "e", 0);
  append_signed (database, "e", 'b');
  append_signed (database, "f", 'b');
  append_signed (database, "e", 'a');
  append_signed (database, "e", 'b');
  g_autofree char *noted = list_signers (database);
  g_assert_cmpstr (noted, ==, "e a 3\ne b 2\nf b 1\n");
  gint64 last = 0, none = -1;
  g_assert_true (yqq_audit_signers_find_last (database, "e", &last, NULL));
  g_assert_true (yqq_audit_signers_find_last (database, NULL, &none, NULL));
  g_assert_cmpint (last, ==, 3);
  g_assert_cmpint (none, ==, 0);
  /* As it was before the table was there: the script finds them all. */
  g_autoptr (GBytes) script = g_resource_lookup_data (
      yqq_authority_get_resource (), "/cn/yueqiqian/authority/migrations/0008.sql", 0, &error);
  g_assert_no_error (error);
  yqq_database_run_script (database,
                           "DROP TABLE audit_signers;\n"
                           "CREATE INDEX signed_audit_records ON audit_records (certificate);\n",
                           &error);
  g_assert_no_error (error);
  yqq_database_run_script (database, g_bytes_get_data (script, NULL), &error);
  g_assert_no_error (error);
  g_autofree char *found = list_signers (database);
  g_assert_cmpstr (found, ==, noted);
}

/* What another process of this program does. */
static gboolean
append_one (YqqDatabase *database, gpointer data, GError **error)
{
  const YqqAuditEntry entry = {
      .enterprise_id = "e", .act = "act", .actor = "staff", .subject = data};
  return yqq_audit_append (database, &entry, g_get_real_time () / 1000, error);
}

static int
write_records (const char *name, int n)
{
  g_autoptr (YqqDatabase) database = open_database ();
  for (int i = 0; i < n;) {
    g_autoptr (GError) error = NULL;
    if (yqq_database_transact (database, append_one, (gpointer)name, &error))
      i++;
    else if (!g_error_matches (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_BUSY))
      return 1;
  }
  return 0;
}

static GSubprocess *
start_writer (int n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = g_strdup_printf ("%d", n);
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--write",
                                           directory, number, NULL);
  g_assert_no_error (error);
  return process;
}

static void
several_processes_keep_one_chain (void)
{
  g_autoptr (YqqDatabase) database = begin ();
  GSubprocess *writers[WRITERS];
  for (guint i = 0; i < WRITERS; i++)
    writers[i] = start_writer (EACH);
  for (guint i = 0; i < WRITERS; i++) {
    g_assert_true (g_subprocess_wait_check (writers[i], NULL, NULL));
    g_object_unref (writers[i]);
  }
  g_assert_cmpint (walk (database, "e"), ==, WRITERS * EACH);
}

/* Killed wherever it happens to be, eight times; another process writes all along. */
static void
a_process_killed_in_the_middle_leaves_a_whole_chain (void)
{
  g_autoptr (YqqDatabase) database = begin ();
  g_autoptr (GSubprocess) steady = start_writer (EACH);
  for (guint round = 0; round < 8; round++) {
    gint64 before = 0, now = 0;
    g_autofree char *hash = NULL;
    g_autoptr (GSubprocess) doomed = start_writer (1000000);
    g_assert_true (yqq_audit_read_head (database, "e", &before, &hash, NULL));
    do {
      g_clear_pointer (&hash, g_free);
      g_assert_true (yqq_audit_read_head (database, "e", &now, &hash, NULL));
    } while (now < before + 5 + round);
    g_subprocess_send_signal (doomed, SIGKILL);
    g_assert_true (g_subprocess_wait (doomed, NULL, NULL));
  }
  g_assert_true (g_subprocess_wait_check (steady, NULL, NULL));
  gint64 length = walk (database, "e");
  append (database, "e", "after", 1000);
  g_assert_cmpint (walk (database, "e"), ==, length + 1);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--write") == 0) {
    directory = argv[2];
    return write_records (argv[2], atoi (argv[3]));
  }
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  directory = g_dir_make_tmp ("yqq-audit-XXXXXX", NULL);
#define ADD(story) g_test_add_func ("/authority/audit-store/" #story, story)
  ADD (each_record_holds_the_hash_of_the_one_before);
  ADD (every_enterprise_and_the_authority_have_a_chain_of_their_own);
  ADD (what_is_rolled_back_leaves_no_gap);
  ADD (what_does_not_fit_a_record_is_refused);
  ADD (what_was_recorded_before_the_chain_begins_it_in_the_order_of_its_time);
  ADD (a_page_of_records_is_bounded_in_bytes);
  ADD (who_has_signed_is_known_without_looking_through_the_records);
  ADD (several_processes_keep_one_chain);
  ADD (a_process_killed_in_the_middle_leaves_a_whole_chain);
  int result = g_test_run ();
  remove_tree (directory);
  g_free (directory);
  return result;
}
