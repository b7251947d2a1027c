/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/cms.h"

#include <string.h>

#include "crypto/digest.h"
#include "crypto/internal.h"
#include "fixture.h"

#define CONTENT "采购合同 第 17 号\n"
#define SIGNED_AT (FIXTURE_NOW + 3600 * 1000)

static GBytes *
digest_for (Fixture *fixture, const char *content)
{
  YqqAlgorithm algorithm = yqq_x509_get_algorithm (fixture->leaf);
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  return yqq_digest (yqq_digest_algorithm_for (algorithm), bytes);
}

static GBytes *
sign_at (Fixture *fixture, gint64 at_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) digest = digest_for (fixture, CONTENT);
  GBytes *cms = yqq_cms_sign_detached (fixture->key, fixture->leaf, fixture->intermediates, digest,
                                       at_ms, &error);
  g_assert_no_error (error);
  return cms;
}

static YqqCmsReport *
verify_at (Fixture *fixture, GBytes *cms, const char *content, GPtrArray *roots, gint64 now_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) digest = digest_for (fixture, content);
  YqqCmsReport *report = yqq_cms_verify_detached (cms, digest, roots, now_ms, &error);
  g_assert_no_error (error);
  return report;
}

static void
assert_results (YqqCmsReport *report,
                YqqCmsResult signature,
                YqqCmsResult digest,
                YqqCmsResult chain,
                YqqCmsResult validity)
{
  g_assert_cmpint (yqq_cms_report_get_result (report, YQQ_CMS_CHECK_SIGNATURE), ==, signature);
  g_assert_cmpint (yqq_cms_report_get_result (report, YQQ_CMS_CHECK_DIGEST), ==, digest);
  g_assert_cmpint (yqq_cms_report_get_result (report, YQQ_CMS_CHECK_CHAIN), ==, chain);
  g_assert_cmpint (yqq_cms_report_get_result (report, YQQ_CMS_CHECK_VALIDITY), ==, validity);
}

static void
assert_refused (YqqCmsReport *report, int code)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (yqq_cms_report_check (report, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, code);
}

#define PASSED YQQ_CMS_RESULT_PASSED
#define FAILED YQQ_CMS_RESULT_FAILED
#define NOT_CHECKED YQQ_CMS_RESULT_NOT_CHECKED

static void
a_signature_verifies (Fixture *fixture)
{
  YqqAlgorithm algorithm;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT + 999);
  g_assert_true (yqq_cms_peek_algorithm (cms, &algorithm, &error));
  g_assert_cmpint (algorithm, ==, yqq_x509_get_algorithm (fixture->leaf));
  g_autoptr (YqqCmsReport) report =
      verify_at (fixture, cms, CONTENT, fixture->roots, SIGNED_AT + 5000);
  assert_results (report, PASSED, PASSED, PASSED, PASSED);
  g_assert_true (yqq_cms_report_check (report, &error));
  g_assert_true (yqq_cms_report_is_valid_now (report));
  g_assert_cmpint (yqq_cms_report_get_signing_time_ms (report), ==, SIGNED_AT);
  g_assert_cmpint (yqq_cms_report_get_algorithm (report), ==, algorithm);
  g_assert_cmpstr (yqq_x509_get_fingerprint (yqq_cms_report_get_signer (report)), ==,
                   yqq_x509_get_fingerprint (fixture->leaf));
}

static void
without_roots_only_signature_and_digest_are_checked (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT);
  g_autoptr (YqqCmsReport) report = verify_at (fixture, cms, CONTENT, NULL, SIGNED_AT);
  assert_results (report, PASSED, PASSED, NOT_CHECKED, NOT_CHECKED);
  g_assert_true (yqq_cms_report_check (report, &error));
  g_assert_false (yqq_cms_report_is_valid_now (report));
}

