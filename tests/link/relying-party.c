/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "relying-party.h"

#include <libsoup/soup.h>
#include <string.h>

#include "../support/await.h"
#include "base/json.h"

static JsonObject *
exchange (RelyingParty *self, SoupMessage *message, guint *status)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  if (self->token != NULL) {
    g_autofree char *value = g_strconcat ("Bearer ", self->token, NULL);
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  value);
  }
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL,
                                    await_callback, &await);
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (self->session, await_result (&await), &error);
  g_assert_no_error (error);
  if (status != NULL)
    *status = soup_message_get_status (message);
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  if (size == 0)
    return NULL;
  JsonObject *object = yqq_json_parse (text, (gssize)size, 1024 * 1024, &error);
  g_assert_no_error (error);
  return object;
}

static SoupMessage *
new_message (RelyingParty *self, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (self->real->origin, path, NULL);
  SoupMessage *message = soup_message_new (method, uri);
  g_assert_nonnull (message);
  return message;
}

JsonObject *
relying_party_ask (RelyingParty *self,
                   const char *method,
                   const char *path,
                   const char *body,
                   guint *status)
{
  g_autoptr (SoupMessage) message = new_message (self, method, path);
  if (body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }
  return exchange (self, message, status);
}

static char *
path_of (RelyingParty *self, const char *rest)
{
  return g_strconcat ("/v1/sessions/", self->id, rest, NULL);
}

guint
relying_party_supply (RelyingParty *self, const char *document, const char *content)
{
  g_autofree char *rest = g_strconcat ("/documents/", document, NULL);
  g_autofree char *path = path_of (self, rest);
  g_autoptr (SoupMessage) message = new_message (self, "PUT", path);
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  soup_message_set_request_body_from_bytes (message, "application/octet-stream", bytes);
  guint status;
  g_autoptr (JsonObject) answer = exchange (self, message, &status);
  return status;
}

RelyingParty *
relying_party_new (Real *real, const char *purpose, const char *documents)
{
  RelyingParty *self = g_new0 (RelyingParty, 1);
  self->real = real;
  self->session = soup_session_new ();
  g_autofree char *body = g_strdup_printf ("{\"purpose\":\"%s\",\"documents\":%s}", purpose,
                                           documents != NULL ? documents : "[]");
  guint status;
  g_autoptr (JsonObject) answer = relying_party_ask (self, "POST", "/pc/sessions", body, &status);
  g_assert_cmpuint (status, ==, 201);
  self->id = g_strdup (json_object_get_string_member (answer, "session_id"));
  self->token = g_strdup (json_object_get_string_member (answer, "session_token"));
  relying_party_poll (self);
  return self;
}

void
relying_party_free (RelyingParty *self)
{
  g_object_unref (self->session);
  g_free (self->id);
  g_free (self->token);
  g_free (self);
}

char *
relying_party_get_code (RelyingParty *self)
{
  g_autofree char *path = path_of (self, "/code");
  guint status;
  g_autoptr (JsonObject) answer = relying_party_ask (self, "GET", path, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  return g_strdup (json_object_get_string_member (answer, "text"));
}

guint
relying_party_send (RelyingParty *self, const char *members)
{
  g_autofree char *path = path_of (self, "/frames");
  g_autofree char *body =
      g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT ",%s}", ++self->seq, members);
  guint status;
  g_autoptr (JsonObject) answer = relying_party_ask (self, "POST", path, body, &status);
  return status;
}

static char *
find_certificate (RelyingParty *self, const char *algorithm)
{
  g_autofree char *path = path_of (self, "/certificates");
  guint status;
  g_autoptr (JsonObject) answer = relying_party_ask (self, "GET", path, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  JsonArray *list = json_object_get_array_member (answer, "certificates");
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *certificate = json_array_get_object_element (list, i);
    if (g_str_equal (json_object_get_string_member (certificate, "algorithm"), algorithm))
      return g_strdup (json_object_get_string_member (certificate, "fingerprint"));
  }
  g_assert_not_reached ();
}

guint
relying_party_sign (RelyingParty *self,
                    const char *request_id,
                    const char *algorithm,
                    const char *documents)
{
  g_autofree char *fingerprint = find_certificate (self, algorithm);
  g_autofree char *members = g_strdup_printf (
      "\"type\":\"sign\",\"request_id\":\"%s\",\"certificate\":\"%s\",\"algorithm\":\"%s\","
      "\"documents\":%s",
      request_id, fingerprint, algorithm, documents);
  return relying_party_send (self, members);
}

JsonObject *
relying_party_await_request (RelyingParty *self, const char *request_id, const char *state)
{
  g_autofree char *rest = g_strconcat ("/requests/", request_id, NULL);
  g_autofree char *path = path_of (self, rest);
  gint64 end = g_get_monotonic_time () + 5 * G_TIME_SPAN_SECOND;
  while (g_get_monotonic_time () < end) {
    guint status;
    g_autoptr (JsonObject) answer = relying_party_ask (self, "GET", path, NULL, &status);
    g_assert_cmpuint (status, ==, 200);
    if (g_str_equal (json_object_get_string_member (answer, "state"), state))
      return g_steal_pointer (&answer);
  }
  g_error ("request %s did not become %s", request_id, state);
}

void
relying_party_poll (RelyingParty *self)
{
  g_autofree char *rest =
      g_strdup_printf ("/events?after=%" G_GINT64_FORMAT "&wait=0", self->heard);
  g_autofree char *path = path_of (self, rest);
  guint status;
  g_autoptr (JsonObject) answer = relying_party_ask (self, "GET", path, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  JsonArray *events = json_object_get_array_member (answer, "events");
  for (guint i = 0; i < json_array_get_length (events); i++)
    self->heard = MAX (
        self->heard, json_object_get_int_member (json_array_get_object_element (events, i), "seq"));
}

char *
relying_party_get_state (RelyingParty *self)
{
  g_autofree char *path = path_of (self, "");
  g_autoptr (JsonObject) answer = relying_party_ask (self, "GET", path, NULL, NULL);
  return g_strdup (json_object_get_string_member (answer, "state"));
}
