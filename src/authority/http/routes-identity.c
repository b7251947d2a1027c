/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who a person is: what has to be proven and evidence of it; logging in and out. */
#include "authority/http/router.h"
#include "base/json.h"
#include "protocol/problem.h"

/* A log in may come from a key that nobody knows yet, or that has logged out; what is no purpose at
 * all is the desk's to refuse. */
static gboolean
find_device (YqqAuthority *authority, YqqHttpRequest *request, const char *purpose, GError **error)
{
  gboolean log_in = g_str_equal (purpose, YQQ_IDENTITY_PURPOSE_LOG_IN);
  gboolean stranger = log_in || !yqq_identity_purpose_is_known (purpose);
  if (stranger && yqq_http_request_get_header (request, "Signature-Input") == NULL)
    return TRUE;
  g_autoptr (GError) local = NULL;
  if (yqq_device_authentication_check (authority->devices, request, authority->reader, TRUE,
                                       &local) ||
      (stranger && (g_error_matches (local, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DEVICE_UNKNOWN) ||
                    g_error_matches (local, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DEVICE_REVOKED))))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
post_challenge (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqIdentityChallengeRequest) message =
      body != NULL ? yqq_identity_challenge_request_from_json (body, &error) : NULL;
  if (message == NULL ||
      !yqq_rate_limit_take (authority->attempts, yqq_http_request_get_peer (request), &error) ||
      !find_device (authority, request, message->purpose, &error))
    yqq_http_request_fail (request, error);
  else
    yqq_identity_desk_challenge (authority->identity, yqq_http_request_get_device (request),
                                 message, yqq_router_reply, yqq_http_request_ref (request));
}

static void
post_evidence (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqIdentityEvidence) message =
      body != NULL ? yqq_identity_evidence_from_json (body, &error) : NULL;
  if (message == NULL ||
      !yqq_rate_limit_take (authority->attempts, yqq_http_request_get_peer (request), &error))
    yqq_http_request_fail (request, error);
  else
    yqq_identity_desk_prove (authority->identity, yqq_http_request_get_device (request), message,
                             yqq_router_reply, yqq_http_request_ref (request));
}

/* The key that is being registered signs the request itself. */
static YqqPublicKey *
check_own_key (YqqAuthority *authority, YqqHttpRequest *request, GBytes *spki, GError **error)
{
  g_autoptr (YqqPublicKey) key = yqq_public_key_new (spki, NULL);
  if (key == NULL || yqq_public_key_get_algorithm (key) != YQQ_ALGORITHM_P256_SHA256) {
    yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "not a P-256 public key")->member =
        g_strdup ("public_key");
    return NULL;
  }
  if (!yqq_device_authentication_check_key (authority->devices, request, key, error))
    return NULL;
  return g_steal_pointer (&key);
}

static void
post_device (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqPublicKey) key = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqDeviceRegistration) message =
      body != NULL ? yqq_device_registration_from_json (body, &error) : NULL;
  if (message != NULL &&
      yqq_rate_limit_take (authority->attempts, yqq_http_request_get_peer (request), &error))
    key = check_own_key (authority, request, message->public_key, &error);
  if (key == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_enrolment_register_device (authority->enrolment, message, key, yqq_router_reply,
                                   yqq_http_request_ref (request));
}

static void
delete_device (YqqAuthority *authority, YqqHttpRequest *request)
{
  const YqqDevice *device = yqq_http_request_get_device (request);
  yqq_authority_end_sessions_of_device (authority, device->id);
  yqq_enrolment_log_out (authority->enrolment, device->id, yqq_router_reply,
                         yqq_http_request_ref (request));
}

const YqqRoute yqq_identity_routes[] = {
    {"POST", "/v1/identity/challenges", YQQ_ACCESS_PUBLIC, 0, post_challenge},
    {"POST", "/v1/identity/evidence", YQQ_ACCESS_LATE, 0, post_evidence},
    {"POST", "/v1/devices", YQQ_ACCESS_PUBLIC, 0, post_device},
    {"DELETE", "/v1/devices/self", YQQ_ACCESS_LATE, 0, delete_device},
    {NULL},
};
