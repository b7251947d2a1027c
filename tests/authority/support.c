/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/certificate-request.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "identity/policy-file.h"
#include "protocol/http-signature.h"
#include "protocol/pin.h"
#include "protocol/problem.h"

static char *
find_program (void)
{
  const char *build = g_getenv ("YQQ_BUILD_DIR");
  g_assert_nonnull (build);
  return g_build_filename (build, "src", "authority", "yqq-authority", NULL);
}

static void
start_here (TestAuthority *self)
{
  YqqAuthorityOptions options = {
      .data = self->data,
      .socket = self->socket,
      .address = "127.0.0.1",
      .port = -1,
      .demonstration = TRUE,
  };
  g_autoptr (GPtrArray) faults = yqq_policy_faults_new ();
  g_autoptr (YqqIdentityPolicy) policy =
      self->policy != NULL ? yqq_identity_policy_parse (self->policy, -1, faults) : NULL;
  g_assert_true (self->policy == NULL || policy != NULL);
  options.identity = policy;
  g_autoptr (GError) error = NULL;
  self->authority = yqq_authority_start (&options, self->clock, &error);
  g_assert_no_error (error);
  g_free (self->origin);
  self->origin = g_strdup (self->authority->origin);
}

static void
start_program (TestAuthority *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = find_program ();
  /* One that shares takes no port for its own. */
  const char *listen = self->shared ? "--listen=127.0.0.1:0" : NULL;
  self->process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                        program, "--embedded", "--demonstration", "--data", self->data, "--socket",
                        self->socket, listen, "--share-data", NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) output =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_nonnull (line);
  g_autoptr (JsonObject) ready = yqq_json_parse (line, -1, 0, &error);
  g_assert_no_error (error);
  g_free (self->origin);
  self->origin = g_strdup (json_object_get_string_member (ready, "origin"));
}

void
test_authority_start (TestAuthority *self)
{
  if (self->clock != NULL)
    start_here (self);
  else
    start_program (self);
}

static TestAuthority *
start_new (YqqClock *clock, gboolean shared, const char *data, const char *policy)
{
  TestAuthority *self = g_new0 (TestAuthority, 1);
  self->shared = shared;
  self->policy = g_strdup (policy);
  self->directory = g_dir_make_tmp ("yqq-authority-XXXXXX", NULL);
  self->data = data != NULL ? g_strdup (data) : g_build_filename (self->directory, "data", NULL);
  self->socket = g_build_filename (self->directory, "run", "authority.sock", NULL);
  g_autofree char *run = g_path_get_dirname (self->socket);
  g_assert_cmpint (g_mkdir (run, 0700), ==, 0);
  self->clock = clock != NULL ? yqq_clock_ref (clock) : NULL;
  if (policy != NULL) {
    g_autofree char *file = g_build_filename (self->data, "identity-policy.json", NULL);
    g_assert_cmpint (g_mkdir_with_parents (self->data, 0700), ==, 0);
    g_assert_true (g_file_set_contents (file, policy, -1, NULL));
  }
  test_authority_start (self);
  return self;
}

TestAuthority *
test_authority_new (YqqClock *clock)
{
  return start_new (clock, FALSE, NULL, NULL);
}

TestAuthority *
test_authority_new_with_policy (YqqClock *clock, const char *policy)
{
  return start_new (clock, FALSE, NULL, policy);
}

TestAuthority *
test_authority_new_shared (TestAuthority *beside)
{
  return start_new (NULL, TRUE, beside != NULL ? beside->data : NULL, NULL);
}

