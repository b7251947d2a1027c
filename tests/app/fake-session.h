/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole small scan session without an authority: goes where a test leads it. */
#pragma once

#include "app/scan-session.h"

G_BEGIN_DECLS

#define FAKE_TYPE_SESSION (fake_session_get_type ())
G_DECLARE_FINAL_TYPE (FakeSession, fake_session, FAKE, SESSION, YqqScanSession)

/* The PIN that it takes. */
#define FAKE_SESSION_PIN "246813"

FakeSession *fake_session_new (void);

/* Claims to have been scanned: the relying party, its request with two documents, and a check code
 * where one is given. */
void fake_session_scan (FakeSession *self, const char *check_code);
void fake_session_pass_check (FakeSession *self);
void fake_session_move (FakeSession *self, YqqSessionState state, const char *reason);
/* A document that the PC asks to sign; borrowed. */
YqqSignatureRecord *fake_session_ask (FakeSession *self, const char *name, YqqSignatureState state);
/* With TRUE what is asked from now on (claim, confirm, disconnect) gets no answer; with FALSE it
 * does, as an answer that came late: nothing if that was cancelled meanwhile. */
void fake_session_hold (FakeSession *self, gboolean hold);
/* The authority can be reached, or not at the moment. */
void fake_session_set_online (FakeSession *self, gboolean online);
/* Nobody has said yet who asks and for what. */
void fake_session_forget_request (FakeSession *self);
/* The next claim or look at a document fails with this error (copied). */
void fake_session_fail_next (FakeSession *self, const GError *error);
/* What the PC has supplied of a document (copied): "d1" and "d2" are those of the request, others
 * have their name for an id. */
void fake_session_supply (FakeSession *self, const char *document_id, const void *data, gsize size);
/* Documents stay on their way; those that nobody waits for any more are let go with FALSE. */
void fake_session_hold_documents (FakeSession *self, gboolean hold);
/* TRUE if the one on its way was given up. */
gboolean fake_session_get_cancelled (FakeSession *self);

/* What was asked of it last; NULL for nothing. */
const char *fake_session_get_end_reason (FakeSession *self);
YqqClaimVia fake_session_get_via (FakeSession *self);
guint fake_session_get_claims (FakeSession *self);

G_END_DECLS
