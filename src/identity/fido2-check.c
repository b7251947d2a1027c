/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/fido2-check.h"

#include <fido.h>
#include <fido/es256.h>

#include "crypto/digest.h"

#define PUBLIC_KEY_SIZE 64

static void
refuse (GError **error, const char *why)
{
  yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_INVALID, -1, why);
}

static gboolean
is_hash (GBytes *hash)
{
  return g_bytes_get_size (hash) == YQQ_DIGEST_SIZE;
}

/* Points off the curve are refused by libfido2 here. */
static es256_pk_t *
read_public_key (GBytes *public_key)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (public_key, &size);
  es256_pk_t *key = es256_pk_new ();
  if (size != PUBLIC_KEY_SIZE || es256_pk_from_ptr (key, data, size) != FIDO_OK)
    es256_pk_free (&key);
  return key;
}

static fido_assert_t *
load_assertion (const YqqFido2Assertion *from, const char *rp_id, GBytes *hash)
{
  fido_assert_t *assertion = fido_assert_new ();
  gsize data_size, signature_size;
  const guint8 *data = g_bytes_get_data (from->authenticator_data, &data_size);
  const guint8 *signature = g_bytes_get_data (from->signature, &signature_size);
  if (!is_hash (hash) ||
      fido_assert_set_clientdata_hash (assertion, g_bytes_get_data (hash, NULL), YQQ_DIGEST_SIZE) !=
          FIDO_OK ||
      fido_assert_set_rp (assertion, rp_id) != FIDO_OK ||
      fido_assert_set_up (assertion, FIDO_OPT_TRUE) != FIDO_OK ||
      fido_assert_set_count (assertion, 1) != FIDO_OK ||
      fido_assert_set_authdata_raw (assertion, 0, data, data_size) != FIDO_OK ||
      fido_assert_set_sig (assertion, 0, signature, signature_size) != FIDO_OK)
    fido_assert_free (&assertion);
  return assertion;
}

gboolean
yqq_fido2_check_assertion (const YqqFido2Assertion *assertion,
                           const char *rp_id,
                           GBytes *hash,
                           GBytes *public_key,
                           guint32 *counter,
                           GError **error)
{
  es256_pk_t *key = read_public_key (public_key);
  fido_assert_t *loaded = load_assertion (assertion, rp_id, hash);
  int status = FIDO_ERR_INVALID_ARGUMENT;
  if (key != NULL && loaded != NULL)
    status = fido_assert_verify (loaded, 0, COSE_ES256, key);
  if (status == FIDO_OK)
    *counter = fido_assert_sigcount (loaded, 0);
  else
    refuse (error, "the security key did not sign this");
  fido_assert_free (&loaded);
  es256_pk_free (&key);
  return status == FIDO_OK;
}

/* The key signs that a person was there; what it says of itself beyond that is not asked. */
static fido_cred_t *
load_registration (const YqqFido2Registration *from, const char *rp_id, GBytes *hash)
{
  fido_cred_t *credential = fido_cred_new ();
  gsize data_size, signature_size, certificate_size = 0;
  const guint8 *data = g_bytes_get_data (from->authenticator_data, &data_size);
  const guint8 *signature = g_bytes_get_data (from->signature, &signature_size);
  const guint8 *certificate = NULL;
  if (from->certificate != NULL)
    certificate = g_bytes_get_data (from->certificate, &certificate_size);
  if (!is_hash (hash) || !g_str_equal (from->format, "packed") ||
      fido_cred_set_type (credential, COSE_ES256) != FIDO_OK ||
      fido_cred_set_clientdata_hash (credential, g_bytes_get_data (hash, NULL), YQQ_DIGEST_SIZE) !=
          FIDO_OK ||
      fido_cred_set_rp (credential, rp_id, NULL) != FIDO_OK ||
      fido_cred_set_fmt (credential, from->format) != FIDO_OK ||
      fido_cred_set_authdata_raw (credential, data, data_size) != FIDO_OK ||
      (certificate != NULL &&
       fido_cred_set_x509 (credential, certificate, certificate_size) != FIDO_OK) ||
      fido_cred_set_sig (credential, signature, signature_size) != FIDO_OK)
    fido_cred_free (&credential);
  return credential;
}

static YqqAuthenticator *
describe (fido_cred_t *credential)
{
  YqqAuthenticator *authenticator = g_new0 (YqqAuthenticator, 1);
  authenticator->credential =
      g_bytes_new (fido_cred_id_ptr (credential), fido_cred_id_len (credential));
  authenticator->public_key =
      g_bytes_new (fido_cred_pubkey_ptr (credential), fido_cred_pubkey_len (credential));
  authenticator->counter = fido_cred_sigcount (credential);
  return authenticator;
}

YqqAuthenticator *
yqq_fido2_check_registration (const YqqFido2Registration *registration,
                              const char *rp_id,
                              GBytes *hash,
                              GError **error)
{
  fido_cred_t *credential = load_registration (registration, rp_id, hash);
  g_autoptr (YqqAuthenticator) made = NULL;
  int status = FIDO_ERR_INVALID_ARGUMENT;
  if (credential != NULL)
    status = registration->certificate != NULL ? fido_cred_verify (credential)
                                               : fido_cred_verify_self (credential);
  if (status == FIDO_OK)
    made = describe (credential);
  fido_cred_free (&credential);
  es256_pk_t *key = made != NULL ? read_public_key (made->public_key) : NULL;
  if (key == NULL) {
    refuse (error, "the security key did not make this credential now");
    return NULL;
  }
  es256_pk_free (&key);
  return g_steal_pointer (&made);
}