static void
stop (TestAuthority *self)
{
  g_clear_pointer (&self->authority, yqq_authority_stop);
  if (self->process == NULL)
    return;
  g_subprocess_send_signal (self->process, SIGTERM);
  g_assert_true (g_subprocess_wait (self->process, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (self->process));
  g_clear_object (&self->process);
}

void
test_authority_restart (TestAuthority *self)
{
  stop (self);
  test_authority_start (self);
}

void
test_authority_kill (TestAuthority *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

void
test_remove_all (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    test_remove_all (child);
  }
  g_remove (path);
}

void
test_authority_free (TestAuthority *self)
{
  stop (self);
  test_remove_all (self->directory);
  g_free (self->directory);
  g_free (self->data);
  g_free (self->socket);
  g_free (self->policy);
  g_free (self->origin);
  g_clear_pointer (&self->clock, yqq_clock_unref);
  g_free (self);
}

guint16
test_authority_get_port (TestAuthority *self)
{
  return (guint16)g_ascii_strtoull (strrchr (self->origin, ':') + 1, NULL, 10);
}

int
test_run_program (char **output, char **errors, const char *first, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (words, find_program ());
  va_list arguments;
  va_start (arguments, first);
  for (const char *word = first; word != NULL; word = va_arg (arguments, const char *))
    g_ptr_array_add (words, g_strdup (word));
  va_end (arguments);
  g_ptr_array_add (words, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *)words->pdata,
                         G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, output, errors, &error);
  g_assert_no_error (error);
  return g_subprocess_get_exit_status (process);
}

/* Answers */

void
test_answer_free (TestAnswer *self)
{
  g_free (self->head);
  g_free (self->body);
  g_clear_pointer (&self->json, json_object_unref);
  g_free (self);
}

const char *
test_answer_get_text (TestAnswer *self, const char *member)
{
  g_assert_nonnull (self->json);
  return json_object_get_string_member_with_default (self->json, member, NULL);
}

gint64
test_answer_get_int (TestAnswer *self, const char *member)
{
  g_assert_nonnull (self->json);
  return json_object_get_int_member_with_default (self->json, member, -1);
}

void
test_assert_problem (TestAnswer *self, const char *code)
{
  YqqProblemCode known;
  g_autofree char *type = g_strconcat ("urn:yqq:problem:", code, NULL);
  g_assert_true (yqq_problem_code_from_nick (code, &known));
  g_assert_nonnull (self->json);
  g_assert_cmpstr (test_answer_get_text (self, "type"), ==, type);
  g_assert_cmpuint (self->status, ==, yqq_problem_code_get_status (known));
  g_assert_nonnull (strstr (self->head, "Content-Type: application/problem+json"));
}

static TestAnswer *
read_answer (GInputStream *stream)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint8 buffer[16384];
  gssize count;
  while ((count = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_byte_array_append (all, buffer, (guint)count);
  g_byte_array_append (all, (const guint8 *)"", 1);
  TestAnswer *answer = g_new0 (TestAnswer, 1);
  const char *text = (const char *)all->data;
  const char *end = strstr (text, "\r\n\r\n");
  if (end == NULL)
    return answer;
  answer->status = (guint)g_ascii_strtoull (text + strlen ("HTTP/1.1 "), NULL, 10);
  answer->head = g_strndup (text, (gsize)(end - text));
  answer->size = all->len - 1 - (gsize)(end + 4 - text);
  answer->body = g_memdup2 (end + 4, answer->size + 1);
  answer->json = yqq_json_parse (answer->body, (gssize)answer->size, 4 * 1024 * 1024, NULL);
  return answer;
}

static TestAnswer *
exchange (GSocketConnectable *address, const char *bytes, gsize size)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_socket_client_set_timeout (client, 30);
  g_autoptr (GSocketConnection) connection = g_socket_client_connect (client, address, NULL, NULL);
  if (connection == NULL)
    return g_new0 (TestAnswer, 1);
  GIOStream *stream = G_IO_STREAM (connection);
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, size, NULL, NULL, NULL);
  return read_answer (g_io_stream_get_input_stream (stream));
}

TestAnswer *
test_send_raw (TestAuthority *self, const char *bytes, gssize size)
{
  g_autoptr (GSocketConnectable) address =
      g_network_address_new_loopback (test_authority_get_port (self));
  g_autoptr (GSocketAddress) inet =
      g_inet_socket_address_new_from_string ("127.0.0.1", test_authority_get_port (self));
  return exchange (G_SOCKET_CONNECTABLE (inet), bytes, size < 0 ? strlen (bytes) : (gsize)size);
}

TestAnswer *
test_request (TestAuthority *self,
              const char *method,
              const char *path,
              const char *headers,
              const char *body)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (self->socket);
  g_autofree char *bytes = g_strdup_printf (
      "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%sContent-Length: %zu\r\n\r\n%s",
      method, path, headers != NULL ? headers : "", body != NULL ? strlen (body) : 0,
      body != NULL ? body : "");
  return exchange (G_SOCKET_CONNECTABLE (address), bytes, strlen (bytes));
}

