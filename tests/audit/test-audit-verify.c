/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What verification finds: each manipulation by its name, and each way an act can be wrong. */
#include <string.h>

#include "audit-fixture.h"
#include "base/encoding.h"
#include "base/json.h"
#include "crypto/digest.h"
#include "protocol/time-text.h"

/* Lines of the filled file: 1 header, 2…8 records 1…7 (4 and 7 acts, 6 a head), 9 trailer. */

static GPtrArray *lines;
static AuditFixture *file;

static void
set_up (gpointer fixture, gconstpointer data)
{
  file = audit_fixture_new_filled (YQQ_ALGORITHM_SM2_SM3, AUDIT_FIXTURE_CHAIN);
  lines = audit_fixture_make_lines (file);
}

static void
tear_down (gpointer fixture, gconstpointer data)
{
  g_clear_pointer (&lines, g_ptr_array_unref);
  g_clear_pointer (&file, audit_fixture_free);
}

static char **
line_at (guint number)
{
  return (char **)&g_ptr_array_index (lines, number - 1);
}

static void
replace (guint number, const char *old, const char *new)
{
  char **line = line_at (number);
  g_autoptr (GString) text = g_string_new (*line);
  g_assert_cmpuint (g_string_replace (text, old, new, 0), ==, 1);
  g_free (*line);
  *line = g_strdup (text->str);
}

static YqqAuditReport *
verify (void)
{
  g_autoptr (GBytes) text = audit_lines_join (lines);
  return audit_fixture_verify (file, text);
}

static void
assert_finds (YqqAuditReport *report, gint64 line, YqqAuditFault fault)
{
  for (guint i = 0; i < report->findings->len; i++) {
    YqqAuditFinding *finding = g_ptr_array_index (report->findings, i);
    g_autofree char *sentence = yqq_audit_finding_dup_sentence (finding);
    g_test_message ("line %d: %s: %s", (int)finding->line, yqq_audit_fault_to_nick (finding->fault),
                    sentence);
    g_assert_null (strstr (sentence, "%s"));
    if (finding->line == line && finding->fault == fault)
      return;
  }
  g_error ("line %d: %s was not found", (int)line, yqq_audit_fault_to_nick (fault));
}

/* That one thing and nothing else. */
static void
assert_only (gint64 line, YqqAuditFault fault)
{
  g_autoptr (YqqAuditReport) report = verify ();
  assert_finds (report, line, fault);
  g_assert_cmpint (report->n_findings, ==, 1);
}

/* The same after the authority has signed what is there now. */
static void
assert_act_found (gint64 line, YqqAuditFault fault)
{
  audit_fixture_add_staff (file, "audit-export", AUDIT_FIXTURE_CHAIN);
  g_ptr_array_unref (lines);
  lines = audit_fixture_make_lines (file);
  assert_only (line, fault);
}

static void
what_is_as_it_was_written_is_good (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqAuditReport) report = verify ();
  g_assert_true (yqq_audit_report_is_good (report));
  g_assert_cmpstr (report->chain, ==, AUDIT_FIXTURE_CHAIN);
  g_assert_cmpstr (report->enterprise_name, ==, "测试企业");
  g_assert_cmpint (report->records, ==, 7);
  g_assert_cmpint (report->signed_acts, ==, 2);
  g_assert_cmpint (report->heads, ==, 1);
  g_assert_cmpstr (report->last_hash, ==, file->last);
  g_assert_cmpint (report->exported_ms, ==, file->at_ms);
}

static void
a_record_of_nothing_is_good (gpointer fixture, gconstpointer data)
{
  g_autoptr (AuditFixture) empty = audit_fixture_new (YQQ_ALGORITHM_P256_SHA256, "e");
  g_autoptr (GPtrArray) two = audit_fixture_make_lines (empty);
  g_autoptr (GBytes) text = audit_lines_join (two);
  g_autoptr (YqqAuditReport) report = audit_fixture_verify (empty, text);
  g_assert_true (yqq_audit_report_is_good (report));
  g_assert_cmpint (report->records, ==, 0);
  g_assert_null (report->last_hash);
}

