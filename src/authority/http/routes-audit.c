/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who administer an enterprise ask of its audit record. */
#include "authority/audit-desk.h"
#include "authority/http/router.h"

static void
post_export (YqqAuthority *authority, YqqHttpRequest *request)
{
  yqq_audit_desk_export (authority->audit_desk, yqq_http_request_get_device (request),
                         yqq_http_request_get_place (request, 0), yqq_router_reply,
                         yqq_http_request_ref (request));
}

static void
get_records (YqqAuthority *authority, YqqHttpRequest *request)
{
  gint64 *after = g_new (gint64, 1);
  *after = yqq_http_request_get_query_int (request, "after", 0, G_MAXINT64 / 2, 0);
  yqq_questions_ask (authority->questions, yqq_http_request_get_device (request),
                     yqq_http_request_get_place (request, 0), yqq_audit_desk_list, after, g_free,
                     yqq_router_reply, yqq_http_request_ref (request));
}

const YqqRoute yqq_audit_routes[] = {
    {"POST", "/v1/enterprises/*/audit/exports", YQQ_ACCESS_DEVICE, 0, post_export},
    {"GET", "/v1/enterprises/*/audit/records", YQQ_ACCESS_DEVICE, 0, get_records},
    {NULL},
};
