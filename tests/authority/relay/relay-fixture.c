/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "relay-fixture.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/certificate-authority.h"
#include "crypto/cms.h"
#include "crypto/digest.h"
#include "crypto/jws.h"
#include "crypto/random.h"
#include "protocol/session-result.h"
#include "protocol/time-text.h"

/* The register. */

#define TEST_TYPE_REGISTRY (test_registry_get_type ())
G_DECLARE_FINAL_TYPE (TestRegistry, test_registry, TEST, REGISTRY, GObject)

struct _TestRegistry {
  GObject parent_instance;
  RelayFixture *fixture;
};

static YqqRelayRelyingParty *
dup_relying_party (YqqRelayRegistry *registry, const char *id)
{
  RelayFixture *fixture = TEST_REGISTRY (registry)->fixture;
  if (fixture->withdrawn || g_strcmp0 (id, PARTY) != 0)
    return NULL;
  YqqRelayRelyingParty *party = g_new0 (YqqRelayRelyingParty, 1);
  party->id = g_strdup (id);
  party->name = g_strdup ("示例平台");
  party->domains = g_strsplit ("sign.example.cn", ",", -1);
  party->key = yqq_public_key_new (yqq_key_get_public (fixture->party_key), NULL);
  return party;
}

static const char *
get_own_id (YqqRelayRegistry *registry)
{
  return PARTY;
}

static char *
sign_own_request (YqqRelayRegistry *registry, GBytes *payload, GError **error)
{
  return yqq_jws_sign (TEST_REGISTRY (registry)->fixture->party_key, YQQ_JWS_SESSION_REQUEST, PARTY,
                       payload, error);
}

static char *
dup_person_name_masked (YqqRelayRegistry *registry, const char *person_id)
{
  return g_strdup ("林*");
}

static gboolean
is_first_use (YqqRelayRegistry *registry, const char *person_id, const char *party_id)
{
  return TRUE;
}

static gboolean
is_pin_confirmed (YqqRelayRegistry *registry, const char *device_id, const char *session_id)
{
  return TEST_REGISTRY (registry)->fixture->pin_confirmed;
}

static YqqRelayCertificate *
dup_certificate (YqqRelayRegistry *registry, const char *device_id, const char *fingerprint)
{
  RelayFixture *fixture = TEST_REGISTRY (registry)->fixture;
  if (g_strcmp0 (fingerprint, yqq_x509_get_fingerprint (fixture->certificate)) != 0)
    return NULL;
  YqqRelayCertificate *certificate = g_new0 (YqqRelayCertificate, 1);
  YqqSessionCertificate *shown = certificate->shown = g_new0 (YqqSessionCertificate, 1);
  shown->fingerprint = g_strdup (fingerprint);
  shown->algorithm = YQQ_ALGORITHM_P256_SHA256;
  shown->kind = YQQ_CERTIFICATE_KIND_EMPLOYEE;
  shown->enterprise_name = g_strdup ("示例有限公司");
  shown->enterprise_credit_code = g_strdup ("91440101MA59UA0P7L");
  shown->person_name = g_strdup ("林晓");
  shown->certificate = g_bytes_ref (yqq_x509_get_der (fixture->certificate));
  shown->chain = g_ptr_array_ref (fixture->chain);
  certificate->unusable = fixture->unusable;
  return certificate;
}

static GPtrArray *
get_roots (YqqRelayRegistry *registry, YqqAlgorithm algorithm)
{
  return TEST_REGISTRY (registry)->fixture->roots;
}

static YqqRelayPastSession *
dup_past_session (YqqRelayRegistry *registry, const char *session_id)
{
  if (g_strcmp0 (session_id, "PAST") != 0)
    return NULL;
  YqqRelayPastSession *past = g_new0 (YqqRelayPastSession, 1);
  g_autoptr (GBytes) token = g_bytes_new_static (PAST_TOKEN, strlen (PAST_TOKEN));
  past->token_hash = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, token);
  past->state = YQQ_SESSION_STATE_CLOSED;
  past->reason = YQQ_SESSION_REASON_AUTHORITY_RESTARTED;
  past->device_id = g_strdup (DEVICE);
  return past;
}

