/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/certificate-request.h"

#include "crypto/internal.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_REQ, X509_REQ_free)

static gboolean
fill_in (X509_REQ *request, YqqKey *key, const char *common_name, GError **error)
{
  X509_NAME *name = X509_REQ_get_subject_name (request);
  g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), error);
  if (public == NULL || !yqq_name_add (name, NID_commonName, common_name, error))
    return FALSE;
  if (X509_REQ_set_version (request, X509_REQ_VERSION_1) != 1 ||
      !yqq_x509_pubkey_set (X509_REQ_get_X509_PUBKEY (request), public)) {
    yqq_crypto_set_openssl_error (error, "making a certification request");
    return FALSE;
  }
  return TRUE;
}

static GBytes *
get_signed_part (X509_REQ *request)
{
  guint8 *der = NULL;
  int size = i2d_re_X509_REQ_tbs (request, &der);
  return yqq_bytes_take_openssl (der, size);
}

/* Through the key's own interface, so that a key which is not whole here can ask for a certificate
 * too. */
static gboolean
sign (X509_REQ *request, YqqKey *key, GError **error)
{
  g_autoptr (GBytes) message = get_signed_part (request);
  g_autoptr (GBytes) signature = message != NULL ? yqq_key_sign (key, message, error) : NULL;
  if (signature == NULL)
    return FALSE;
  X509_ALGOR *algorithm = X509_ALGOR_new ();
  ASN1_BIT_STRING *bits = yqq_bit_string_new (signature);
  yqq_signature_algorithm_set (algorithm, yqq_key_get_algorithm (key));
  X509_REQ_set1_signature_algo (request, algorithm);
  X509_REQ_set0_signature (request, bits);
  X509_ALGOR_free (algorithm);
  return TRUE;
}

GBytes *
yqq_certificate_request_create (YqqKey *key, const char *common_name, GError **error)
{
  g_autoptr (X509_REQ) request = X509_REQ_new ();
  guint8 *der = NULL;
  if (!fill_in (request, key, common_name, error) || !sign (request, key, error))
    return NULL;
  int size = i2d_X509_REQ (request, &der);
  return yqq_bytes_take_openssl (der, size);
}

/* Whether der is the one DER form of request: the signature is checked over what is written anew.
 */
static gboolean
is_canonical (X509_REQ *request, GBytes *der)
{
  g_autoptr (GBytes) signed_part = get_signed_part (request); /* lets go of the old encoding */
  guint8 *bytes = NULL;
  int size = i2d_X509_REQ (request, &bytes);
  g_autoptr (GBytes) again = yqq_bytes_take_openssl (bytes, size);
  return signed_part != NULL && again != NULL && g_bytes_equal (again, der);
}

static X509_REQ *
parse (GBytes *der)
{
  gsize size;
  const guint8 *start = g_bytes_get_data (der, &size), *end = start;
  if (size == 0 || size > YQQ_CERTIFICATE_REQUEST_MAX_BYTES)
    return NULL;
  g_autoptr (X509_REQ) request = d2i_X509_REQ (NULL, &end, (long)size);
  if (request == NULL || end != start + size ||
      X509_REQ_get_version (request) != X509_REQ_VERSION_1 || !is_canonical (request, der))
    return NULL;
  return g_steal_pointer (&request);
}

static YqqPublicKey *
get_key (X509_REQ *request, GError **error)
{
  guint8 *der = NULL;
  int size = i2d_X509_PUBKEY (X509_REQ_get_X509_PUBKEY (request), &der);
  g_autoptr (GBytes) spki = yqq_bytes_take_openssl (der, size);
  if (spki == NULL) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "the request holds no public key");
    return NULL;
  }
  return yqq_public_key_new (spki, error);
}

static gboolean
check_signature (X509_REQ *request, YqqPublicKey *key, GError **error)
{
  const ASN1_BIT_STRING *bits = NULL;
  const X509_ALGOR *algorithm = NULL;
  X509_REQ_get0_signature (request, &bits, &algorithm);
  if (!yqq_signature_algorithm_is (algorithm, yqq_public_key_get_algorithm (key)))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNSUPPORTED,
                              "the request is not signed with its key's own algorithm");
  g_autoptr (GBytes) message = get_signed_part (request);
  g_autoptr (GBytes) signature = yqq_bytes_from_asn1 (bits);
  return yqq_public_key_verify (key, message, signature, error);
}

YqqPublicKey *
yqq_certificate_request_check (GBytes *der, GError **error)
{
  g_autoptr (X509_REQ) request = parse (der);
  if (request == NULL) {
    yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_MALFORMED, "not a certification request");
    return NULL;
  }
  g_autoptr (YqqPublicKey) key = get_key (request, error);
  if (key == NULL || !check_signature (request, key, error))
    return NULL;
  return g_steal_pointer (&key);
}
