/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a certificate leads to a trusted root (RFC 5280 6). */
#include <openssl/x509_vfy.h>

#include "crypto/internal.h"

#define SECURITY_LEVEL 2 /* 112 bits: no SHA-1, no short keys */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE_CTX, X509_STORE_CTX_free)

/* A stack that borrows the certificates. */
static STACK_OF (X509) * stack_new (GPtrArray *certificates)
{
  STACK_OF (X509) *stack = sk_X509_new_null ();
  for (guint i = 0; certificates != NULL && i < certificates->len; i++)
    sk_X509_push (stack, yqq_x509_peek (g_ptr_array_index (certificates, i)));
  return stack;
}

static gboolean
refuse_chain (int reason, GError **error)
{
  gboolean time = reason == X509_V_ERR_CERT_HAS_EXPIRED || reason == X509_V_ERR_CERT_NOT_YET_VALID;
  return yqq_crypto_refuse (error,
                            time ? YQQ_CRYPTO_ERROR_NOT_VALID_NOW : YQQ_CRYPTO_ERROR_UNTRUSTED,
                            X509_verify_cert_error_string (reason));
}

gboolean
yqq_x509_check_chain (YqqX509 *leaf,
                      GPtrArray *intermediates,
                      GPtrArray *roots,
                      const gint64 *at_unix_ms,
                      GError **error)
{
  g_autoptr (X509_STORE) store = X509_STORE_new ();
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();
  for (guint i = 0; i < roots->len; i++)
    X509_STORE_add_cert (store, yqq_x509_peek (g_ptr_array_index (roots, i)));
  STACK_OF (X509) *others = stack_new (intermediates);
  int verified = 0, reason = X509_V_ERR_OUT_OF_MEM;
  if (X509_STORE_CTX_init (context, store, yqq_x509_peek (leaf), others) == 1) {
    X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param (context);
    X509_VERIFY_PARAM_set_flags (parameters, X509_V_FLAG_X509_STRICT);
    X509_VERIFY_PARAM_set_auth_level (parameters, SECURITY_LEVEL);
    X509_VERIFY_PARAM_set_depth (parameters, YQQ_X509_MAX_CHAIN);
    if (at_unix_ms != NULL)
      X509_VERIFY_PARAM_set_time (parameters, (time_t)(*at_unix_ms / 1000));
    else
      X509_VERIFY_PARAM_set_flags (parameters, X509_V_FLAG_NO_CHECK_TIME);
    verified = X509_verify_cert (context);
    reason = X509_STORE_CTX_get_error (context);
  }
  sk_X509_free (others);
  return verified == 1 ? TRUE : refuse_chain (reason, error);
}

gboolean
yqq_x509_verify_chain (YqqX509 *leaf,
                       GPtrArray *intermediates,
                       GPtrArray *roots,
                       gint64 at_unix_ms,
                       GError **error)
{
  return yqq_x509_check_chain (leaf, intermediates, roots, &at_unix_ms, error);
}
