/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the browser brings a provider's answer back to: an address on this computer that takes one
 * answer and is gone (RFC 8252 7.3). */
#pragma once

#include <gio/gio.h>

#include "identity/oidc-error.h"

G_BEGIN_DECLS

typedef struct _YqqOidcRedirect YqqOidcRedirect;

/* Listens on 127.0.0.1, on a port that the system chooses. Only an answer with this state is taken
 * for one: whatever else a page on this computer sends is refused and changes nothing. Error:
 * NO_LISTENER. */
YqqOidcRedirect *yqq_oidc_redirect_new (const char *state, GError **error);
/* Stops listening. Not while somebody waits. */
void yqq_oidc_redirect_free (YqqOidcRedirect *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqOidcRedirect, yqq_oidc_redirect_free)

/* http://127.0.0.1:PORT/ — borrowed. */
const char *yqq_oidc_redirect_get_uri (YqqOidcRedirect *self);

typedef struct {
  char *code;
  char *issuer; /* who says so (RFC 9207); NULL where it is not said */
} YqqOidcReply;

void yqq_oidc_reply_free (YqqOidcReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqOidcReply, yqq_oidc_reply_free)

/* Waits for the answer, at most patience_s seconds; once. The person reads in the browser, in their
 * language, that they may close it. */
void yqq_oidc_redirect_wait_async (YqqOidcRedirect *self,
                                   guint patience_s,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Owned. Errors: DENIED, BAD_ANSWER, TIMED_OUT; G_IO_ERROR_CANCELLED. */
YqqOidcReply *yqq_oidc_redirect_wait_finish (GAsyncResult *result, GError **error);

G_END_DECLS
