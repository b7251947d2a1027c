/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/audit-finding.h"

#include <glib/gi18n-lib.h>

/* Sentences with something to fill in are completed below. */
static const struct {
  const char *nick;
  const char *sentence;
} faults[YQQ_AUDIT_FAULT_COUNT] = {
    [YQQ_AUDIT_FAULT_HEADER] = {"header", N_ ("This is not the first line of an audit file. It was "
                                              "changed, or the file is of another kind.")},
    [YQQ_AUDIT_FAULT_CERTIFICATE_MALFORMED] =
        {"certificate-malformed", N_ ("The certificate %s cannot be read or is not the one it is "
                                      "said to be. The line was changed.")},
    [YQQ_AUDIT_FAULT_CERTIFICATE_UNTRUSTED] =
        {"certificate-untrusted",
         N_ ("The certificate %s does not lead to a root that is trusted here.")},
    [YQQ_AUDIT_FAULT_LINE_TOO_LONG] = {"line-too-long", N_ ("The line is longer than any record. "
                                                            "Nothing after it was checked.")},
    [YQQ_AUDIT_FAULT_LINE_END] = {"line-end", N_ ("The line does not end as it was written.")},
    [YQQ_AUDIT_FAULT_LINE_MALFORMED] = {"line-malformed",
                                        N_ ("This is not a record. The line was changed.")},
    [YQQ_AUDIT_FAULT_CHAIN_START] =
        {"chain-start",
         N_ ("The record does not begin this chain. It was changed, or it comes from "
             "another file.")},
    [YQQ_AUDIT_FAULT_CHAIN_BROKEN] =
        {"chain-broken",
         N_ ("The record does not follow from the line before it. One of the two was "
             "changed, or they come from different files.")},
    [YQQ_AUDIT_FAULT_RECORDS_MISSING] = {"records-missing",
                                         N_ ("Records %s to %s are missing before this line.")},
    [YQQ_AUDIT_FAULT_RECORD_REPEATED] = {"record-repeated",
                                         N_ ("Record %s is there a second time.")},
    [YQQ_AUDIT_FAULT_RECORD_MISPLACED] =
        {"record-misplaced", N_ ("Record %s stands after record %s. The order was changed.")},
    [YQQ_AUDIT_FAULT_CERTIFICATE_MISSING] =
        {"certificate-missing",
         N_ ("The certificate that this act was signed with is not in the file.")},
    [YQQ_AUDIT_FAULT_CERTIFICATE_NOT_TRUSTED_HERE] =
        {"certificate-not-trusted-here",
         N_ ("The act was signed with a certificate that is not trusted here.")},
    [YQQ_AUDIT_FAULT_CERTIFICATE_NOT_VALID] =
        {"certificate-not-valid",
         N_ ("The certificate was not valid at the time of what it signed.")},
    [YQQ_AUDIT_FAULT_CERTIFICATE_WRONG_USE] =
        {"certificate-wrong-use", N_ ("The certificate is not one that may sign this.")},
    [YQQ_AUDIT_FAULT_CERTIFICATE_OF_ANOTHER] =
        {"certificate-of-another", N_ ("The certificate belongs to another person or enterprise "
                                       "than the record says.")},
    [YQQ_AUDIT_FAULT_SIGNATURE] = {"signature", N_ ("The signature of the act does not verify.")},
    [YQQ_AUDIT_FAULT_ACT_UNSIGNED] =
        {"act-unsigned", N_ ("This act needs its actor's signature, and there is none.")},
    [YQQ_AUDIT_FAULT_ACT_DIFFERS] =
        {"act-differs", N_ ("The record says something else (%s) than what was signed.")},
    [YQQ_AUDIT_FAULT_ACT_TIME] = {"act-time", N_ ("The act was signed at another time than the "
                                                  "record says.")},
    [YQQ_AUDIT_FAULT_ACT_REPEATED] = {"act-repeated",
                                      N_ ("The same signed act was recorded before.")},
    [YQQ_AUDIT_FAULT_PROPOSAL_DIFFERS] =
        {"proposal-differs", N_ ("What was approved here is not what another person had proposed "
                                 "before.")},
    [YQQ_AUDIT_FAULT_HEAD_DIFFERS] =
        {"head-differs", N_ ("The authority signed the chain here as it is not in this file.")},
    [YQQ_AUDIT_FAULT_TRAILER_MISSING] =
        {"trailer-missing",
         N_ ("The file ends without the authority's signature. It was cut off.")},
    [YQQ_AUDIT_FAULT_TRAILER_SIGNATURE] =
        {"trailer-signature", N_ ("The authority's signature under the file does not verify.")},
    [YQQ_AUDIT_FAULT_TRAILER_CHAIN] = {"trailer-chain",
                                       N_ ("The authority signed this for another chain.")},
    [YQQ_AUDIT_FAULT_TRAILER_HEADER] =
        {"trailer-header", N_ ("The first line is not the one that the authority signed.")},
    [YQQ_AUDIT_FAULT_TRAILER_RECORDS] =
        {"trailer-records", N_ ("The authority signed %s records, but the file has %s.")},
    [YQQ_AUDIT_FAULT_TRAILER_LAST] =
        {"trailer-last", N_ ("The last record is not the one that the authority signed.")},
    [YQQ_AUDIT_FAULT_EXPORT_MISSING] =
        {"export-missing", N_ ("The last record does not say that the chain was exported.")},
    [YQQ_AUDIT_FAULT_AFTER_TRAILER] = {"after-trailer",
                                       N_ ("Something was added behind the end of the file.")},
    [YQQ_AUDIT_FAULT_NOTED_HEAD_DIFFERS] =
        {"noted-head-differs", N_ ("Record %s is not the one that was noted earlier.")},
    [YQQ_AUDIT_FAULT_NOTED_HEAD_MISSING] =
        {"noted-head-missing",
         N_ ("Record %s was noted earlier, but the file has only %s. It is older than that, or "
             "was cut off.")},
};

YqqAuditFinding *
yqq_audit_finding_new (YqqAuditFault fault)
{
  YqqAuditFinding *self = g_new0 (YqqAuditFinding, 1);
  self->fault = fault;
  return self;
}

void
yqq_audit_finding_free (YqqAuditFinding *self)
{
  g_free (self->text);
  g_free (self);
}

const char *
yqq_audit_fault_to_nick (YqqAuditFault fault)
{
  return faults[fault].nick;
}

/* Puts values in the places of sentence, a %s each, in order; what is left over goes unused. */
static char *
fill_in (const char *sentence, const char *first, const char *second)
{
  const char *values[] = {first, second};
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 3);
  GString *text = g_string_new (parts[0]);
  for (guint i = 1; parts[i] != NULL; i++) {
    g_string_append (text, values[i - 1] != NULL ? values[i - 1] : "");
    g_string_append (text, parts[i]);
  }
  return g_string_free (text, FALSE);
}

char *
yqq_audit_finding_dup_sentence (const YqqAuditFinding *self)
{
  g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, self->first);
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, self->last);
  if (self->fault == YQQ_AUDIT_FAULT_RECORDS_MISSING && self->first == self->last)
    return fill_in (_ ("Record %s is missing before this line."), first, NULL);
  return fill_in (_ (faults[self->fault].sentence), self->text != NULL ? self->text : first, last);
}
