/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/encoding.h"

static GPtrArray *
list_of (GBytes *der)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  g_ptr_array_add (list, yqq_x509_new (der, &error));
  g_assert_no_error (error);
  return list;
}

YqqCertificateProfile
fixture_profile (GBytes *serial)
{
  return (YqqCertificateProfile){
      .enterprise_name = "广州演示科技有限公司",
      .credit_code = "91440101MA5XXXXXX7",
      .person_name = "张三",
      .kind = YQQ_CERTIFICATE_KIND_EMPLOYEE,
      .serial = serial,
      .not_before_ms = FIXTURE_NOW,
      .not_after_ms = FIXTURE_NOW + FIXTURE_YEAR,
      .grant_code = "GD-0001-000017",
  };
}

YqqX509 *
fixture_issue (Fixture *self, YqqKey *key, const YqqCertificateProfile *profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), &error);
  g_autoptr (GBytes) der =
      yqq_certificate_authority_issue (self->authority, public, profile, &error);
  g_assert_no_error (error);
  YqqX509 *x509 = yqq_x509_new (der, &error);
  g_assert_no_error (error);
  return x509;
}

Fixture *
fixture_new (YqqAlgorithm algorithm)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqClock) clock = yqq_clock_new_manual (FIXTURE_NOW);
  g_autoptr (GBytes) serial = fixture_hex ("ff0102030405060708090a0b0c0d0e0f");
  YqqCaProfile names = {"演示签发机构", "演示根证书", "演示签发证书"};
  YqqCertificateProfile profile = fixture_profile (serial);
  Fixture *self = g_new0 (Fixture, 1);
  self->authority = yqq_certificate_authority_create (algorithm, &names, clock, &error);
  g_assert_no_error (error);
  GPtrArray *chain = yqq_certificate_authority_get_chain (self->authority);
  self->intermediates = list_of (g_ptr_array_index (chain, 0));
  self->roots = list_of (g_ptr_array_index (chain, 1));
  self->key = yqq_key_generate (algorithm);
  self->leaf = fixture_issue (self, self->key, &profile);
  return self;
}

void
fixture_free (Fixture *self)
{
  yqq_certificate_authority_unref (self->authority);
  g_ptr_array_unref (self->intermediates);
  g_ptr_array_unref (self->roots);
  yqq_key_unref (self->key);
  yqq_x509_unref (self->leaf);
  g_free (self);
}

void
fixture_with_each (gconstpointer test)
{
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (Fixture) fixture = fixture_new (algorithm);
    ((void (*) (Fixture *))test) (fixture);
  }
}

GBytes *
fixture_hex (const char *text)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = yqq_hex_decode (text, -1, &error);
  g_assert_no_error (error);
  return bytes;
}

YqqSecretBytes *
fixture_secret (const char *hex)
{
  g_autoptr (GBytes) bytes = fixture_hex (hex);
  return yqq_secret_bytes_new_copy (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

GBytes *
fixture_tamper (GBytes *bytes, gssize offset, guint8 mask)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint8 *copy = g_memdup2 (data, size);
  copy[offset < 0 ? (gssize)size + offset : offset] ^= mask;
  return g_bytes_new_take (copy, size);
}

char *
fixture_directory_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("yqq-crypto-XXXXXX", &error);
  g_assert_no_error (error);
  return path;
}

void
fixture_directory_remove (char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    g_assert_cmpint (g_unlink (file), ==, 0);
  }
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_free (path);
}

int
fixture_run (const char *const *argv, char **output)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *printed = NULL, *complained = NULL;
  int status = 0;
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &printed, &complained,
                &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s: %s%s", argv[0], printed, complained);
  if (output != NULL)
    *output = g_steal_pointer (&printed);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}