static void
registry_iface_init (YqqRelayRegistryInterface *iface)
{
  iface->dup_relying_party = dup_relying_party;
  iface->get_own_id = get_own_id;
  iface->sign_own_request = sign_own_request;
  iface->dup_person_name_masked = dup_person_name_masked;
  iface->is_first_use = is_first_use;
  iface->is_pin_confirmed = is_pin_confirmed;
  iface->dup_certificate = dup_certificate;
  iface->get_roots = get_roots;
  iface->dup_past_session = dup_past_session;
}

G_DEFINE_TYPE_WITH_CODE (TestRegistry,
                         test_registry,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (YQQ_TYPE_RELAY_REGISTRY, registry_iface_init))

static void
test_registry_class_init (TestRegistryClass *klass)
{
}

static void
test_registry_init (TestRegistry *self)
{
}

/* The journal. */

#define TEST_TYPE_JOURNAL (test_journal_get_type ())
G_DECLARE_FINAL_TYPE (TestJournal, test_journal, TEST, JOURNAL, GObject)

typedef struct {
  YqqRelayCommitted callback;
  gpointer data;
} Held;

struct _TestJournal {
  GObject parent_instance;
  RelayFixture *fixture;
  GQueue held;
};

static void
append (YqqRelayJournal *journal,
        const YqqRelayRecord *record,
        YqqRelayCommitted callback,
        gpointer data)
{
  static const char *const names[] = {"opened", "claimed", "connected", "requested",
                                      "signed", "refused", "ended"};
  TestJournal *self = TEST_JOURNAL (journal);
  g_ptr_array_add (self->fixture->records, g_strdup (names[record->type]));
  for (guint i = 0; record->delivered != NULL && i < record->delivered->len; i++) {
    const YqqDeliveredSignature *delivered = record->delivered->pdata[i];
    g_ptr_array_add (self->fixture->signatures, g_bytes_ref (delivered->signature));
  }
  if (callback == NULL)
    return;
  if (!self->fixture->hold_commits) {
    callback (TRUE, data);
    return;
  }
  Held *held = g_new (Held, 1);
  *held = (Held){callback, data};
  g_queue_push_tail (&self->held, held);
}

static void
journal_iface_init (YqqRelayJournalInterface *iface)
{
  iface->append = append;
}

G_DEFINE_TYPE_WITH_CODE (TestJournal,
                         test_journal,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (YQQ_TYPE_RELAY_JOURNAL, journal_iface_init))

static void
test_journal_class_init (TestJournalClass *klass)
{
}

static void
test_journal_init (TestJournal *self)
{
  g_queue_init (&self->held);
}

void
relay_fixture_commit (RelayFixture *self, gboolean committed)
{
  Held *held;
  while ((held = g_queue_pop_head (&TEST_JOURNAL (self->journal)->held)) != NULL) {
    held->callback (committed, held->data);
    g_free (held);
  }
}

/* The fixture. */

static void
issue_certificate (RelayFixture *self)
{
  g_autoptr (GError) error = NULL;
  YqqCaProfile profile = {"示例", "示例根", "示例签发"};
  guint8 bytes[16];
  yqq_random_bytes (bytes, sizeof bytes);
  g_autoptr (GBytes) serial = g_bytes_new (bytes, sizeof bytes);
  g_autoptr (YqqCertificateAuthority) authority =
      yqq_certificate_authority_create (YQQ_ALGORITHM_P256_SHA256, &profile, self->clock, &error);
  g_assert_no_error (error);
  YqqCertificateProfile subject = {"示例有限公司",
                                   "91440101MA59UA0P7L",
                                   "林晓",
                                   YQQ_CERTIFICATE_KIND_EMPLOYEE,
                                   serial,
                                   NOW - 1000,
                                   NOW + G_GINT64_CONSTANT (86400000),
                                   "YQ4400000001"};
  self->signing_key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (YqqPublicKey) public =
      yqq_public_key_new (yqq_key_get_public (self->signing_key), NULL);
  g_autoptr (GBytes) der = yqq_certificate_authority_issue (authority, public, &subject, &error);
  g_assert_no_error (error);
  self->certificate = yqq_x509_new (der, NULL);
  GPtrArray *chain = yqq_certificate_authority_get_chain (authority);
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < chain->len; i++)
    g_ptr_array_add (self->chain, g_bytes_ref (chain->pdata[i]));
  self->intermediates = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  self->roots = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  g_ptr_array_add (self->intermediates, yqq_x509_new (chain->pdata[0], NULL));
  g_ptr_array_add (self->roots, yqq_x509_new (chain->pdata[1], NULL));
}

