/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/relay/signature-check.h"

YqqSignatureCheck *
yqq_signature_check_new (const YqqSignRequest *request,
                         const YqqDocumentReference *document,
                         const YqqDeliveredSignature *delivered,
                         GPtrArray *roots,
                         gint64 now_ms)
{
  YqqSignatureCheck *self = g_new0 (YqqSignatureCheck, 1);
  self->document = g_strdup (document->id);
  self->name = g_strdup (document->name);
  self->digest = g_bytes_ref (document->digest);
  self->signature = delivered->signature != NULL ? g_bytes_ref (delivered->signature) : NULL;
  self->value = delivered->value != NULL ? g_bytes_ref (delivered->value) : NULL;
  self->signed_at_ms = delivered->signed_at_ms;
  self->signer = request->signer != NULL ? yqq_cms_signer_ref (request->signer) : NULL;
  self->algorithm = request->algorithm;
  self->certificate = g_strdup (request->certificate);
  self->roots = g_ptr_array_ref (roots);
  self->asked_at_ms = request->asked_at_ms;
  self->now_ms = now_ms;
  return self;
}

void
yqq_signature_check_free (YqqSignatureCheck *self)
{
  g_free (self->document);
  g_free (self->name);
  g_bytes_unref (self->digest);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->value, g_bytes_unref);
  g_clear_pointer (&self->signer, yqq_cms_signer_unref);
  g_free (self->certificate);
  g_ptr_array_unref (self->roots);
  g_clear_pointer (&self->found, yqq_verification_free);
  g_free (self);
}

static YqqVerification *
describe (YqqCmsReport *report)
{
  YqqX509 *signer = yqq_cms_report_get_signer (report);
  YqqVerification *found = g_new0 (YqqVerification, 1);
  gint64 signed_at = yqq_cms_report_get_signing_time_ms (report);
  found->signature =
      yqq_cms_report_get_result (report, YQQ_CMS_CHECK_SIGNATURE) == YQQ_CMS_RESULT_PASSED;
  found->digest = yqq_cms_report_get_result (report, YQQ_CMS_CHECK_DIGEST) == YQQ_CMS_RESULT_PASSED;
  found->chain = yqq_cms_report_get_result (report, YQQ_CMS_CHECK_CHAIN) == YQQ_CMS_RESULT_PASSED;
  found->validity =
      yqq_cms_report_get_result (report, YQQ_CMS_CHECK_VALIDITY) == YQQ_CMS_RESULT_PASSED;
  found->valid = found->signature && found->digest && found->chain && found->validity;
  found->signer_name = g_strdup (yqq_x509_get_person (signer));
  found->signer_enterprise = g_strdup (yqq_x509_get_enterprise (signer));
  found->signer_credit_code = g_strdup (yqq_x509_get_credit_code (signer));
  found->signer_serial = g_strdup (yqq_x509_get_serial (signer));
  found->signer_fingerprint = g_strdup (yqq_x509_get_fingerprint (signer));
  found->signed_at_ms = MAX (signed_at, 0);
  return found;
}

/* What is checked is what is kept, however it came. */
static gboolean
complete (YqqSignatureCheck *self)
{
  if (self->signature == NULL && self->signer != NULL)
    self->signature =
        yqq_cms_signer_complete (self->signer, self->value, self->digest, self->signed_at_ms, NULL);
  return self->signature != NULL;
}

/* Nobody dates a signature back to when they still had a role, or ahead. */
static gboolean
is_of_its_time (const YqqSignatureCheck *self, YqqCmsReport *report)
{
  gint64 signed_at = yqq_cms_report_get_signing_time_ms (report);
  return signed_at >= self->asked_at_ms - YQQ_SIGNATURE_MAX_SKEW_MS &&
         signed_at <= self->now_ms + YQQ_SIGNATURE_MAX_SKEW_MS;
}

void
yqq_signature_check_run (YqqSignatureCheck *self)
{
  g_autoptr (GError) reason = NULL;
  if (!complete (self))
    return;
  g_autoptr (YqqCmsReport) report =
      yqq_cms_verify_detached (self->signature, self->digest, self->roots, self->now_ms, &reason);
  g_autoptr (YqqVerification) found = report != NULL ? describe (report) : NULL;
  if (found != NULL && found->valid && yqq_cms_report_get_algorithm (report) == self->algorithm &&
      is_of_its_time (self, report) && g_str_equal (found->signer_fingerprint, self->certificate))
    self->found = g_steal_pointer (&found);
}

YqqSessionSignature *
yqq_signature_check_take (YqqSignatureCheck *self)
{
  YqqSessionSignature *signature = g_new0 (YqqSessionSignature, 1);
  signature->document = g_steal_pointer (&self->document);
  signature->name = g_steal_pointer (&self->name);
  signature->signature = g_bytes_ref (self->signature);
  signature->verification = g_steal_pointer (&self->found);
  return signature;
}
