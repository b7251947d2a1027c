/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several frames of signatures on their way to a real authority, over a road that loses and delays
 * them: none is lost, none is taken twice, and the order stays. Each once with signatures by their
 * value and once whole, as an older authority wants them: those take several times as many frames.
 */
#include <string.h>

#include "../support/await.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "link/session-link.h"
#include "relying-party.h"
#include "rough-road.h"

#define REQUESTS 2
#define DOCUMENTS 16

static gboolean
is_ready (gpointer link)
{
  return yqq_session_link_get_ready (link);
}

static gboolean
is_connected (gpointer link)
{
  return yqq_session_link_get_state (link) == YQQ_SESSION_STATE_CONNECTED;
}

static gboolean
all_are_signed (gpointer link)
{
  return yqq_session_link_get_signature_count (link) == REQUESTS * DOCUMENTS;
}

static gboolean
is_closed (gpointer link)
{
  return yqq_session_link_get_close_reason (link) != NULL;
}

/* Each document has a digest of its own; member is "digest" or "digests". */
static char *
list_documents (guint request, gboolean announced)
{
  GString *list = g_string_new ("[");
  for (guint i = 0; i < (announced ? REQUESTS : 1) * DOCUMENTS; i++) {
    guint number = request * DOCUMENTS + i;
    guint8 bytes[YQQ_DIGEST_SIZE] = {(guint8)number, 1};
    g_autofree char *digest = yqq_base64_encode (bytes, sizeof bytes);
    g_string_append_printf (list, "%s{\"id\":\"d%u\",\"name\":\"%u.pdf\",\"size\":12,",
                            i > 0 ? "," : "", number, number);
    g_string_append_printf (
        list, announced ? "\"digests\":{\"sha-256\":\"%s\"}}" : "\"digest\":\"%s\"}", digest);
  }
  g_string_append (list, "]");
  return g_string_free (list, FALSE);
}

static void
connect (YqqSessionLink *link, RelyingParty *party)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = relying_party_get_code (party);
  g_autoptr (YqqQrPayload) payload = yqq_qr_payload_parse (text, &error);
  g_assert_no_error (error);
  g_auto (Await) claimed = {0};
  yqq_session_link_claim_async (link, payload, YQQ_CLAIM_VIA_CAMERA, NULL, await_callback,
                                &claimed);
  yqq_session_link_claim_finish (link, await_result (&claimed), &error);
  g_assert_no_error (error);
  g_assert_true (real_wait_for (is_ready, link, 20000));
  relying_party_poll (party);
  g_autoptr (YqqSecretBytes) pin = real_pin (REAL_PIN);
  g_auto (Await) confirmed = {0};
  yqq_session_link_confirm_async (link, pin, NULL, await_callback, &confirmed);
  yqq_session_link_confirm_finish (link, await_result (&confirmed), &error);
  g_assert_no_error (error);
  g_assert_true (real_wait_for (is_connected, link, 20000));
}

static YqqSessionLink *
new_link (Real *real, RoughRoad *road)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqAuthorityConnection) connection =
      yqq_authority_connection_new (rough_road_get_address (road), &error);
  g_assert_no_error (error);
  yqq_authority_connection_set_device_key (
      connection, yqq_authority_connection_get_device_key (real->connection));
  return yqq_session_link_new (connection, real->wallet, yqq_clock_get_system ());
}

static void
ask (RelyingParty *party, guint request)
{
  g_autofree char *id = g_strdup_printf ("r%u", request);
  g_autofree char *documents = list_documents (request, FALSE);
  g_assert_cmpuint (relying_party_sign (party, id, "p256-sha256", documents), ==, 200);
}

/* All of a request's documents, once each, in the order in which they were asked for. */
static void
check_request (RelyingParty *party, guint request)
{
  g_autofree char *id = g_strdup_printf ("r%u", request);
  g_autoptr (JsonObject) result = relying_party_await_request (party, id, "signed");
  JsonArray *signatures = json_object_get_array_member (result, "signatures");
  g_assert_cmpuint (json_array_get_length (signatures), ==, DOCUMENTS);
  for (guint i = 0; i < DOCUMENTS; i++) {
    JsonObject *signature = json_array_get_object_element (signatures, i);
    g_autofree char *document = g_strdup_printf ("d%u", request * DOCUMENTS + i);
    g_assert_cmpstr (json_object_get_string_member (signature, "document"), ==, document);
    g_assert_true (json_object_get_boolean_member (
        json_object_get_object_member (signature, "verification"), "valid"));
  }
}

