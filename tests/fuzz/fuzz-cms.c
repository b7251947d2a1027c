/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Detached signatures from outside, with their signer for a root so that every check is reached. */
#include "crypto/cms.h"
#include "crypto/digest.h"
#include "fuzz.h"

#define NOW_MS G_GINT64_CONSTANT (1767225600000)

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const guint8 zeros[YQQ_DIGEST_SIZE];
  YqqAlgorithm algorithm = YQQ_ALGORITHM_COUNT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GBytes) digest = g_bytes_new_static (zeros, sizeof zeros);
  gboolean known = yqq_cms_peek_algorithm (bytes, &algorithm, &error);
  g_assert_true (known == (error == NULL));
  g_clear_error (&error);
  g_autoptr (YqqCmsReport) report = yqq_cms_verify_detached (bytes, digest, NULL, NOW_MS, &error);
  g_assert_true ((report == NULL) == (error != NULL));
  if (report != NULL) {
    g_autoptr (GPtrArray) roots = g_ptr_array_new ();
    g_assert_true (known && yqq_cms_report_get_algorithm (report) == algorithm);
    g_ptr_array_add (roots, yqq_cms_report_get_signer (report));
    g_autoptr (YqqCmsReport) again = yqq_cms_verify_detached (bytes, digest, roots, NOW_MS, NULL);
    g_assert_nonnull (again);
    /* Nobody signs zeros. */
    g_assert_false (yqq_cms_report_check (again, NULL));
  }
  return 0;
}
