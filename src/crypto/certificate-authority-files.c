/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certification authority on disk: certificates in PEM, keys in encrypted PKCS#8. */
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <string.h>

#include "crypto/certificate-authority-private.h"
#include "crypto/internal.h"
#include "crypto/random.h"

#define MAX_FILE_BYTES (64 * 1024)
#define MAX_PASSPHRASE 1024
#define SALT_SIZE 16
/* The most that OpenSSL reads back from PKCS#8; the passphrase of a real authority is long. */
#define SCRYPT_N (1 << 14)
#define SCRYPT_R 8
#define SCRYPT_P 1

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_SIG, X509_SIG_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free)

static char *
path_of (const char *dir, YqqAlgorithm algorithm, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s-%s", yqq_algorithm_to_nick (algorithm), what);
  return g_build_filename (dir, name, NULL);
}

static gboolean
write_file (const char *dir,
            YqqAlgorithm algorithm,
            const char *what,
            const char *text,
            GError **error)
{
  g_autofree char *path = path_of (dir, algorithm, what);
  int mode = g_str_has_suffix (what, ".key") ? 0600 : 0644;
  return g_file_set_contents_full (
      path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode, error);
}

static X509_SIG *
encrypt (YqqKey *key, YqqSecretBytes *passphrase)
{
  guint8 salt[SALT_SIZE];
  g_autoptr (YqqSecretBytes) secret = yqq_key_dup_secret (key);
  const guint8 *bytes = yqq_secret_bytes_get_data (secret);
  g_autoptr (PKCS8_PRIV_KEY_INFO) info =
      d2i_PKCS8_PRIV_KEY_INFO (NULL, &bytes, (long)yqq_secret_bytes_get_size (secret));
  yqq_random_bytes (salt, sizeof salt);
  X509_ALGOR *scheme = PKCS5_pbe2_set_scrypt (EVP_aes_256_cbc (), salt, sizeof salt, NULL, SCRYPT_N,
                                              SCRYPT_R, SCRYPT_P);
  if (info == NULL || scheme == NULL)
    return NULL;
  /* Takes scheme, and wipes its own copy of the clear key. */
  return PKCS8_set0_pbe ((const char *)yqq_secret_bytes_get_data (passphrase),
                         (int)yqq_secret_bytes_get_size (passphrase), info, scheme);
}

static char *
encrypt_to_pem (YqqKey *key, YqqSecretBytes *passphrase, GError **error)
{
  g_autoptr (X509_SIG) encrypted = encrypt (key, passphrase);
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *text = NULL;
  if (encrypted == NULL || bio == NULL || PEM_write_bio_PKCS8 (bio, encrypted) != 1) {
    yqq_crypto_set_openssl_error (error, "encrypting an authority's key");
    return NULL;
  }
  long size = BIO_get_mem_data (bio, &text);
  return g_strndup (text, (gsize)size);
}

gboolean
yqq_certificate_authority_save_pair (YqqAlgorithm algorithm,
                                     const char *dir,
                                     const char *name,
                                     YqqX509 *certificate,
                                     YqqKey *key,
                                     YqqSecretBytes *passphrase,
                                     GError **error)
{
  g_autofree char *key_name = g_strconcat (name, ".key", NULL);
  g_autofree char *certificate_name = g_strconcat (name, ".pem", NULL);
  g_autofree char *certificate_pem = yqq_x509_to_pem (certificate);
  g_autofree char *key_pem = encrypt_to_pem (key, passphrase, error);
  return key_pem != NULL && write_file (dir, algorithm, key_name, key_pem, error) &&
         write_file (dir, algorithm, certificate_name, certificate_pem, error);
}

/* The issuing certificate comes last and says that everything is there: what a crash leaves behind
 * without it is no authority yet and may be written over. */
gboolean
yqq_certificate_authority_save (YqqCertificateAuthority *self,
                                const char *dir,
                                YqqSecretBytes *passphrase,
                                GError **error)
{
  gsize size = yqq_secret_bytes_get_size (passphrase);
  YqqKey *root_key = yqq_certificate_authority_peek_root_key (self);
  g_return_val_if_fail (size > 0 && size <= MAX_PASSPHRASE, FALSE);
  g_return_val_if_fail (root_key != NULL, FALSE);
  YqqAlgorithm algorithm = yqq_certificate_authority_get_algorithm (self);
  g_autofree char *mark = path_of (dir, algorithm, "issuing.pem");
  if (g_file_test (mark, G_FILE_TEST_EXISTS)) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s is there already", mark);
    return FALSE;
  }
  return yqq_certificate_authority_save_pair (algorithm, dir, "root",
                                              yqq_certificate_authority_peek_root (self), root_key,
                                              passphrase, error) &&
         yqq_certificate_authority_save_pair (
             algorithm, dir, "issuing", yqq_certificate_authority_peek_issuing (self),
             yqq_certificate_authority_peek_issuing_key (self), passphrase, error);
}