static void
a_signer_who_is_remembered_is_checked_all_the_same (Fixture *fixture)
{
  const gint64 much_later = FIXTURE_NOW + 2 * FIXTURE_YEAR;
  g_autoptr (Fixture) stranger = fixture_new (yqq_x509_get_algorithm (fixture->leaf));
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT);
  g_autoptr (GBytes) late = sign_at (fixture, much_later);
  g_autoptr (GBytes) changed = fixture_tamper (cms, -1, 0x01);
  g_autoptr (YqqCmsReport) first = verify_at (fixture, cms, CONTENT, fixture->roots, SIGNED_AT);
  assert_results (first, PASSED, PASSED, PASSED, PASSED);
  g_autoptr (YqqCmsReport) again = verify_at (fixture, cms, "other", fixture->roots, SIGNED_AT);
  assert_results (again, PASSED, FAILED, PASSED, PASSED);
  g_autoptr (YqqCmsReport) broken =
      verify_at (fixture, changed, CONTENT, fixture->roots, SIGNED_AT);
  assert_results (broken, FAILED, PASSED, PASSED, PASSED);
  g_autoptr (YqqCmsReport) expired = verify_at (fixture, late, CONTENT, fixture->roots, much_later);
  assert_results (expired, PASSED, PASSED, PASSED, FAILED);
  g_assert_false (yqq_cms_report_is_valid_now (expired));
  g_autoptr (YqqCmsReport) elsewhere =
      verify_at (fixture, cms, CONTENT, stranger->roots, SIGNED_AT);
  assert_results (elsewhere, PASSED, PASSED, FAILED, NOT_CHECKED);
}

static void
another_content_has_another_digest (Fixture *fixture)
{
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT);
  g_autoptr (YqqCmsReport) report =
      verify_at (fixture, cms, CONTENT " ", fixture->roots, SIGNED_AT);
  assert_results (report, PASSED, FAILED, PASSED, PASSED);
  assert_refused (report, YQQ_CRYPTO_ERROR_DIGEST_MISMATCH);
}

static void
a_changed_signature_is_not_the_signers (Fixture *fixture)
{
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT);
  g_autoptr (GBytes) changed = fixture_tamper (cms, -1, 0x01); /* the end of s */
  g_autoptr (YqqCmsReport) report =
      verify_at (fixture, changed, CONTENT, fixture->roots, SIGNED_AT);
  assert_results (report, FAILED, PASSED, PASSED, PASSED);
  assert_refused (report, YQQ_CRYPTO_ERROR_BAD_SIGNATURE);
}

/* The digest is replaced by that of another content: then the signature no longer fits. */
static void
a_changed_digest_attribute_breaks_the_signature (Fixture *fixture)
{
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT);
  g_autoptr (GBytes) digest = digest_for (fixture, CONTENT);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (cms, &size);
  const guint8 *found = memmem (bytes, size, g_bytes_get_data (digest, NULL), YQQ_DIGEST_SIZE);
  g_assert_nonnull (found);
  g_autoptr (GBytes) changed = fixture_tamper (cms, found - bytes, 0x80);
  g_autoptr (YqqCmsReport) report =
      verify_at (fixture, changed, CONTENT, fixture->roots, SIGNED_AT);
  assert_results (report, FAILED, FAILED, PASSED, PASSED);
}

static void
another_root_is_not_trusted (Fixture *fixture)
{
  g_autoptr (Fixture) other = fixture_new (yqq_x509_get_algorithm (fixture->leaf));
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT);
  g_autoptr (YqqCmsReport) report = verify_at (fixture, cms, CONTENT, other->roots, SIGNED_AT);
  assert_results (report, PASSED, PASSED, FAILED, NOT_CHECKED);
  assert_refused (report, YQQ_CRYPTO_ERROR_UNTRUSTED);
}

static void
an_old_signature_stays_good_when_its_certificate_ends (Fixture *fixture)
{
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT);
  g_autoptr (YqqCmsReport) report =
      verify_at (fixture, cms, CONTENT, fixture->roots, FIXTURE_NOW + 2 * FIXTURE_YEAR);
  assert_results (report, PASSED, PASSED, PASSED, PASSED);
  g_assert_false (yqq_cms_report_is_valid_now (report));
}