/* Devices */

TestDevice *
test_device_new (void)
{
  TestDevice *self = g_new0 (TestDevice, 1);
  self->key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  return self;
}

void
test_device_free (TestDevice *self)
{
  yqq_key_unref (self->key);
  g_free (self->id);
  g_free (self->person_id);
  g_free (self->nonce);
  g_clear_pointer (&self->verifier, yqq_key_unref);
  g_free (self);
}

static char *
thumbprint (YqqKey *key)
{
  g_autoptr (YqqPublicKey) public_key = yqq_public_key_new (yqq_key_get_public (key), NULL);
  return yqq_public_key_thumbprint (public_key);
}

static char *
make_nonce (void)
{
  guint8 random[16];
  yqq_random_bytes (random, sizeof random);
  return yqq_base64url_encode (random, sizeof random);
}

char *
test_device_sign (TestDevice *self, const char *method, const char *path, const char *body)
{
  g_autofree char *keyid = thumbprint (self->key);
  g_autofree char *nonce = self->nonce != NULL ? g_strdup (self->nonce) : make_nonce ();
  g_auto (GStrv) parts = g_strsplit (path, "?", 2);
  g_autoptr (GBytes) bytes = g_bytes_new (body, body != NULL ? strlen (body) : 0);
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, bytes);
  g_autofree char *digest_text = yqq_content_digest_format (digest);
  YqqHttpSignatureParams params;
  gint64 created = self->created != 0 ? self->created : g_get_real_time () / G_USEC_PER_SEC;
  g_assert_true (yqq_http_signature_params_init (&params, created, keyid, nonce, NULL));
  g_autoptr (GBytes) base =
      yqq_http_signature_build_base (&params, method, parts[0], parts[1], digest_text, NULL);
  g_autoptr (GBytes) signature = yqq_key_sign_raw (self->key, base, NULL);
  g_autofree char *input = yqq_http_signature_format_input (&params);
  g_autofree char *value = yqq_http_signature_format (signature);
  return g_strdup_printf ("Content-Digest: %s\r\nSignature-Input: %s\r\nSignature: %s\r\n",
                          digest_text, input, value);
}

TestAnswer *
test_device_request (TestDevice *self,
                     TestAuthority *authority,
                     const char *method,
                     const char *path,
                     const char *body)
{
  g_autofree char *headers = test_device_sign (self, method, path, body);
  return test_request (authority, method, path, headers, body);
}

char *
test_make_registration (TestAuthority *authority,
                        TestDevice *device,
                        guint number,
                        const char *code,
                        const char *name)
{
  g_autoptr (TestAnswer) challenge =
      test_request (authority, "POST", "/v1/identity/challenges", NULL, "{\"purpose\":\"log-in\"}");
  g_autoptr (TestAnswer) people = test_request (authority, "GET", "/v1/demonstration", NULL, NULL);
  if (challenge->json == NULL || people->json == NULL)
    return NULL;
  g_assert_cmpuint (challenge->status, ==, 201);
  g_assert_cmpuint (people->status, ==, 200);
  JsonObject *person =
      json_array_get_object_element (json_object_get_array_member (people->json, "people"), number);
  gsize size;
  gconstpointer spki = g_bytes_get_data (yqq_key_get_public (device->key), &size);
  g_autofree char *public_key = yqq_base64_encode (spki, size);
  return g_strdup_printf (
      "{\"challenge_id\":\"%s\",\"name\":\"%s\",\"id_type\":\"resident-id\",\"id_number\":\"%s\","
      "\"method\":\"staff-code\",\"evidence\":{\"code\":\"%s\"},\"public_key\":\"%s\","
      "\"label\":\"test\"}",
      test_answer_get_text (challenge, "challenge_id"),
      name != NULL ? name : json_object_get_string_member (person, "name"),
      json_object_get_string_member (person, "id_number"),
      code != NULL ? code : json_object_get_string_member (person, "staff_code"), public_key);
}

