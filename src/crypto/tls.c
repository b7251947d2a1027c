/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "crypto/internal.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SSL_CTX, SSL_CTX_free)

/* A service has nobody to ask for a passphrase. */
static int
on_passphrase_wanted (char *buffer, int size, int writing, gpointer data)
{
  return 0;
}

static void
refuse_key (GError **error)
{
  if (ERR_GET_REASON (ERR_peek_last_error ()) == X509_R_KEY_VALUES_MISMATCH)
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_WRONG_KEY, "the TLS key is not the certificate's");
  else
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "the TLS key can't be read");
}

gpointer
yqq_tls_server_context_new (const char *certificate_pem_path,
                            const char *key_pem_path,
                            GError **error)
{
  g_autoptr (SSL_CTX) context = SSL_CTX_new (TLS_server_method ());
  if (context == NULL || SSL_CTX_set_min_proto_version (context, TLS1_2_VERSION) != 1) {
    yqq_crypto_set_openssl_error (error, "starting TLS");
    return NULL;
  }
  SSL_CTX_set_options (context, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_default_passwd_cb (context, on_passphrase_wanted);
  SSL_CTX_set_mode (context, SSL_MODE_RELEASE_BUFFERS); /* a thousand sessions idle */
  if (SSL_CTX_use_certificate_chain_file (context, certificate_pem_path) != 1) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "the TLS certificate can't be read");
    return NULL;
  }
  if (SSL_CTX_use_PrivateKey_file (context, key_pem_path, SSL_FILETYPE_PEM) != 1) {
    refuse_key (error);
    return NULL;
  }
  return g_steal_pointer (&context);
}

void
yqq_tls_server_context_free (gpointer context)
{
  SSL_CTX_free (context);
}

gpointer
yqq_tls_server_connection_new (gpointer context)
{
  return SSL_new (context);
}