/* data: NULL, or what the authority is. */
static RoughRoad *
new_road (Real *real, const int *mishaps, gconstpointer data)
{
  RoughRoad *road = rough_road_new (real->socket, mishaps);
  if (data != NULL)
    rough_road_make_old (road);
  return road;
}

static guint
sign_over (Real *real, const int *mishaps, gconstpointer data)
{
  g_autoptr (RoughRoad) road = new_road (real, mishaps, data);
  g_autofree char *announced = list_documents (0, TRUE);
  g_autoptr (RelyingParty) party = relying_party_new (real, "合同签署", announced);
  g_autoptr (YqqSessionLink) link = new_link (real, road);
  connect (link, party);
  for (guint i = 0; i < REQUESTS; i++)
    ask (party, i);
  g_assert_true (real_wait_for (all_are_signed, link, 30000));
  g_assert_false (is_closed (link));
  for (guint i = 0; i < REQUESTS; i++)
    check_request (party, i);
  g_test_message ("%u frames", rough_road_get_n_frames (road));
  return rough_road_get_n_frames (road);
}

/* Sixteen whole signatures fit no frame; by their value they do. */
static void
a_smooth_road_carries_all (Real *real, gconstpointer data)
{
  static const int mishaps[] = {-1};
  guint frames = sign_over (real, mishaps, data);
  if (data != NULL)
    g_assert_cmpuint (frames, >=, 2 * REQUESTS);
  else
    g_assert_cmpuint (frames, >=, REQUESTS);
}

static void
a_delayed_frame_keeps_its_place (Real *real, gconstpointer data)
{
  static const int mishaps[] = {ROUGH_ROAD_SMOOTH, ROUGH_ROAD_DELAYS, ROUGH_ROAD_SMOOTH,
                                ROUGH_ROAD_DELAYS, -1};
  sign_over (real, mishaps, data);
}

static void
a_lost_frame_keeps_its_place (Real *real, gconstpointer data)
{
  static const int mishaps[] = {ROUGH_ROAD_SMOOTH, ROUGH_ROAD_LOSES_FRAME, -1};
  sign_over (real, mishaps, data);
}

static void
a_lost_answer_costs_no_signature_and_makes_none_twice (Real *real, gconstpointer data)
{
  static const int mishaps[] = {ROUGH_ROAD_LOSES_ANSWER, ROUGH_ROAD_SMOOTH, ROUGH_ROAD_LOSES_ANSWER,
                                ROUGH_ROAD_LOSES_ANSWER, -1};
  sign_over (real, mishaps, data);
}

static void
the_end_in_the_middle_leaves_nothing_half_done (Real *real, gconstpointer data)
{
  static const int mishaps[] = {ROUGH_ROAD_SMOOTH, ROUGH_ROAD_DELAYS, ROUGH_ROAD_DELAYS, -1};
  g_autoptr (RoughRoad) road = new_road (real, mishaps, data);
  g_autofree char *announced = list_documents (0, TRUE);
  g_autoptr (RelyingParty) party = relying_party_new (real, "合同签署", announced);
  g_autoptr (YqqSessionLink) link = new_link (real, road);
  connect (link, party);
  for (guint i = 0; i < REQUESTS; i++)
    ask (party, i);
  while (rough_road_get_n_frames (road) < 2)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (relying_party_send (party, "\"type\":\"close\""), ==, 200);
  g_assert_true (real_wait_for (is_closed, link, 20000));
  GListModel *records = yqq_session_link_get_signatures (link);
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    YqqSignatureState state = yqq_signature_record_get_state (record);
    g_assert_true (state == YQQ_SIGNATURE_SIGNED || state == YQQ_SIGNATURE_FAILED);
  }
  g_assert_false (yqq_session_link_get_unlocked (link));
}

#define ADD(name)                                                                                  \
  g_test_add ("/link/frames-in-flight/" #name, Real, NULL, real_set_up_signer, name,               \
              real_tear_down);                                                                     \
  g_test_add ("/link/frames-in-flight/" #name "_whole", Real, "old", real_set_up_signer, name,     \
              real_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  real_initialise ();
  ADD (a_smooth_road_carries_all);
  ADD (a_delayed_frame_keeps_its_place);
  ADD (a_lost_frame_keeps_its_place);
  ADD (a_lost_answer_costs_no_signature_and_makes_none_twice);
  ADD (the_end_in_the_middle_leaves_nothing_half_done);
  int failures = g_test_run ();
  real_clean_up ();
  return failures;
}
