/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/certificate-authority.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "crypto/certificate-authority-private.h"
#include "crypto/certificate-builder.h"
#include "crypto/certificate-request.h"
#include "crypto/random.h"
#include "fixture.h"

#define SERIAL "101112131415161718191a1b1c1d1e1f"

static YqqPublicKey *
public_of (YqqKey *key)
{
  return yqq_public_key_new (yqq_key_get_public (key), NULL);
}

static void
assert_untrusted (Fixture *fixture, YqqX509 *leaf, GPtrArray *intermediates)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (yqq_x509_verify_chain (leaf, intermediates, fixture->roots, FIXTURE_NOW, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNTRUSTED);
}

/* What issuer, with a certificate of its own, would issue if it were an authority. */
static YqqX509 *
issue_below (YqqX509 *issuer, YqqKey *issuer_key, YqqX509 *root)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) serial = fixture_hex (SERIAL);
  g_autoptr (YqqKey) key = yqq_key_generate (yqq_key_get_algorithm (issuer_key));
  g_autoptr (YqqPublicKey) public = public_of (key);
  g_autoptr (YqqCertificateAuthority) authority =
      yqq_certificate_authority_new (root, issuer, NULL, issuer_key);
  YqqCertificateProfile profile = fixture_profile (serial);
  g_autoptr (GBytes) der = yqq_certificate_authority_issue (authority, public, &profile, &error);
  g_assert_no_error (error);
  YqqX509 *x509 = yqq_x509_new (der, &error);
  g_assert_no_error (error);
  return x509;
}

static void
a_leaf_can_issue_nothing (Fixture *fixture)
{
  g_autoptr (YqqX509) forged =
      issue_below (fixture->leaf, fixture->key, g_ptr_array_index (fixture->roots, 0));
  g_ptr_array_add (fixture->intermediates, yqq_x509_ref (fixture->leaf));
  assert_untrusted (fixture, forged, fixture->intermediates);
}

static void
no_authority_stands_below_the_issuing_one (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  YqqKey *issuing_key = yqq_certificate_authority_peek_issuing_key (fixture->authority);
  YqqX509 *issuing = yqq_certificate_authority_peek_issuing (fixture->authority);
  g_autoptr (YqqKey) key = yqq_key_generate (yqq_key_get_algorithm (issuing_key));
  g_autoptr (YqqPublicKey) public = public_of (key);
  g_autoptr (GBytes) serial = fixture_hex (SERIAL);
  g_autoptr (X509) x509 =
      yqq_certificate_builder_new (serial, public, FIXTURE_NOW, FIXTURE_NOW + FIXTURE_YEAR);
  g_assert_true (yqq_name_add (X509_get_subject_name (x509), NID_commonName, "below", &error));
  X509_set_issuer_name (x509, X509_get_subject_name (yqq_x509_peek (issuing)));
  g_assert_true (yqq_certificate_builder_add_authority (x509, -1));
  g_assert_true (
      yqq_certificate_builder_add_identifiers (x509, public, yqq_x509_get_public_key (issuing)));
  g_autoptr (GBytes) der = yqq_certificate_builder_sign (x509, issuing_key, &error);
  g_autoptr (YqqX509) below = yqq_x509_new (der, &error);
  g_assert_no_error (error);
  g_autoptr (YqqX509) leaf = issue_below (below, key, g_ptr_array_index (fixture->roots, 0));
  g_ptr_array_add (fixture->intermediates, yqq_x509_ref (below));
  assert_untrusted (fixture, leaf, fixture->intermediates);
}

/* GM/T 0015: the issuer signs under the one identifier everybody knows. */
static void
a_certificate_signed_under_another_identifier_is_not_trusted (void)
{
  g_autoptr (Fixture) fixture = fixture_new (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (YqqSecretBytes) secret =
      yqq_key_dup_secret (yqq_certificate_authority_peek_issuing_key (fixture->authority));
  g_autoptr (YqqKey) same_key_other_id = fixture_key_from_secret_with_id (secret, "someone@else");
  g_autoptr (YqqX509) forged =
      issue_below (yqq_certificate_authority_peek_issuing (fixture->authority), same_key_other_id,
                   g_ptr_array_index (fixture->roots, 0));
  assert_untrusted (fixture, forged, fixture->intermediates);
  g_autoptr (YqqKey) same_key = fixture_key_from_secret_with_id (secret, YQQ_SM2_ID);
  g_autoptr (YqqX509) good =
      issue_below (yqq_certificate_authority_peek_issuing (fixture->authority), same_key,
                   g_ptr_array_index (fixture->roots, 0));
  g_autoptr (GError) error = NULL;
  g_assert_true (
      yqq_x509_verify_chain (good, fixture->intermediates, fixture->roots, FIXTURE_NOW, &error));
  g_assert_no_error (error);
}

static void
a_request_signed_under_another_identifier_is_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqKey) key = fixture_key_with_id ("someone@else");
  g_autoptr (GBytes) der = yqq_certificate_request_create (key, "张三", &error);
  g_assert_no_error (error);
  g_assert_null (yqq_certificate_request_check (der, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_BAD_SIGNATURE);
}

