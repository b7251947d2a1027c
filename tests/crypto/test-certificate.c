/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/certificate.h"

#include <string.h>

#include "fixture.h"

static void
assert_chain (Fixture *fixture, YqqX509 *leaf, gint64 at_ms, int code)
{
  g_autoptr (GError) error = NULL;
  gboolean good =
      yqq_x509_verify_chain (leaf, fixture->intermediates, fixture->roots, at_ms, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, YQQ_CRYPTO_ERROR, code);
  g_assert_cmpint (good, ==, code < 0);
}

static void
an_issued_certificate_says_what_it_was_issued_for (Fixture *fixture)
{
  YqqX509 *leaf = fixture->leaf;
  YqqCertificateKind kind;
  g_assert_cmpstr (yqq_x509_get_enterprise (leaf), ==, "广州演示科技有限公司");
  g_assert_cmpstr (yqq_x509_get_person (leaf), ==, "张三");
  g_assert_cmpstr (yqq_x509_get_common_name (leaf), ==, "张三");
  g_assert_cmpstr (yqq_x509_get_credit_code (leaf), ==, "91440101MA5XXXXXX7");
  g_assert_cmpstr (yqq_x509_get_grant_code (leaf), ==, "GD-0001-000017");
  g_assert_true (yqq_x509_get_kind (leaf, &kind));
  g_assert_cmpint (kind, ==, YQQ_CERTIFICATE_KIND_EMPLOYEE);
  g_assert_cmpstr (yqq_x509_get_serial (leaf), ==, "7f0102030405060708090a0b0c0d0e0f");
  g_assert_cmpint (yqq_x509_get_not_before_ms (leaf), ==, FIXTURE_NOW);
  g_assert_cmpint (yqq_x509_get_not_after_ms (leaf), ==, FIXTURE_NOW + FIXTURE_YEAR);
  g_assert_cmpuint (strlen (yqq_x509_get_fingerprint (leaf)), ==, 64);
  g_assert_nonnull (strstr (yqq_x509_get_issuer (leaf), "演示签发证书"));
  g_assert_nonnull (strstr (yqq_x509_get_subject (leaf), "广州演示科技有限公司"));
  g_assert_false (yqq_x509_is_authority (leaf));
  g_assert_true (yqq_x509_is_authority (g_ptr_array_index (fixture->intermediates, 0)));
  g_assert_false (yqq_x509_get_kind (g_ptr_array_index (fixture->roots, 0), &kind));
  g_assert_true (g_bytes_equal (yqq_public_key_get_spki (yqq_x509_get_public_key (leaf)),
                                yqq_key_get_public (fixture->key)));
}

static void
an_enterprises_certificate_names_its_holder_too (Fixture *fixture)
{
  YqqCertificateKind kind;
  g_autoptr (GBytes) serial = fixture_hex ("00000000000000000000000000000000");
  YqqCertificateProfile profile = fixture_profile (serial);
  profile.kind = YQQ_CERTIFICATE_KIND_ENTERPRISE;
  g_autoptr (YqqX509) x509 = fixture_issue (fixture, fixture->key, &profile);
  g_assert_true (yqq_x509_get_kind (x509, &kind));
  g_assert_cmpint (kind, ==, YQQ_CERTIFICATE_KIND_ENTERPRISE);
  g_assert_cmpstr (yqq_x509_get_common_name (x509), ==, "广州演示科技有限公司");
  g_assert_cmpstr (yqq_x509_get_person (x509), ==, "张三");
  g_assert_cmpstr (yqq_x509_get_serial (x509), ==, "40000000000000000000000000000000");
  assert_chain (fixture, x509, FIXTURE_NOW, -1);
}

static void
a_chain_leads_to_its_root_while_it_is_valid (Fixture *fixture)
{
  assert_chain (fixture, fixture->leaf, FIXTURE_NOW, -1);
  assert_chain (fixture, fixture->leaf, FIXTURE_NOW + FIXTURE_YEAR + 999, -1);
  assert_chain (fixture, fixture->leaf, FIXTURE_NOW - 1000, YQQ_CRYPTO_ERROR_NOT_VALID_NOW);
  assert_chain (fixture, fixture->leaf, FIXTURE_NOW + FIXTURE_YEAR + 1000,
                YQQ_CRYPTO_ERROR_NOT_VALID_NOW);
  /* the authority's own time is over too */
  assert_chain (fixture, fixture->leaf, FIXTURE_NOW + 20 * FIXTURE_YEAR,
                YQQ_CRYPTO_ERROR_NOT_VALID_NOW);
}

