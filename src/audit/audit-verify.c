/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/audit-verify.h"

#include <string.h>

#include "audit/audit-blocks.h"
#include "audit/audit-head.h"
#include "audit/recent-acts.h"
#include "crypto/jws.h"

#define PROGRESS_RECORDS 512

/* Proposals wait 72 hours, and few at a time. */
#define PROPOSAL_MS (73 * 3600 * G_GINT64_CONSTANT (1000))
#define MAX_PROPOSALS 65536

typedef struct {
  char *actor;
  GBytes *digest;
  GHashTable *grants; /* that it names */
  gint64 at_ms;
} Proposal;

typedef struct {
  const YqqAuditVerification *verification;
  YqqAuditReport *report;
  YqqAuditSigners *signers;
  YqqRecentActs *acts;
  char *header_hash;
  char *trailer; /* the JWS, once it was met */
  gint64 trailer_line;
  gint64 line;                          /* the one looked at */
  gint64 sequence;                      /* of the record before */
  gint64 unreadable;                    /* lines since then that were no records */
  char last[YQQ_AUDIT_HASH_LENGTH + 1]; /* hash of the record before */
  gint64 waiting_ms;                    /* time of the first record that no head covers; 0: none */
  GHashTable *proposals;                /* id → Proposal */
  gboolean exported;                    /* the record before is that of an export */
  gboolean noted_met;
  gboolean told_after_trailer;
} Course;

