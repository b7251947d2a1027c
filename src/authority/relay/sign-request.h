/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request for signatures inside a session, and the signatures that have come for it. */
#pragma once

#include "crypto/cms.h"
#include "protocol/relying-party-frame.h"
#include "protocol/session-event.h"
#include "protocol/session-result.h"
#include "protocol/session.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *certificate; /* fingerprint */
  YqqAlgorithm algorithm;
  YqqCmsSigner *signer;  /* completes signatures delivered by value; NULL: all come whole */
  GPtrArray *documents;  /* YqqDocumentReference, each with its digest */
  GPtrArray *signatures; /* YqqSessionSignature */
  GHashTable *delivered; /* document ids whose signature has come, checked, durable or not yet */
  gint64 asked_at_ms;
  YqqRequestState state;
  YqqRefusal refusal;
  gboolean durable;  /* the device has been told */
  gboolean refusing; /* a refusal is on its way into the journal */
} YqqSignRequest;

/* A deep copy of YqqDocumentReference. */
GPtrArray *yqq_document_list_copy (GPtrArray *documents);

/* From a frame whose documents all have digests; copies. signer may be NULL. */
YqqSignRequest *yqq_sign_request_new (const YqqRelyingPartyFrame *frame,
                                      GPtrArray *documents,
                                      YqqCmsSigner *signer,
                                      gint64 asked_at_ms);
void yqq_sign_request_free (YqqSignRequest *self);

/* Whether a frame asks for exactly this again. */
gboolean yqq_sign_request_equals (const YqqSignRequest *self,
                                  const YqqRelyingPartyFrame *frame,
                                  GPtrArray *documents);

/* Borrowed or NULL. */
YqqDocumentReference *yqq_sign_request_find (YqqSignRequest *self, const char *document_id);

/* TRUE if a signature of that document is kept for certain. */
gboolean yqq_sign_request_has_signature (YqqSignRequest *self, const char *document_id);
gboolean yqq_sign_request_is_open (const YqqSignRequest *self);

/* The event that carries the request to the device. */
YqqSessionEvent *yqq_sign_request_to_event (YqqSignRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSignRequest, yqq_sign_request_free)

G_END_DECLS
