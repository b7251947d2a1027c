/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One document of a session while the person looks at it: fetched, checked, read. */
#pragma once

#include "app/document-content.h"
#include "app/scan-session.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_LOOK_LOADING,
  YQQ_LOOK_READY,  /* the bytes are those that would be signed */
  YQQ_LOOK_FAILED, /* see the error; may begin again */
} YqqLookState;

/* Signal: changed. */
#define YQQ_TYPE_DOCUMENT_LOOK (yqq_document_look_get_type ())
G_DECLARE_FINAL_TYPE (YqqDocumentLook, yqq_document_look, YQQ, DOCUMENT_LOOK, GObject)

/* At a document that the session request named, or at one that the PC asks to sign. */
YqqDocumentLook *yqq_document_look_new (YqqScanSession *session, YqqSessionDocument *document);
YqqDocumentLook *yqq_document_look_new_for_record (YqqScanSession *session,
                                                   YqqSignatureRecord *record);

/* Fetches the document, once more where it failed; nothing where it is there or on its way. */
void yqq_document_look_begin (YqqDocumentLook *self);
/* The person goes away: nothing comes any more, unless it is begun again. */
void yqq_document_look_cancel (YqqDocumentLook *self);

YqqLookState yqq_document_look_get_state (YqqDocumentLook *self);
/* FAILED only; borrowed. */
const GError *yqq_document_look_get_error (YqqDocumentLook *self);
/* READY only; both borrowed. */
const YqqDocumentContent *yqq_document_look_get_content (YqqDocumentLook *self);
GBytes *yqq_document_look_get_bytes (YqqDocumentLook *self);

YqqScanSession *yqq_document_look_get_session (YqqDocumentLook *self);
/* NULL unless it was opened from a request to sign. */
YqqSignatureRecord *yqq_document_look_get_record (YqqDocumentLook *self);
const char *yqq_document_look_get_name (YqqDocumentLook *self);
guint64 yqq_document_look_get_size (YqqDocumentLook *self);
/* Hexadecimal or NULL. */
const char *yqq_document_look_get_digest (YqqDocumentLook *self, YqqAlgorithm algorithm);

G_END_DECLS
