/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/signature-check.h"

#include "base/clock.h"
#include "crypto/cms.h"
#include "crypto/digest.h"
#include "link/session-link.h"

#define PIECE_BYTES (64 * 1024)

typedef struct {
  GBytes *signature;
  GFile *document;
  GStrv roots;
} Check;

static void
check_free (Check *self)
{
  g_bytes_unref (self->signature);
  g_object_unref (self->document);
  g_strfreev (self->roots);
  g_free (self);
}

static GPtrArray *
read_roots (GStrv pems)
{
  GPtrArray *roots = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  for (; *pems; pems++) {
    g_autoptr (GPtrArray) list = yqq_x509_list_new_from_pem (*pems, -1, NULL);
    for (guint i = 0; list && i < list->len; i++)
      g_ptr_array_add (roots, yqq_x509_ref (list->pdata[i]));
  }
  return roots;
}

static GBytes *
digest_document (GFile *document, YqqAlgorithm algorithm, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (document, cancellable, error);
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  g_autoptr (YqqDigest) digest = yqq_digest_new (yqq_digest_algorithm_for (algorithm));
  gssize count = stream ? 1 : -1;
  while (count > 0) {
    count = g_input_stream_read (G_INPUT_STREAM (stream), piece, PIECE_BYTES, cancellable, error);
    if (count > 0)
      yqq_digest_update (digest, piece, (gsize)count);
  }
  return count < 0 ? NULL : yqq_digest_finish (digest);
}

static gboolean
passed (YqqCmsReport *report, YqqCmsCheck check)
{
  return yqq_cms_report_get_result (report, check) == YQQ_CMS_RESULT_PASSED;
}

static YqqVerification *
create_verification (YqqCmsReport *report)
{
  YqqX509 *signer = yqq_cms_report_get_signer (report);
  YqqVerification verification = {
      .signature = passed (report, YQQ_CMS_CHECK_SIGNATURE),
      .digest = passed (report, YQQ_CMS_CHECK_DIGEST),
      .chain = passed (report, YQQ_CMS_CHECK_CHAIN),
      .validity = passed (report, YQQ_CMS_CHECK_VALIDITY),
      .signer_name = (char *)yqq_x509_get_person (signer),
      .signer_enterprise = (char *)yqq_x509_get_enterprise (signer),
      .signer_credit_code = (char *)yqq_x509_get_credit_code (signer),
      .signer_serial = (char *)yqq_x509_get_serial (signer),
      .signer_fingerprint = (char *)yqq_x509_get_fingerprint (signer),
      .signed_at_ms = MAX (yqq_cms_report_get_signing_time_ms (report), 0),
  };
  verification.valid =
      verification.signature && verification.digest && verification.chain && verification.validity;
  return yqq_verification_copy (&verification);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Check *check = data;
  GError *error = NULL;
  YqqAlgorithm algorithm;
  g_autoptr (GBytes) digest = NULL;
  g_autoptr (YqqCmsReport) report = NULL;
  g_autoptr (GPtrArray) roots = read_roots (check->roots);
  if (g_bytes_get_size (check->signature) <= YQQ_CMS_MAX_BYTES &&
      yqq_cms_peek_algorithm (check->signature, &algorithm, NULL)) {
    digest = digest_document (check->document, algorithm, cancellable, &error);
    if (digest)
      report = yqq_cms_verify_detached (check->signature, digest, roots,
                                        yqq_clock_get_unix_ms (yqq_clock_get_system ()), NULL);
  }
  if (report)
    g_task_return_pointer (task, create_verification (report),
                           (GDestroyNotify)yqq_verification_free);
  else if (error)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, YQQ_LINK_ERROR, YQQ_LINK_ERROR_NOT_SIGNATURE,
                             "no detached signature of a kind known here");
}

void
yqq_signature_check_async (GBytes *signature,
                           GFile *document,
                           const char *const *roots,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Check *check = g_new (Check, 1);
  *check = (Check){g_bytes_ref (signature), g_object_ref (document), g_strdupv ((GStrv)roots)};
  g_task_set_source_tag (task, yqq_signature_check_async);
  g_task_set_task_data (task, check, (GDestroyNotify)check_free);
  g_task_run_in_thread (task, check_in_thread);
}

YqqVerification *
yqq_signature_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