static void
a_signature_from_outside_its_certificates_time_is_refused (Fixture *fixture)
{
  const gint64 late = FIXTURE_NOW + 2 * FIXTURE_YEAR;
  g_autoptr (GBytes) expired = sign_at (fixture, late);
  g_autoptr (YqqCmsReport) report = verify_at (fixture, expired, CONTENT, fixture->roots, late);
  assert_results (report, PASSED, PASSED, PASSED, FAILED);
  assert_refused (report, YQQ_CRYPTO_ERROR_NOT_VALID_NOW);
  /* and one that says it was made tomorrow */
  g_autoptr (GBytes) ahead = sign_at (fixture, SIGNED_AT + 86400000);
  g_autoptr (YqqCmsReport) early = verify_at (fixture, ahead, CONTENT, fixture->roots, SIGNED_AT);
  assert_results (early, PASSED, PASSED, PASSED, FAILED);
}

/* The issuing authority's own key signs a document; OpenSSL takes it out of its file for that. */
static void
an_authoritys_certificate_signs_no_documents (Fixture *fixture)
{
  char *dir = fixture_directory_new ();
  g_autoptr (GError) error = NULL;
  YqqAlgorithm algorithm = yqq_x509_get_algorithm (fixture->leaf);
  g_autoptr (YqqSecretBytes) passphrase = yqq_secret_bytes_new_copy ("x", 1);
  g_assert_true (yqq_certificate_authority_save (fixture->authority, dir, passphrase, &error));
  g_autofree char *name = g_strconcat (yqq_algorithm_to_nick (algorithm), "-issuing.key", NULL);
  g_autofree char *key_path = g_build_filename (dir, name, NULL);
  g_autofree char *der_path = g_build_filename (dir, "key.der", NULL);
  const char *decrypt[] = {"openssl", "pkcs8",    "-in", key_path,   "-passin",
                           "pass:x",  "-outform", "DER", "-nocrypt", "-topk8",
                           "-out",    der_path,   NULL};
  g_assert_cmpint (fixture_run (decrypt, NULL), ==, 0);
  char *content = NULL;
  gsize size = 0;
  g_assert_true (g_file_get_contents (der_path, &content, &size, NULL));
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (content, size);
  g_free (content);
  g_autoptr (YqqKey) key = yqq_key_new_from_secret (algorithm, secret, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) digest = digest_for (fixture, CONTENT);
  g_autoptr (GBytes) cms = yqq_cms_sign_detached (
      key, g_ptr_array_index (fixture->intermediates, 0), NULL, digest, SIGNED_AT, &error);
  g_assert_no_error (error);
  g_autoptr (YqqCmsReport) report = verify_at (fixture, cms, CONTENT, fixture->roots, SIGNED_AT);
  assert_results (report, PASSED, PASSED, FAILED, NOT_CHECKED);
  fixture_directory_remove (dir);
}

static void
only_the_certificates_own_key_signs (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqKey) other = yqq_key_generate (yqq_x509_get_algorithm (fixture->leaf));
  g_autoptr (GBytes) digest = digest_for (fixture, CONTENT);
  g_assert_null (yqq_cms_sign_detached (other, fixture->leaf, NULL, digest, SIGNED_AT, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_WRONG_KEY);
  g_clear_error (&error);
  g_autoptr (GBytes) short_digest = g_bytes_new_static ("x", 1);
  g_assert_null (
      yqq_cms_sign_detached (fixture->key, fixture->leaf, NULL, short_digest, SIGNED_AT, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
}

/* The value of a signature that ends with it, as all of ours do: OCTET STRING{SEQUENCE{r, s}}. */
static GBytes *
cut_value (GBytes *cms)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (cms, &size);
  for (gsize length = 8; length < 80; length++) {
    const guint8 *start = bytes + size - length;
    if (start[-2] != 0x04 || start[-1] != length || start[0] != 0x30 || start[1] != length - 2)
      continue;
    g_autoptr (GBytes) der = g_bytes_new (start, length);
    return yqq_signature_to_raw (der);
  }
  g_assert_not_reached ();
}

static void
of_a_value_the_same_signature_is_made (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) whole = sign_at (fixture, SIGNED_AT + 123);
  g_autoptr (GBytes) value = cut_value (whole);
  g_autoptr (GBytes) digest = digest_for (fixture, CONTENT);
  g_autoptr (YqqCmsSigner) signer =
      yqq_cms_signer_new (fixture->leaf, fixture->intermediates, &error);
  g_autoptr (GBytes) made =
      yqq_cms_signer_complete (signer, value, digest, SIGNED_AT + 456, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (made, NULL), g_bytes_get_size (made),
                   g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
}

/* The device needs no chain for a value, and who makes it whole no key. */
static void
a_value_of_the_key_verifies_once_it_is_whole (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) digest = digest_for (fixture, CONTENT);
  g_autoptr (YqqCmsSigner) device = yqq_cms_signer_new (fixture->leaf, NULL, &error);
  g_autoptr (YqqCmsSigner) authority =
      yqq_cms_signer_new (fixture->leaf, fixture->intermediates, &error);
  g_autoptr (GBytes) value =
      yqq_cms_signer_sign_value (device, fixture->key, digest, SIGNED_AT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (value), ==, YQQ_KEY_RAW_SIGNATURE_SIZE);
  g_autoptr (GBytes) made = yqq_cms_signer_complete (authority, value, digest, SIGNED_AT, &error);
  g_autoptr (YqqCmsReport) report = verify_at (fixture, made, CONTENT, fixture->roots, SIGNED_AT);
  assert_results (report, PASSED, PASSED, PASSED, PASSED);
}

