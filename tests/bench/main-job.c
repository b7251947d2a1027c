/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main job's figures: frame to claimed, PIN to connected, a hundred signatures; each beside
 * what it is made of, measured in the same run. */
#include <string.h>

#include "await.h"
#include "base/encoding.h"
#include "base/json.h"
#include "crypto/pin-vault.h"
#include "crypto/random.h"
#include "device.h"
#include "pc.h"
#include "qr/qr-code.h"
#include "scan/qr-reader.h"

#define ROUNDS 15
#define WIDTH 1280
#define HEIGHT 720
#define SIGNATURES 100
#define PER_REQUEST 25
#define SIGNATURE_ROUNDS 9

static double
now_ms (void)
{
  return (double)g_get_monotonic_time () / 1000;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *)a - *(const double *)b;
  return difference < 0 ? -1 : difference > 0;
}

static double
median (double *values, guint count)
{
  qsort (values, count, sizeof *values, compare);
  return values[count / 2];
}

static gboolean all_good = TRUE;

/* limit NULL: only to be compared with. */
static void
report (const char *what,
        double ours,
        const char *peer,
        double peer_value,
        const char *limit,
        gboolean good)
{
  g_autoptr (JsonObject) line = json_object_new ();
  json_object_set_string_member (line, "what", what);
  json_object_set_double_member (line, "ours", ours);
  json_object_set_string_member (line, "unit", "ms");
  json_object_set_string_member (line, "peer", peer);
  json_object_set_double_member (line, "peer_value", peer_value);
  if (limit != NULL)
    json_object_set_string_member (line, "limit", limit);
  json_object_set_boolean_member (line, "met", good);
  g_autofree char *text = yqq_json_to_string (line);
  g_print ("%s\n", text);
  all_good = all_good && good;
}

/* A camera's frame: the code at four pixels a module on something grey. */
static guint8 *
draw_frame (const char *text)
{
  guint side;
  g_autoptr (YqqQrCode) code = yqq_qr_code_new (text, NULL);
  g_autoptr (GBytes) grey = yqq_qr_code_to_grey (code, 4, &side);
  const guint8 *from = g_bytes_get_data (grey, NULL);
  guint8 *frame = g_malloc (WIDTH * HEIGHT);
  memset (frame, 150, WIDTH * HEIGHT);
  for (guint y = 0; y < side; y++)
    memcpy (frame + (y + 200) * WIDTH + 500, from + y * side, side);
  return frame;
}

static YqqSessionLink *
claim (Device *device, Pc *pc, YqqQrReader *reader, double *reading, double *whole)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  pc_open_session (pc);
  g_autoptr (JsonObject) events = pc_call_session (pc, "GET", "/events?after=0&wait=0", NULL);
  g_autoptr (JsonObject) code = pc_call_session (pc, "GET", "/code", NULL);
  g_autofree guint8 *frame = draw_frame (json_object_get_string_member (code, "text"));
  YqqSessionLink *link =
      yqq_session_link_new (device->connection, device->wallet, yqq_clock_get_system ());

  double start = now_ms ();
  g_autoptr (GPtrArray) readings = yqq_qr_reader_read_frame (reader, frame, WIDTH, HEIGHT, WIDTH);
  g_assert_cmpuint (readings->len, ==, 1);
  *reading = now_ms () - start;
  g_autoptr (YqqQrPayload) payload =
      yqq_qr_payload_parse (((YqqQrReading *)readings->pdata[0])->text, &error);
  g_assert_no_error (error);
  yqq_session_link_claim_async (link, payload, YQQ_CLAIM_VIA_CAMERA, NULL, await_callback, &await);
  yqq_session_link_claim_finish (link, await_result (&await), &error);
  g_assert_no_error (error);
  *whole = now_ms () - start;
  return link;
}

static void
wait_for_state (YqqSessionLink *link, YqqSessionState state)
{
  while (yqq_session_link_get_state (link) != state)
    g_main_context_iteration (NULL, TRUE);
}

