/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates that others have published: the national SM2 root (NRCAC ROOTCA), the Shanghai
 * authority's certificate under it, and a P-256 root of the public web. */
#include <string.h>

#include "crypto/certificate.h"

#define IN_2026 G_GINT64_CONSTANT (1767225600000)
#define IN_2035 G_GINT64_CONSTANT (2051222400000)

static GPtrArray *
read_published (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "crypto", "published", name, NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  GPtrArray *list = yqq_x509_list_new_from_pem (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  return list;
}

static void
assert_reads (const char *name,
              YqqAlgorithm algorithm,
              const char *common_name,
              const char *serial,
              const char *fingerprint)
{
  g_autoptr (GPtrArray) list = read_published (name);
  YqqX509 *x509 = list->pdata[0];
  g_assert_cmpint (yqq_x509_get_algorithm (x509), ==, algorithm);
  g_assert_cmpstr (yqq_x509_get_common_name (x509), ==, common_name);
  g_assert_cmpstr (yqq_x509_get_serial (x509), ==, serial);
  g_assert_cmpstr (yqq_x509_get_fingerprint (x509), ==, fingerprint);
  g_assert_true (yqq_x509_is_authority (x509));
}

static void
they_read_as_their_publishers_say (void)
{
  assert_reads ("nrcac-root.pem", YQQ_ALGORITHM_SM2_SM3, "ROOTCA", "69e2fec0170ac67b",
                "9c28d3847414bfff1a5749e7e2381146f82842083e8c592e16a612d04a5ba8cd");
  assert_reads ("sheca-sm2.pem", YQQ_ALGORITHM_SM2_SM3, "SHECA SM2",
                "2da1a6bd0ce76c624e634b7d6a29d02a",
                "d03f82e2dcfb65f883d9b549bd57989656a127246c1582979ce6bcb1f9aa1181");
  assert_reads ("amazon-root-3.pem", YQQ_ALGORITHM_P256_SHA256, "Amazon Root CA 3",
                "066c9fd5749736663f3b0b9ad9e89e7603f24a",
                "18ce6cfe7bf14e60b2e347b8dfe868cb31d02ebb3ada271569f50343b46db3a4");
}

static void
the_sm2_chain_leads_to_its_root (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) roots = read_published ("nrcac-root.pem");
  g_autoptr (GPtrArray) leaf = read_published ("sheca-sm2.pem");
  g_assert_true (yqq_x509_verify_chain (leaf->pdata[0], NULL, roots, IN_2026, &error));
  g_assert_no_error (error);
  g_assert_false (yqq_x509_verify_chain (leaf->pdata[0], NULL, roots, IN_2035, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_NOT_VALID_NOW);
}

static void
another_root_does_not_vouch_for_it (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) roots = read_published ("amazon-root-3.pem");
  g_autoptr (GPtrArray) leaf = read_published ("sheca-sm2.pem");
  g_assert_false (yqq_x509_verify_chain (leaf->pdata[0], NULL, roots, IN_2026, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNTRUSTED);
}

/* Every bit of the signed part and of the signature counts. */
static void
a_flipped_bit_breaks_the_chain (void)
{
  g_autoptr (GPtrArray) roots = read_published ("nrcac-root.pem");
  g_autoptr (GPtrArray) leaf = read_published ("sheca-sm2.pem");
  gsize size;
  const guint8 *der = g_bytes_get_data (yqq_x509_get_der (leaf->pdata[0]), &size);
  for (gsize at = 4; at < size; at++) {
    g_autofree guint8 *changed = g_memdup2 (der, size);
    changed[at] ^= 1;
    g_autoptr (GBytes) bytes = g_bytes_new (changed, size);
    g_autoptr (YqqX509) x509 = yqq_x509_new (bytes, NULL);
    g_assert_true (x509 == NULL || !yqq_x509_verify_chain (x509, NULL, roots, IN_2026, NULL));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name) g_test_add_func ("/crypto/published-certificates/" #name, name)
  TEST (they_read_as_their_publishers_say);
  TEST (the_sm2_chain_leads_to_its_root);
  TEST (another_root_does_not_vouch_for_it);
  TEST (a_flipped_bit_breaks_the_chain);
  return g_test_run ();
}
