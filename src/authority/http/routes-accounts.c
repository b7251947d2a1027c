/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's accounts at OpenID Connect providers. */
#include "authority/account-desk.h"
#include "authority/http/router.h"
#include "protocol/account.h"

static void
get_accounts (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  JsonObject *answer = yqq_account_desk_list (authority->accounts, authority->reader,
                                              yqq_http_request_get_device (request), &error);
  yqq_router_answer (request, answer, error);
}

static void
post_account (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqAccountLinking) message =
      body != NULL ? yqq_account_linking_from_json (body, &error) : NULL;
  if (message == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_account_desk_link (authority->accounts, yqq_http_request_get_device (request),
                           message->identity, message->evidence, yqq_router_reply,
                           yqq_http_request_ref (request));
}

static void
delete_account (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autofree char *identity = yqq_http_request_dup_query_text (request, "identity");
  yqq_account_desk_unlink (authority->accounts, yqq_http_request_get_device (request),
                           yqq_http_request_get_place (request, 0), identity, yqq_router_reply,
                           yqq_http_request_ref (request));
}

const YqqRoute yqq_account_routes[] = {
    {"GET", "/v1/me/accounts", YQQ_ACCESS_DEVICE, 0, get_accounts},
    {"POST", "/v1/me/accounts", YQQ_ACCESS_DEVICE, 0, post_account},
    {"DELETE", "/v1/me/accounts/*", YQQ_ACCESS_DEVICE, 0, delete_account},
    {NULL},
};
