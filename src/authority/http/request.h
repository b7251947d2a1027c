/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One HTTP request, from its arrival to its one answer. All on the loop's thread. */
#pragma once

#include <event2/http.h>
#include <json-glib/json-glib.h>

#include "authority/http/connections.h"
#include "authority/store/devices.h"
#include "base/secret-bytes.h"

G_BEGIN_DECLS

/* Reference-counted, so that it outlives its handler while something is being written. One that is
 * let go without an answer is answered with "internal". */
typedef struct _YqqHttpRequest YqqHttpRequest;

YqqHttpRequest *yqq_http_request_ref (YqqHttpRequest *self);
void yqq_http_request_unref (YqqHttpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqHttpRequest, yqq_http_request_unref)

/* The server's side: wraps an evhttp request that waits for its answer. peer is the client's
 * address, or NULL on the Unix socket. */
YqqHttpRequest *yqq_http_request_new (struct evhttp_request *request,
                                      YqqConnections *connections,
                                      const char *peer);

/* Upper case; HEAD counts as GET. */
const char *yqq_http_request_get_method (YqqHttpRequest *self);
/* As sent, without the query; never NULL. */
const char *yqq_http_request_get_path (YqqHttpRequest *self);
/* Without its "?"; NULL if there is none. */
const char *yqq_http_request_get_query (YqqHttpRequest *self);
/* NULL if it is absent. Where it is there twice: the first. */
const char *yqq_http_request_get_header (YqqHttpRequest *self, const char *name);
/* The client's address, for rate limits; NULL on the Unix socket. */
const char *yqq_http_request_get_peer (YqqHttpRequest *self);
gsize yqq_http_request_get_body_size (YqqHttpRequest *self);
/* The whole body. Borrowed. */
GBytes *yqq_http_request_get_body (YqqHttpRequest *self);
/* The body as a JSON object. Fails with YQQ_JSON_ERROR. */
JsonObject *yqq_http_request_dup_json (YqqHttpRequest *self, GError **error);
/* A whole number of the query, within the bounds; fallback where it is absent or anything else. */
gint64 yqq_http_request_get_query_int (YqqHttpRequest *self,
                                       const char *name,
                                       gint64 minimum,
                                       gint64 maximum,
                                       gint64 fallback);
/* A text of the query as it is written there, without decoding; NULL where it is absent. */
char *yqq_http_request_dup_query_text (YqqHttpRequest *self, const char *name);
/* The token of "Authorization: Bearer …", borrowed, or NULL. */
const char *yqq_http_request_get_bearer (YqqHttpRequest *self);

/* What the router found in the path's places, from 0; borrowed. */
const char *yqq_http_request_get_place (YqqHttpRequest *self, guint number);
void yqq_http_request_take_places (YqqHttpRequest *self, GStrv places);

/* The device that signed the request; NULL before authentication. */
YqqDevice *yqq_http_request_get_device (YqqHttpRequest *self);
void yqq_http_request_take_device (YqqHttpRequest *self, YqqDevice *device);

/* The answers. Exactly one of them, or a stream. The JSON object is taken over. */
void yqq_http_request_reply_json (YqqHttpRequest *self, guint status, JsonObject *object);
void yqq_http_request_reply_secret (YqqHttpRequest *self, guint status, YqqSecretBytes *text);
void yqq_http_request_reply_empty (YqqHttpRequest *self);
void yqq_http_request_reply_bytes (YqqHttpRequest *self,
                                   guint status,
                                   const char *content_type,
                                   GBytes *body);
/* An error as its problem document; what is not meant for the outside becomes "internal". */
void yqq_http_request_fail (YqqHttpRequest *self, const GError *error);

/* Adds a header to the answer; before it is sent. */
void yqq_http_request_set_answer_header (YqqHttpRequest *self, const char *name, const char *value);

/* For a request that waits: on_closed comes at most once, when the client goes before the answer.
 * NULL: it does not matter any more. */
void yqq_http_request_set_closed (YqqHttpRequest *self, GSourceOnceFunc on_closed, gpointer data);

/* For http/event-sink.c: begins an answer without an end. on_closed comes once, when the client or
 * the server ends it; write returns FALSE where the client is too far behind and is dropped. */
void yqq_http_request_begin_stream (YqqHttpRequest *self, GSourceOnceFunc on_closed, gpointer data);
/* A stream lives long and needs nothing more of what asked for it: lets go of headers, body,
 * places, device and peer, which would be most of what an idle session holds. */
void yqq_http_request_forget (YqqHttpRequest *self);
gboolean yqq_http_request_write_stream (YqqHttpRequest *self, GBytes *bytes);
void yqq_http_request_end_stream (YqqHttpRequest *self);

G_END_DECLS