RelayFixture *
relay_fixture_new (void)
{
  RelayFixture *self = g_new0 (RelayFixture, 1);
  self->clock = yqq_clock_new_manual (NOW);
  self->party_key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  self->pin_confirmed = TRUE;
  self->records = g_ptr_array_new_with_free_func (g_free);
  self->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  self->nonce = g_bytes_new ("0123456789abcdef", 16);
  self->registry = g_object_new (TEST_TYPE_REGISTRY, NULL);
  TEST_REGISTRY (self->registry)->fixture = self;
  self->journal = g_object_new (TEST_TYPE_JOURNAL, NULL);
  TEST_JOURNAL (self->journal)->fixture = self;
  issue_certificate (self);
  self->relay = yqq_relay_new (ORIGIN, self->clock, YQQ_RELAY_REGISTRY (self->registry),
                               YQQ_RELAY_JOURNAL (self->journal));
  return self;
}

void
relay_fixture_free (RelayFixture *self)
{
  relay_fixture_commit (self, TRUE);
  yqq_relay_free (self->relay);
  g_object_unref (self->registry);
  g_object_unref (self->journal);
  yqq_key_unref (self->party_key);
  yqq_key_unref (self->signing_key);
  yqq_x509_unref (self->certificate);
  g_ptr_array_unref (self->intermediates);
  g_ptr_array_unref (self->roots);
  g_ptr_array_unref (self->chain);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->signatures);
  g_bytes_unref (self->nonce);
  g_clear_pointer (&self->answer, json_object_unref);
  for (int side = 0; side < 2; side++)
    if (self->heard[side] != NULL)
      g_string_free (self->heard[side], TRUE);
  g_free (self->session_id);
  g_free (self->token);
  yqq_clock_unref (self->clock);
  g_free (self);
}

void
relay_fixture_pass (RelayFixture *self, gint64 milliseconds)
{
  for (; milliseconds > 0; milliseconds -= YQQ_RELAY_TICK_MS) {
    yqq_clock_advance (self->clock, MIN (milliseconds, YQQ_RELAY_TICK_MS));
    yqq_relay_tick (self->relay);
  }
}

static void
on_reply (guint status, JsonObject *answer, const GError *problem, gpointer data)
{
  RelayFixture *self = data;
  self->replies++;
  self->status = status;
  self->problem = problem != NULL ? (YqqProblemCode)problem->code : YQQ_PROBLEM_UNRECOGNISED;
  g_clear_pointer (&self->answer, json_object_unref);
  self->answer = answer != NULL ? json_object_ref (answer) : NULL;
}

char *
relay_fixture_encode_nonce (RelayFixture *self)
{
  return yqq_base64_encode (g_bytes_get_data (self->nonce, NULL), g_bytes_get_size (self->nonce));
}

char *
relay_fixture_make_request (RelayFixture *self, YqqKey *key, const char *sid, const char *nonce)
{
  g_autoptr (GPtrArray) documents =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_document_reference_free);
  g_autofree char *id = yqq_random_id ();
  gint64 now = yqq_clock_get_unix_ms (self->clock) / 1000;
  g_ptr_array_add (documents, yqq_document_reference_new ("a", "合同.pdf", 12));
  YqqSessionRequest request = {(char *)PARTY,      (char *)ORIGIN, now,         now + 60,     id,
                               (char *)"合同签署", documents,      (char *)sid, (char *)nonce};
  g_autoptr (GBytes) payload = yqq_session_request_to_bytes (&request);
  g_autoptr (GError) error = NULL;
  char *jws = yqq_jws_sign (key, YQQ_JWS_SESSION_REQUEST, PARTY, payload, &error);
  g_assert_no_error (error);
  return jws;
}

void
relay_fixture_create (RelayFixture *self, const char *jws, const char *address)
{
  yqq_relay_create_session (self->relay, jws, address, on_reply, self);
}

static void
keep_session (RelayFixture *self)
{
  if (self->answer == NULL)
    return;
  g_free (self->session_id);
  g_free (self->token);
  self->session_id = g_strdup (json_object_get_string_member (self->answer, "session_id"));
  self->token = g_strdup (json_object_get_string_member (self->answer, "session_token"));
}

