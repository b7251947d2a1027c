/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a signature that was kept is a good one over a document, found without asking anybody. */
#pragma once

#include <gio/gio.h>

#include "protocol/verification.h"

G_BEGIN_DECLS

/* signature: detached CMS; roots: PEM, as the authority tells them. The document may be of any
 * size; it is read in a thread. Errors: YQQ_LINK_ERROR_NOT_SIGNATURE, G_IO_ERROR where the document
 * cannot be read. That the signature is not a good one is no error. */
void yqq_signature_check_async (GBytes *signature,
                                GFile *document,
                                const char *const *roots,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Owned. */
YqqVerification *yqq_signature_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
