/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a thousand connected sessions that do nothing, both sides listening, cost the authority. */
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "await.h"
#include "base/encoding.h"
#include "base/json.h"
#include "client/authority-connection.h"
#include "client/embedded-authority.h"
#include "client/fetch-demonstration.h"
#include "crypto/random.h"
#include "pc.h"
#include "protocol/qr-payload.h"
#include "wallet/pin-gate.h"

#define SESSIONS 1000
#define LIMIT_MB 15
#define PAUSE_US 105000 /* ten sessions a second a relying party */

/* A device without a keyring: its keys live as long as this program. */
typedef struct {
  YqqEmbeddedAuthority *authority;
  YqqAuthorityConnection *connection;
  YqqKey *device_key;
  YqqKey *verifier;
} Signer;

static JsonObject *
call (Signer *self, const char *method, const char *path, JsonObject *body, gboolean with_key)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  yqq_authority_connection_send_async (self->connection, method, path, body,
                                       with_key ? YQQ_REQUEST_SIGNED : YQQ_REQUEST_PLAIN, 0, NULL,
                                       await_callback, &await);
  JsonObject *answer =
      yqq_authority_connection_send_finish (self->connection, await_result (&await), &error);
  g_assert_no_error (error);
  return answer;
}

static JsonObject *
call_with_text (Signer *self, const char *method, const char *path, char *text, gboolean with_key)
{
  g_autofree char *owned = text;
  g_autoptr (JsonObject) body = yqq_json_parse (owned, -1, 0, NULL);
  g_assert_nonnull (body);
  return call (self, method, path, body, with_key);
}

static void
start (Signer *self, const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  self->authority = yqq_embedded_authority_new (directory, TRUE);
  yqq_embedded_authority_start_async (self->authority, NULL, await_callback, &await);
  yqq_embedded_authority_start_finish (self->authority, await_result (&await), &error);
  g_assert_no_error (error);
  self->connection =
      yqq_authority_connection_new (yqq_embedded_authority_get_address (self->authority), &error);
  g_assert_no_error (error);
}

static void
log_in (Signer *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) asked = {NULL};
  yqq_fetch_demonstration_async (self->connection, NULL, await_callback, &asked);
  g_autoptr (GPtrArray) people = yqq_fetch_demonstration_finish (await_result (&asked), &error);
  g_assert_no_error (error);
  YqqDemonstrationPerson *person = people->pdata[0];
  g_autoptr (JsonObject) challenge = call_with_text (self, "POST", "/v1/identity/challenges",
                                                     g_strdup ("{\"purpose\":\"log-in\"}"), FALSE);
  self->device_key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  yqq_authority_connection_set_device_key (self->connection, self->device_key);
  g_autoptr (JsonObject) evidence = json_object_new ();
  g_autoptr (JsonObject) body = json_object_new ();
  json_object_set_string_member (evidence, "code", person->staff_code);
  json_object_set_string_member (body, "challenge_id",
                                 json_object_get_string_member (challenge, "challenge_id"));
  json_object_set_string_member (body, "name", person->name);
  json_object_set_string_member (body, "id_type", yqq_id_type_to_nick (person->id_type));
  json_object_set_string_member (body, "id_number", person->id_number);
  json_object_set_string_member (body, "method", "staff-code");
  json_object_set_string_member (body, "label", "bench");
  json_object_set_object_member (body, "evidence", json_object_ref (evidence));
  yqq_json_set_bytes (body, "public_key", yqq_key_get_public (self->device_key));
  g_autoptr (JsonObject) registered = call (self, "POST", "/v1/devices", body, TRUE);
}

/* Any P-256 key can be the gate's verifier: nothing is stretched here. */
static void
set_pin (Signer *self)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GBytes) salt = g_bytes_new_static ("0123456789abcdef", 16);
  self->verifier = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  yqq_json_set_bytes (body, "verifier_key", yqq_key_get_public (self->verifier));
  yqq_json_set_bytes (body, "salt", salt);
  g_autoptr (JsonObject) answer = call (self, "PUT", "/v1/pin", body, TRUE);
}

static void
claim (Signer *self, Pc *pc)
{
  guint8 nonce[16];
  g_autoptr (JsonObject) code = pc_call_session (pc, "GET", "/code", NULL);
  g_autoptr (YqqQrPayload) payload =
      yqq_qr_payload_parse (json_object_get_string_member (code, "text"), NULL);
  yqq_random_bytes (nonce, sizeof nonce);
  g_autofree char *nonce_text = yqq_base64_encode (nonce, sizeof nonce);
  g_autofree char *mac = yqq_base64_encode (payload->mac, sizeof payload->mac);
  g_autofree char *path = g_strdup_printf ("/v1/sessions/%s/claim", pc_get_session (pc));
  g_autoptr (JsonObject) answer = call_with_text (
      self, "POST", path,
      g_strdup_printf ("{\"step\":%u,\"mac\":\"%s\",\"nonce\":\"%s\",\"via\":\"camera\"}",
                       payload->step, mac, nonce_text),
      TRUE);
}