static char *
read_file (const char *dir, YqqAlgorithm algorithm, const char *what, gsize *size, GError **error)
{
  g_autofree char *path = path_of (dir, algorithm, what);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, size, error))
    return NULL;
  if (*size > MAX_FILE_BYTES) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "an authority's file is too large");
    return NULL;
  }
  return g_steal_pointer (&text);
}

static YqqX509 *
load_certificate (const char *dir, YqqAlgorithm algorithm, const char *what, GError **error)
{
  gsize size;
  g_autofree char *pem = read_file (dir, algorithm, what, &size, error);
  g_autoptr (GPtrArray) list =
      pem != NULL ? yqq_x509_list_new_from_pem (pem, (gssize)size, error) : NULL;
  return list != NULL ? yqq_x509_ref (g_ptr_array_index (list, 0)) : NULL;
}

static YqqSecretBytes *
decrypt (X509_SIG *encrypted, YqqSecretBytes *passphrase)
{
  g_autoptr (PKCS8_PRIV_KEY_INFO) info =
      PKCS8_decrypt (encrypted, (const char *)yqq_secret_bytes_get_data (passphrase),
                     (int)yqq_secret_bytes_get_size (passphrase));
  int size = info != NULL ? i2d_PKCS8_PRIV_KEY_INFO (info, NULL) : -1;
  if (size <= 0)
    return NULL;
  YqqSecretBytes *secret = yqq_secret_bytes_new ((gsize)size);
  guint8 *end = yqq_secret_bytes_get_data (secret);
  i2d_PKCS8_PRIV_KEY_INFO (info, &end);
  return secret;
}

static YqqKey *
load_key (const char *dir,
          YqqAlgorithm algorithm,
          const char *what,
          YqqSecretBytes *passphrase,
          GError **error)
{
  gsize size;
  g_autofree char *pem = read_file (dir, algorithm, what, &size, error);
  if (pem == NULL)
    return NULL;
  g_autoptr (BIO) bio = BIO_new_mem_buf (pem, (int)size);
  g_autoptr (X509_SIG) encrypted = PEM_read_bio_PKCS8 (bio, NULL, NULL, NULL);
  if (encrypted == NULL) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "an authority's key is no PKCS#8");
    return NULL;
  }
  g_autoptr (YqqSecretBytes) secret = decrypt (encrypted, passphrase);
  if (secret == NULL) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_WRONG_KEY,
                       "the passphrase does not open the authority's key");
    return NULL;
  }
  return yqq_key_new_from_secret (algorithm, secret, error);
}

gboolean
yqq_certificate_authority_load_pair (YqqAlgorithm algorithm,
                                     const char *dir,
                                     const char *name,
                                     YqqSecretBytes *passphrase,
                                     YqqX509 **certificate,
                                     YqqKey **key,
                                     GError **error)
{
  g_autofree char *key_name = g_strconcat (name, ".key", NULL);
  g_autofree char *certificate_name = g_strconcat (name, ".pem", NULL);
  g_autoptr (YqqX509) read = load_certificate (dir, algorithm, certificate_name, error);
  g_autoptr (YqqKey) opened =
      read != NULL ? load_key (dir, algorithm, key_name, passphrase, error) : NULL;
  if (opened == NULL)
    return FALSE;
  if (!g_bytes_equal (yqq_key_get_public (opened),
                      yqq_public_key_get_spki (yqq_x509_get_public_key (read))))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNTRUSTED,
                              "the authority's key and certificate don't belong together");
  *certificate = g_steal_pointer (&read);
  *key = g_steal_pointer (&opened);
  return TRUE;
}

static gboolean
check_issuer (YqqX509 *root, YqqX509 *issuing, GError **error)
{
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_ptr_array_add (roots, root);
  return yqq_x509_check_chain (issuing, NULL, roots, NULL, error);
}

YqqCertificateAuthority *
yqq_certificate_authority_load (YqqAlgorithm algorithm,
                                const char *dir,
                                YqqSecretBytes *passphrase,
                                GError **error)
{
  g_autoptr (YqqX509) issuing = NULL;
  g_autoptr (YqqKey) key = NULL;
  if (!yqq_certificate_authority_load_pair (algorithm, dir, "issuing", passphrase, &issuing, &key,
                                            error))
    return NULL;
  g_autoptr (YqqX509) root = load_certificate (dir, algorithm, "root.pem", error);
  if (root == NULL || !check_issuer (root, issuing, error))
    return NULL;
  return yqq_certificate_authority_new (root, issuing, NULL, key);
}
