/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a relying party registers. */
#include "authority/http/router.h"

static void
post_relying_party (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqRelyingPartyRegistration) message =
      body != NULL ? yqq_relying_party_registration_from_json (body, &error) : NULL;
  if (message == NULL ||
      !yqq_rate_limit_take (authority->attempts, yqq_http_request_get_peer (request), &error))
    yqq_http_request_fail (request, error);
  else
    yqq_relying_party_desk_register (authority->relying_parties,
                                     yqq_http_request_get_bearer (request), message,
                                     yqq_router_reply, yqq_http_request_ref (request));
}

const YqqRoute yqq_relying_party_routes[] = {
    {"POST", "/v1/relying-parties", YQQ_ACCESS_PUBLIC, 0, post_relying_party},
    {NULL},
};