static void
a_value_over_something_else_verifies_nowhere (Fixture *fixture)
{
  g_autoptr (GBytes) digest = digest_for (fixture, CONTENT);
  g_autoptr (GBytes) other_digest = digest_for (fixture, "other");
  g_autoptr (YqqCmsSigner) signer =
      yqq_cms_signer_new (fixture->leaf, fixture->intermediates, NULL);
  g_autoptr (GBytes) value =
      yqq_cms_signer_sign_value (signer, fixture->key, digest, SIGNED_AT, NULL);
  g_autoptr (GBytes) turned = fixture_tamper (value, 40, 0x10);
  g_autoptr (GBytes) nothing = g_bytes_new_take (g_malloc0 (64), 64);
  GBytes *made[] = {
      yqq_cms_signer_complete (signer, value, other_digest, SIGNED_AT, NULL),
      yqq_cms_signer_complete (signer, value, digest, SIGNED_AT + 1000, NULL),
      yqq_cms_signer_complete (signer, turned, digest, SIGNED_AT, NULL),
      yqq_cms_signer_complete (signer, nothing, digest, SIGNED_AT, NULL),
  };
  for (guint i = 0; i < G_N_ELEMENTS (made); i++) {
    g_autoptr (YqqCmsReport) report =
        verify_at (fixture, made[i], i == 0 ? "other" : CONTENT, fixture->roots, SIGNED_AT + 2000);
    assert_results (report, FAILED, PASSED, PASSED, PASSED);
    g_bytes_unref (made[i]);
  }
}