static void
a_changed_record_is_found (gpointer fixture, gconstpointer data)
{
  replace (3, "grant-1", "grant-2");
  assert_only (4, YQQ_AUDIT_FAULT_CHAIN_BROKEN);
}

static void
a_changed_last_record_is_found (gpointer fixture, gconstpointer data)
{
  replace (8, AUDIT_FIXTURE_CHAIN, "enterprise-2");
  assert_only (9, YQQ_AUDIT_FAULT_TRAILER_LAST);
}

static void
a_record_in_another_form_is_found (gpointer fixture, gconstpointer data)
{
  replace (3, "\"actor\":", "\"actor\": ");
  assert_only (3, YQQ_AUDIT_FAULT_LINE_MALFORMED);
}

static void
a_carriage_return_is_found (gpointer fixture, gconstpointer data)
{
  replace (3, "}", "}\r");
  assert_only (3, YQQ_AUDIT_FAULT_LINE_MALFORMED);
}

static void
a_changed_first_line_is_found (gpointer fixture, gconstpointer data)
{
  replace (1, "测试企业", "测试企液");
  assert_only (9, YQQ_AUDIT_FAULT_TRAILER_HEADER);
}

static void
a_first_line_of_another_kind_is_found (gpointer fixture, gconstpointer data)
{
  replace (1, "yqq-audit-file/1", "yqq-audit-file/2");
  assert_only (1, YQQ_AUDIT_FAULT_HEADER);
}

static void
a_dropped_record_is_found (gpointer fixture, gconstpointer data)
{
  g_ptr_array_remove_index (lines, 4);
  g_autoptr (YqqAuditReport) report = verify ();
  assert_finds (report, 5, YQQ_AUDIT_FAULT_RECORDS_MISSING);
  YqqAuditFinding *finding = g_ptr_array_index (report->findings, 0);
  g_assert_cmpint (finding->first, ==, 4);
  g_assert_cmpint (finding->last, ==, 4);
}

static void
a_dropped_first_record_is_found (gpointer fixture, gconstpointer data)
{
  g_ptr_array_remove_index (lines, 1);
  assert_only (2, YQQ_AUDIT_FAULT_RECORDS_MISSING);
}

static void
a_dropped_last_record_is_found (gpointer fixture, gconstpointer data)
{
  g_ptr_array_remove_index (lines, 7);
  assert_only (8, YQQ_AUDIT_FAULT_TRAILER_RECORDS);
}

static void
two_records_that_changed_places_are_found (gpointer fixture, gconstpointer data)
{
  char *third = *line_at (4);
  *line_at (4) = *line_at (5);
  *line_at (5) = third;
  g_autoptr (YqqAuditReport) report = verify ();
  assert_finds (report, 4, YQQ_AUDIT_FAULT_RECORDS_MISSING);
  assert_finds (report, 5, YQQ_AUDIT_FAULT_RECORD_MISPLACED);
}

static void
a_record_put_in_between_is_found (gpointer fixture, gconstpointer data)
{
  g_autofree char *hash = yqq_audit_hash_line (*line_at (4), strlen (*line_at (4)));
  const YqqAuditRecord record = {
      .sequence = 4,
      .previous = hash,
      .at_ms = AUDIT_FIXTURE_NOW + 9000,
      .act = (char *)"grant-add",
      .actor = (char *)"staff",
      .subject = (char *)"grant-9",
  };
  g_ptr_array_insert (lines, 4, yqq_audit_record_write (&record, NULL));
  assert_only (6, YQQ_AUDIT_FAULT_RECORD_MISPLACED);
}

static void
a_record_that_is_there_twice_is_found (gpointer fixture, gconstpointer data)
{
  g_ptr_array_insert (lines, 4, g_strdup (*line_at (5)));
  assert_only (6, YQQ_AUDIT_FAULT_RECORD_REPEATED);
}

static void
a_file_cut_off_between_lines_is_found (gpointer fixture, gconstpointer data)
{
  g_ptr_array_set_size (lines, 6);
  assert_only (6, YQQ_AUDIT_FAULT_TRAILER_MISSING);
}

