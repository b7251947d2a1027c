/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was signed: a person's own history, an enterprise's, and the signatures themselves. */
#include "authority/http/router.h"
#include "authority/usage-history.h"
#include "protocol/usage-record.h"

static void
ask (YqqAuthority *authority, YqqHttpRequest *request, const char *enterprise_id, YqqAnswer answer)
{
  g_autofree char *after = yqq_http_request_dup_query_text (request, "after");
  guint limit = (guint)yqq_http_request_get_query_int (request, "limit", 1, YQQ_USAGE_PAGE_MAX,
                                                       YQQ_USAGE_PAGE_DEFAULT);
  yqq_questions_ask (authority->questions, yqq_http_request_get_device (request), enterprise_id,
                     answer, yqq_history_page_new (after, limit),
                     (GDestroyNotify)yqq_history_page_free, yqq_router_reply,
                     yqq_http_request_ref (request));
}

static void
get_own (YqqAuthority *authority, YqqHttpRequest *request)
{
  ask (authority, request, NULL, yqq_usage_history_list_own);
}

static void
get_of_enterprise (YqqAuthority *authority, YqqHttpRequest *request)
{
  ask (authority, request, yqq_http_request_get_place (request, 0),
       yqq_usage_history_list_enterprise);
}

static void
get_signature (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  JsonObject *answer = yqq_usage_history_get_signature (
      authority->reader, yqq_http_request_get_device (request),
      yqq_http_request_get_place (request, 0), yqq_http_request_get_place (request, 1),
      yqq_http_request_get_place (request, 2), &error);
  yqq_router_answer (request, answer, error);
}

const YqqRoute yqq_history_routes[] = {
    {"GET", "/v1/me/history", YQQ_ACCESS_DEVICE, 0, get_own},
    {"GET", "/v1/enterprises/*/history", YQQ_ACCESS_DEVICE, 0, get_of_enterprise},
    {"GET", "/v1/history/*/*/*", YQQ_ACCESS_DEVICE, 0, get_signature},
    {NULL},
};
