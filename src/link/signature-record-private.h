/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the link does with a signature record: make it and move it on. */
#pragma once

#include "link/signature-record.h"
#include "protocol/session-document.h"

G_BEGIN_DECLS

/* reference carries the digest to be signed. enterprise_name may be NULL. */
YqqSignatureRecord *yqq_signature_record_new (const char *request_id,
                                              const YqqDocumentReference *reference,
                                              const char *fingerprint,
                                              const char *enterprise_name,
                                              YqqAlgorithm algorithm);

/* The authority makes the signature of its value alone. */
void yqq_signature_record_set_by_value (YqqSignatureRecord *self);
gboolean yqq_signature_record_is_by_value (YqqSignatureRecord *self);

/* The digest's bytes. Borrowed. */
GBytes *yqq_signature_record_get_digest_bytes (YqqSignatureRecord *self);

/* reason: nick or NULL. time_ms is kept for states that end it. */
void yqq_signature_record_move (YqqSignatureRecord *self,
                                YqqSignatureState state,
                                const char *reason,
                                gint64 time_ms);

/* TRUE while it waits or is being signed. */
gboolean yqq_signature_record_is_open (YqqSignatureRecord *self);

G_END_DECLS