static double
confirm (Device *device, Pc *pc, YqqSessionLink *link)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  while (!yqq_session_link_get_ready (link))
    g_main_context_iteration (NULL, TRUE);
  double start = now_ms ();
  yqq_session_link_confirm_async (link, device->pin, NULL, await_callback, &await);
  yqq_session_link_confirm_finish (link, await_result (&await), &error);
  g_assert_no_error (error);
  wait_for_state (link, YQQ_SESSION_STATE_CONNECTED);
  return now_ms () - start;
}

static void
disconnect (YqqSessionLink *link)
{
  g_auto (Await) await = {NULL};
  yqq_session_link_disconnect_async (link, "user", NULL, await_callback, &await);
  yqq_session_link_disconnect_finish (link, await_result (&await), NULL);
}

static double
measure_scrypt (Device *device)
{
  double values[5];
  g_autoptr (GBytes) salt = g_bytes_new_static ("0123456789abcdef", 16);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    double start = now_ms ();
    g_autoptr (YqqSecretBytes) stretched = yqq_pin_vault_stretch (device->pin, salt);
    values[i] = now_ms () - start;
  }
  return median (values, G_N_ELEMENTS (values));
}

/* The least that is asked of the authority: an answer to GET /healthz, unsigned, over a connection
 * that is open, from a client that does nothing else. */
static double
measure_round_trip (Pc *pc)
{
  double values[101];
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    double start = now_ms ();
    g_autoptr (JsonObject) answer = pc_call (pc, "GET", "/healthz", NULL, NULL);
    values[i] = now_ms () - start;
  }
  return median (values, G_N_ELEMENTS (values));
}

static void
measure_sessions (Device *device, Pc *pc)
{
  double readings[ROUNDS], claims[ROUNDS], confirmations[ROUNDS];
  g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (YqqSessionLink) link = claim (device, pc, reader, &readings[i], &claims[i]);
    confirmations[i] = confirm (device, pc, link);
    disconnect (link);
  }
  double scrypt = measure_scrypt (device), trip = measure_round_trip (pc);
  double claimed = median (claims, ROUNDS), connected = median (confirmations, ROUNDS);
  report ("frame with the code to claimed, 1280x720", claimed, "reading it and one round trip",
          median (readings, ROUNDS) + trip, "under 60 ms", claimed < 60);
  report ("PIN to connected", connected, "scrypt N=2^16 alone", scrypt, "at most 100 ms more",
          connected - scrypt <= 100);
}

static void
ask_for_signatures (Pc *pc,
                    const char *fingerprint,
                    YqqAlgorithm algorithm,
                    guint from,
                    guint count,
                    guint seq)
{
  g_autoptr (GString) frame = g_string_new (NULL);
  g_string_printf (frame,
                   "{\"seq\":%u,\"type\":\"sign\",\"request_id\":\"r%u\",\"certificate\":\"%s\","
                   "\"algorithm\":\"%s\",\"documents\":[",
                   seq, seq, fingerprint, yqq_algorithm_to_nick (algorithm));
  for (guint i = from; i < from + count; i++) {
    guint8 digest[32];
    yqq_random_bytes (digest, sizeof digest);
    g_autofree char *text = yqq_base64_encode (digest, sizeof digest);
    g_string_append_printf (frame,
                            "%s{\"id\":\"d%u\",\"name\":\"d%u\",\"size\":1,\"digest\":\"%s\"}",
                            i > from ? "," : "", i, i, text);
  }
  g_string_append (frame, "]}");
  g_autoptr (JsonObject) answer = pc_call_session (pc, "POST", "/frames", frame->str);
}

static void
on_records_changed (GListModel *records, guint position, guint removed, guint added, gpointer link)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    if (yqq_signature_record_get_state (record) == YQQ_SIGNATURE_WAITING)
      yqq_session_link_approve (link, record);
  }
}

static double
measure_raw (YqqAlgorithm algorithm)
{
  g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
  g_autoptr (GBytes) message = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  double start = now_ms ();
  for (guint i = 0; i < SIGNATURES; i++) {
    g_autoptr (GBytes) signature = yqq_key_sign (key, message, NULL);
  }
  return now_ms () - start;
}

/* One after the other, each with a request of its own as the device makes them: signed, over the
 * same connection, checked by the authority, which answers from memory. */