void
test_device_follow_clock (TestDevice *self, TestAuthority *authority)
{
  if (authority->clock != NULL && authority->clock != yqq_clock_get_system ())
    self->created = yqq_clock_get_unix_ms (authority->clock) / 1000;
}

TestDevice *
test_log_in (TestAuthority *authority, guint person)
{
  g_autoptr (TestDevice) device = test_device_new ();
  test_device_follow_clock (device, authority);
  g_autofree char *body = test_make_registration (authority, device, person, NULL, NULL);
  if (body == NULL)
    return NULL;
  g_autoptr (TestAnswer) answer =
      test_device_request (device, authority, "POST", "/v1/devices", body);
  if (answer->json == NULL)
    return NULL;
  g_assert_cmpuint (answer->status, ==, 201);
  device->id = g_strdup (test_answer_get_text (answer, "device_id"));
  device->person_id = g_strdup (
      json_object_get_string_member (json_object_get_object_member (answer->json, "person"), "id"));
  return g_steal_pointer (&device);
}

/* The gate and certificates */

static char *
encode (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  return yqq_base64_encode (data, size);
}

gboolean
test_set_pin (TestDevice *self, TestAuthority *authority)
{
  self->verifier = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autofree char *spki = encode (yqq_key_get_public (self->verifier));
  g_autofree char *body =
      g_strdup_printf ("{\"verifier_key\":\"%s\",\"salt\":\"AAECAwQFBgcICQoLDA0ODw==\"}", spki);
  g_autoptr (TestAnswer) answer = test_device_request (self, authority, "PUT", "/v1/pin", body);
  if (answer->json == NULL)
    return FALSE;
  g_assert_cmpuint (answer->status, ==, 201);
  return TRUE;
}

TestAnswer *
test_open_gate (TestDevice *self,
                TestAuthority *authority,
                const char *purpose_nick,
                const char *subject,
                gboolean right)
{
  YqqPinPurpose purpose;
  g_assert_true (yqq_pin_purpose_from_nick (purpose_nick, &purpose));
  g_autofree char *asked =
      g_strdup_printf ("{\"purpose\":\"%s\",\"subject\":\"%s\"}", purpose_nick, subject);
  TestAnswer *given = test_device_request (self, authority, "POST", "/v1/pin/challenges", asked);
  if (given->status != 200)
    return given;
  g_autoptr (TestAnswer) challenge = given;
  const char *text = test_answer_get_text (challenge, "challenge");
  g_autoptr (GBytes) bytes = yqq_base64_decode (text, -1, NULL);
  g_autoptr (GBytes) message = yqq_pin_gate_message (purpose, subject, bytes);
  g_autoptr (YqqKey) wrong = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (GBytes) signature = yqq_key_sign_raw (right ? self->verifier : wrong, message, NULL);
  g_autofree char *signed_text = encode (signature);
  g_autofree char *body =
      g_strdup_printf ("{\"challenge\":\"%s\",\"signature\":\"%s\"}", text, signed_text);
  return test_device_request (self, authority, "POST", "/v1/pin/open", body);
}

char *
test_get_grant (TestDevice *self, TestAuthority *authority)
{
  g_autoptr (TestAnswer) answer =
      test_device_request (self, authority, "GET", "/v1/me/grants", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  JsonArray *grants = json_object_get_array_member (answer->json, "grants");
  g_assert_cmpuint (json_array_get_length (grants), >, 0);
  return g_strdup (json_object_get_string_member (json_array_get_object_element (grants, 0), "id"));
}

TestAnswer *
test_install (TestDevice *self, TestAuthority *authority, const char *grant, YqqKey *key)
{
  g_autoptr (TestAnswer) opened = test_open_gate (self, authority, "install", grant, TRUE);
  g_assert_cmpuint (opened->status, ==, 200);
  g_autoptr (GBytes) request = yqq_certificate_request_create (key, "test", NULL);
  g_autofree char *request_text = encode (request);
  g_autofree char *path = g_strdup_printf ("/v1/grants/%s/certificates", grant);
  g_autofree char *body =
      g_strdup_printf ("{\"request\":\"%s\",\"algorithm\":\"%s\"}", request_text,
                       yqq_algorithm_to_nick (yqq_key_get_algorithm (key)));
  return test_device_request (self, authority, "POST", path, body);
}