static void
open_gate (Signer *self, const char *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonObject) challenge = call_with_text (
      self, "POST", "/v1/pin/challenges",
      g_strdup_printf ("{\"purpose\":\"session\",\"subject\":\"%s\"}", session), TRUE);
  g_assert_true (yqq_json_read_bytes (challenge, "challenge", 32, &bytes, &error));
  g_autoptr (GBytes) message = yqq_pin_gate_build_message ("session", session, bytes);
  g_autoptr (GBytes) signature = yqq_key_sign_raw (self->verifier, message, &error);
  g_autoptr (JsonObject) body = json_object_new ();
  yqq_json_set_bytes (body, "challenge", bytes);
  yqq_json_set_bytes (body, "signature", signature);
  g_autoptr (JsonObject) opened = call (self, "POST", "/v1/pin/open", body, TRUE);
}

static void
confirm (Signer *self, const char *session)
{
  g_autofree char *path = g_strdup_printf ("/v1/sessions/%s/frames", session);
  g_autofree char *fingerprint = g_strnfill (64, 'a');
  g_autoptr (JsonObject) answer = call_with_text (
      self, "POST", path,
      g_strdup_printf ("{\"seq\":1,\"type\":\"confirm\",\"certificates\":[\"%s\"]}", fingerprint),
      TRUE);
  g_assert_cmpstr (json_object_get_string_member (answer, "state"), ==, "connected");
}

/* The device's stream, on a connection of its own. */
static void
listen_as_device (Signer *self, const char *session, GPtrArray *kept)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  g_autofree char *path = g_strdup_printf ("/v1/sessions/%s/events", session);
  YqqAuthorityConnection *connection =
      yqq_authority_connection_new (yqq_embedded_authority_get_address (self->authority), &error);
  yqq_authority_connection_set_device_key (connection, self->device_key);
  yqq_authority_connection_open_stream_async (connection, path, NULL, NULL, await_callback, &await);
  GInputStream *stream =
      yqq_authority_connection_open_stream_finish (connection, await_result (&await), &error);
  g_assert_no_error (error);
  g_ptr_array_add (kept, connection);
  g_ptr_array_add (kept, stream);
}

static double
get_resident_megabytes (void)
{
  g_autofree char *children = NULL;
  g_autofree char *status = NULL;
  g_autofree char *list = g_strdup_printf ("/proc/self/task/%d/children", (int)getpid ());
  g_assert_true (g_file_get_contents (list, &children, NULL, NULL));
  g_autofree char *path =
      g_strdup_printf ("/proc/%d/status", (int)g_ascii_strtoll (children, NULL, 10));
  g_assert_true (g_file_get_contents (path, &status, NULL, NULL));
  const char *line = strstr (status, "VmRSS:");
  g_assert_nonnull (line);
  return (double)g_ascii_strtoull (line + strlen ("VmRSS:"), NULL, 10) / 1024;
}

static void
connect_one (Signer *self, Pc *pc, GPtrArray *pages, GPtrArray *streams)
{
  Pc *page = pc_new (yqq_embedded_authority_get_address (self->authority));
  pc_open_session (pc);
  pc_listen (page, pc);
  g_ptr_array_add (pages, page);
  claim (self, pc);
  listen_as_device (self, pc_get_session (pc), streams);
  open_gate (self, pc_get_session (pc));
  confirm (self, pc_get_session (pc));
}

static void
measure (Signer *self)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify)pc_free);
  g_autoptr (GPtrArray) streams = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (Pc) pc = pc_new (yqq_embedded_authority_get_address (self->authority));
  /* The first one warms up what is made once. */
  connect_one (self, pc, pages, streams);
  double before = get_resident_megabytes ();
  for (guint i = 0; i < SESSIONS; i++) {
    connect_one (self, pc, pages, streams);
    g_usleep (PAUSE_US);
  }
  double after = get_resident_megabytes ();
  g_print ("{\"what\":\"authority with 1,000 idle sessions\",\"ours\":%.1f,\"unit\":\"MB\","
           "\"peer\":\"the same with none\",\"peer_value\":%.1f,\"limit\":\"under 15 MB more\"}\n",
           after, before);
  if (after - before >= LIMIT_MB)
    exit (1);
}

int
main (void)
{
  Signer self = {NULL};
  struct rlimit files;
  g_autofree char *directory = g_dir_make_tmp ("yqq-bench-XXXXXX", NULL);
  g_autofree char *clean = g_strdup_printf ("rm -rf '%s'", directory);
  getrlimit (RLIMIT_NOFILE, &files);
  files.rlim_cur = MIN (files.rlim_max, 8192);
  setrlimit (RLIMIT_NOFILE, &files);
  g_setenv ("XDG_RUNTIME_DIR", directory, TRUE);
  start (&self, directory);
  log_in (&self);
  set_pin (&self);
  measure (&self);
  yqq_embedded_authority_stop (self.authority);
  g_spawn_command_line_sync (clean, NULL, NULL, NULL, NULL);
  return 0;
}