static void
a_file_cut_off_within_a_line_is_found (gpointer fixture, gconstpointer data)
{
  g_autoptr (GBytes) text = audit_lines_join (lines);
  for (gsize size = 0; size < g_bytes_get_size (text); size += 37) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (text, 0, size);
    g_autoptr (YqqAuditReport) report = audit_fixture_verify (file, part);
    g_assert_false (yqq_audit_report_is_good (report));
  }
}

static void
a_missing_last_line_end_is_found (gpointer fixture, gconstpointer data)
{
  g_autoptr (GBytes) text = audit_lines_join (lines);
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (text, 0, g_bytes_get_size (text) - 1);
  g_autoptr (YqqAuditReport) report = audit_fixture_verify (file, part);
  assert_finds (report, 9, YQQ_AUDIT_FAULT_LINE_END);
  g_assert_cmpint (report->n_findings, ==, 1);
}

static void
something_behind_the_end_is_found (gpointer fixture, gconstpointer data)
{
  g_ptr_array_add (lines, g_strdup (*line_at (9)));
  g_ptr_array_add (lines, g_strdup (""));
  assert_only (10, YQQ_AUDIT_FAULT_AFTER_TRAILER);
}

static void
an_empty_line_is_found (gpointer fixture, gconstpointer data)
{
  g_ptr_array_insert (lines, 3, g_strdup (""));
  g_autoptr (YqqAuditReport) report = verify ();
  assert_finds (report, 4, YQQ_AUDIT_FAULT_LINE_MALFORMED);
}

static void
records_of_two_files_are_found (gpointer fixture, gconstpointer data)
{
  g_autoptr (AuditFixture) other =
      audit_fixture_new_filled (YQQ_ALGORITHM_SM2_SM3, AUDIT_FIXTURE_CHAIN);
  g_autoptr (GPtrArray) others = audit_fixture_make_lines (other);
  g_free (*line_at (5));
  *line_at (5) = g_strdup (g_ptr_array_index (others, 4));
  g_autoptr (YqqAuditReport) report = verify ();
  assert_finds (report, 5, YQQ_AUDIT_FAULT_CHAIN_BROKEN);
  assert_finds (report, 6, YQQ_AUDIT_FAULT_CHAIN_BROKEN);
}

static void
the_first_record_of_another_chain_is_found (gpointer fixture, gconstpointer data)
{
  g_autoptr (AuditFixture) other = audit_fixture_new (YQQ_ALGORITHM_SM2_SM3, "enterprise-2");
  audit_fixture_add_staff (other, "enterprise-add", "enterprise-1");
  g_free (*line_at (2));
  *line_at (2) = g_strdup (g_ptr_array_index (other->lines, 0));
  g_autoptr (YqqAuditReport) report = verify ();
  assert_finds (report, 2, YQQ_AUDIT_FAULT_CHAIN_START);
}

static void
the_last_line_of_an_older_export_is_found (gpointer fixture, gconstpointer data)
{
  g_autofree char *trailer = g_strdup (*line_at (9));
  audit_fixture_add_staff (file, "audit-export", "e");
  g_ptr_array_unref (lines);
  lines = audit_fixture_make_lines (file);
  g_free (*line_at (10));
  *line_at (10) = g_steal_pointer (&trailer);
  assert_only (10, YQQ_AUDIT_FAULT_TRAILER_RECORDS);
}

/* A file that somebody else makes of the same records, with a signature of their own. */
static void
resign (const AuditSigner *signer, YqqJwsType type)
{
  g_autofree char *header = g_strdup (*line_at (1));
  g_autofree char *hash = yqq_audit_hash_line (header, strlen (header));
  const YqqAuditHead head = {
      .chain = (char *)AUDIT_FIXTURE_CHAIN,
      .records = 7,
      .last = file->last,
      .header = hash,
      .at_ms = file->at_ms,
  };
  g_autoptr (GBytes) payload = yqq_audit_head_to_bytes (&head);
  g_autofree char *jws =
      yqq_jws_sign (signer->key, type, yqq_x509_get_fingerprint (signer->x509), payload, NULL);
  g_free (*line_at (9));
  *line_at (9) = yqq_audit_trailer_write (jws);
}