void
yqq_audit_report_free (YqqAuditReport *self)
{
  g_free (self->chain);
  g_free (self->enterprise_name);
  g_free (self->credit_code);
  g_free (self->last_hash);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

gboolean
yqq_audit_report_is_good (const YqqAuditReport *self)
{
  return self->n_findings == 0;
}

/* Takes the finding. */
static void
keep (Course *course, YqqAuditFinding *finding)
{
  YqqAuditReport *report = course->report;
  finding->line = course->line;
  report->n_findings++;
  if (report->findings->len < YQQ_AUDIT_MAX_FINDINGS)
    g_ptr_array_add (report->findings, finding);
  else
    yqq_audit_finding_free (finding);
}

static void
keep_all (Course *course, GPtrArray *findings)
{
  g_ptr_array_set_free_func (findings, NULL);
  for (guint i = 0; i < findings->len; i++)
    keep (course, g_ptr_array_index (findings, i));
}

static void
complain (Course *course, YqqAuditFault fault, gint64 first, gint64 last)
{
  YqqAuditFinding *finding = yqq_audit_finding_new (fault);
  finding->first = first;
  finding->last = last;
  keep (course, finding);
}

/* Whether the record stands where its number says; TRUE if so. */
static gboolean
check_place (Course *course, const YqqAuditLine *line)
{
  gint64 expected = course->sequence + course->unreadable + 1;
  if (line->sequence == expected)
    return TRUE;
  if (line->sequence > expected)
    complain (course, YQQ_AUDIT_FAULT_RECORDS_MISSING, expected, line->sequence - 1);
  else if (line->sequence == course->sequence && strcmp (line->hash, course->last) == 0)
    complain (course, YQQ_AUDIT_FAULT_RECORD_REPEATED, line->sequence, 0);
  else
    complain (course, YQQ_AUDIT_FAULT_RECORD_MISPLACED, line->sequence, course->sequence);
  return FALSE;
}

/* A line that cannot be read has been complained of already: what held on to it is not to blame. */
static void
check_link (Course *course, const YqqAuditLine *line)
{
  if (!check_place (course, line) || course->unreadable > 0 ||
      strcmp (line->previous, course->last) == 0)
    return;
  complain (course,
            course->sequence == 0 ? YQQ_AUDIT_FAULT_CHAIN_START : YQQ_AUDIT_FAULT_CHAIN_BROKEN, 0,
            0);
}

static void
check_noted (Course *course, const YqqAuditLine *line)
{
  if (course->verification->noted_sequence != line->sequence)
    return;
  course->noted_met = TRUE;
  if (strcmp (course->verification->noted_hash, line->hash) != 0)
    complain (course, YQQ_AUDIT_FAULT_NOTED_HEAD_DIFFERS, line->sequence, 0);
}

static void
free_proposal (gpointer pointer)
{
  Proposal *proposal = pointer;
  g_free (proposal->actor);
  g_bytes_unref (proposal->digest);
  g_hash_table_unref (proposal->grants);
  g_free (proposal);
}

static gboolean
is_over (gpointer key, gpointer value, gpointer now_ms)
{
  return *(gint64 *)now_ms - ((Proposal *)value)->at_ms > PROPOSAL_MS;
}

static void
note_proposal (Course *course, YqqAuditLine *line)
{
  if (g_hash_table_size (course->proposals) >= MAX_PROPOSALS)
    g_hash_table_foreach_remove (course->proposals, is_over, &line->at_ms);
  if (g_hash_table_size (course->proposals) >= MAX_PROPOSALS)
    g_hash_table_remove_all (course->proposals);
  Proposal *proposal = g_new0 (Proposal, 1);
  proposal->actor = g_steal_pointer (&line->actor);
  proposal->digest = g_steal_pointer (&line->proposed);
  proposal->grants = g_steal_pointer (&line->grants);
  proposal->at_ms = line->at_ms;
  g_hash_table_replace (course->proposals, g_steal_pointer (&line->proposes), proposal);
}

/* What an approval has changed was named by what was approved. */
static gboolean
covers (const Proposal *proposal, const YqqAuditLine *line)
{
  for (guint i = 0; line->done != NULL && line->done[i] != NULL; i++)
    if (!g_hash_table_contains (proposal->grants, line->done[i]))
      return FALSE;
  return TRUE;
}

/* What a second person approves was signed before, by another. */
static void
check_proposal (Course *course, YqqAuditLine *line)
{
  if (line->proposes != NULL) {
    note_proposal (course, line);
    return;
  }
  if (line->approves == NULL || line->proposed == NULL)
    return;
  const Proposal *proposal = g_hash_table_lookup (course->proposals, line->approves);
  if (proposal == NULL || strcmp (proposal->actor, line->actor) == 0 ||
      !g_bytes_equal (proposal->digest, line->proposed) || !covers (proposal, line))
    complain (course, YQQ_AUDIT_FAULT_PROPOSAL_DIFFERS, 0, 0);
}

/* What was signed at that time covers everything before. */
static void
end_wait (Course *course, gint64 signed_ms)
{
  YqqAuditReport *report = course->report;
  if (course->waiting_ms > 0)
    report->longest_wait_ms = MAX (report->longest_wait_ms, signed_ms - course->waiting_ms);
  course->waiting_ms = 0;
}

static void
count (Course *course, YqqAuditLine *line)
{
  YqqAuditReport *report = course->report;
  report->records++;
  report->heads += line->head ? 1 : 0;
  report->signed_acts += line->act_id != NULL ? 1 : 0;
  report->first_ms = report->records == 1 ? line->at_ms : report->first_ms;
  report->last_ms = line->at_ms;
  if (line->head && line->findings == NULL)
    end_wait (course, line->at_ms);
  else if (course->waiting_ms == 0)
    course->waiting_ms = line->at_ms;
  if (line->act_id != NULL && !yqq_recent_acts_add (course->acts, line->act_id, line->at_ms))
    complain (course, YQQ_AUDIT_FAULT_ACT_REPEATED, 0, 0);
  if (course->verification->progress != NULL && report->records % PROGRESS_RECORDS == 0)
    course->verification->progress (report->records, course->verification->progress_data);
}

static void
take_record (Course *course, YqqAuditLine *line)
{
  check_link (course, line);
  check_noted (course, line);
  count (course, line);
  check_proposal (course, line);
  course->exported = line->export;
  course->sequence = line->sequence;
  course->unreadable = 0;
  memcpy (course->last, line->hash, sizeof course->last);
}

static void
on_line (YqqAuditLine *line, gpointer user_data)
{
  Course *course = user_data;
  course->line++;
  if (course->trailer != NULL) {
    if (!course->told_after_trailer)
      complain (course, YQQ_AUDIT_FAULT_AFTER_TRAILER, 0, 0);
    course->told_after_trailer = TRUE;
    return;
  }
  if (line->findings != NULL)
    keep_all (course, line->findings);
  if (line->kind == YQQ_AUDIT_LINE_RECORD)
    take_record (course, line);
  else if (line->kind == YQQ_AUDIT_LINE_MALFORMED)
    course->unreadable++;
  else {
    course->trailer = g_steal_pointer (&line->trailer);
    course->trailer_line = course->line;
  }
}

/* What the authority's audit key signed at the end; NULL where that cannot be relied on. */
static YqqAuditHead *
verify_trailer (Course *course)
{
  g_autofree char *kid = yqq_jws_peek_kid (course->trailer, YQQ_JWS_AUDIT_EXPORT, NULL);
  const YqqAuditSigner *signer = kid != NULL ? yqq_audit_signers_find (course->signers, kid) : NULL;
  g_autoptr (GBytes) payload = signer != NULL
                                   ? yqq_jws_verify (course->trailer, YQQ_JWS_AUDIT_EXPORT,
                                                     yqq_x509_get_public_key (signer->x509), NULL)
                                   : NULL;
  g_autoptr (YqqAuditHead) head = payload != NULL ? yqq_audit_head_parse (payload, NULL) : NULL;
  if (head == NULL || head->header == NULL) {
    complain (course, YQQ_AUDIT_FAULT_TRAILER_SIGNATURE, 0, 0);
    return NULL;
  }
  if (!signer->trusted)
    complain (course, YQQ_AUDIT_FAULT_CERTIFICATE_NOT_TRUSTED_HERE, 0, 0);
  else if (!yqq_audit_signer_is_valid_at (signer, head->at_ms))
    complain (course, YQQ_AUDIT_FAULT_CERTIFICATE_NOT_VALID, 0, 0);
  if (!signer->auditor)
    complain (course, YQQ_AUDIT_FAULT_CERTIFICATE_WRONG_USE, 0, 0);
  return g_steal_pointer (&head);
}

static void
check_trailer (Course *course)
{
  course->line = course->trailer_line;
  g_autoptr (YqqAuditHead) head = verify_trailer (course);
  if (head == NULL)
    return;
  course->report->exported_ms = head->at_ms;
  end_wait (course, head->at_ms);
  if (strcmp (head->chain, course->signers->chain) != 0)
    complain (course, YQQ_AUDIT_FAULT_TRAILER_CHAIN, 0, 0);
  if (strcmp (head->header, course->header_hash) != 0)
    complain (course, YQQ_AUDIT_FAULT_TRAILER_HEADER, 0, 0);
  if (head->records != course->sequence + course->unreadable)
    complain (course, YQQ_AUDIT_FAULT_TRAILER_RECORDS, head->records,
              course->sequence + course->unreadable);
  else if (course->unreadable == 0 && strcmp (head->last, course->last) != 0)
    complain (course, YQQ_AUDIT_FAULT_TRAILER_LAST, 0, 0);
  else if (course->sequence > 0 && course->unreadable == 0 && !course->exported)
    complain (course, YQQ_AUDIT_FAULT_EXPORT_MISSING, 0, 0);
}

static void
check_end (Course *course, YqqAuditEnd end)
{
  if (end == YQQ_AUDIT_END_WITHOUT_LINE_END)
    complain (course, YQQ_AUDIT_FAULT_LINE_END, 0, 0);
  if (end == YQQ_AUDIT_END_LINE_TOO_LONG) {
    course->line++;
    complain (course, YQQ_AUDIT_FAULT_LINE_TOO_LONG, 0, 0);
    return;
  }
  if (course->verification->noted_sequence > 0 && !course->noted_met)
    complain (course, YQQ_AUDIT_FAULT_NOTED_HEAD_MISSING, course->verification->noted_sequence,
              course->report->records);
  if (course->trailer == NULL)
    complain (course, YQQ_AUDIT_FAULT_TRAILER_MISSING, 0, 0);
  else
    check_trailer (course);
  if (course->report->records > 0)
    course->report->last_hash = g_strdup (course->last);
}

/* FALSE where nothing can be checked without it. */
static gboolean
take_header (Course *course, GBytes *line)
{
  gsize length = 0;
  const char *text = line != NULL ? g_bytes_get_data (line, &length) : NULL;
  g_autoptr (YqqAuditHeader) header =
      text != NULL ? yqq_audit_header_read (text, length, NULL) : NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new ();
  course->line = 1;
  if (header == NULL) {
    complain (course, YQQ_AUDIT_FAULT_HEADER, 0, 0);
    return FALSE;
  }
  course->signers = yqq_audit_signers_new (header, course->verification->roots, findings);
  keep_all (course, findings);
  course->header_hash = yqq_audit_hash_line (text, length);
  course->acts = yqq_recent_acts_new ();
  course->proposals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_proposal);
  g_autofree char *start = yqq_audit_hash_chain (header->chain);
  g_strlcpy (course->last, start, sizeof course->last);
  course->report->chain = g_steal_pointer (&header->chain);
  course->report->enterprise_name = g_steal_pointer (&header->enterprise_name);
  course->report->credit_code = g_steal_pointer (&header->credit_code);
  return TRUE;
}

