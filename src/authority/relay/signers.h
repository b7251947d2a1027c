/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates whose signatures this authority can make whole of their value. */
#pragma once

#include "crypto/cms.h"
#include "protocol/session-result.h"

G_BEGIN_DECLS

#define YQQ_SIGNERS_MAX 256

/* For one thread. */
typedef struct _YqqSigners YqqSigners;

YqqSigners *yqq_signers_new (void);
void yqq_signers_free (YqqSigners *self);

/* Borrowed until the next call of yqq_signers_add; NULL if the certificate is not remembered. It
 * says nothing about whether the certificate may sign. */
YqqCmsSigner *yqq_signers_find (YqqSigners *self, const char *fingerprint);

/* Reads a certificate and its chain, and remembers them; borrowed. NULL where the chain does not
 * lead to one of roots (YqqX509) now: the device's own, in a whole signature, may do better. */
YqqCmsSigner *yqq_signers_add (YqqSigners *self,
                               const YqqSessionCertificate *certificate,
                               GPtrArray *roots,
                               gint64 now_ms);

G_END_DECLS