static double
measure_signed_requests (Device *device, Pc *pc, YqqAlgorithm algorithm)
{
  g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
  g_autoptr (GBytes) message = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  g_autofree char *path = g_strconcat ("/v1/sessions/", pc_get_session (pc), NULL);
  double start = now_ms ();
  for (guint i = 0; i < SIGNATURES; i++) {
    g_autoptr (GError) error = NULL;
    g_auto (Await) await = {NULL};
    g_autoptr (GBytes) signature = yqq_key_sign (key, message, NULL);
    yqq_authority_connection_send_async (device->connection, "GET", path, NULL, YQQ_REQUEST_SIGNED,
                                         0, NULL, await_callback, &await);
    g_autoptr (JsonObject) answer =
        yqq_authority_connection_send_finish (device->connection, await_result (&await), &error);
    g_assert_no_error (error);
  }
  return now_ms () - start;
}

/* What the PC asks for, from a thread of its own as from a computer of its own. */
typedef struct {
  Pc *pc;
  const char *fingerprint;
  YqqAlgorithm algorithm;
} Asking;

static gpointer
ask_in_thread (gpointer data)
{
  Asking *asking = data;
  for (guint from = 0, seq = 1; from < SIGNATURES; from += PER_REQUEST, seq++)
    ask_for_signatures (asking->pc, asking->fingerprint, asking->algorithm, from, PER_REQUEST, seq);
  return NULL;
}

/* From the first request to the last signature's acknowledgement. */
static double
sign_all (Device *device, Pc *pc, YqqQrReader *reader, Asking *asking)
{
  double ignored, ignored_too;
  g_autoptr (YqqSessionLink) link = claim (device, pc, reader, &ignored, &ignored_too);
  confirm (device, pc, link);
  g_signal_connect (yqq_session_link_get_signatures (link), "items-changed",
                    G_CALLBACK (on_records_changed), link);
  double start = now_ms ();
  g_autoptr (GThread) thread = g_thread_new ("pc", ask_in_thread, asking);
  while (yqq_session_link_get_signature_count (link) < SIGNATURES &&
         yqq_session_state_is_open (yqq_session_link_get_state (link)))
    g_main_context_iteration (NULL, TRUE);
  double took = now_ms () - start;
  g_assert_cmpuint (yqq_session_link_get_signature_count (link), ==, SIGNATURES);
  g_thread_join (g_steal_pointer (&thread));
  return took;
}

static void
measure_signatures (Device *device, Pc *pc, YqqAlgorithm algorithm, const char *what)
{
  double ours[SIGNATURE_ROUNDS], raw[SIGNATURE_ROUNDS], trips[SIGNATURE_ROUNDS];
  double requests[SIGNATURE_ROUNDS];
  g_autofree char *fingerprint = device_install (device, algorithm);
  g_autoptr (YqqQrReader) reader = yqq_qr_reader_new ();
  Asking asking = {pc, fingerprint, algorithm};
  for (guint i = 0; i < SIGNATURE_ROUNDS; i++) {
    ours[i] = sign_all (device, pc, reader, &asking);
    raw[i] = measure_raw (algorithm);
    trips[i] = measure_round_trip (pc);
    requests[i] = measure_signed_requests (device, pc, algorithm);
  }
  double took = median (ours, SIGNATURE_ROUNDS);
  double peer = median (raw, SIGNATURE_ROUNDS) + SIGNATURES * median (trips, SIGNATURE_ROUNDS);
  report (what, took, "raw signatures and a round trip each", peer, "at most 1.5 times",
          took <= 1.5 * peer);
  report (what, took, "raw signatures and a signed request each",
          median (requests, SIGNATURE_ROUNDS), NULL, TRUE);
}

int
main (void)
{
  g_autoptr (Device) device = device_new ();
  g_autofree char *fingerprint = device_install (device, YQQ_ALGORITHM_SM2_SM3);
  g_autoptr (Pc) pc = pc_new (yqq_embedded_authority_get_origin (device->authority));
  measure_sessions (device, pc);
  measure_signatures (device, pc, YQQ_ALGORITHM_SM2_SM3, "100 signatures in a session, SM2");
  measure_signatures (device, pc, YQQ_ALGORITHM_P256_SHA256, "100 signatures in a session, P-256");
  return all_good ? 0 : 1;
}