void
relay_fixture_open (RelayFixture *self)
{
  g_autofree char *jws = relay_fixture_make_request (self, self->party_key, NULL, NULL);
  relay_fixture_create (self, jws, NULL);
  keep_session (self);
}

void
relay_fixture_create_own (RelayFixture *self, const YqqPcSessionRequest *request)
{
  yqq_relay_create_own_session (self->relay, request, NULL, on_reply, self);
  keep_session (self);
}

static YqqRelayCaller
caller (RelayFixture *self, gboolean device)
{
  return device ? (YqqRelayCaller){NULL, DEVICE, PERSON}
                : (YqqRelayCaller){self->token, NULL, NULL};
}

static void
hear (gpointer target, GBytes *event)
{
  RelayFixtureEar *ear = target;
  g_string_append_len (ear->fixture->heard[ear->device], g_bytes_get_data (event, NULL),
                       (gssize)g_bytes_get_size (event));
}

static void
stop_hearing (gpointer target)
{
  RelayFixtureEar *ear = target;
  ear->fixture->streams[ear->device] = NULL;
  g_string_append (ear->fixture->heard[ear->device], "END");
}

void
relay_fixture_listen (RelayFixture *self, gboolean device, gint64 after)
{
  static const YqqRelaySink sink = {hear, stop_hearing};
  YqqRelayCaller who = caller (self, device);
  self->ears[device] = (RelayFixtureEar){self, device};
  if (self->heard[device] == NULL)
    self->heard[device] = g_string_new (NULL);
  g_string_truncate (self->heard[device], 0);
  self->streams[device] = yqq_relay_open_stream (self->relay, self->session_id, &who, after, &sink,
                                                 &self->ears[device]);
}

YqqRelayPoll *
relay_fixture_poll (RelayFixture *self, gboolean device, gint64 after, guint wait_seconds)
{
  YqqRelayCaller who = caller (self, device);
  return yqq_relay_poll (self->relay, self->session_id, &who, after, wait_seconds, on_reply, self);
}

void
relay_fixture_leave (RelayFixture *self, gboolean device)
{
  yqq_relay_drop_stream (self->relay, g_steal_pointer (&self->streams[device]));
}

YqqQrPayload *
relay_fixture_read_code (RelayFixture *self)
{
  g_autoptr (GError) error = NULL;
  YqqRelayCaller who = caller (self, FALSE);
  g_autoptr (JsonObject) code = yqq_relay_get_code (self->relay, self->session_id, &who, &error);
  g_assert_no_error (error);
  YqqQrPayload *payload =
      yqq_qr_payload_parse (json_object_get_string_member (code, "text"), &error);
  g_assert_no_error (error);
  return payload;
}

void
relay_fixture_claim (RelayFixture *self, YqqQrPayload *code, const char *device, YqqClaimVia via)
{
  YqqRelayCaller who = {NULL, device, PERSON};
  g_autoptr (GBytes) mac = g_bytes_new (code->mac, sizeof code->mac);
  YqqSessionClaim claim = {code->step, mac, self->nonce, via};
  yqq_relay_claim (self->relay, code->session_id, &who, &claim, on_reply, self);
}

void
relay_fixture_send (RelayFixture *self, gboolean device, const char *json)
{
  g_autoptr (GError) error = NULL;
  YqqRelayCaller who = caller (self, device);
  g_autoptr (JsonObject) frame = yqq_json_parse (json, -1, 0, &error);
  g_assert_no_error (error);
  if (!json_object_has_member (frame, "seq"))
    json_object_set_int_member (frame, "seq", device ? ++self->device_seq : ++self->party_seq);
  yqq_relay_post_frame (self->relay, self->session_id, &who, frame, on_reply, self);
}

void
relay_fixture_bind (RelayFixture *self)
{
  g_autofree char *nonce = relay_fixture_encode_nonce (self);
  g_autofree char *jws =
      relay_fixture_make_request (self, self->party_key, self->session_id, nonce);
  g_autofree char *frame = g_strdup_printf ("{\"type\":\"request\",\"jws\":\"%s\"}", jws);
  relay_fixture_send (self, FALSE, frame);
}

