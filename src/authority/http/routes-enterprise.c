/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who administer an enterprise ask about it, and their acts. */
#include "authority/administration.h"
#include "authority/http/router.h"
#include "authority/service-desk.h"
#include "authority/waiting-view.h"
#include "base/json.h"
#include "protocol/enterprise-act.h"
#include "protocol/identifier.h"

static void
ask (YqqAuthority *authority,
     YqqHttpRequest *request,
     YqqAnswer answer,
     gpointer data,
     GDestroyNotify free_data)
{
  yqq_questions_ask (authority->questions, yqq_http_request_get_device (request),
                     yqq_http_request_get_place (request, 0), answer, data, free_data,
                     yqq_router_reply, yqq_http_request_ref (request));
}

static void
get_enterprise (YqqAuthority *authority, YqqHttpRequest *request)
{
  ask (authority, request, yqq_administration_describe, NULL, NULL);
}

static void
get_users (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autofree char *after = yqq_http_request_dup_query_text (request, "after");
  guint limit = (guint)yqq_http_request_get_query_int (request, "limit", 1, YQQ_USERS_PAGE_MAX,
                                                       YQQ_USERS_PAGE_DEFAULT);
  ask (authority, request, yqq_administration_list_users, yqq_users_page_new (after, limit),
       (GDestroyNotify)yqq_users_page_free);
}

static void
get_proposal (YqqAuthority *authority, YqqHttpRequest *request)
{
  ask (authority, request, yqq_waiting_view_read_act,
       g_strdup (yqq_http_request_get_place (request, 1)), g_free);
}

static void
post_checks (YqqAuthority *authority, YqqHttpRequest *request)
{
  yqq_people_inquiry_check (&authority->people, yqq_http_request_get_device (request),
                            yqq_http_request_get_place (request, 0),
                            yqq_http_request_get_body (request), yqq_router_reply,
                            yqq_http_request_ref (request));
}

static void
post_reveal (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  const char *grant = NULL;
  if (body == NULL ||
      !yqq_json_read_string (body, "grant", YQQ_IDENTIFIER_MAX_LENGTH, &grant, &error))
    yqq_http_request_fail (request, error);
  else
    yqq_people_inquiry_reveal (&authority->people, yqq_http_request_get_device (request),
                               yqq_http_request_get_place (request, 0), grant, yqq_router_reply,
                               yqq_http_request_ref (request));
}

static void
post_person (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  if (body == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_service_desk_find (&authority->people, yqq_http_request_get_device (request),
                           yqq_http_request_get_place (request, 0), body, yqq_router_reply,
                           yqq_http_request_ref (request));
}

static void
post_act (YqqAuthority *authority, YqqHttpRequest *request)
{
  yqq_acts_perform (authority->acts, yqq_http_request_get_device (request),
                    yqq_http_request_get_place (request, 0), yqq_http_request_get_body (request),
                    yqq_router_reply, yqq_http_request_ref (request));
}

const YqqRoute yqq_enterprise_routes[] = {
    {"GET", "/v1/enterprises/*", YQQ_ACCESS_DEVICE, 0, get_enterprise},
    {"GET", "/v1/enterprises/*/grants", YQQ_ACCESS_DEVICE, 0, get_users},
    {"GET", "/v1/enterprises/*/proposals/*", YQQ_ACCESS_DEVICE, 0, get_proposal},
    {"POST", "/v1/enterprises/*/checks", YQQ_ACCESS_DEVICE, YQQ_ACT_MAX_BYTES, post_checks},
    {"POST", "/v1/enterprises/*/reveals", YQQ_ACCESS_DEVICE, 0, post_reveal},
    {"POST", "/v1/enterprises/*/persons", YQQ_ACCESS_DEVICE, 0, post_person},
    {"POST", "/v1/enterprises/*/acts", YQQ_ACCESS_DEVICE, YQQ_ACT_BODY_MAX_BYTES, post_act},
    {NULL},
};
