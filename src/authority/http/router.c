/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/http/router.h"

#include <string.h>

#include "authority/http/device-authentication.h"
#include "authority/http/pages.h"
#include "base/json.h"
#include "protocol/identifier.h"
#include "protocol/problem.h"

#define MAX_PLACES 4

static const YqqRoute *const tables[] = {
    yqq_public_routes,  yqq_device_routes,        yqq_identity_routes, yqq_relying_party_routes,
    yqq_session_routes, yqq_enterprise_routes,    yqq_audit_routes,    yqq_notice_routes,
    yqq_history_routes, yqq_authenticator_routes, yqq_face_routes,     yqq_account_routes,
};

/* The identifiers in the places of pattern; NULL where the path is another one. */
static GStrv
match (const char *pattern, const char *path)
{
  g_auto (GStrv) wanted = g_strsplit (pattern, "/", -1);
  g_auto (GStrv) given = g_strsplit (path, "/", -1);
  if (g_strv_length (wanted) != g_strv_length (given))
    return NULL;
  g_autoptr (GStrvBuilder) places = g_strv_builder_new ();
  for (guint i = 0; wanted[i] != NULL; i++) {
    gboolean place = strcmp (wanted[i], "*") == 0;
    if (place ? !yqq_identifier_is_valid (given[i]) : strcmp (wanted[i], given[i]) != 0)
      return NULL;
    if (place)
      g_strv_builder_add (places, given[i]);
  }
  return g_strv_builder_end (places);
}

static const YqqRoute *
find_route (YqqHttpRequest *request, gboolean *path_known)
{
  *path_known = FALSE;
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const YqqRoute *route = tables[t]; route->method != NULL; route++) {
      g_auto (GStrv) places = match (route->pattern, yqq_http_request_get_path (request));
      if (places == NULL)
        continue;
      *path_known = TRUE;
      if (strcmp (route->method, yqq_http_request_get_method (request)) != 0)
        continue;
      yqq_http_request_take_places (request, g_steal_pointer (&places));
      return route;
    }
  return NULL;
}

/* A page of another site must not act here through somebody's browser, nor reach a loopback
 * address under a name of its own (DNS rebinding). */
static gboolean
check_origin (YqqAuthority *authority, YqqHttpRequest *request, GError **error)
{
  const char *origin = yqq_http_request_get_header (request, "Origin");
  const char *host = yqq_http_request_get_header (request, "Host");
  gboolean changes = strcmp (yqq_http_request_get_method (request), "GET") != 0;
  if (changes && origin != NULL && !yqq_authority_is_own_origin (authority, origin, host)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "a page of another origin");
    return FALSE;
  }
  if (yqq_http_request_get_peer (request) != NULL && !yqq_authority_is_own_host (authority, host)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "another host's name");
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_access (YqqAuthority *authority,
              YqqHttpRequest *request,
              const YqqRoute *route,
              GError **error)
{
  gsize limit = route->max_body > 0 ? route->max_body : YQQ_JSON_MAX_BYTES;
  if (yqq_http_request_get_body_size (request) > limit) {
    yqq_problem_error_set (error, YQQ_PROBLEM_TOO_LARGE, NULL);
    return FALSE;
  }
  gboolean signed_by_device =
      route->access == YQQ_ACCESS_DEVICE || route->access == YQQ_ACCESS_LATE ||
      (route->access == YQQ_ACCESS_SIDE && yqq_http_request_get_bearer (request) == NULL);
  return !signed_by_device ||
         yqq_device_authentication_check (authority->devices, request, authority->reader,
                                          route->access == YQQ_ACCESS_LATE, error);
}

static void
fail (YqqHttpRequest *request, YqqProblemCode code)
{
  g_autoptr (GError) problem = yqq_problem_error_new (code, NULL);
  yqq_http_request_fail (request, problem);
}

/* A side whose poll has just been answered asks again at once: it hears how the session ends. */
static gboolean
is_still_answered (YqqAuthority *authority, const YqqRoute *route)
{
  return !authority->stopping ||
         (route->access == YQQ_ACCESS_SIDE && strcmp (route->method, "GET") == 0);
}

void
yqq_router_handle (YqqHttpRequest *request, gpointer data)
{
  YqqAuthority *authority = data;
  g_autoptr (GError) error = NULL;
  gboolean path_known;
  if (!check_origin (authority, request, &error)) {
    yqq_http_request_fail (request, error);
    return;
  }
  const YqqRoute *route = find_route (request, &path_known);
  if (route == NULL && !path_known && yqq_pages_serve (request))
    return;
  if (route == NULL)
    fail (request, path_known ? YQQ_PROBLEM_METHOD_NOT_ALLOWED : YQQ_PROBLEM_NOT_FOUND);
  else if (!is_still_answered (authority, route))
    fail (request, YQQ_PROBLEM_INTERNAL);
  else if (!check_access (authority, request, route, &error))
    yqq_http_request_fail (request, error);
  else
    route->handler (authority, request);
}

void
yqq_router_reply (guint status, JsonObject *answer, const GError *problem, gpointer pointer)
{
  g_autoptr (YqqHttpRequest) request = pointer;
  if (problem != NULL)
    yqq_http_request_fail (request, problem);
  else
    yqq_http_request_reply_json (request, status, json_object_ref (answer));
}

void
yqq_router_reply_secret (guint status,
                         YqqSecretBytes *answer,
                         const GError *problem,
                         gpointer pointer)
{
  g_autoptr (YqqHttpRequest) request = pointer;
  if (problem != NULL)
    yqq_http_request_fail (request, problem);
  else
    yqq_http_request_reply_secret (request, status, answer);
}

void
yqq_router_answer (YqqHttpRequest *request, JsonObject *object, const GError *error)
{
  if (object != NULL)
    yqq_http_request_reply_json (request, 200, object);
  else
    yqq_http_request_fail (request, error);
}

YqqRelayCaller
yqq_router_find_caller (YqqHttpRequest *request)
{
  const YqqDevice *device = yqq_http_request_get_device (request);
  return (YqqRelayCaller){
      .token = device == NULL ? yqq_http_request_get_bearer (request) : NULL,
      .device_id = device != NULL ? device->id : NULL,
      .person_id = device != NULL ? device->person_id : NULL,
  };
}
