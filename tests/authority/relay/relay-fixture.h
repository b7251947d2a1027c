/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A relay with a register and a journal in memory, a clock that stands, a relying party with a key,
 * and a device with a certificate. */
#pragma once

#include "authority/relay/relay.h"
#include "crypto/certificate.h"
#include "protocol/problem.h"
#include "protocol/qr-payload.h"
#include "protocol/session-request.h"

#define ORIGIN "https://sign.example.cn"
#define NOW G_GINT64_CONSTANT (1767225600000)
#define PARTY "rp-1"
#define DEVICE "device-1"
#define PERSON "person-1"
#define PAST_TOKEN "past-token" /* of the session "PAST", closed by a restart */

typedef struct _RelayFixture RelayFixture;

/* Who listens to one side's stream. */
typedef struct {
  RelayFixture *fixture;
  gboolean device;
} RelayFixtureEar;

struct _RelayFixture {
  YqqRelay *relay;
  YqqClock *clock;
  GObject *registry;
  GObject *journal;

  YqqKey *party_key;
  YqqKey *signing_key;
  YqqX509 *certificate;
  GPtrArray *intermediates; /* YqqX509 */
  GPtrArray *roots;
  GPtrArray *chain; /* GBytes: what the authority knows of both; tests empty it */

  /* What the register answers; tests change it. */
  gboolean pin_confirmed;
  const char *unusable;
  gboolean withdrawn;
  /* What the journal does: keeps callbacks until commit is called. */
  gboolean hold_commits;
  GPtrArray *records;    /* text of each record's type, in order */
  GPtrArray *signatures; /* GBytes, those of all records "signed" */

  /* The session under test. */
  char *session_id;
  char *token;
  gint64 party_seq, device_seq;
  GBytes *nonce;

  /* The last answer: status, and either the answer or the problem. */
  guint status;
  JsonObject *answer;
  YqqProblemCode problem;
  guint replies;

  /* Texts of the events a side has heard; NULL before listen. */
  GString *heard[2];
  YqqRelayStream *streams[2];
  RelayFixtureEar ears[2]; /* what the streams are told to */
};

RelayFixture *relay_fixture_new (void);
void relay_fixture_free (RelayFixture *self);

/* Lets time pass, with a tick every YQQ_RELAY_TICK_MS. */
void relay_fixture_pass (RelayFixture *self, gint64 milliseconds);
void relay_fixture_commit (RelayFixture *self, gboolean committed);

/* The relying party's signed session request; sid and nonce may be NULL. */
char *
relay_fixture_make_request (RelayFixture *self, YqqKey *key, const char *sid, const char *nonce);
char *relay_fixture_encode_nonce (RelayFixture *self);

/* Each does one thing and leaves its outcome in status, answer and problem. */
void relay_fixture_open (RelayFixture *self);
void relay_fixture_create (RelayFixture *self, const char *jws, const char *address);
void relay_fixture_create_own (RelayFixture *self, const YqqPcSessionRequest *request);
YqqRelayPoll *
relay_fixture_poll (RelayFixture *self, gboolean device, gint64 after, guint wait_seconds);
void relay_fixture_listen (RelayFixture *self, gboolean device, gint64 after);
void relay_fixture_leave (RelayFixture *self, gboolean device);
YqqQrPayload *relay_fixture_read_code (RelayFixture *self);
void
relay_fixture_claim (RelayFixture *self, YqqQrPayload *code, const char *device, YqqClaimVia via);
void relay_fixture_send (RelayFixture *self, gboolean device, const char *json);
void relay_fixture_bind (RelayFixture *self);
void relay_fixture_confirm (RelayFixture *self);
void
relay_fixture_sign (RelayFixture *self, const char *request_id, const char *document, char fill);
void
relay_fixture_deliver (RelayFixture *self, const char *request_id, const char *document, char fill);

/* One element of a frame's signatures, whole or by its value; a frame of such elements joined by
 * commas. */
char *relay_fixture_make_signature (RelayFixture *self, const char *document, char fill);
char *relay_fixture_make_value (RelayFixture *self, const char *document, char fill);
void relay_fixture_deliver_all (RelayFixture *self, const char *request_id, const char *signatures);

/* As far as connected, with both sides listening. */
void relay_fixture_connect (RelayFixture *self);

const char *relay_fixture_get_state (RelayFixture *self);
gboolean relay_fixture_heard (RelayFixture *self, gboolean device, const char *text);

#define assert_answered(self, wanted) g_assert_cmpuint ((self)->status, ==, (wanted))
#define assert_problem(self, wanted)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpuint ((self)->status, >=, 400);                                                    \
    g_assert_cmpstr (yqq_problem_code_to_nick ((self)->problem), ==,                               \
                     yqq_problem_code_to_nick (wanted));                                           \
  }                                                                                                \
  G_STMT_END
#define assert_state(self, wanted) g_assert_cmpstr (relay_fixture_get_state (self), ==, (wanted))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelayFixture, relay_fixture_free)