static void
what_is_no_value_makes_no_signature (Fixture *fixture)
{
  static const gsize sizes[] = {0, 1, 63, 65, 1000};
  g_autoptr (GBytes) digest = digest_for (fixture, CONTENT);
  g_autoptr (GBytes) value = g_bytes_new_take (g_malloc0 (64), 64);
  g_autoptr (YqqCmsSigner) signer = yqq_cms_signer_new (fixture->leaf, NULL, NULL);
  g_autoptr (YqqKey) other = yqq_key_generate (yqq_x509_get_algorithm (fixture->leaf));
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GBytes) bad = g_bytes_new_take (g_malloc0 (sizes[i]), sizes[i]);
    g_assert_null (yqq_cms_signer_complete (signer, bad, digest, SIGNED_AT, &error));
    g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
    g_clear_error (&error);
  }
  g_assert_null (yqq_cms_signer_complete (signer, value, value, SIGNED_AT, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_null (yqq_cms_signer_complete (signer, value, digest, G_MAXINT64, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (yqq_cms_signer_sign_value (signer, other, digest, SIGNED_AT, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_WRONG_KEY);
}

static void
what_is_no_signature_is_malformed (Fixture *fixture)
{
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT);
  gsize size = g_bytes_get_size (cms);
  GBytes *bad[] = {
      g_bytes_new (NULL, 0),
      g_bytes_new_static ("-----BEGIN CMS-----", 19),
      g_bytes_new_from_bytes (cms, 0, size - 1),
      g_bytes_new_take (g_malloc0 (YQQ_CMS_MAX_BYTES + 1), YQQ_CMS_MAX_BYTES + 1),
      g_bytes_ref (yqq_x509_get_der (fixture->leaf)),
  };
  g_autoptr (GBytes) digest = digest_for (fixture, CONTENT);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    YqqAlgorithm algorithm = YQQ_ALGORITHM_COUNT;
    g_assert_false (yqq_cms_peek_algorithm (bad[i], &algorithm, &error));
    g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
    g_assert_cmpint (algorithm, ==, YQQ_ALGORITHM_COUNT);
    g_clear_error (&error);
    g_assert_null (yqq_cms_verify_detached (bad[i], digest, NULL, SIGNED_AT, &error));
    g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_MALFORMED);
    g_bytes_unref (bad[i]);
  }
}

/* No changed bit (of every third byte) may leave a signature that is good in every check, except in
 * the parts that nobody signs: versions, lists of algorithms, and encodings that mean the same. */
static void
no_bit_of_what_is_signed_can_be_turned (Fixture *fixture)
{
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT);
  g_autoptr (GBytes) digest = digest_for (fixture, CONTENT);
  guint unnoticed = 0;
  for (gsize i = 0; i < g_bytes_get_size (cms); i += 3) {
    g_autoptr (GBytes) changed = fixture_tamper (cms, (gssize)i, (guint8)(1u << i % 8));
    g_autoptr (YqqCmsReport) quick =
        yqq_cms_verify_detached (changed, digest, NULL, SIGNED_AT, NULL);
    if (quick == NULL || !yqq_cms_report_check (quick, NULL))
      continue;
    g_autoptr (YqqCmsReport) report =
        yqq_cms_verify_detached (changed, digest, fixture->roots, SIGNED_AT, NULL);
    if (!yqq_cms_report_check (report, NULL))
      continue;
    unnoticed++;
    g_assert_cmpint (yqq_cms_report_get_signing_time_ms (report), ==, SIGNED_AT);
    g_assert_cmpstr (yqq_x509_get_fingerprint (yqq_cms_report_get_signer (report)), ==,
                     yqq_x509_get_fingerprint (fixture->leaf));
  }
  g_assert_cmpuint (unnoticed, <, 15);
}

/* Files for programs that are not ours. */
typedef struct {
  char *dir;
  char *signature;
  char *content;
  char *root;
  char *wrong_content;
} Files;

static Files *
files_new (Fixture *fixture)
{
  Files *self = g_new0 (Files, 1);
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT);
  g_autofree char *pem = yqq_x509_to_pem (g_ptr_array_index (fixture->roots, 0));
  self->dir = fixture_directory_new ();
  self->signature = g_build_filename (self->dir, "contract.p7s", NULL);
  self->content = g_build_filename (self->dir, "contract", NULL);
  self->wrong_content = g_build_filename (self->dir, "other", NULL);
  self->root = g_build_filename (self->dir, "root.pem", NULL);
  g_assert_true (g_file_set_contents (self->signature, g_bytes_get_data (cms, NULL),
                                      (gssize)g_bytes_get_size (cms), NULL));
  g_assert_true (g_file_set_contents (self->content, CONTENT, -1, NULL));
  g_assert_true (g_file_set_contents (self->wrong_content, CONTENT CONTENT, -1, NULL));
  g_assert_true (g_file_set_contents (self->root, pem, -1, NULL));
  return self;
}

static void
files_free (Files *self)
{
  fixture_directory_remove (self->dir);
  g_free (self->signature);
  g_free (self->content);
  g_free (self->wrong_content);
  g_free (self->root);
  g_free (self);
}

static int
openssl_verify (Files *files, const char *content)
{
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, SIGNED_AT / 1000);
  const char *command[] = {"openssl", "cms",       "-verify",   "-binary",        "-cades",
                           "-inform", "DER",       "-in",       files->signature, "-content",
                           content,   "-CAfile",   files->root, "-attime",        at,
                           "-out",    "/dev/null", NULL};
  return fixture_run (command, NULL);
}

