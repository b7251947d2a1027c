/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/pin-vault.h"

#include <string.h>

#include "crypto/internal.h"
#include "crypto/random.h"

#define KEY_SIZE 32
#define VERSION 1
#define NONCE_OFFSET 1
#define NONCE_SIZE 12
#define HEAD_SIZE (NONCE_OFFSET + NONCE_SIZE)
#define TAG_SIZE 16

/* A later version gets labels of its own, so that no key serves two formats. */
#define VERIFIER_LABEL "yueqiqian pin gate verifier 1"
#define KEK_LABEL "yueqiqian pin vault kek 1"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_CIPHER_CTX, EVP_CIPHER_CTX_free)

/* The parts one after the other, each behind its length, so that no two sets of parts run together.
 */
static YqqSecretBytes *
join (YqqSecretBytes *const *parts, guint count)
{
  gsize size = 0;
  for (guint i = 0; i < count; i++)
    size += sizeof (guint32) + yqq_secret_bytes_get_size (parts[i]);
  YqqSecretBytes *joined = yqq_secret_bytes_new (size);
  guint8 *end = yqq_secret_bytes_get_data (joined);
  for (guint i = 0; i < count; i++) {
    guint32 length = GUINT32_TO_BE ((guint32)yqq_secret_bytes_get_size (parts[i]));
    memcpy (end, &length, sizeof length);
    end += sizeof length;
    memcpy (end, yqq_secret_bytes_get_data (parts[i]), yqq_secret_bytes_get_size (parts[i]));
    end += yqq_secret_bytes_get_size (parts[i]);
  }
  return joined;
}

YqqKey *
yqq_pin_vault_derive_verifier (YqqSecretBytes *stretched, YqqSecretBytes *device_secret)
{
  YqqSecretBytes *parts[] = {stretched, device_secret};
  g_autoptr (YqqSecretBytes) seed = join (parts, G_N_ELEMENTS (parts));
  return yqq_key_derive (seed, VERIFIER_LABEL);
}

YqqSecretBytes *
yqq_pin_vault_derive_kek (YqqSecretBytes *stretched,
                          YqqSecretBytes *device_secret,
                          YqqSecretBytes *pepper)
{
  YqqSecretBytes *parts[] = {stretched, device_secret, pepper};
  g_autoptr (YqqSecretBytes) seed = join (parts, G_N_ELEMENTS (parts));
  return yqq_hkdf_sha256 (seed, KEK_LABEL, KEY_SIZE);
}

/* Starts AES-256-GCM in one direction and feeds it the associated data. */
static EVP_CIPHER_CTX *
begin (YqqSecretBytes *kek, const guint8 *nonce, GBytes *associated_data, gboolean encrypting)
{
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  gsize size = 0;
  const guint8 *bytes = associated_data != NULL ? g_bytes_get_data (associated_data, &size) : NULL;
  int done = 0;
  if (context == NULL ||
      EVP_CipherInit_ex2 (context, EVP_aes_256_gcm (), yqq_secret_bytes_get_data (kek), nonce,
                          encrypting, NULL) != 1 ||
      (size > 0 && EVP_CipherUpdate (context, NULL, &done, bytes, (int)size) != 1))
    g_error ("OpenSSL has no AES-256-GCM");
  return g_steal_pointer (&context);
}

GBytes *
yqq_pin_vault_seal (YqqSecretBytes *kek, YqqSecretBytes *secret, GBytes *associated_data)
{
  gsize size = yqq_secret_bytes_get_size (secret);
  g_return_val_if_fail (yqq_secret_bytes_get_size (kek) == KEY_SIZE, NULL);
  g_return_val_if_fail (size <= YQQ_PIN_VAULT_MAX_SECRET, NULL);
  g_autofree guint8 *sealed = g_malloc (HEAD_SIZE + size + TAG_SIZE);
  guint8 *nonce = sealed + NONCE_OFFSET, *text = sealed + HEAD_SIZE;
  int done = 0, rest = 0;
  sealed[0] = VERSION;
  yqq_random_bytes (nonce, NONCE_SIZE);
  g_autoptr (EVP_CIPHER_CTX) context = begin (kek, nonce, associated_data, TRUE);
  if (EVP_CipherUpdate (context, text, &done, yqq_secret_bytes_get_data (secret), (int)size) != 1 ||
      EVP_CipherFinal_ex (context, text + done, &rest) != 1 || (gsize)(done + rest) != size ||
      EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_GET_TAG, TAG_SIZE, text + size) != 1)
    g_error ("AES-256-GCM failed");
  return g_bytes_new_take (g_steal_pointer (&sealed), HEAD_SIZE + size + TAG_SIZE);
}

static gboolean
check_container (const guint8 *bytes, gsize size, GError **error)
{
  if (size < HEAD_SIZE + TAG_SIZE || size > HEAD_SIZE + YQQ_PIN_VAULT_MAX_SECRET + TAG_SIZE)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not a sealed secret");
  if (bytes[0] != VERSION)
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                              "the secret was sealed by another version of this program");
  return TRUE;
}

YqqSecretBytes *
yqq_pin_vault_open (YqqSecretBytes *kek, GBytes *sealed, GBytes *associated_data, GError **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (sealed, &size);
  g_return_val_if_fail (yqq_secret_bytes_get_size (kek) == KEY_SIZE, NULL);
  if (!check_container (bytes, size, error))
    return NULL;
  size -= HEAD_SIZE + TAG_SIZE;
  const guint8 *text = bytes + HEAD_SIZE;
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new (size);
  guint8 *clear = yqq_secret_bytes_get_data (secret);
  int done = 0, rest = 0;
  g_autoptr (EVP_CIPHER_CTX) context = begin (kek, bytes + NONCE_OFFSET, associated_data, FALSE);
  if (EVP_CipherUpdate (context, clear, &done, text, (int)size) != 1 ||
      EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_SET_TAG, TAG_SIZE, (gpointer)(text + size)) !=
          1 ||
      EVP_CipherFinal_ex (context, clear + done, &rest) != 1) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_WRONG_KEY, "this key does not open the secret");
    return NULL;
  }
  return g_steal_pointer (&secret);
}
