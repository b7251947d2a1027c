/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes detached signatures over digests in worker threads, and gives them back in the order in
 * which they were asked for. */
#pragma once

#include "wallet/wallet.h"

G_BEGIN_DECLS

typedef struct _YqqDocumentSigner YqqDocumentSigner;

/* ready is called in the thread-default main context of this call when some results can be taken,
 * at the latest when all that were asked for can; never after yqq_document_signer_free. The keys
 * are opened at the first signature of a certificate and kept in vault. */
YqqDocumentSigner *yqq_document_signer_new (YqqWallet *wallet,
                                            YqqUnlockedVault *vault,
                                            GSourceOnceFunc ready,
                                            gpointer user_data);
/* Drops what has not been begun; what is being made is thrown away. */
void yqq_document_signer_free (YqqDocumentSigner *self);

/* Asks for a signature over digest by the certificate; subject comes back with it. by_value: only
 * for its value, of which the authority makes the whole. */
void yqq_document_signer_add (YqqDocumentSigner *self,
                              GObject *subject,
                              const char *fingerprint,
                              GBytes *digest,
                              gint64 signing_time_ms,
                              gboolean by_value);

/* How many were asked for and not taken yet. */
guint yqq_document_signer_get_n_pending (YqqDocumentSigner *self);

/* One result; of signature and error one is NULL. */
typedef struct {
  GObject *subject;
  GBytes *signature; /* CMS, DER; by value: r‖s */
  gboolean by_value;
  gint64 signing_time_ms;
  GError *error; /* YQQ_WALLET_ERROR (KEY_UNKNOWN, VAULT_CLOSED, DAMAGED), YQQ_CRYPTO_ERROR */
} YqqSignedDocument;

/* The next result, owned, or NULL if the next is not there yet. */
YqqSignedDocument *yqq_document_signer_take (YqqDocumentSigner *self);
void yqq_signed_document_free (YqqSignedDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSignedDocument, yqq_signed_document_free)

G_END_DECLS
