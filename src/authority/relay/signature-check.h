/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether one delivered signature is what was asked for. */
#pragma once

#include "authority/relay/sign-request.h"

G_BEGIN_DECLS

/* How far a device's clock may be off, as for its requests; a signing time is cut to seconds. */
#define YQQ_SIGNATURE_MAX_SKEW_MS (301 * 1000)

/* All that a check needs, so that it can be made in any thread. */
typedef struct {
  char *document;
  char *name;
  GBytes *digest;
  GBytes *signature; /* NULL before run where it came by its value */
  GBytes *value;     /* else NULL */
  gint64 signed_at_ms;
  YqqCmsSigner *signer; /* who completes a value; NULL: nobody can */
  YqqAlgorithm algorithm;
  char *certificate; /* fingerprint */
  GPtrArray *roots;  /* YqqX509 */
  gint64 asked_at_ms;
  gint64 now_ms;
  YqqVerification *found; /* NULL: not over that document by that certificate */
} YqqSignatureCheck;

/* Whether delivered is a signature over document, one of request, to one of roots (which never
 * change). */
YqqSignatureCheck *yqq_signature_check_new (const YqqSignRequest *request,
                                            const YqqDocumentReference *document,
                                            const YqqDeliveredSignature *delivered,
                                            GPtrArray *roots,
                                            gint64 now_ms);
void yqq_signature_check_free (YqqSignatureCheck *self);

/* Completes what came by its value, and fills found: the signature is good, and was made between
 * the request and now by a clock that may be off by YQQ_SIGNATURE_MAX_SKEW_MS. Any thread. */
void yqq_signature_check_run (YqqSignatureCheck *self);

/* What the relying party gets of one that was found good; owned, once. */
YqqSessionSignature *yqq_signature_check_take (YqqSignatureCheck *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSignatureCheck, yqq_signature_check_free)

G_END_DECLS