static void
an_ordinary_certificate_cannot_sign_the_file (gpointer fixture, gconstpointer data)
{
  resign (&file->person, YQQ_JWS_AUDIT_EXPORT);
  assert_only (9, YQQ_AUDIT_FAULT_CERTIFICATE_WRONG_USE);
}

static void
a_signed_head_is_no_last_line (gpointer fixture, gconstpointer data)
{
  resign (&file->auditor, YQQ_JWS_AUDIT_HEAD);
  assert_only (9, YQQ_AUDIT_FAULT_TRAILER_SIGNATURE);
}

static void
another_authority_is_not_trusted (gpointer fixture, gconstpointer data)
{
  g_autoptr (AuditFixture) other = audit_fixture_new (YQQ_ALGORITHM_SM2_SM3, "e");
  g_autoptr (GBytes) text = audit_lines_join (lines);
  g_autoptr (YqqAuditReport) report = audit_fixture_verify (other, text);
  assert_finds (report, 1, YQQ_AUDIT_FAULT_CERTIFICATE_UNTRUSTED);
  assert_finds (report, 4, YQQ_AUDIT_FAULT_CERTIFICATE_NOT_TRUSTED_HERE);
  assert_finds (report, 9, YQQ_AUDIT_FAULT_CERTIFICATE_NOT_TRUSTED_HERE);
}

static void
a_line_longer_than_any_record_ends_the_verification (gpointer fixture, gconstpointer data)
{
  g_ptr_array_insert (lines, 3, g_strnfill (YQQ_AUDIT_LINE_MAX_BYTES * 2, 'x'));
  assert_only (4, YQQ_AUDIT_FAULT_LINE_TOO_LONG);
}

static void
verify_noted (gint64 sequence, const char *hash, gint64 line, int fault)
{
  g_autoptr (GBytes) text = audit_lines_join (lines);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (text);
  const YqqAuditVerification verification = {
      .roots = file->roots, .noted_sequence = sequence, .noted_hash = hash};
  g_autoptr (YqqAuditReport) report = yqq_audit_verify (stream, &verification, NULL, NULL);
  g_assert_cmpint (report->n_findings, ==, fault < 0 ? 0 : 1);
  if (fault >= 0)
    assert_finds (report, line, (YqqAuditFault)fault);
}

static void
a_head_noted_earlier_is_compared (gpointer fixture, gconstpointer data)
{
  g_autofree char *hash = yqq_audit_hash_line (*line_at (5), strlen (*line_at (5)));
  verify_noted (4, hash, 0, -1);
  verify_noted (7, file->last, 0, -1);
  verify_noted (5, hash, 6, YQQ_AUDIT_FAULT_NOTED_HEAD_DIFFERS);
  verify_noted (8, hash, 9, YQQ_AUDIT_FAULT_NOTED_HEAD_MISSING);
}

static void
an_act_by_another_persons_certificate_is_found (gpointer fixture, gconstpointer data)
{
  AuditSigner other = {NULL, NULL};
  audit_fixture_issue (file, &other, AUDIT_FIXTURE_CODE);
  yqq_audit_header_add (file->header, yqq_x509_get_fingerprint (other.x509), "person-2",
                        yqq_x509_get_der (other.x509));
  audit_fixture_add_act (file, &other, "grant-cancel", NULL);
  assert_act_found (9, YQQ_AUDIT_FAULT_CERTIFICATE_OF_ANOTHER);
  audit_signer_clear (&other);
}

static void
an_act_by_another_enterprises_certificate_is_found (gpointer fixture, gconstpointer data)
{
  AuditSigner other = {NULL, NULL};
  audit_fixture_issue (file, &other, "91440300MA5DOTHER1");
  yqq_audit_header_add (file->header, yqq_x509_get_fingerprint (other.x509), AUDIT_FIXTURE_PERSON,
                        yqq_x509_get_der (other.x509));
  audit_fixture_add_act (file, &other, "grant-cancel", NULL);
  assert_act_found (9, YQQ_AUDIT_FAULT_CERTIFICATE_WRONG_USE);
  audit_signer_clear (&other);
}

