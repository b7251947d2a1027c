/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates from outside, in DER and in PEM, and chains made of them. */
#include "crypto/certificate.h"
#include "fuzz.h"

static void
check_pem (YqqX509 *x509)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = yqq_x509_to_pem (x509);
  g_autoptr (GPtrArray) list = yqq_x509_list_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
  g_assert_true (
      g_bytes_equal (yqq_x509_get_der (g_ptr_array_index (list, 0)), yqq_x509_get_der (x509)));
}

static void
check_chain (YqqX509 *x509)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) self = g_ptr_array_new ();
  g_ptr_array_add (self, x509);
  gboolean trusted =
      yqq_x509_verify_chain (x509, self, self, yqq_x509_get_not_before_ms (x509), &error);
  g_assert_true (trusted == (error == NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (YqqX509) x509 = yqq_x509_new (bytes, &error);
  g_assert_true ((x509 == NULL) == (error != NULL));
  if (x509 != NULL) {
    YqqCertificateKind kind;
    g_assert_true (g_utf8_validate (yqq_x509_get_subject (x509), -1, NULL));
    g_assert_true (g_utf8_validate (yqq_x509_get_person (x509), -1, NULL));
    yqq_x509_get_kind (x509, &kind);
    check_pem (x509);
    check_chain (x509);
  }
  g_clear_error (&error);
  g_autoptr (GPtrArray) list =
      yqq_x509_list_new_from_pem ((const char *)data, (gssize)size, &error);
  g_assert_true ((list == NULL) == (error != NULL));
  return 0;
}
