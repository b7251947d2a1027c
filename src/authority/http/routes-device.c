/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person's device asks outside of a session. */
#include "authority/account.h"
#include "authority/device-dispute.h"
#include "authority/http/router.h"
#include "authority/pin-change.h"
#include "authority/pin-replacement.h"
#include "protocol/problem.h"

static void
get_me (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  JsonObject *answer =
      yqq_account_describe (authority->reader, yqq_http_request_get_device (request), &error);
  yqq_router_answer (request, answer, error);
}

static void
get_grants (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  JsonObject *answer =
      yqq_account_list_grants (authority->reader, yqq_http_request_get_device (request),
                               authority->issuer, yqq_clock_get_unix_ms (authority->clock), &error);
  yqq_router_answer (request, answer, error);
}

static void
put_pin (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqPinRegistration) message =
      body != NULL ? yqq_pin_registration_from_json (body, &error) : NULL;
  if (message == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_pin_gate_service_register (authority->gate, yqq_http_request_get_device (request)->id,
                                   message, yqq_router_reply_secret,
                                   yqq_http_request_ref (request));
}

static void
put_pin_replacement (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqPinReplacement) message =
      body != NULL ? yqq_pin_replacement_from_json (body, &error) : NULL;
  const YqqPinReplacing desk = {authority->writer, authority->identity, authority->gate,
                                authority->clock};
  if (message == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_pin_replacing_replace (&desk, yqq_http_request_get_device (request), message,
                               yqq_authority_carry_out_closings, authority, yqq_router_reply_secret,
                               yqq_http_request_ref (request));
}

static void
put_pin_change (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqPinRegistration) message =
      body != NULL ? yqq_pin_registration_from_json (body, &error) : NULL;
  const YqqPinChanging desk = {authority->writer, authority->gate, authority->clock};
  if (message == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_pin_changing_begin (&desk, yqq_http_request_get_device (request), message,
                            yqq_router_reply_secret, yqq_http_request_ref (request));
}

static void
post_pin_change_commit (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqPinOpening) message =
      body != NULL ? yqq_pin_opening_from_json (body, &error) : NULL;
  const YqqPinChanging desk = {authority->writer, authority->gate, authority->clock};
  if (message == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_pin_changing_commit (&desk, yqq_http_request_get_device (request), message,
                             yqq_authority_carry_out_closings, authority, yqq_router_reply,
                             yqq_http_request_ref (request));
}

static void
on_disputed (const char *device_id, gpointer authority)
{
  yqq_authority_end_sessions_of_device (authority, device_id);
}

static void
post_dispute (YqqAuthority *authority, YqqHttpRequest *request)
{
  yqq_device_dispute (authority->writer, authority->clock, yqq_http_request_get_device (request),
                      yqq_http_request_get_place (request, 0), on_disputed, authority,
                      yqq_router_reply, yqq_http_request_ref (request));
}

static void
post_pin_challenge (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqPinChallengeRequest) message =
      body != NULL ? yqq_pin_challenge_request_from_json (body, &error) : NULL;
  JsonObject *answer =
      message != NULL ? yqq_pin_gate_service_challenge (authority->gate,
                                                        yqq_http_request_get_device (request)->id,
                                                        message, &error)
                      : NULL;
  yqq_router_answer (request, answer, error);
}

static void
post_pin_open (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqPinOpening) message =
      body != NULL ? yqq_pin_opening_from_json (body, &error) : NULL;
  if (message == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_pin_gate_service_open (authority->gate, yqq_http_request_get_device (request)->id, message,
                               yqq_router_reply_secret, yqq_http_request_ref (request));
}

static void
post_certificate (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqInstallRequest) message =
      body != NULL ? yqq_install_request_from_json (body, &error) : NULL;
  if (message == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_installation_install (authority->installation, yqq_http_request_get_device (request),
                              yqq_http_request_get_place (request, 0), message, yqq_router_reply,
                              yqq_http_request_ref (request));
}

const YqqRoute yqq_device_routes[] = {
    {"GET", "/v1/me", YQQ_ACCESS_DEVICE, 0, get_me},
    {"GET", "/v1/me/grants", YQQ_ACCESS_DEVICE, 0, get_grants},
    {"PUT", "/v1/pin", YQQ_ACCESS_DEVICE, 0, put_pin},
    {"PUT", "/v1/pin/replacement", YQQ_ACCESS_DEVICE, 0, put_pin_replacement},
    {"PUT", "/v1/pin/change", YQQ_ACCESS_DEVICE, 0, put_pin_change},
    {"POST", "/v1/pin/change/commit", YQQ_ACCESS_DEVICE, 0, post_pin_change_commit},
    {"POST", "/v1/me/devices/*/dispute", YQQ_ACCESS_DEVICE, 0, post_dispute},
    {"POST", "/v1/pin/challenges", YQQ_ACCESS_DEVICE, 0, post_pin_challenge},
    {"POST", "/v1/pin/open", YQQ_ACCESS_DEVICE, 0, post_pin_open},
    {"POST", "/v1/grants/*/certificates", YQQ_ACCESS_DEVICE, 0, post_certificate},
    {NULL},
};