static void
openssl_verifies_p256_signatures (void)
{
  g_autoptr (Fixture) fixture = fixture_new (YQQ_ALGORITHM_P256_SHA256);
  Files *files = files_new (fixture);
  g_assert_cmpint (openssl_verify (files, files->content), ==, 0);
  g_assert_cmpint (openssl_verify (files, files->wrong_content), !=, 0);
  files_free (files);
}

/* Has OpenSSL sign with the fixture's P-256 key, up to four more arguments given (NULL: none). */
static GBytes *
openssl_sign (Fixture *fixture, Files *files, const char *const *extra)
{
  g_autofree char *key = g_build_filename (files->dir, "key.der", NULL);
  g_autofree char *signer = g_build_filename (files->dir, "signer.pem", NULL);
  g_autofree char *pem = yqq_x509_to_pem (fixture->leaf);
  g_autoptr (YqqSecretBytes) secret = yqq_key_dup_secret (fixture->key);
  g_assert_true (g_file_set_contents (key, (char *)yqq_secret_bytes_get_data (secret),
                                      (gssize)yqq_secret_bytes_get_size (secret), NULL));
  g_assert_true (g_file_set_contents (signer, pem, -1, NULL));
  const char *command[] = {"openssl",  "cms",
                           "-sign",    "-binary",
                           "-in",      files->content,
                           "-signer",  signer,
                           "-inkey",   key,
                           "-keyform", "DER",
                           "-outform", "DER",
                           "-out",     files->signature,
                           extra[0],   extra[1],
                           extra[2],   extra[3],
                           NULL};
  g_assert_cmpint (fixture_run (command, NULL), ==, 0);
  char *bytes = NULL;
  gsize size = 0;
  g_assert_true (g_file_get_contents (files->signature, &bytes, &size, NULL));
  return g_bytes_new_take (bytes, size);
}

/* The other way about: what OpenSSL signs, with other attributes and another order of things. */
static void
we_verify_openssls_p256_signatures (void)
{
  static const char *const forms[][4] = {
      {"-md", "sha256"}, {"-md", "sha256", "-cades"}, {"-md", "sha256", "-nosmimecap"}};
  g_autoptr (Fixture) fixture = fixture_new (YQQ_ALGORITHM_P256_SHA256);
  Files *files = files_new (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (GBytes) cms = openssl_sign (fixture, files, forms[i]);
    g_autoptr (YqqCmsReport) report = verify_at (fixture, cms, CONTENT, NULL, SIGNED_AT);
    assert_results (report, PASSED, PASSED, NOT_CHECKED, NOT_CHECKED);
    g_autoptr (YqqCmsReport) other = verify_at (fixture, cms, "other", NULL, SIGNED_AT);
    assert_results (other, PASSED, FAILED, NOT_CHECKED, NOT_CHECKED);
  }
  files_free (files);
}