static void
an_act_whose_certificate_is_not_there_is_found (gpointer fixture, gconstpointer data)
{
  AuditSigner other = {NULL, NULL};
  audit_fixture_issue (file, &other, AUDIT_FIXTURE_CODE);
  audit_fixture_add_act (file, &other, "grant-cancel", NULL);
  assert_act_found (9, YQQ_AUDIT_FAULT_CERTIFICATE_MISSING);
  audit_signer_clear (&other);
}

static void
an_act_after_its_certificates_time_is_found (gpointer fixture, gconstpointer data)
{
  file->at_ms = AUDIT_FIXTURE_NOW + AUDIT_FIXTURE_YEAR + 1000;
  audit_fixture_add_act (file, &file->person, "grant-cancel", NULL);
  assert_act_found (9, YQQ_AUDIT_FAULT_CERTIFICATE_NOT_VALID);
}

static void
an_act_signed_by_the_audit_key_is_found (gpointer fixture, gconstpointer data)
{
  audit_fixture_add_act (file, &file->auditor, "grant-cancel", NULL);
  g_ptr_array_unref (lines);
  lines = audit_fixture_make_lines (file);
  g_autoptr (YqqAuditReport) report = verify ();
  assert_finds (report, 9, YQQ_AUDIT_FAULT_CERTIFICATE_WRONG_USE);
}

static void
an_act_of_a_person_without_signature_is_found (gpointer fixture, gconstpointer data)
{
  const YqqAuditRecord like = {.act = (char *)"grant-cancel",
                               .actor = (char *)AUDIT_FIXTURE_PERSON,
                               .subject = (char *)"grant-1"};
  audit_fixture_add (file, &like);
  assert_act_found (9, YQQ_AUDIT_FAULT_ACT_UNSIGNED);
}

/* Each member by its own: what was signed against what the record says. */
static void
a_record_that_says_another_thing_than_was_signed_is_found (gpointer fixture, gconstpointer data)
{
  static const struct {
    const char *payload;
    const char *member;
  } cases[] = {
      {"{\"act\":\"grant-modify\",\"act_id\":\"1\",\"enterprise\":\"" AUDIT_FIXTURE_CHAIN
       "\",\"at\":\"%s\",\"subject\":\"grant-1\"}",
       "act"},
      {"{\"act\":\"grant-cancel\",\"act_id\":\"2\",\"enterprise\":\"enterprise-2\",\"at\":\"%s\","
       "\"subject\":\"grant-1\"}",
       "enterprise"},
      {"{\"act\":\"grant-cancel\",\"act_id\":\"3\",\"enterprise\":\"" AUDIT_FIXTURE_CHAIN
       "\",\"at\":\"%s\",\"subject\":\"grant-2\"}",
       "subject"},
      {"{\"act\":\"grant-cancel\",\"act_id\":\"4\",\"enterprise\":\"" AUDIT_FIXTURE_CHAIN
       "\",\"at\":\"%s\",\"grants\":[{\"grant\":\"grant-2\"}]}",
       "subject"},
      {"{\"act\":\"grant-cancel\",\"act_id\":\"5\",\"enterprise\":\"" AUDIT_FIXTURE_CHAIN
       "\",\"at\":\"%s\",\"grants\":[{\"grant\":\"grant-1\"},{\"grant\":\"grant-2\"}]}",
       "subject"},
      {"{\"act\":\"grant-cancel\",\"enterprise\":\"" AUDIT_FIXTURE_CHAIN
       "\",\"at\":\"%s\",\"subject\":\"grant-1\"}",
       "act_id"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (AuditFixture) other =
        audit_fixture_new (YQQ_ALGORITHM_P256_SHA256, AUDIT_FIXTURE_CHAIN);
    g_autoptr (GString) payload = g_string_new (cases[i].payload);
    g_string_replace (payload, "%s", "2026-01-01T00:00:00.000Z", 0);
    audit_fixture_add_act (other, &other->person, "grant-cancel", payload->str);
    audit_fixture_add_staff (other, "audit-export", AUDIT_FIXTURE_CHAIN);
    g_autoptr (GPtrArray) others = audit_fixture_make_lines (other);
    g_autoptr (GBytes) text = audit_lines_join (others);
    g_autoptr (YqqAuditReport) report = audit_fixture_verify (other, text);
    g_assert_cmpint (report->n_findings, ==, 1);
    assert_finds (report, 2, YQQ_AUDIT_FAULT_ACT_DIFFERS);
    YqqAuditFinding *finding = g_ptr_array_index (report->findings, 0);
    g_assert_cmpstr (finding->text, ==, cases[i].member);
  }
}

static void
an_act_signed_at_another_time_is_found (gpointer fixture, gconstpointer data)
{
  g_autofree char *payload = audit_fixture_make_payload (file, "grant-cancel");
  file->at_ms += 20 * 60 * 1000;
  audit_fixture_add_act (file, &file->person, "grant-cancel", payload);
  assert_act_found (9, YQQ_AUDIT_FAULT_ACT_TIME);
}

static void
an_act_that_is_recorded_twice_is_found (gpointer fixture, gconstpointer data)
{
  g_autofree char *payload = audit_fixture_make_payload (file, "grant-cancel");
  audit_fixture_add_act (file, &file->person, "grant-cancel", payload);
  audit_fixture_add_act (file, &file->person, "grant-cancel", payload);
  assert_act_found (10, YQQ_AUDIT_FAULT_ACT_REPEATED);
}

static void
a_head_signed_for_something_else_is_found (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqAuditRecord) head =
      yqq_audit_record_read (*line_at (6), strlen (*line_at (6)), NULL);
  head->at_ms = 0;
  audit_fixture_add (file, head);
  assert_act_found (9, YQQ_AUDIT_FAULT_HEAD_DIFFERS);
}

