/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logging in at a provider on another device, a telephone: the device authorization grant
 * (RFC 8628). */
#pragma once

#include "identity/oidc-provider.h"

G_BEGIN_DECLS

/* What the person needs on their other device. */
typedef struct {
  const char *address;       /* where to go by hand */
  const char *whole_address; /* the same with the code in it, for a QR code; NULL where there is
                                none */
  const char *code;          /* to type there, or to compare */
  guint seconds;             /* how long it is good */
} YqqOidcUserCode;

/* Called once; what it is given is the caller's after it returns no longer. */
typedef void (*YqqOidcShowCode) (const YqqOidcUserCode *code, gpointer user_data);

/* Asks for a code, has it shown, and asks again and again whether the person has logged in, no
 * faster than the provider wants. A provider that is gone for a while is asked again as long as the
 * code is good. */
void yqq_oidc_device_flow_async (SoupSession *session,
                                 const YqqOidcProvider *provider,
                                 const char *client_id,
                                 const char *nonce,
                                 YqqOidcShowCode show,
                                 gpointer show_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* The id token, unread. Owned. Errors: UNSUPPORTED (the provider has no such flow), DENIED,
 * TIMED_OUT, BAD_ANSWER, OFFLINE; G_IO_ERROR_CANCELLED. */
char *yqq_oidc_device_flow_finish (GAsyncResult *result, GError **error);

G_END_DECLS
