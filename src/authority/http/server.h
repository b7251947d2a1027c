/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The listeners: a Unix socket, a TCP address, TLS where it is given. */
#pragma once

#include "authority/http/request.h"

G_BEGIN_DECLS

#define YQQ_HTTP_ERROR (yqq_http_error_quark ())
GQuark yqq_http_error_quark (void);

typedef enum {
  YQQ_HTTP_ERROR_LISTEN, /* the address cannot be listened on */
  YQQ_HTTP_ERROR_PUBLIC, /* a public address without TLS or an edge before it */
} YqqHttpError;

#define YQQ_HTTP_MAX_HEADER_BYTES (8 * 1024)
#define YQQ_HTTP_MAX_BODY_BYTES (8 * 1024 * 1024)

/* Given each request; keeps a reference for as long as it needs one. */
typedef void (*YqqHttpHandler) (YqqHttpRequest *request, gpointer data);

typedef struct _YqqHttpServer YqqHttpServer;

/* behind_edge: a reverse proxy stands before every TCP connection; it ends TLS and says in
 * X-Forwarded-For who is there. */
YqqHttpServer *
yqq_http_server_new (YqqLoop *loop, gboolean behind_edge, YqqHttpHandler handler, gpointer data);

/* Before listening on TCP: what the TCP listener speaks. Takes the context over. */
void yqq_http_server_use_tls (YqqHttpServer *self, gpointer context);

/* A socket with mode 0600; a dead one at path is replaced. */
gboolean yqq_http_server_listen_unix (YqqHttpServer *self, const char *path, GError **error);

/* address is numeric; port 0 takes any free one. *bound receives the port. Anything but a loopback
 * address needs TLS or an edge (YQQ_HTTP_ERROR_PUBLIC). */
gboolean yqq_http_server_listen_tcp (YqqHttpServer *self,
                                     const char *address,
                                     guint16 port,
                                     guint16 *bound,
                                     GError **error);

/* Takes no more connections. On the loop's thread, as is freeing, or while the loop stands. */
void yqq_http_server_close_listeners (YqqHttpServer *self);
void yqq_http_server_free (YqqHttpServer *self);

G_END_DECLS