static void
clear (Course *course)
{
  g_clear_pointer (&course->report, yqq_audit_report_free);
  g_clear_pointer (&course->signers, yqq_audit_signers_free);
  g_clear_pointer (&course->acts, yqq_recent_acts_free);
  g_clear_pointer (&course->proposals, g_hash_table_unref);
  g_free (course->header_hash);
  g_free (course->trailer);
}

static gboolean
run (Course *course, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (YqqAuditBlocks) blocks = yqq_audit_blocks_new (stream);
  g_autoptr (GError) failure = NULL;
  YqqAuditEnd end;
  g_autoptr (GBytes) first = yqq_audit_blocks_read_first (blocks, cancellable, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (!take_header (course, first))
    return TRUE;
  if (!yqq_audit_blocks_run (blocks, course->signers, on_line, course, &end, cancellable, error))
    return FALSE;
  check_end (course, end);
  return TRUE;
}

YqqAuditReport *
yqq_audit_verify (GInputStream *stream,
                  const YqqAuditVerification *verification,
                  GCancellable *cancellable,
                  GError **error)
{
  Course course = {.verification = verification, .report = g_new0 (YqqAuditReport, 1)};
  course.report->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_audit_finding_free);
  YqqAuditReport *report =
      run (&course, stream, cancellable, error) ? g_steal_pointer (&course.report) : NULL;
  clear (&course);
  return report;
}