static void
each_finding_has_a_name_and_a_sentence_of_its_own (gpointer fixture, gconstpointer data)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (YqqAuditFault fault = 0; fault < YQQ_AUDIT_FAULT_COUNT; fault++) {
    YqqAuditFinding finding = {.fault = fault, .first = 3, .last = 4};
    g_assert_true (g_hash_table_add (names, (gpointer)yqq_audit_fault_to_nick (fault)));
    g_assert_true (g_hash_table_add (sentences, yqq_audit_finding_dup_sentence (&finding)));
  }
}

/* Signs the end anew over what the file holds now, as who has the database would have it signed. */
static void
sign_again (void)
{
  audit_fixture_add_staff (file, "audit-export", AUDIT_FIXTURE_CHAIN);
  g_ptr_array_unref (lines);
  lines = audit_fixture_make_lines (file);
}

/* Who signs; NULL: the fixture's person. */
static const char *actor;
static const AuditSigner *signer;

static void
add_signed (const char *kind,
            const char *subject,
            const char *members,
            const char *detail,
            char **jws)
{
  g_autoptr (GError) error = NULL;
  const AuditSigner *by = actor != NULL ? signer : &file->person;
  g_autofree char *at = yqq_time_text_format (file->at_ms);
  g_autofree char *text = g_strdup_printf (
      "{\"act\":\"%s\",\"act_id\":\"act-%u\",\"enterprise\":\"%s\",\"at\":\"%s\",%s}", kind,
      file->lines->len, AUDIT_FIXTURE_CHAIN, at, members);
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));
  const char *fingerprint = yqq_x509_get_fingerprint (by->x509);
  g_autofree char *made = yqq_jws_sign (by->key, YQQ_JWS_ACT, fingerprint, payload, &error);
  g_assert_no_error (error);
  g_autoptr (JsonObject) object = detail != NULL ? yqq_json_parse (detail, -1, 1000, NULL) : NULL;
  const YqqAuditRecord like = {
      .act = (char *)kind,
      .actor = (char *)(actor != NULL ? actor : AUDIT_FIXTURE_PERSON),
      .subject = (char *)subject,
      .certificate = (char *)fingerprint,
      .jws = made,
      .detail = object,
  };
  audit_fixture_add (file, &like);
  if (jws != NULL)
    *jws = g_steal_pointer (&made);
}

