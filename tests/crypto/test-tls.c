/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/tls.h"

#include <openssl/ssl.h>

#include "crypto/error.h"
#include "fixture.h"

typedef struct {
  char *dir;
  char *certificate;
  char *key;
} Files;

static Files
files_new (const char *extra)
{
  Files files = {.dir = fixture_directory_new ()};
  files.certificate = g_build_filename (files.dir, "tls.pem", NULL);
  files.key = g_build_filename (files.dir, "tls.key", NULL);
  const char *command[] = {"openssl",
                           "req",
                           "-x509",
                           "-newkey",
                           "ec",
                           "-pkeyopt",
                           "ec_paramgen_curve:P-256",
                           "-subj",
                           "/CN=localhost",
                           "-days",
                           "1",
                           "-out",
                           files.certificate,
                           "-keyout",
                           files.key,
                           extra,
                           "pass:secret",
                           NULL};
  if (g_str_equal (extra, "-nodes"))
    command[G_N_ELEMENTS (command) - 2] = NULL;
  g_assert_cmpint (fixture_run (command, NULL), ==, 0);
  return files;
}

static void
files_clear (Files *files)
{
  fixture_directory_remove (files->dir);
  g_free (files->certificate);
  g_free (files->key);
}

/* Both ends in this thread, through a pair of buffers; TRUE once both are ready. */
static gboolean
shake_hands (SSL *server, SSL *client)
{
  BIO *near = NULL, *far = NULL;
  g_assert_cmpint (BIO_new_bio_pair (&near, 0, &far, 0), ==, 1);
  SSL_set_bio (server, near, near);
  SSL_set_bio (client, far, far);
  SSL_set_accept_state (server);
  SSL_set_connect_state (client);
  for (guint i = 0; i < 20; i++) {
    int client_done = SSL_do_handshake (client);
    int server_done = SSL_do_handshake (server);
    if (client_done == 1 && server_done == 1)
      return TRUE;
  }
  return FALSE;
}

static gboolean
connects (gpointer context, int client_version)
{
  SSL_CTX *client_context = SSL_CTX_new (TLS_client_method ());
  SSL_CTX_set_min_proto_version (client_context, client_version);
  SSL_CTX_set_max_proto_version (client_context, client_version);
  SSL_CTX_set_security_level (client_context, 0);
  SSL *server = yqq_tls_server_connection_new (context);
  SSL *client = SSL_new (client_context);
  gboolean connected = shake_hands (server, client);
  SSL_free (client);
  SSL_free (server);
  SSL_CTX_free (client_context);
  return connected;
}

static void
a_server_speaks_tls_1_2_and_later (void)
{
  g_autoptr (GError) error = NULL;
  Files files = files_new ("-nodes");
  gpointer context = yqq_tls_server_context_new (files.certificate, files.key, &error);
  g_assert_no_error (error);
  g_assert_true (connects (context, TLS1_3_VERSION));
  g_assert_true (connects (context, TLS1_2_VERSION));
  g_assert_false (connects (context, TLS1_1_VERSION));
  yqq_tls_server_context_free (context);
  files_clear (&files);
}

static void
assert_refused (const char *certificate, const char *key, int code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (yqq_tls_server_context_new (certificate, key, &error));
  g_assert_error (error, YQQ_CRYPTO_ERROR, code);
}

static void
files_that_are_no_certificate_and_key_are_refused (void)
{
  Files files = files_new ("-nodes");
  Files other = files_new ("-nodes");
  assert_refused (files.certificate, other.key, YQQ_CRYPTO_ERROR_WRONG_KEY);
  assert_refused ("/nonexistent", files.key, YQQ_CRYPTO_ERROR_MALFORMED);
  assert_refused (files.certificate, "/nonexistent", YQQ_CRYPTO_ERROR_MALFORMED);
  assert_refused (files.key, files.key, YQQ_CRYPTO_ERROR_MALFORMED);
  assert_refused (files.certificate, files.certificate, YQQ_CRYPTO_ERROR_MALFORMED);
  files_clear (&files);
  files_clear (&other);
}

/* It must not ask on a terminal that nobody sits at. */
static void
an_encrypted_key_is_refused_without_a_question (void)
{
  Files files = files_new ("-passout");
  assert_refused (files.certificate, files.key, YQQ_CRYPTO_ERROR_MALFORMED);
  files_clear (&files);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/tls/a_server_speaks_tls_1_2_and_later",
                   a_server_speaks_tls_1_2_and_later);
  g_test_add_func ("/crypto/tls/files_that_are_no_certificate_and_key_are_refused",
                   files_that_are_no_certificate_and_key_are_refused);
  g_test_add_func ("/crypto/tls/an_encrypted_key_is_refused_without_a_question",
                   an_encrypted_key_is_refused_without_a_question);
  return g_test_run ();
}
