/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TLS for the authority's listener, as opaque pointers for libevent's bufferevents. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An SSL_CTX* for a server that speaks TLS 1.2 or later with the certificate chain and the key in
 * two PEM files. Errors: YQQ_CRYPTO_ERROR_MALFORMED (a file can't be read as such), _WRONG_KEY
 * (they don't belong together). */
gpointer yqq_tls_server_context_new (const char *certificate_pem_path,
                                     const char *key_pem_path,
                                     GError **error);
void yqq_tls_server_context_free (gpointer context);

/* A new SSL* of context, which the connection keeps alive; owned by the bufferevent that takes it.
 * NULL only out of memory. */
gpointer yqq_tls_server_connection_new (gpointer context);

G_END_DECLS