static void
a_chain_to_another_root_is_not_trusted (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) other = fixture_new (yqq_x509_get_algorithm (fixture->leaf));
  /* same names, other keys */
  assert_chain (other, fixture->leaf, FIXTURE_NOW, YQQ_CRYPTO_ERROR_UNTRUSTED);
  g_assert_false (yqq_x509_verify_chain (fixture->leaf, fixture->intermediates, other->roots,
                                         FIXTURE_NOW, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNTRUSTED);
  g_clear_error (&error);
  /* what a signature brings along is never a root */
  g_ptr_array_add (fixture->intermediates, yqq_x509_ref (g_ptr_array_index (fixture->roots, 0)));
  g_assert_false (yqq_x509_verify_chain (fixture->leaf, fixture->intermediates, other->roots,
                                         FIXTURE_NOW, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNTRUSTED);
}

static void
a_chain_without_its_middle_is_not_trusted (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (yqq_x509_verify_chain (fixture->leaf, NULL, fixture->roots, FIXTURE_NOW, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNTRUSTED);
}

/* The credit code stands in the signed part; its digits can change without the rest noticing. */
static void
a_changed_certificate_is_not_trusted (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GBytes *der = yqq_x509_get_der (fixture->leaf);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (der, &size);
  const guint8 *code = memmem (bytes, size, "91440101MA5XXXXXX7", 18);
  g_autoptr (GBytes) changed = fixture_tamper (der, code - bytes, 0x01);
  g_autoptr (YqqX509) forged = yqq_x509_new (changed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (yqq_x509_get_credit_code (forged), ==, "81440101MA5XXXXXX7");
  assert_chain (fixture, forged, FIXTURE_NOW, YQQ_CRYPTO_ERROR_UNTRUSTED);
  g_autoptr (GBytes) other_signature = fixture_tamper (der, -1, 0x01);
  g_autoptr (YqqX509) unsigned_now = yqq_x509_new (other_signature, &error);
  g_assert_no_error (error);
  assert_chain (fixture, unsigned_now, FIXTURE_NOW, YQQ_CRYPTO_ERROR_UNTRUSTED);
}

static void
what_is_no_certificate_is_malformed (Fixture *fixture)
{
  GBytes *der = yqq_x509_get_der (fixture->leaf);
  gsize size = g_bytes_get_size (der);
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_byte_array_append (longer, g_bytes_get_data (der, NULL), (guint)size);
  g_byte_array_append (longer, (const guint8 *)"\0", 1);
  GBytes *bad[] = {
      g_bytes_new (NULL, 0),
      g_bytes_new_from_bytes (der, 0, size - 1),
      g_bytes_new_from_bytes (der, 1, size - 1),
      g_bytes_new (longer->data, longer->len),
      g_bytes_new_take (g_malloc0 (YQQ_X509_MAX_BYTES + 1), YQQ_X509_MAX_BYTES + 1),
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (yqq_x509_new (bad[i], &error));
    g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
    g_bytes_unref (bad[i]);
  }
}

static void
pem_reads_back (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *leaf = yqq_x509_to_pem (fixture->leaf);
  g_autofree char *issuing = yqq_x509_to_pem (g_ptr_array_index (fixture->intermediates, 0));
  g_autofree char *both = g_strconcat ("subject=x\n", leaf, "\n", issuing, NULL);
  g_autoptr (GPtrArray) list = yqq_x509_list_new_from_pem (both, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (g_bytes_equal (yqq_x509_get_der (g_ptr_array_index (list, 0)),
                                yqq_x509_get_der (fixture->leaf)));
}

static void
bad_pem_is_malformed (Fixture *fixture)
{
  g_autofree char *leaf = yqq_x509_to_pem (fixture->leaf);
  g_autoptr (GString) many = g_string_new (NULL);
  for (guint i = 0; i <= YQQ_X509_MAX_CHAIN; i++)
    g_string_append (many, leaf);
  g_autofree char *cut = g_strndup (leaf, strlen (leaf) - 20);
  g_autofree char *good_then_cut = g_strconcat (leaf, cut, NULL);
  g_autofree char *huge = g_strnfill (YQQ_X509_MAX_PEM_BYTES + 1, '\n');
  const char *key = "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n";
  const char *bad[] = {"", "hello", cut, good_then_cut, many->str, huge, key};
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (yqq_x509_list_new_from_pem (bad[i], -1, &error));
    g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
  }
}

static const struct {
  const char *path;
  void (*test) (Fixture *fixture);
} tests[] = {
#define TEST(name)                                                                                 \
  {                                                                                                \
    "/crypto/certificate/" #name, name                                                             \
  }
    TEST (an_issued_certificate_says_what_it_was_issued_for),
    TEST (an_enterprises_certificate_names_its_holder_too),
    TEST (a_chain_leads_to_its_root_while_it_is_valid),
    TEST (a_chain_to_another_root_is_not_trusted),
    TEST (a_chain_without_its_middle_is_not_trusted),
    TEST (a_changed_certificate_is_not_trusted),
    TEST (what_is_no_certificate_is_malformed),
    TEST (pem_reads_back),
    TEST (bad_pem_is_malformed),
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, tests[i].test, fixture_with_each);
  return g_test_run ();
}
