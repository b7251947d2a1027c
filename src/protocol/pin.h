/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN gate's messages, and the bytes that its challenge is answered over. */
#pragma once

#include <json-glib/json-glib.h>

#include "base/secret-bytes.h"
#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_PIN_TRIES 5
#define YQQ_PIN_PEPPER_SIZE 32
#define YQQ_PIN_CHALLENGE_SIZE 32
#define YQQ_PIN_CHALLENGE_MS 60000
#define YQQ_PIN_CONFIRMED_MS 120000
/* How long after the PIN for one act further acts that only add or modify go without it. */
#define YQQ_PIN_RECENT_MS 300000

typedef enum {
  YQQ_PIN_PURPOSE_INSTALL,
  YQQ_PIN_PURPOSE_SESSION,
  YQQ_PIN_PURPOSE_CHECK,
  YQQ_PIN_PURPOSE_ACT,      /* the subject is yqq_pin_act_subject */
  YQQ_PIN_PURPOSE_IDENTITY, /* the subject is the identity challenge's id */
  YQQ_PIN_PURPOSE_CHANGE,   /* the subject is yqq_pin_change_subject */
} YqqPinPurpose;

const char *yqq_pin_purpose_to_nick (YqqPinPurpose purpose);
gboolean yqq_pin_purpose_from_nick (const char *nick, YqqPinPurpose *purpose);

/* PUT /v1/pin */
typedef struct {
  GBytes *verifier_key; /* SPKI, P-256 */
  GBytes *salt;         /* 16 to 32 bytes */
} YqqPinRegistration;

YqqPinRegistration *yqq_pin_registration_from_json (JsonObject *object, GError **error);
JsonObject *yqq_pin_registration_to_json (const YqqPinRegistration *self);
void yqq_pin_registration_free (YqqPinRegistration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPinRegistration, yqq_pin_registration_free)

/* POST /v1/pin/challenges */
typedef struct {
  YqqPinPurpose purpose;
  char *subject;
} YqqPinChallengeRequest;

YqqPinChallengeRequest *yqq_pin_challenge_request_from_json (JsonObject *object, GError **error);
JsonObject *yqq_pin_challenge_request_to_json (const YqqPinChallengeRequest *self);
void yqq_pin_challenge_request_free (YqqPinChallengeRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPinChallengeRequest, yqq_pin_challenge_request_free)

/* → */
typedef struct {
  GBytes *challenge; /* 32 bytes */
  GBytes *salt;
  guint tries_left;
  gint64 expires_at_ms;
} YqqPinChallenge;

YqqPinChallenge *yqq_pin_challenge_from_json (JsonObject *object, GError **error);
JsonObject *yqq_pin_challenge_to_json (const YqqPinChallenge *self);
void yqq_pin_challenge_free (YqqPinChallenge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPinChallenge, yqq_pin_challenge_free)

/* POST /v1/pin/open */
typedef struct {
  GBytes *challenge; /* 32 bytes */
  GBytes *signature; /* r‖s, 64 bytes */
} YqqPinOpening;

YqqPinOpening *yqq_pin_opening_from_json (JsonObject *object, GError **error);
JsonObject *yqq_pin_opening_to_json (const YqqPinOpening *self);
void yqq_pin_opening_free (YqqPinOpening *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPinOpening, yqq_pin_opening_free)

/* The answer to PUT /v1/pin and POST /v1/pin/open. */
typedef struct {
  YqqSecretBytes *pepper; /* 32 bytes */
  guint tries_left;
} YqqPinOpened;

/* Wipes the pepper's text inside object, which is of no use afterwards. */
YqqPinOpened *yqq_pin_opened_from_json (JsonObject *object, GError **error);
/* The whole answer as text in locked memory (not terminated): a pepper never enters a JsonObject
 * at the authority. */
YqqSecretBytes *yqq_pin_opened_to_text (const YqqPinOpened *self);
void yqq_pin_opened_free (YqqPinOpened *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPinOpened, yqq_pin_opened_free)

/* What the PIN is entered for where it is entered for an act: its very bytes, by the SHA-256 of the
 * payload that is signed. In base64url; owned. */
char *yqq_pin_act_subject (GBytes *payload_sha256);

/* What the old PIN is entered for where it is changed: this very new one, by the SHA-256 of its
 * verifier key, in hexadecimal; owned. */
char *yqq_pin_change_subject (GBytes *verifier_key);

/* "yqq-pin-gate-v1\n" purpose "\n" subject "\n" challenge: what the verifier key signs. */
GBytes *yqq_pin_gate_message (YqqPinPurpose purpose, const char *subject, GBytes *challenge);

G_END_DECLS
