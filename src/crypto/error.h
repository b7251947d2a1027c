/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong in this folder, as far as a caller acts differently on it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_CRYPTO_ERROR (yqq_crypto_error_quark ())
GQuark yqq_crypto_error_quark (void);

typedef enum {
  YQQ_CRYPTO_ERROR_FAILED,          /* the library or the system refused; nothing else fits */
  YQQ_CRYPTO_ERROR_MALFORMED,       /* outside data that is not what it has to be */
  YQQ_CRYPTO_ERROR_BAD_SIGNATURE,   /* a signature that does not belong to message and key */
  YQQ_CRYPTO_ERROR_WRONG_KEY,       /* a sealed secret that this key does not open */
  YQQ_CRYPTO_ERROR_UNTRUSTED,       /* no sound chain to a given root */
  YQQ_CRYPTO_ERROR_NOT_VALID_NOW,   /* a certificate before or after its time */
  YQQ_CRYPTO_ERROR_DIGEST_MISMATCH, /* the content is not the content that was signed */
  YQQ_CRYPTO_ERROR_UNSUPPORTED,     /* well-formed, but an algorithm or form we don't take */
} YqqCryptoError;

G_END_DECLS
