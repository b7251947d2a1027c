/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From method and path to the handler, after everything that is the same for all of them. */
#pragma once

#include "authority/authority.h"
#include "authority/http/request.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_ACCESS_PUBLIC, /* anybody; what the handler wants it asks for itself */
  YQQ_ACCESS_DEVICE, /* signed by a registered device */
  YQQ_ACCESS_LATE,   /* the same, also where the last log in on it is too long ago */
  YQQ_ACCESS_SIDE,   /* a relying party's session token, or a registered device */
} YqqAccess;

/* Decodes, calls one service, encodes; nothing else. */
typedef void (*YqqRouteHandler) (YqqAuthority *authority, YqqHttpRequest *request);

typedef struct {
  const char *method;
  const char *pattern; /* "*" stands for one identifier */
  YqqAccess access;
  gsize max_body; /* 0: YQQ_JSON_MAX_BYTES */
  YqqRouteHandler handler;
} YqqRoute;

/* Tables that end with a route without a method. */
extern const YqqRoute yqq_public_routes[];
extern const YqqRoute yqq_device_routes[];
extern const YqqRoute yqq_identity_routes[];
extern const YqqRoute yqq_relying_party_routes[];
extern const YqqRoute yqq_session_routes[];
extern const YqqRoute yqq_enterprise_routes[];
extern const YqqRoute yqq_audit_routes[];
extern const YqqRoute yqq_notice_routes[];
extern const YqqRoute yqq_history_routes[];
extern const YqqRoute yqq_account_routes[];
extern const YqqRoute yqq_authenticator_routes[];
extern const YqqRoute yqq_face_routes[];

/* The YqqHttpHandler of the server; data is the YqqAuthority. */
void yqq_router_handle (YqqHttpRequest *request, gpointer data);

/* YqqReply and YqqSecretReply for handlers: answers the request given as user_data and lets it
 * go. */
void yqq_router_reply (guint status, JsonObject *answer, const GError *problem, gpointer request);
void yqq_router_reply_secret (guint status,
                              YqqSecretBytes *answer,
                              const GError *problem,
                              gpointer request);

/* For handlers that have their answer at once: object (taken over), or NULL with error set. */
void yqq_router_answer (YqqHttpRequest *request, JsonObject *object, const GError *error);

/* Who speaks about a session; borrowed from the request. */
YqqRelayCaller yqq_router_find_caller (YqqHttpRequest *request);

G_END_DECLS
