/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scan session, from either side. */
#include "authority/http/router.h"
#include "authority/http/session-events.h"
#include "base/json.h"
#include "protocol/problem.h"
#include "protocol/session.h"

static void
post_session (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  const char *jws = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  if (body == NULL || !yqq_json_read_string (body, "request", YQQ_JSON_MAX_BYTES, &jws, &error))
    yqq_http_request_fail (request, error);
  else
    yqq_relay_create_session (authority->relay, jws, yqq_http_request_get_peer (request),
                              yqq_router_reply, yqq_http_request_ref (request));
}

static void
post_own_session (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqPcSessionRequest) message =
      body != NULL ? yqq_pc_session_request_from_json (body, &error) : NULL;
  if (message == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_relay_create_own_session (authority->relay, message, yqq_http_request_get_peer (request),
                                  yqq_router_reply, yqq_http_request_ref (request));
}

static void
post_claim (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  YqqRelayCaller caller = yqq_router_find_caller (request);
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqSessionClaim) claim =
      body != NULL ? yqq_session_claim_from_json (body, &error) : NULL;
  if (claim == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_relay_claim (authority->relay, yqq_http_request_get_place (request, 0), &caller, claim,
                     yqq_router_reply, yqq_http_request_ref (request));
}

static void
post_frame (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  YqqRelayCaller caller = yqq_router_find_caller (request);
  g_autoptr (JsonObject) frame = yqq_http_request_dup_json (request, &error);
  if (frame == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_relay_post_frame (authority->relay, yqq_http_request_get_place (request, 0), &caller, frame,
                          yqq_router_reply, yqq_http_request_ref (request));
}

static void
get_session (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  YqqRelayCaller caller = yqq_router_find_caller (request);
  JsonObject *answer = yqq_relay_get_session (
      authority->relay, yqq_http_request_get_place (request, 0), &caller, &error);
  yqq_router_answer (request, answer, error);
}

static void
get_code (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  YqqRelayCaller caller = yqq_router_find_caller (request);
  JsonObject *answer = yqq_relay_get_code (
      authority->relay, yqq_http_request_get_place (request, 0), &caller, &error);
  yqq_router_answer (request, answer, error);
}

static void
get_certificates (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  YqqRelayCaller caller = yqq_router_find_caller (request);
  JsonObject *answer = yqq_relay_get_certificates (
      authority->relay, yqq_http_request_get_place (request, 0), &caller, &error);
  yqq_router_answer (request, answer, error);
}

static void
get_result (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  YqqRelayCaller caller = yqq_router_find_caller (request);
  JsonObject *answer =
      yqq_relay_get_result (authority->relay, yqq_http_request_get_place (request, 0), &caller,
                            yqq_http_request_get_place (request, 1), &error);
  yqq_router_answer (request, answer, error);
}

static void
put_document (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  YqqRelayCaller caller = yqq_router_find_caller (request);
  JsonObject *answer = yqq_relay_put_document (
      authority->relay, yqq_http_request_get_place (request, 0), &caller,
      yqq_http_request_get_place (request, 1), yqq_http_request_get_body (request), &error);
  yqq_router_answer (request, answer, error);
}

static void
get_document (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  YqqRelayCaller caller = yqq_router_find_caller (request);
  g_autoptr (GBytes) document =
      yqq_relay_dup_document (authority->relay, yqq_http_request_get_place (request, 0), &caller,
                              yqq_http_request_get_place (request, 1), &error);
  if (document != NULL)
    yqq_http_request_reply_bytes (request, 200, "application/octet-stream", document);
  else
    yqq_http_request_fail (request, error);
}

const YqqRoute yqq_session_routes[] = {
    {"POST", "/v1/sessions", YQQ_ACCESS_PUBLIC, 0, post_session},
    {"POST", "/pc/sessions", YQQ_ACCESS_PUBLIC, 0, post_own_session},
    {"GET", "/v1/sessions/*", YQQ_ACCESS_SIDE, 0, get_session},
    {"GET", "/v1/sessions/*/code", YQQ_ACCESS_SIDE, 0, get_code},
    {"POST", "/v1/sessions/*/claim", YQQ_ACCESS_DEVICE, 0, post_claim},
    {"POST", "/v1/sessions/*/frames", YQQ_ACCESS_SIDE, 0, post_frame},
    {"GET", "/v1/sessions/*/events", YQQ_ACCESS_SIDE, 0, yqq_session_events_get},
    {"GET", "/v1/sessions/*/certificates", YQQ_ACCESS_SIDE, 0, get_certificates},
    {"GET", "/v1/sessions/*/requests/*", YQQ_ACCESS_SIDE, 0, get_result},
    {"PUT", "/v1/sessions/*/documents/*", YQQ_ACCESS_SIDE, YQQ_HTTP_MAX_BODY_BYTES, put_document},
    {"GET", "/v1/sessions/*/documents/*", YQQ_ACCESS_SIDE, 0, get_document},
    {NULL},
};
