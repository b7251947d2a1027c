/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question to a provider and its answer, bounded in size and time. */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "base/secret-bytes.h"
#include "identity/oidc-error.h"

G_BEGIN_DECLS

#define YQQ_OIDC_MAX_ANSWER (64 * 1024)

/* A session that keeps no cookies. Usable from the main context it is made in. */
SoupSession *yqq_oidc_http_session_new (void);

/* To be called before a thread begins that makes sessions, in the thread that begins it. GLib 2.74
 * locks up where one thread makes a session's class while another registers a socket address's
 * type. */
void yqq_oidc_http_prepare (void);

typedef struct {
  guint status;     /* of HTTP; 200 to 299 and 400 to 499 only */
  JsonObject *json; /* NULL where the answer is no JSON object; never for a success */
} YqqOidcAnswer;

void yqq_oidc_answer_free (YqqOidcAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqOidcAnswer, yqq_oidc_answer_free)

/* GET, or POST of a form (application/x-www-form-urlencoded) where form is not NULL. Redirects are
 * not followed: an endpoint is where the provider's own document says. */
void yqq_oidc_http_ask_async (SoupSession *session,
                              const char *uri,
                              YqqSecretBytes *form,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Owned. Errors: YQQ_OIDC_ERROR OFFLINE (also a server that is broken or slow), BAD_ANSWER (over
 * YQQ_OIDC_MAX_ANSWER, a redirect, a success that is no JSON object); G_IO_ERROR_CANCELLED. */
YqqOidcAnswer *yqq_oidc_http_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