static void
a_grant_that_the_signed_act_does_not_name_is_found (gpointer fixture, gconstpointer data)
{
  const char *members = "\"grants\":[{\"grant\":\"grant-1\"},{\"grant\":\"grant-2\"}]";
  add_signed ("grant-cancel", "act-7", members, "{\"grants\":[\"grant-2\",\"grant-1\"]}", NULL);
  sign_again ();
  g_autoptr (YqqAuditReport) good = verify ();
  g_assert_true (yqq_audit_report_is_good (good));
  add_signed ("grant-modify", "act-9", members, "{\"grants\":[\"grant-1\",\"grant-3\"]}", NULL);
  sign_again ();
  g_autoptr (YqqAuditReport) report = verify ();
  g_assert_cmpint (report->n_findings, ==, 1);
  assert_finds (report, 11, YQQ_AUDIT_FAULT_ACT_DIFFERS);
}

static void
approve_doing (const char *proposal, const char *jws, const char *detail)
{
  g_autoptr (GBytes) text = g_bytes_new_static (jws, strlen (jws));
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, text);
  g_autofree char *base64 = yqq_base64_encode (g_bytes_get_data (digest, NULL), 32);
  g_autofree char *members =
      g_strdup_printf ("\"subject\":\"%s\",\"proposed_digest\":\"%s\"", proposal, base64);
  add_signed ("proposal-approve", proposal, members, detail, NULL);
}

static void
approve (const char *proposal, const char *jws)
{
  approve_doing (proposal, jws, NULL);
}

static void
an_approval_that_changed_what_was_not_proposed_is_found (gpointer fixture, gconstpointer data)
{
  g_autofree char *jws = NULL;
  AuditSigner second = {0};
  const char *members = "\"grants\":[{\"grant\":\"grant-1\"},{\"grant\":\"grant-2\"}]";
  add_signed ("grant-cancel", "act-7", members, "{\"proposal\":\"p\"}", &jws);
  audit_fixture_issue (file, &second, AUDIT_FIXTURE_CODE);
  yqq_audit_header_add (file->header, yqq_x509_get_fingerprint (second.x509), "person-2",
                        yqq_x509_get_der (second.x509));
  actor = "person-2";
  signer = &second;
  approve_doing ("p", jws, "{\"grants\":[\"grant-2\"]}");
  sign_again ();
  g_autoptr (YqqAuditReport) good = verify ();
  g_assert_true (yqq_audit_report_is_good (good));
  approve_doing ("p", jws, "{\"grants\":[\"grant-1\",\"grant-3\"]}");
  actor = NULL;
  sign_again ();
  g_autoptr (YqqAuditReport) report = verify ();
  g_assert_cmpint (report->n_findings, ==, 1);
  assert_finds (report, 12, YQQ_AUDIT_FAULT_PROPOSAL_DIFFERS);
  audit_signer_clear (&second);
}

static void
an_approval_of_what_was_not_proposed_before_is_found (gpointer fixture, gconstpointer data)
{
  g_autofree char *jws = NULL;
  AuditSigner second = {0};
  const char *members = "\"subject\":\"grant-1\"";
  add_signed ("transfer-offer", "grant-1", members, "{\"proposal\":\"p\"}", &jws);
  approve ("p", jws);
  sign_again ();
  g_autoptr (YqqAuditReport) own = verify ();
  g_assert_cmpint (own->n_findings, ==, 1);
  assert_finds (own, 10, YQQ_AUDIT_FAULT_PROPOSAL_DIFFERS);
  audit_fixture_issue (file, &second, AUDIT_FIXTURE_CODE);
  yqq_audit_header_add (file->header, yqq_x509_get_fingerprint (second.x509), "person-2",
                        yqq_x509_get_der (second.x509));
  actor = "person-2";
  signer = &second;
  approve ("p", jws);
  approve ("p", "a.b.c");
  approve ("q", jws);
  actor = NULL;
  sign_again ();
  g_autoptr (YqqAuditReport) report = verify ();
  g_assert_cmpint (report->n_findings, ==, 3);
  assert_finds (report, 13, YQQ_AUDIT_FAULT_PROPOSAL_DIFFERS);
  assert_finds (report, 14, YQQ_AUDIT_FAULT_PROPOSAL_DIFFERS);
  audit_signer_clear (&second);
}