static void
forms_we_do_not_take_are_refused (void)
{
  static const struct {
    const char *extra[4];
    int code;
  } forms[] = {
      {{"-md", "sha256", "-nodetach"}, YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {{"-md", "sha256", "-noattr"}, YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {{"-md", "sha256", "-nocerts"}, YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {{"-md", "sha384"}, YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {{"-md", "sha256", "-econtent_type", "1.2.3.4"}, YQQ_CRYPTO_ERROR_UNSUPPORTED},
      {{"-md", "sha256", "-keyid"}, YQQ_CRYPTO_ERROR_MALFORMED},
  };
  g_autoptr (Fixture) fixture = fixture_new (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (GBytes) digest = digest_for (fixture, CONTENT);
  Files *files = files_new (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) cms = openssl_sign (fixture, files, forms[i].extra);
    g_assert_null (yqq_cms_verify_detached (cms, digest, NULL, SIGNED_AT, &error));
    g_assert_error (error, YQQ_CRYPTO_ERROR, forms[i].code);
  }
  /* two signers */
  const char *once[] = {"-md", "sha256", NULL, NULL};
  g_autoptr (GBytes) first = openssl_sign (fixture, files, once);
  g_autofree char *key = g_build_filename (files->dir, "key.der", NULL);
  g_autofree char *signer = g_build_filename (files->dir, "signer.pem", NULL);
  g_autofree char *both = g_build_filename (files->dir, "both.p7s", NULL);
  const char *resign[] = {"openssl",  "cms",      "-resign",
                          "-nocerts", "-binary",  "-inform",
                          "DER",      "-in",      files->signature,
                          "-signer",  signer,     "-inkey",
                          key,        "-keyform", "DER",
                          "-outform", "DER",      "-out",
                          both,       NULL};
  g_assert_cmpint (fixture_run (resign, NULL), ==, 0);
  char *bytes = NULL;
  gsize size = 0;
  g_assert_true (g_file_get_contents (both, &bytes, &size, NULL));
  g_autoptr (GBytes) cms = g_bytes_new_take (bytes, size);
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_cms_verify_detached (cms, digest, NULL, SIGNED_AT, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNSUPPORTED);
  files_free (files);
}

static int
python_verify (Files *files, const char *content)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "support", "sm2_verify.py", NULL);
  const char *command[] = {"/usr/bin/python3", "-B", script, files->signature, content,
                           files->root,        NULL};
  return fixture_run (command, NULL);
}

/* Not one line of OpenSSL's SM2 is between the two. */
static void
an_independent_program_verifies_sm2_signatures (void)
{
  g_autoptr (Fixture) fixture = fixture_new (YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (Fixture) other = fixture_new (YQQ_ALGORITHM_SM2_SM3);
  Files *files = files_new (fixture);
  g_autofree char *other_root = yqq_x509_to_pem (g_ptr_array_index (other->roots, 0));
  g_assert_cmpint (python_verify (files, files->content), ==, 0);
  g_assert_cmpint (python_verify (files, files->wrong_content), ==, 1);
  g_autoptr (GBytes) cms = sign_at (fixture, SIGNED_AT);
  g_autoptr (GBytes) changed = fixture_tamper (cms, -1, 0x01);
  g_assert_true (g_file_set_contents (files->signature, g_bytes_get_data (changed, NULL),
                                      (gssize)g_bytes_get_size (changed), NULL));
  g_assert_cmpint (python_verify (files, files->content), ==, 1);
  g_assert_true (g_file_set_contents (files->signature, g_bytes_get_data (cms, NULL),
                                      (gssize)g_bytes_get_size (cms), NULL));
  g_assert_true (g_file_set_contents (files->root, other_root, -1, NULL));
  g_assert_cmpint (python_verify (files, files->content), ==, 1);
  files_free (files);
}

static const struct {
  const char *path;
  void (*test) (Fixture *fixture);
} tests[] = {
#define TEST(name)                                                                                 \
  {                                                                                                \
    "/crypto/cms/" #name, name                                                                     \
  }
    TEST (a_signature_verifies),
    TEST (without_roots_only_signature_and_digest_are_checked),
    TEST (a_signer_who_is_remembered_is_checked_all_the_same),
    TEST (another_content_has_another_digest),
    TEST (a_changed_signature_is_not_the_signers),
    TEST (a_changed_digest_attribute_breaks_the_signature),
    TEST (another_root_is_not_trusted),
    TEST (an_old_signature_stays_good_when_its_certificate_ends),
    TEST (a_signature_from_outside_its_certificates_time_is_refused),
    TEST (an_authoritys_certificate_signs_no_documents),
    TEST (only_the_certificates_own_key_signs),
    TEST (of_a_value_the_same_signature_is_made),
    TEST (a_value_of_the_key_verifies_once_it_is_whole),
    TEST (a_value_over_something_else_verifies_nowhere),
    TEST (what_is_no_value_makes_no_signature),
    TEST (what_is_no_signature_is_malformed),
    TEST (no_bit_of_what_is_signed_can_be_turned),
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, tests[i].test, fixture_with_each);
  g_test_add_func ("/crypto/cms/openssl_verifies_p256_signatures",
                   openssl_verifies_p256_signatures);
  g_test_add_func ("/crypto/cms/we_verify_openssls_p256_signatures",
                   we_verify_openssls_p256_signatures);
  g_test_add_func ("/crypto/cms/forms_we_do_not_take_are_refused",
                   forms_we_do_not_take_are_refused);
  g_test_add_func ("/crypto/cms/an_independent_program_verifies_sm2_signatures",
                   an_independent_program_verifies_sm2_signatures);
  return g_test_run ();
}