static void
assert_not_issued (Fixture *fixture, const YqqCertificateProfile *profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqPublicKey) public = public_of (fixture->key);
  g_assert_null (yqq_certificate_authority_issue (fixture->authority, public, profile, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
}

static void
a_profile_out_of_bounds_is_not_issued (Fixture *fixture)
{
  g_autoptr (GBytes) serial = fixture_hex (SERIAL);
  g_autoptr (GBytes) short_serial = fixture_hex ("0102");
  g_autofree char *long_name = g_strnfill (65, 'x');
  const YqqCertificateProfile good = fixture_profile (serial);
  YqqCertificateProfile bad[12];
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    bad[i] = good;
  bad[0].serial = short_serial;
  bad[1].serial = NULL;
  bad[2].credit_code = "91440101";
  bad[3].credit_code = "91440101MA5XXXXX*7";
  bad[4].enterprise_name = long_name;
  bad[5].person_name = "";
  bad[6].person_name = NULL;
  bad[7].grant_code = "证书";
  bad[8].not_after_ms = bad[8].not_before_ms;
  bad[9].not_before_ms = FIXTURE_NOW - 2 * 3600 * 1000;
  bad[10].not_after_ms = yqq_certificate_authority_get_not_after_ms (fixture->authority) + 1000;
  bad[11].enterprise_name = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_not_issued (fixture, &bad[i]);
}

static void
a_key_of_another_algorithm_is_not_certified (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) serial = fixture_hex (SERIAL);
  YqqCertificateProfile profile = fixture_profile (serial);
  YqqAlgorithm own = yqq_certificate_authority_get_algorithm (fixture->authority);
  g_autoptr (YqqKey) key = yqq_key_generate (
      own == YQQ_ALGORITHM_SM2_SM3 ? YQQ_ALGORITHM_P256_SHA256 : YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (YqqPublicKey) public = public_of (key);
  g_assert_null (yqq_certificate_authority_issue (fixture->authority, public, &profile, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNSUPPORTED);
}

static void
save (YqqCertificateAuthority *authority, const char *dir, YqqSecretBytes *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (yqq_certificate_authority_save (authority, dir, passphrase, &error));
  g_assert_no_error (error);
}

static char *
file_of (Fixture *fixture, const char *dir, const char *what)
{
  g_autofree char *name = g_strdup_printf (
      "%s-%s", yqq_algorithm_to_nick (yqq_certificate_authority_get_algorithm (fixture->authority)),
      what);
  return g_build_filename (dir, name, NULL);
}

static void
what_is_saved_loads_and_goes_on_issuing (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *dir = fixture_directory_new ();
  YqqAlgorithm algorithm = yqq_certificate_authority_get_algorithm (fixture->authority);
  g_autoptr (YqqSecretBytes) passphrase = yqq_random_secret (32); /* NUL bytes and all */
  save (fixture->authority, dir, passphrase);
  g_clear_pointer (&fixture->authority, yqq_certificate_authority_unref);
  fixture->authority = yqq_certificate_authority_load (algorithm, dir, passphrase, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) serial = fixture_hex (SERIAL);
  YqqCertificateProfile profile = fixture_profile (serial);
  g_autoptr (YqqX509) x509 = fixture_issue (fixture, fixture->key, &profile);
  g_assert_true (
      yqq_x509_verify_chain (x509, fixture->intermediates, fixture->roots, FIXTURE_NOW, &error));
  g_assert_no_error (error);
  fixture_directory_remove (dir);
}

static void
the_keys_on_disk_are_for_the_owner_and_the_passphrase_only (Fixture *fixture)
{
  char *dir = fixture_directory_new ();
  g_autoptr (YqqSecretBytes) passphrase = yqq_secret_bytes_new_copy ("correct", 7);
  save (fixture->authority, dir, passphrase);
  const char *keys[] = {"root.key", "issuing.key"};
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *path = file_of (fixture, dir, keys[i]);
    GStatBuf info;
    g_assert_cmpint (g_stat (path, &info), ==, 0);
    g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    const char *right[] = {"openssl",      "pkey",   "-in",    path, "-passin",
                           "pass:correct", "-check", "-noout", NULL};
    const char *wrong[] = {"openssl", "pkey", "-in", path, "-passin", "pass:wrong", "-noout", NULL};
    g_assert_cmpint (fixture_run (right, NULL), ==, 0);
    g_assert_cmpint (fixture_run (wrong, NULL), !=, 0);
  }
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSecretBytes) other = yqq_secret_bytes_new_copy ("Correct", 7);
  YqqAlgorithm algorithm = yqq_certificate_authority_get_algorithm (fixture->authority);
  g_assert_null (yqq_certificate_authority_load (algorithm, dir, other, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_WRONG_KEY);
  fixture_directory_remove (dir);
}

static void
an_authority_is_never_written_over (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *dir = fixture_directory_new ();
  g_autoptr (YqqSecretBytes) passphrase = yqq_secret_bytes_new_copy ("x", 1);
  save (fixture->authority, dir, passphrase);
  g_assert_false (yqq_certificate_authority_save (fixture->authority, dir, passphrase, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  fixture_directory_remove (dir);
}

static void
half_an_authority_is_none_and_can_be_made_anew (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *dir = fixture_directory_new ();
  YqqAlgorithm algorithm = yqq_certificate_authority_get_algorithm (fixture->authority);
  g_autoptr (YqqSecretBytes) passphrase = yqq_secret_bytes_new_copy ("x", 1);
  g_assert_null (yqq_certificate_authority_load (algorithm, dir, passphrase, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  save (fixture->authority, dir, passphrase);
  g_autofree char *mark = file_of (fixture, dir, "issuing.pem");
  g_assert_cmpint (g_unlink (mark), ==, 0); /* as if it had been killed just before the end */
  g_assert_null (yqq_certificate_authority_load (algorithm, dir, passphrase, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  save (fixture->authority, dir, passphrase);
  fixture_directory_remove (dir);
}

static void
files_that_do_not_belong_together_are_refused (Fixture *fixture)
{
  char *dir = fixture_directory_new ();
  YqqAlgorithm algorithm = yqq_certificate_authority_get_algorithm (fixture->authority);
  g_autoptr (YqqSecretBytes) passphrase = yqq_secret_bytes_new_copy ("x", 1);
  save (fixture->authority, dir, passphrase);
  g_autofree char *issuing = file_of (fixture, dir, "issuing.key");
  g_autofree char *root = file_of (fixture, dir, "root.key");
  g_autofree char *certificate = file_of (fixture, dir, "root.pem");
  g_assert_cmpint (g_rename (root, issuing), ==, 0);
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_certificate_authority_load (algorithm, dir, passphrase, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNTRUSTED);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (issuing, "not a key\n", -1, NULL));
  g_assert_null (yqq_certificate_authority_load (algorithm, dir, passphrase, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (certificate, "", -1, NULL));
  g_assert_null (yqq_certificate_authority_load (algorithm, dir, passphrase, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
  fixture_directory_remove (dir);
}

/* GmSSL and GB/T 20518 are particular about these. */
static void
a_certificate_has_the_form_that_others_take (Fixture *fixture)
{
  char *dir = fixture_directory_new ();
  g_autofree char *path = g_build_filename (dir, "leaf.pem", NULL);
  g_autofree char *pem = yqq_x509_to_pem (fixture->leaf);
  g_autofree char *text = NULL;
  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
  const char *command[] = {"openssl", "x509", "-in", path, "-noout", "-text", NULL};
  g_assert_cmpint (fixture_run (command, &text), ==, 0);
  g_assert_nonnull (strstr (text, "Key Usage: critical"));
  g_assert_nonnull (strstr (text, "Digital Signature, Non Repudiation\n"));
  g_assert_nonnull (strstr (text, "1.2.156.10260.4.1.4"));
  g_assert_nonnull (strstr (text, "Subject Key Identifier"));
  g_assert_nonnull (strstr (text, "Authority Key Identifier"));
  g_assert_null (strstr (text, "Basic Constraints"));
  fixture_directory_remove (dir);
}

static void
an_auditor_is_told_from_who_signs_documents (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  YqqCertificateKind kind;
  g_autoptr (YqqPublicKey) public = public_of (fixture->key);
  g_autoptr (GBytes) der =
      yqq_certificate_authority_issue_auditor (fixture->authority, public, &error);
  g_assert_no_error (error);
  g_autoptr (YqqX509) auditor = yqq_x509_new (der, &error);
  g_assert_true (
      yqq_x509_verify_chain (auditor, fixture->intermediates, fixture->roots, FIXTURE_NOW, &error));
  g_assert_true (yqq_x509_is_auditor (auditor));
  g_assert_false (yqq_x509_get_kind (auditor, &kind));
  g_assert_false (yqq_x509_is_auditor (fixture->leaf));
  g_assert_false (
      yqq_x509_is_auditor (yqq_certificate_authority_peek_issuing (fixture->authority)));
  g_assert_false (yqq_x509_is_auditor (g_ptr_array_index (fixture->roots, 0)));
}

/* Who does not know the purpose must not take the certificate for one that signs documents: so it
 * has to be critical (RFC 5280 4.2.1.12), and is no auditor's where it is not. */
static void
an_auditors_purpose_is_critical (Fixture *fixture)
{
  static const guint8 extension[] = {0x06, 0x03, 0x55, 0x1d, 0x25, 0x01, 0x01, 0xff};
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqPublicKey) public = public_of (fixture->key);
  g_autoptr (GBytes) der =
      yqq_certificate_authority_issue_auditor (fixture->authority, public, &error);
  g_assert_no_error (error);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (der, &size);
  g_autofree guint8 *changed = g_memdup2 (bytes, size);
  guint8 *place = memmem (changed, size, extension, sizeof extension);
  g_assert_nonnull (place);
  place[sizeof extension - 1] = 0;
  g_autoptr (GBytes) changed_der = g_bytes_new (changed, size);
  g_autoptr (YqqX509) other = yqq_x509_new (changed_der, &error);
  g_assert_no_error (error);
  g_assert_false (yqq_x509_is_auditor (other));
}

static void
the_auditors_key_is_made_once_and_for_the_owner_only (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *dir = fixture_directory_new ();
  g_autoptr (YqqSecretBytes) passphrase = yqq_secret_bytes_new_copy ("passphrase", 10);
  g_autoptr (YqqKey) first = NULL;
  g_autoptr (YqqKey) second = NULL;
  g_autoptr (GBytes) first_der = NULL;
  g_autoptr (GBytes) second_der = NULL;
  g_autofree char *name = g_strdup_printf (
      "%s-audit.key",
      yqq_algorithm_to_nick (yqq_certificate_authority_get_algorithm (fixture->authority)));
  g_autofree char *path = g_build_filename (dir, name, NULL);
  GStatBuf status;
  yqq_certificate_authority_open_auditor (fixture->authority, dir, passphrase, &first, &first_der,
                                          &error);
  g_assert_no_error (error);
  yqq_certificate_authority_open_auditor (fixture->authority, dir, passphrase, &second, &second_der,
                                          &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first_der, second_der));
  g_assert_true (g_bytes_equal (yqq_key_get_public (first), yqq_key_get_public (second)));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_clear_pointer (&second, yqq_key_unref);
  g_assert_false (yqq_certificate_authority_open_auditor (fixture->authority, dir, passphrase,
                                                          &second, &second_der, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
  fixture_directory_remove (dir);
}

static const struct {
  const char *path;
  void (*test) (Fixture *fixture);
} tests[] = {
#define TEST(name)                                                                                 \
  {                                                                                                \
    "/crypto/certificate-authority/" #name, name                                                   \
  }
    TEST (a_leaf_can_issue_nothing),
    TEST (no_authority_stands_below_the_issuing_one),
    TEST (a_profile_out_of_bounds_is_not_issued),
    TEST (a_key_of_another_algorithm_is_not_certified),
    TEST (what_is_saved_loads_and_goes_on_issuing),
    TEST (the_keys_on_disk_are_for_the_owner_and_the_passphrase_only),
    TEST (an_authority_is_never_written_over),
    TEST (half_an_authority_is_none_and_can_be_made_anew),
    TEST (files_that_do_not_belong_together_are_refused),
    TEST (a_certificate_has_the_form_that_others_take),
    TEST (an_auditor_is_told_from_who_signs_documents),
    TEST (an_auditors_purpose_is_critical),
    TEST (the_auditors_key_is_made_once_and_for_the_owner_only),
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, tests[i].test, fixture_with_each);
  g_test_add_func ("/crypto/certificate-authority/"
                   "a_certificate_signed_under_another_identifier_is_not_trusted",
                   a_certificate_signed_under_another_identifier_is_not_trusted);
  g_test_add_func ("/crypto/certificate-authority/"
                   "a_request_signed_under_another_identifier_is_refused",
                   a_request_signed_under_another_identifier_is_refused);
  return g_test_run ();
}
