/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-provider.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/digest.h"
#include "token-maker.h"

#define KID "key-1"
#define CODE "the code"

static void
reply (SoupServerMessage *message, guint status, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

static void
reply_json (SoupServerMessage *message, guint status, JsonObject *object)
{
  g_autofree char *text = yqq_json_to_string (object);
  reply (message, status, text);
}

static void
add_endpoint (FakeProvider *self, JsonObject *object, const char *member, const char *path)
{
  g_autofree char *uri = g_strconcat (self->issuer, path, NULL);
  json_object_set_string_member (object, member, uri);
}

static void
describe (FakeProvider *self, SoupServerMessage *message)
{
  g_autoptr (JsonObject) object = yqq_json_parse (
      "{\"response_types_supported\":[\"code\"],\"code_challenge_methods_supported\":[\"S256\"],"
      "\"id_token_signing_alg_values_supported\":[\"ES256\"],"
      "\"authorization_response_iss_parameter_supported\":true}",
      -1, 0, NULL);
  json_object_set_string_member (object, "issuer",
                                 self->named_issuer != NULL ? self->named_issuer : self->issuer);
  add_endpoint (self, object, "authorization_endpoint", "/auth");
  add_endpoint (self, object, "token_endpoint", "/token");
  add_endpoint (self, object, "jwks_uri", "/jwks");
  if (!self->no_device_flow)
    add_endpoint (self, object, "device_authorization_endpoint", "/device");
  reply_json (message, 200, object);
}

static void
authorize (FakeProvider *self, SoupServerMessage *message, GHashTable *query)
{
  g_clear_pointer (&self->asked, g_hash_table_unref);
  self->asked = g_hash_table_ref (query);
  g_autoptr (GString) address = g_string_new (g_hash_table_lookup (query, "redirect_uri"));
  g_string_append_printf (address, "?state=%s", (char *)g_hash_table_lookup (query, "state"));
  const char *issuer = self->answer_issuer != NULL ? self->answer_issuer : self->issuer;
  if (*issuer != '\0')
    g_string_append_printf (address, "&iss=%s", issuer);
  if (self->refusal != NULL)
    g_string_append_printf (address, "&error=%s", self->refusal);
  else if (!self->no_code)
    g_string_append (address, "&code=the%20code");
  soup_server_message_set_redirect (message, 302, address->str);
}

/* RFC 7636 4.6 */
static gboolean
is_proven (FakeProvider *self)
{
  const char *verifier = g_hash_table_lookup (self->form, "code_verifier");
  if (verifier == NULL || self->asked == NULL)
    return FALSE;
  g_autoptr (GBytes) bytes = g_bytes_new (verifier, strlen (verifier));
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, bytes);
  g_autofree char *challenge =
      yqq_base64url_encode (g_bytes_get_data (digest, NULL), g_bytes_get_size (digest));
  return g_strcmp0 (challenge, g_hash_table_lookup (self->asked, "code_challenge")) == 0 &&
         g_strcmp0 ("S256", g_hash_table_lookup (self->asked, "code_challenge_method")) == 0 &&
         g_strcmp0 (CODE, g_hash_table_lookup (self->form, "code")) == 0 &&
         g_strcmp0 (g_hash_table_lookup (self->asked, "redirect_uri"),
                    g_hash_table_lookup (self->form, "redirect_uri")) == 0;
}

static void
give_token (FakeProvider *self, SoupServerMessage *message)
{
  g_autoptr (JsonObject) claims = token_maker_claims (g_get_real_time () / 1000);
  json_object_set_string_member (claims, "iss", self->issuer);
  if (self->no_nonce)
    json_object_remove_member (claims, "nonce");
  else
    json_object_set_string_member (claims, "nonce", g_hash_table_lookup (self->asked, "nonce"));
  g_autofree char *token = token_maker_sign (self->key, KID, claims);
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "access_token", "for nothing");
  json_object_set_string_member (object, "token_type", "Bearer");
  json_object_set_string_member (object, "id_token", token);
  reply_json (message, 200, object);
}

static void
refuse (SoupServerMessage *message, const char *code)
{
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "error", code);
  reply_json (message, 400, object);
}

static GHashTable *
read_form (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return soup_form_decode (text);
}

static void
exchange (FakeProvider *self, SoupServerMessage *message)
{
  g_clear_pointer (&self->form, g_hash_table_unref);
  self->form = read_form (message);
  gboolean polls = g_hash_table_contains (self->form, "device_code");
  if (polls) {
    gint64 now_us = g_get_monotonic_time ();
    self->last_gap_us = now_us - self->last_poll_us;
    self->last_poll_us = now_us;
    self->n_polls++;
  }
  if (self->token_answer != NULL || self->token_status != 0) {
    if (self->token_status == 302)
      soup_server_message_set_redirect (message, 302, self->issuer);
    else
      reply (message, self->token_status != 0 ? self->token_status : 200,
             self->token_answer != NULL ? self->token_answer : "");
  } else if (polls && self->polls != NULL && *self->polls != NULL) {
    refuse (message, *self->polls++);
  } else if (!polls && !is_proven (self)) {
    refuse (message, "invalid_grant");
  } else {
    give_token (self, message);
  }
}

static void
give_user_code (FakeProvider *self, SoupServerMessage *message)
{
  g_clear_pointer (&self->asked, g_hash_table_unref);
  self->asked = read_form (message);
  g_autoptr (JsonObject) object = yqq_json_parse (
      "{\"device_code\":\"secret\",\"user_code\":\"WDJB-MJHT\",\"interval\":1}", -1, 0, NULL);
  json_object_set_int_member (object, "expires_in", self->code_seconds);
  add_endpoint (self, object, "verification_uri", "/go");
  add_endpoint (self, object, "verification_uri_complete", "/go?user_code=WDJB-MJHT");
  self->last_poll_us = g_get_monotonic_time ();
  reply_json (message, 200, object);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  FakeProvider *self = user_data;
  if (g_str_equal (path, "/.well-known/openid-configuration")) {
    describe (self, message);
  } else if (g_str_equal (path, "/auth")) {
    authorize (self, message, query);
  } else if (g_str_equal (path, "/token")) {
    exchange (self, message);
  } else if (g_str_equal (path, "/device")) {
    give_user_code (self, message);
  } else if (g_str_equal (path, "/jwks")) {
    g_autoptr (JsonObject) jwks = token_maker_jwks (self->key, KID);
    reply_json (message, 200, jwks);
  } else {
    soup_server_message_set_status (message, 404, NULL);
  }
}

FakeProvider *
fake_provider_new (void)
{
  g_autoptr (GError) error = NULL;
  FakeProvider *self = g_new0 (FakeProvider, 1);
  self->server = soup_server_new (NULL, NULL);
  self->browser = soup_session_new ();
  self->key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  self->code_seconds = 600;
  self->pages = g_ptr_array_new_with_free_func (g_free);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  GSList *uris = soup_server_get_uris (self->server);
  self->issuer = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return self;
}

void
fake_provider_free (FakeProvider *self)
{
  soup_session_abort (self->browser);
  g_object_unref (self->browser);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  yqq_key_unref (self->key);
  g_free (self->issuer);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->form, g_hash_table_unref);
  g_ptr_array_unref (self->pages);
  g_free (self);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) pages = user_data;
  g_autoptr (GBytes) bytes =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  if (bytes != NULL)
    g_ptr_array_add (pages, g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
}

void
fake_provider_browse (FakeProvider *self, const char *address)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  soup_session_send_and_read_async (self->browser, message, G_PRIORITY_DEFAULT, NULL, on_page,
                                    g_ptr_array_ref (self->pages));
}