void
relay_fixture_confirm (RelayFixture *self)
{
  g_autofree char *frame = g_strdup_printf ("{\"type\":\"confirm\",\"certificates\":[\"%s\"]}",
                                            yqq_x509_get_fingerprint (self->certificate));
  relay_fixture_send (self, TRUE, frame);
}

static GBytes *
make_digest (char fill)
{
  guint8 digest[32];
  memset (digest, fill, sizeof digest);
  return g_bytes_new (digest, sizeof digest);
}

void
relay_fixture_sign (RelayFixture *self, const char *request_id, const char *document, char fill)
{
  g_autoptr (GBytes) digest = make_digest (fill);
  g_autofree char *text = yqq_base64_encode (g_bytes_get_data (digest, NULL), 32);
  g_autofree char *frame = g_strdup_printf (
      "{\"type\":\"sign\",\"request_id\":\"%s\",\"certificate\":\"%s\","
      "\"algorithm\":\"p256-sha256\",\"documents\":[{\"id\":\"%s\",\"name\":\"合同.pdf\","
      "\"size\":12,\"digest\":\"%s\"}]}",
      request_id, yqq_x509_get_fingerprint (self->certificate), document, text);
  relay_fixture_send (self, FALSE, frame);
}

char *
relay_fixture_make_signature (RelayFixture *self, const char *document, char fill)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) digest = make_digest (fill);
  g_autoptr (GBytes) cms =
      yqq_cms_sign_detached (self->signing_key, self->certificate, self->intermediates, digest,
                             yqq_clock_get_unix_ms (self->clock), &error);
  g_assert_no_error (error);
  g_autofree char *text = yqq_base64_encode (g_bytes_get_data (cms, NULL), g_bytes_get_size (cms));
  return g_strdup_printf ("{\"document\":\"%s\",\"signature\":\"%s\"}", document, text);
}

char *
relay_fixture_make_value (RelayFixture *self, const char *document, char fill)
{
  g_autoptr (GError) error = NULL;
  gint64 now = yqq_clock_get_unix_ms (self->clock);
  g_autoptr (GBytes) digest = make_digest (fill);
  g_autoptr (YqqCmsSigner) signer = yqq_cms_signer_new (self->certificate, NULL, &error);
  g_autoptr (GBytes) value =
      yqq_cms_signer_sign_value (signer, self->signing_key, digest, now, &error);
  g_assert_no_error (error);
  g_autofree char *text =
      yqq_base64_encode (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  g_autofree char *time = yqq_time_text_format (now);
  return g_strdup_printf ("{\"document\":\"%s\",\"value\":\"%s\",\"signed_at\":\"%s\"}", document,
                          text, time);
}

void
relay_fixture_deliver_all (RelayFixture *self, const char *request_id, const char *signatures)
{
  g_autofree char *frame = g_strdup_printf (
      "{\"type\":\"signed\",\"request_id\":\"%s\",\"signatures\":[%s]}", request_id, signatures);
  relay_fixture_send (self, TRUE, frame);
}

void
relay_fixture_deliver (RelayFixture *self, const char *request_id, const char *document, char fill)
{
  g_autofree char *signature = relay_fixture_make_signature (self, document, fill);
  relay_fixture_deliver_all (self, request_id, signature);
}

void
relay_fixture_connect (RelayFixture *self)
{
  relay_fixture_open (self);
  relay_fixture_listen (self, FALSE, 0);
  g_autoptr (YqqQrPayload) code = relay_fixture_read_code (self);
  relay_fixture_claim (self, code, DEVICE, YQQ_CLAIM_VIA_CAMERA);
  assert_answered (self, 200);
  relay_fixture_listen (self, TRUE, 0);
  relay_fixture_bind (self);
  assert_answered (self, 200);
  relay_fixture_confirm (self);
  assert_answered (self, 200);
  assert_state (self, "connected");
}

const char *
relay_fixture_get_state (RelayFixture *self)
{
  static char state[16];
  YqqRelayCaller who = caller (self, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) view = yqq_relay_get_session (self->relay, self->session_id, &who, &error);
  g_assert_no_error (error);
  g_strlcpy (state, json_object_get_string_member (view, "state"), sizeof state);
  return state;
}

gboolean
relay_fixture_heard (RelayFixture *self, gboolean device, const char *text)
{
  return strstr (self->heard[device]->str, text) != NULL;
}
