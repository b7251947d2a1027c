/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/verification.h"

#include "crypto/cms.h"
#include "protocol/problem.h"

static gboolean
passed (YqqCmsReport *report, YqqCmsCheck check)
{
  return yqq_cms_report_get_result (report, check) == YQQ_CMS_RESULT_PASSED;
}

JsonObject *
yqq_verify_signature (YqqIssuer *issuer,
                      const YqqVerifyRequest *request,
                      gint64 now_ms,
                      GError **error)
{
  YqqAlgorithm algorithm;
  g_autoptr (YqqCmsReport) report = NULL;
  if (yqq_cms_peek_algorithm (request->signature, &algorithm, NULL))
    report = yqq_cms_verify_detached (request->signature, request->digest,
                                      yqq_issuer_get_roots (issuer, algorithm), now_ms, NULL);
  if (report == NULL) {
    yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "not a signature we know")->member =
        g_strdup ("signature");
    return NULL;
  }
  YqqX509 *signer = yqq_cms_report_get_signer (report);
  gint64 signed_at = yqq_cms_report_get_signing_time_ms (report);
  YqqVerification verification = {
      .valid = yqq_cms_report_check (report, NULL),
      .signature = passed (report, YQQ_CMS_CHECK_SIGNATURE),
      .digest = passed (report, YQQ_CMS_CHECK_DIGEST),
      .chain = passed (report, YQQ_CMS_CHECK_CHAIN),
      .validity = passed (report, YQQ_CMS_CHECK_VALIDITY),
      .signer_name = (char *)yqq_x509_get_person (signer),
      .signer_enterprise = (char *)yqq_x509_get_enterprise (signer),
      .signer_credit_code = (char *)yqq_x509_get_credit_code (signer),
      .signer_serial = (char *)yqq_x509_get_serial (signer),
      .signer_fingerprint = (char *)yqq_x509_get_fingerprint (signer),
      .signed_at_ms = MAX (signed_at, 0),
  };
  return yqq_verification_to_json (&verification);
}
