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

/* The time in which every certificate of a chain is valid. */
static void
find_period (STACK_OF (X509) * chain, YqqPeriod *period)
{
  YqqPeriod common = {G_MININT64, G_MAXINT64};
  for (int i = 0; i < sk_X509_num (chain); i++) {
    gint64 first = G_MAXINT64, last = G_MININT64; /* what can't be read is never valid */
    yqq_time_to_ms (X509_get0_notBefore (sk_X509_value (chain, i)), &first);
    yqq_time_to_ms (X509_get0_notAfter (sk_X509_value (chain, i)), &last);
    common.first_ms = MAX (common.first_ms, first);
    common.last_ms = MIN (common.last_ms, last);
  }
  *period = common;
}

/* A root is trusted for what it is, not for what its extensions say (RFC 5280 6.1.1 d): the
 * national SM2 root, for one, has basic constraints that are not critical. */
static int
on_verified (int good, X509_STORE_CTX *context)
{
  int last = sk_X509_num (X509_STORE_CTX_get0_chain (context)) - 1;
  if (good || X509_STORE_CTX_get_error (context) != X509_V_ERR_CA_BCONS_NOT_CRITICAL ||
      X509_STORE_CTX_get_error_depth (context) != last)
    return good;
  X509_STORE_CTX_set_error (context, X509_V_OK);
  return 1;
}

gboolean
yqq_x509_check_chain (YqqX509 *leaf,
                      GPtrArray *intermediates,
                      GPtrArray *roots,
                      YqqPeriod *period,
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
    X509_VERIFY_PARAM_set_flags (parameters, X509_V_FLAG_X509_STRICT | X509_V_FLAG_NO_CHECK_TIME);
    X509_VERIFY_PARAM_set_auth_level (parameters, SECURITY_LEVEL);
    X509_VERIFY_PARAM_set_depth (parameters, YQQ_X509_MAX_CHAIN);
    X509_STORE_CTX_set_verify_cb (context, on_verified);
    verified = X509_verify_cert (context);
    reason = X509_STORE_CTX_get_error (context);
  }
  if (verified == 1 && period != NULL)
    find_period (X509_STORE_CTX_get0_chain (context), period);
  sk_X509_free (others);
  return verified == 1 || yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_UNTRUSTED,
                                             X509_verify_cert_error_string (reason));
}

gboolean
yqq_period_contains (const YqqPeriod *period, gint64 unix_ms)
{
  /* RFC 5280 4.1.2.5: both seconds belong to it, the last one whole. */
  return unix_ms >= period->first_ms && unix_ms / 1000 <= period->last_ms / 1000;
}

gboolean
yqq_x509_verify_chain (YqqX509 *leaf,
                       GPtrArray *intermediates,
                       GPtrArray *roots,
                       gint64 at_unix_ms,
                       GError **error)
{
  YqqPeriod period;
  if (!yqq_x509_check_chain (leaf, intermediates, roots, &period, error))
    return FALSE;
  if (!yqq_period_contains (&period, at_unix_ms))
    return yqq_crypto_refuse (error, YQQ_CRYPTO_ERROR_NOT_VALID_NOW,
                              at_unix_ms < period.first_ms
                                  ? "a certificate of the chain is not valid yet"
                                  : "a certificate of the chain is no longer valid");
  return TRUE;
}

gboolean
yqq_x509_verify_chain_ever (YqqX509 *leaf,
                            GPtrArray *intermediates,
                            GPtrArray *roots,
                            gint64 *first_ms,
                            gint64 *last_ms,
                            GError **error)
{
  YqqPeriod period;
  if (!yqq_x509_check_chain (leaf, intermediates, roots, &period, error))
    return FALSE;
  *first_ms = period.first_ms;
  *last_ms = period.last_ms / 1000 * 1000 + 999;
  return TRUE;
}
