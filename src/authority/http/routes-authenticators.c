/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's security keys. */
#include "authority/authenticator-desk.h"
#include "authority/http/router.h"
#include "protocol/authenticator.h"

static void
get_authenticators (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  JsonObject *answer = yqq_authenticator_desk_list (authority->reader,
                                                    yqq_http_request_get_device (request), &error);
  yqq_router_answer (request, answer, error);
}

static void
post_authenticator (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqAuthenticatorAddition) message =
      body != NULL ? yqq_authenticator_addition_from_json (body, &error) : NULL;
  g_autoptr (YqqFido2Registration) registration =
      message != NULL ? yqq_fido2_registration_read (message->registration, &error) : NULL;
  if (registration == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_authenticator_desk_add (authority->authenticators, yqq_http_request_get_device (request),
                                message->identity, registration, message->label, yqq_router_reply,
                                yqq_http_request_ref (request));
}

static void
put_authenticator (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autofree char *label = body != NULL ? yqq_authenticator_label_from_json (body, &error) : NULL;
  if (label == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_authenticator_desk_rename (authority->authenticators, yqq_http_request_get_device (request),
                                   yqq_http_request_get_place (request, 0), label, yqq_router_reply,
                                   yqq_http_request_ref (request));
}

static void
delete_authenticator (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autofree char *identity = yqq_http_request_dup_query_text (request, "identity");
  yqq_authenticator_desk_remove (authority->authenticators, yqq_http_request_get_device (request),
                                 yqq_http_request_get_place (request, 0), identity,
                                 yqq_router_reply, yqq_http_request_ref (request));
}

const YqqRoute yqq_authenticator_routes[] = {
    {"GET", "/v1/me/authenticators", YQQ_ACCESS_DEVICE, 0, get_authenticators},
    {"POST", "/v1/me/authenticators", YQQ_ACCESS_DEVICE, 0, post_authenticator},
    {"PUT", "/v1/me/authenticators/*", YQQ_ACCESS_DEVICE, 0, put_authenticator},
    {"DELETE", "/v1/me/authenticators/*", YQQ_ACCESS_DEVICE, 0, delete_authenticator},
    {NULL},
};
