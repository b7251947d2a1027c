/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What anybody may ask. */
#include "authority/demonstration.h"
#include "authority/http/router.h"
#include "authority/verification.h"
#include "protocol/authority-info.h"
#include "protocol/problem.h"

#define NAME "粤企签授权服务"

static GStrv
list_roots (YqqIssuer *issuer)
{
  g_autoptr (GStrvBuilder) pems = g_strv_builder_new ();
  for (guint algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    GPtrArray *roots = yqq_issuer_get_roots (issuer, (YqqAlgorithm)algorithm);
    for (guint i = 0; i < roots->len; i++) {
      g_autofree char *pem = yqq_x509_to_pem (g_ptr_array_index (roots, i));
      g_strv_builder_add (pems, pem);
    }
  }
  return g_strv_builder_end (pems);
}

static void
get_authority (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_auto (GStrv) roots = list_roots (authority->issuer);
  YqqAuthorityInfo info = {
      .name = (char *)NAME,
      .demonstration = authority->demonstration,
      .origin = authority->origin,
      .home_province = (char *)YQQ_HOME_PROVINCE,
      .time_ms = yqq_clock_get_unix_ms (authority->clock),
      .roots = roots,
      .version = (char *)YQQ_VERSION,
  };
  yqq_http_request_reply_json (request, 200, yqq_authority_info_to_json (&info));
}

static void
get_demonstration (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  if (!authority->demonstration)
    yqq_problem_error_set (&error, YQQ_PROBLEM_NOT_FOUND, NULL);
  else
    yqq_rate_limit_take (authority->attempts, yqq_http_request_get_peer (request), &error);
  if (error != NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_demonstration_list (authority->writer, authority->clock, yqq_router_reply,
                            yqq_http_request_ref (request));
}

static void
get_health (YqqAuthority *authority, YqqHttpRequest *request)
{
  JsonObject *answer = json_object_new ();
  json_object_set_boolean_member (answer, "ok", TRUE);
  yqq_http_request_reply_json (request, 200, answer);
}

static void
post_verify (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqVerifyRequest) message =
      body != NULL ? yqq_verify_request_from_json (body, &error) : NULL;
  JsonObject *answer =
      message != NULL &&
              yqq_rate_limit_take (authority->attempts, yqq_http_request_get_peer (request), &error)
          ? yqq_verify_signature (authority->issuer, message,
                                  yqq_clock_get_unix_ms (authority->clock), &error)
          : NULL;
  yqq_router_answer (request, answer, error);
}

const YqqRoute yqq_public_routes[] = {
    {"GET", "/v1/authority", YQQ_ACCESS_PUBLIC, 0, get_authority},
    {"GET", "/v1/demonstration", YQQ_ACCESS_PUBLIC, 0, get_demonstration},
    {"GET", "/healthz", YQQ_ACCESS_PUBLIC, 0, get_health},
    {"POST", "/v1/verify", YQQ_ACCESS_PUBLIC, 0, post_verify},
    {NULL},
};
