/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PC page in the test: opens a session at the real authority over HTTP and plays its side. */
#pragma once

#include <json-glib/json-glib.h>

#include "real-authority.h"

G_BEGIN_DECLS

typedef struct {
  Real *real;
  gpointer session; /* SoupSession */
  char *id;
  char *token;
  gint64 seq;
  gint64 heard; /* the last event */
} RelyingParty;

/* documents: JSON array text or NULL. Opens the session and starts to listen. */
RelyingParty *relying_party_new (Real *real, const char *purpose, const char *documents);
void relying_party_free (RelyingParty *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelyingParty, relying_party_free)

/* One request with the session's token; the main loop runs meanwhile. *status may be NULL. The
 * answer may be NULL (no content). body: JSON text or NULL. */
JsonObject *relying_party_ask (RelyingParty *self,
                               const char *method,
                               const char *path,
                               const char *body,
                               guint *status);
/* PUT of raw bytes as a document. */
guint relying_party_supply (RelyingParty *self, const char *document, const char *content);

/* The text of the code of this moment. Owned. */
char *relying_party_get_code (RelyingParty *self);
/* members: the frame's members after seq, as JSON text ("\"type\":\"close\""). The status. */
guint relying_party_send (RelyingParty *self, const char *members);
/* Asks for signatures over documents (JSON array text) by the first certificate of an algorithm. */
guint relying_party_sign (RelyingParty *self,
                          const char *request_id,
                          const char *algorithm,
                          const char *documents);
/* Polls until the request is in that state, at most 5 s; the answer. */
JsonObject *
relying_party_await_request (RelyingParty *self, const char *request_id, const char *state);
/* Hears what there is, so that the authority sees this side present. */
void relying_party_poll (RelyingParty *self);
/* The session's state now. Owned. */
char *relying_party_get_state (RelyingParty *self);

G_END_DECLS