static void
a_file_whose_last_record_is_no_export_is_found (gpointer fixture, gconstpointer data)
{
  audit_fixture_add_staff (file, "grant-add", "grant-9");
  g_ptr_array_unref (lines);
  lines = audit_fixture_make_lines (file);
  g_autoptr (YqqAuditReport) report = verify ();
  g_assert_cmpint (report->n_findings, ==, 1);
  assert_finds (report, 10, YQQ_AUDIT_FAULT_EXPORT_MISSING);
}

/* Records stand 1500 ms apart; the head is the fifth, and the end is at what would be the eighth's
 * time. */
static void
the_longest_wait_for_a_signature_is_noted (gpointer fixture, gconstpointer data)
{
  g_autoptr (YqqAuditReport) report = verify ();
  g_assert_true (yqq_audit_report_is_good (report));
  g_assert_cmpint (report->longest_wait_ms, ==, 4 * 1500);
  audit_fixture_add_staff (file, "audit-export", "e");
  file->at_ms += 3600 * 1000;
  g_ptr_array_unref (lines);
  lines = audit_fixture_make_lines (file);
  g_autoptr (YqqAuditReport) later = verify ();
  g_assert_true (yqq_audit_report_is_good (later));
  g_assert_cmpint (later->longest_wait_ms, ==, 3 * 1500 + 3600 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(story) g_test_add_vtable ("/audit/verify/" #story, 0, NULL, set_up, story, tear_down)
  ADD (a_grant_that_the_signed_act_does_not_name_is_found);
  ADD (an_approval_that_changed_what_was_not_proposed_is_found);
  ADD (an_approval_of_what_was_not_proposed_before_is_found);
  ADD (a_file_whose_last_record_is_no_export_is_found);
  ADD (the_longest_wait_for_a_signature_is_noted);
  ADD (what_is_as_it_was_written_is_good);
  ADD (a_record_of_nothing_is_good);
  ADD (a_changed_record_is_found);
  ADD (a_changed_last_record_is_found);
  ADD (a_record_in_another_form_is_found);
  ADD (a_carriage_return_is_found);
  ADD (a_changed_first_line_is_found);
  ADD (a_first_line_of_another_kind_is_found);
  ADD (a_dropped_record_is_found);
  ADD (a_dropped_first_record_is_found);
  ADD (a_dropped_last_record_is_found);
  ADD (two_records_that_changed_places_are_found);
  ADD (a_record_put_in_between_is_found);
  ADD (a_record_that_is_there_twice_is_found);
  ADD (a_file_cut_off_between_lines_is_found);
  ADD (a_file_cut_off_within_a_line_is_found);
  ADD (a_missing_last_line_end_is_found);
  ADD (something_behind_the_end_is_found);
  ADD (an_empty_line_is_found);
  ADD (records_of_two_files_are_found);
  ADD (the_first_record_of_another_chain_is_found);
  ADD (the_last_line_of_an_older_export_is_found);
  ADD (an_ordinary_certificate_cannot_sign_the_file);
  ADD (a_signed_head_is_no_last_line);
  ADD (another_authority_is_not_trusted);
  ADD (a_line_longer_than_any_record_ends_the_verification);
  ADD (a_head_noted_earlier_is_compared);
  ADD (an_act_by_another_persons_certificate_is_found);
  ADD (an_act_by_another_enterprises_certificate_is_found);
  ADD (an_act_whose_certificate_is_not_there_is_found);
  ADD (an_act_after_its_certificates_time_is_found);
  ADD (an_act_signed_by_the_audit_key_is_found);
  ADD (an_act_of_a_person_without_signature_is_found);
  ADD (a_record_that_says_another_thing_than_was_signed_is_found);
  ADD (an_act_signed_at_another_time_is_found);
  ADD (an_act_that_is_recorded_twice_is_found);
  ADD (a_head_signed_for_something_else_is_found);
  ADD (each_finding_has_a_name_and_a_sentence_of_its_own);
#undef ADD
  return g_test_run ();
}
