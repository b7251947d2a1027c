/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to one authority: bounded JSON requests, signed by the device key where that is asked. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "base/clock.h"
#include "crypto/key.h"

G_BEGIN_DECLS

#define YQQ_TYPE_AUTHORITY_CONNECTION (yqq_authority_connection_get_type ())
G_DECLARE_FINAL_TYPE (YqqAuthorityConnection,
                      yqq_authority_connection,
                      YQQ,
                      AUTHORITY_CONNECTION,
                      GObject)

/* How long an ordinary answer may take. */
#define YQQ_AUTHORITY_CONNECTION_TIMEOUT_S 15
#define YQQ_LARGE_ANSWER_BYTES (1024 * 1024)
#define YQQ_DOCUMENT_BYTES (8 * 1024 * 1024)

typedef enum {
  YQQ_REQUEST_PLAIN,
  YQQ_REQUEST_SIGNED, /* RFC 9421 by the device key */
} YqqRequestAuthentication;

/* address: unix:/path, https://host[:port], or http://host[:port] where the host is loopback.
 * Belongs to the main context it is made in. Property online (read-only, notifies): FALSE since a
 * request found nobody, TRUE since one was answered. Error YQQ_CLIENT_ERROR_ADDRESS. */
YqqAuthorityConnection *yqq_authority_connection_new (const char *address, GError **error);

const char *yqq_authority_connection_get_address (YqqAuthorityConnection *self);
gboolean yqq_authority_connection_get_online (YqqAuthorityConnection *self);

/* The key that signs; NULL after log out. */
void yqq_authority_connection_set_device_key (YqqAuthorityConnection *self, YqqKey *key);
YqqKey *yqq_authority_connection_get_device_key (YqqAuthorityConnection *self);

/* The clock of the signatures' created time; the system's unless a test says otherwise. */
void yqq_authority_connection_set_clock (YqqAuthorityConnection *self, YqqClock *clock);

/* How long an ordinary answer may take; YQQ_AUTHORITY_CONNECTION_TIMEOUT_S at first. */
void yqq_authority_connection_set_timeout (YqqAuthorityConnection *self, guint seconds);

/* Sends one request. path may hold a query; body may be NULL; answers over max_answer bytes
 * (0: 16 KB) are refused. The answer is an object (empty where there is no content). A problem
 * document becomes YQQ_PROBLEM_ERROR, whatever happens on the way YQQ_CLIENT_ERROR, a cancelled
 * request G_IO_ERROR_CANCELLED. */
void yqq_authority_connection_send_async (YqqAuthorityConnection *self,
                                          const char *method,
                                          const char *path,
                                          JsonObject *body,
                                          YqqRequestAuthentication authentication,
                                          gsize max_answer,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
JsonObject *yqq_authority_connection_send_finish (YqqAuthorityConnection *self,
                                                  GAsyncResult *result,
                                                  GError **error);

/* A signed GET whose answer is bytes (a supplied document). */
void yqq_authority_connection_get_bytes_async (YqqAuthorityConnection *self,
                                               const char *path,
                                               gsize max_answer,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
GBytes *yqq_authority_connection_get_bytes_finish (YqqAuthorityConnection *self,
                                                   GAsyncResult *result,
                                                   GError **error);

/* A signed GET whose answer is read as it comes (an event stream). Other than status 200 with
 * text/event-stream is an error as above. Owned. */
void yqq_authority_connection_open_stream_async (YqqAuthorityConnection *self,
                                                 const char *path,
                                                 const char *last_event_id,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
GInputStream *yqq_authority_connection_open_stream_finish (YqqAuthorityConnection *self,
                                                           GAsyncResult *result,
                                                           GError **error);

G_END_DECLS
