/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/signature-check.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../crypto/fixture.h"
#include "crypto/cms.h"
#include "crypto/digest.h"
#include "link/session-link.h"

#define CONTENT "采购合同 第 17 号\n"

static void
on_checked (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **)place = g_object_ref (result);
}

static YqqVerification *
check (Fixture *fixture, GBytes *signature, GFile *document, GError **error)
{
  GAsyncResult *place = NULL;
  g_autofree char *pem = yqq_x509_to_pem (fixture->roots->pdata[0]);
  const char *roots[] = {"not a certificate", pem, NULL};
  yqq_signature_check_async (signature, document, roots, NULL, on_checked, &place);
  while (!place)
    g_main_context_iteration (NULL, TRUE);
  g_autoptr (GAsyncResult) result = place;
  return yqq_signature_check_finish (result, error);
}

static GFile *
write_document (const char *content)
{
  g_autoptr (GFileIOStream) stream = NULL;
  GFile *file = g_file_new_tmp ("yqq-XXXXXX", &stream, NULL);
  g_assert_true (g_file_replace_contents (file, content, strlen (content), NULL, FALSE,
                                          G_FILE_CREATE_NONE, NULL, NULL, NULL));
  return file;
}

static GBytes *
sign (Fixture *fixture)
{
  g_autoptr (GBytes) content = g_bytes_new_static (CONTENT, strlen (CONTENT));
  g_autoptr (GBytes) digest =
      yqq_digest (yqq_digest_algorithm_for (yqq_x509_get_algorithm (fixture->leaf)), content);
  GBytes *cms = yqq_cms_sign_detached (fixture->key, fixture->leaf, fixture->intermediates, digest,
                                       FIXTURE_NOW + 3600000, NULL);
  g_assert_nonnull (cms);
  return cms;
}

static void
what_was_signed_verifies (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) cms = sign (fixture);
  g_autoptr (GFile) document = write_document (CONTENT);
  g_autoptr (YqqVerification) found = check (fixture, cms, document, &error);
  g_assert_no_error (error);
  g_assert_true (found->valid);
  g_assert_cmpstr (found->signer_name, ==, yqq_x509_get_person (fixture->leaf));
  g_assert_cmpint (found->signed_at_ms, ==, FIXTURE_NOW + 3600000);
  g_assert_true (g_file_delete (document, NULL, NULL));
}

static void
another_document_does_not (Fixture *fixture)
{
  g_autoptr (GBytes) cms = sign (fixture);
  g_autoptr (GFile) document = write_document ("采购合同 第 18 号\n");
  g_autoptr (YqqVerification) found = check (fixture, cms, document, NULL);
  g_assert_false (found->valid);
  g_assert_false (found->digest);
  g_assert_true (found->signature && found->chain && found->validity);
  g_assert_true (g_file_delete (document, NULL, NULL));
}

static void
what_is_no_signature_is_told_apart (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("0123", 4);
  g_autoptr (GFile) document = write_document (CONTENT);
  g_assert_null (check (fixture, rubbish, document, &error));
  g_assert_error (error, YQQ_LINK_ERROR, YQQ_LINK_ERROR_NOT_SIGNATURE);
  g_assert_true (g_file_delete (document, NULL, NULL));
}

static void
a_document_that_is_not_there_is_an_error (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) cms = sign (fixture);
  g_autoptr (GFile) document = g_file_new_for_path ("/nowhere/contract.pdf");
  g_assert_null (check (fixture, cms, document, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *fixture);
  } tests[] = {
      {"/link/signature-check/what_was_signed_verifies", what_was_signed_verifies},
      {"/link/signature-check/another_document_does_not", another_document_does_not},
      {"/link/signature-check/what_is_no_signature_is_told_apart",
       what_is_no_signature_is_told_apart},
      {"/link/signature-check/a_document_that_is_not_there_is_an_error",
       a_document_that_is_not_there_is_an_error},
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, tests[i].test, fixture_with_each);
  return g_test_run ();
}
