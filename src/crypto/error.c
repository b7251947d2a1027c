/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/error.h"

#include <openssl/err.h>

#include "crypto/internal.h"

G_DEFINE_QUARK (yqq - crypto - error - quark, yqq_crypto_error)

void
yqq_crypto_set_openssl_error (GError **error, const char *attempt)
{
  unsigned long code = ERR_peek_last_error ();
  const char *reason = code != 0 ? ERR_reason_error_string (code) : NULL;
  g_set_error (error, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_FAILED, "%s failed: %s", attempt,
               reason != NULL ? reason : "no reason given");
  ERR_clear_error ();
}

gboolean
yqq_crypto_refuse (GError **error, int code, const char *message)
{
  g_set_error_literal (error, YQQ_CRYPTO_ERROR, code, message);
  ERR_clear_error ();
  return FALSE;
}
