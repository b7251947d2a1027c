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
/* The next claim fails with this error (copied). */
void fake_session_fail_next (FakeSession *self, const GError *error);

/* What was asked of it last; NULL for nothing. */
const char *fake_session_get_end_reason (FakeSession *self);
YqqClaimVia fake_session_get_via (FakeSession *self);
guint fake_session_get_claims (FakeSession *self);

G_END_DECLS
