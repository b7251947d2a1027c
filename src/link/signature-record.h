/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One document that the PC asked to sign in this session, and what became of it. */
#pragma once

#include <gio/gio.h>

#include "model/algorithm.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_SIGNATURE_WAITING, /* for the person to approve or refuse */
  YQQ_SIGNATURE_SIGNING,
  YQQ_SIGNATURE_SIGNED, /* the authority verified and passed it on */
  YQQ_SIGNATURE_REFUSED,
  YQQ_SIGNATURE_FAILED,
} YqqSignatureState;

#define YQQ_TYPE_SIGNATURE_STATE (yqq_signature_state_get_type ())
GType yqq_signature_state_get_type (void);

#define YQQ_TYPE_SIGNATURE_RECORD (yqq_signature_record_get_type ())
G_DECLARE_FINAL_TYPE (YqqSignatureRecord, yqq_signature_record, YQQ, SIGNATURE_RECORD, GObject)

/* Read-only properties: request-id, document-id, document-name, document-size, digest
 * (hexadecimal), fingerprint, enterprise-name, algorithm (nick), supplied; notifying: state, time
 * (unix ms, 0 until it ended), reason (nick or NULL). */
const char *yqq_signature_record_get_request_id (YqqSignatureRecord *self);
const char *yqq_signature_record_get_document_id (YqqSignatureRecord *self);
const char *yqq_signature_record_get_document_name (YqqSignatureRecord *self);
guint64 yqq_signature_record_get_document_size (YqqSignatureRecord *self);
const char *yqq_signature_record_get_digest (YqqSignatureRecord *self);
const char *yqq_signature_record_get_fingerprint (YqqSignatureRecord *self);
const char *yqq_signature_record_get_enterprise_name (YqqSignatureRecord *self);
YqqAlgorithm yqq_signature_record_get_algorithm (YqqSignatureRecord *self);
gboolean yqq_signature_record_get_supplied (YqqSignatureRecord *self);
YqqSignatureState yqq_signature_record_get_state (YqqSignatureRecord *self);
gint64 yqq_signature_record_get_time (YqqSignatureRecord *self);
const char *yqq_signature_record_get_reason (YqqSignatureRecord *self);

G_END_DECLS
