/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every open connection, how long each may take over a request, and how many there may be. */
#pragma once

#include <event2/bufferevent.h>
#include <event2/http.h>
#include <event2/listener.h>

#include "authority/http/loop.h"

G_BEGIN_DECLS

/* From the first byte of a request to its last. */
#define YQQ_HTTP_REQUEST_MS 15000
/* Between two requests on one connection. */
#define YQQ_HTTP_IDLE_SECONDS 75
/* Connections at once, below the limit of descriptors. */
#define YQQ_HTTP_MAX_CONNECTIONS 19000
/* Body bytes of unfinished requests, over all connections. */
#define YQQ_HTTP_MAX_PENDING_BYTES (256 * 1024 * 1024)
/* What a client may send ahead while its request is being answered. */
#define YQQ_HTTP_MAX_AHEAD_BYTES 4096

typedef struct _YqqConnections YqqConnections;

YqqConnections *yqq_connections_new (YqqLoop *loop, struct evhttp *http);
void yqq_connections_free (YqqConnections *self);

/* The listener that stops accepting while there are too many connections; NULL forgets it. */
void yqq_connections_set_listener (YqqConnections *self, struct evconnlistener *listener);
/* A context of crypto/tls.h, which outlives the connections. */
void yqq_connections_use_tls (YqqConnections *self, gpointer context);

/* A whole request has arrived: reading ahead is bounded and no read time limit runs until the
 * answer is written. */
void yqq_connections_begin_answer (YqqConnections *self, struct bufferevent *connection);
/* The answer is written; the next request may come. */
void yqq_connections_end_answer (YqqConnections *self, struct bufferevent *connection);

guint yqq_connections_get_count (YqqConnections *self);

G_END_DECLS
