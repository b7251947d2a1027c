/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/pin-gate.h"

#include "authority/pin-challenges.h"
#include "authority/pin-parts.h"
#include "authority/store/pin-confirmations.h"
#include "authority/store/pins.h"
#include "crypto/key.h"
#include "protocol/problem.h"

struct _YqqPinGateService {
  YqqDatabase *reader;
  YqqWriter *writer;
  YqqClock *clock;
  YqqPinChallenges *challenges;
};

YqqPinGateService *
yqq_pin_gate_service_new (YqqDatabase *reader, YqqWriter *writer, YqqClock *clock)
{
  YqqPinGateService *self = g_new0 (YqqPinGateService, 1);
  self->reader = g_object_ref (reader);
  self->writer = writer;
  self->clock = yqq_clock_ref (clock);
  self->challenges = yqq_pin_challenges_new (clock);
  return self;
}

void
yqq_pin_gate_service_free (YqqPinGateService *self)
{
  yqq_pin_challenges_free (self->challenges);
  g_object_unref (self->reader);
  yqq_clock_unref (self->clock);
  g_free (self);
}

static void
answer_problem (YqqProblemCode code, gint tries_left, YqqSecretReply reply, gpointer user_data)
{
  g_autoptr (GError) problem = NULL;
  yqq_problem_error_set (&problem, code, NULL)->tries_left = tries_left;
  reply (0, NULL, problem, user_data);
}

/* Registration */

typedef struct {
  char *device_id;
  YqqPin *pin; /* as it is asked for; as it stands afterwards */
  gint64 now_ms;
  gboolean made;
  gboolean taken;
  YqqSecretReply reply;
  gpointer user_data;
} Registering;

static gboolean
do_register (YqqDatabase *database, gpointer data, GError **error)
{
  Registering *job = data;
  g_autoptr (YqqPin) there = NULL;
  job->made = job->taken = FALSE;
  if (!yqq_pins_find (database, job->device_id, &there, error))
    return FALSE;
  if (there == NULL) {
    job->made = TRUE;
    return yqq_pins_add (database, job->device_id, job->pin, job->now_ms, error);
  }
  /* The answer to an earlier call was lost: the same key and salt get the same pepper, but only as
   * long as nobody can have used it. */
  job->taken = there->opened || !g_bytes_equal (there->verifier_key, job->pin->verifier_key) ||
               !g_bytes_equal (there->salt, job->pin->salt);
  if (!job->taken) {
    g_bytes_unref (job->pin->pepper);
    job->pin->pepper = g_bytes_ref (there->pepper);
  }
  return TRUE;
}

static void
on_registered (const GError *error, gpointer data)
{
  Registering *job = data;
  if (error != NULL)
    job->reply (0, NULL, error, job->user_data);
  else if (job->taken)
    answer_problem (YQQ_PROBLEM_PIN_ALREADY_SET, -1, job->reply, job->user_data);
  else
    yqq_pin_answer_pepper (job->pin, job->made ? 201 : 200, job->reply, job->user_data);
  g_free (job->device_id);
  yqq_pin_free (job->pin);
  g_free (job);
}

void
yqq_pin_gate_service_register (YqqPinGateService *self,
                               const char *device_id,
                               const YqqPinRegistration *registration,
                               YqqSecretReply reply,
                               gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!yqq_pin_check_verifier (registration->verifier_key, &error)) {
    reply (0, NULL, error, user_data);
    return;
  }
  Registering *job = g_new0 (Registering, 1);
  job->device_id = g_strdup (device_id);
  job->pin = yqq_pin_make (registration);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_register, on_registered, job);
}

/* Challenges */

JsonObject *
yqq_pin_gate_service_challenge (YqqPinGateService *self,
                                const char *device_id,
                                const YqqPinChallengeRequest *request,
                                GError **error)
{
  g_autoptr (YqqPin) pin = NULL;
  if (!yqq_pins_find (self->reader, device_id, &pin, error))
    return NULL;
  if (pin == NULL || pin->tries_left == 0) {
    yqq_problem_error_set (error, pin == NULL ? YQQ_PROBLEM_PIN_NOT_SET : YQQ_PROBLEM_PIN_LOCKED,
                           NULL);
    return NULL;
  }
  const YqqOpenChallenge *challenge =
      yqq_pin_challenges_add (self->challenges, device_id, request->purpose, request->subject);
  YqqPinChallenge answer = {
      .challenge = challenge->bytes,
      .salt = pin->salt,
      .tries_left = pin->tries_left,
      .expires_at_ms = challenge->expires_at_ms,
  };
  return yqq_pin_challenge_to_json (&answer);
}

gboolean
yqq_pin_gate_service_is_confirmed (YqqPinGateService *self,
                                   const char *device_id,
                                   YqqPinPurpose purpose,
                                   const char *subject)
{
  return yqq_pin_challenges_is_confirmed (self->challenges, device_id, purpose, subject);
}

gboolean
yqq_pin_gate_service_is_recent (YqqPinGateService *self, const char *device_id)
{
  return yqq_pin_challenges_is_recent (self->challenges, device_id);
}

void
yqq_pin_gate_service_forget (YqqPinGateService *self, const char *device_id)
{
  yqq_pin_challenges_forget (self->challenges, device_id);
}

YqqOpenChallenge *
yqq_pin_gate_service_take_challenge (YqqPinGateService *self,
                                     const char *device_id,
                                     GBytes *challenge)
{
  return yqq_pin_challenges_take (self->challenges, device_id, challenge);
}

/* Opening */

typedef struct {
  YqqPinGateService *gate;
  char *device_id;
  YqqOpenChallenge *challenge;
  GBytes *signature;
  YqqPin *pin; /* after the try was taken; NULL: there was none to take */
  gboolean set;
  YqqSecretReply reply;
  gpointer user_data;
} Opening;

static void
free_opening (Opening *job)
{
  g_free (job->device_id);
  yqq_open_challenge_free (job->challenge);
  g_bytes_unref (job->signature);
  g_clear_pointer (&job->pin, yqq_pin_free);
  g_free (job);
}

static gboolean
do_take_try (YqqDatabase *database, gpointer data, GError **error)
{
  Opening *job = data;
  g_clear_pointer (&job->pin, yqq_pin_free);
  if (!yqq_pins_take_try (database, job->device_id, &job->pin, error))
    return FALSE;
  if (job->pin != NULL)
    return TRUE;
  g_autoptr (YqqPin) locked = NULL;
  if (!yqq_pins_find (database, job->device_id, &locked, error))
    return FALSE;
  job->set = locked != NULL;
  return TRUE;
}

/* Whoever goes on with the old PIN has given up a change: the device relies on that. What is
 * confirmed for the identity desk may be brought to another process. */
static gboolean
do_restore (YqqDatabase *database, gpointer data, GError **error)
{
  const Opening *job = data;
  gint64 now_ms = yqq_clock_get_unix_ms (job->gate->clock);
  return yqq_pins_restore_tries (database, job->device_id, error) &&
         (job->challenge->purpose == YQQ_PIN_PURPOSE_CHANGE ||
          yqq_pins_drop_next (database, job->device_id, error)) &&
         (job->challenge->purpose != YQQ_PIN_PURPOSE_IDENTITY ||
          yqq_pin_confirmations_add (database, job->device_id, job->challenge->subject,
                                     now_ms + YQQ_PIN_CONFIRMED_MS, now_ms, error));
}

static gboolean
is_right (Opening *job)
{
  g_autoptr (YqqPublicKey) key = yqq_public_key_new (job->pin->verifier_key, NULL);
  g_autoptr (GBytes) message = yqq_pin_gate_message (
      job->challenge->purpose, job->challenge->subject, job->challenge->bytes);
  return key != NULL && yqq_public_key_verify_raw (key, message, job->signature, NULL);
}

static void
on_restored (const GError *error, gpointer data)
{
  Opening *job = data;
  if (error != NULL)
    job->reply (0, NULL, error, job->user_data);
  else {
    if (job->challenge->purpose != YQQ_PIN_PURPOSE_IDENTITY)
      yqq_pin_challenges_confirm (job->gate->challenges, job->device_id, job->challenge);
    yqq_pin_answer_pepper (job->pin, 200, job->reply, job->user_data);
  }
  free_opening (job);
}

static void
on_try_taken (const GError *error, gpointer data)
{
  Opening *job = data;
  if (error == NULL && job->pin != NULL && is_right (job)) {
    yqq_writer_submit (job->gate->writer, do_restore, on_restored, job);
    return;
  }
  if (error != NULL)
    job->reply (0, NULL, error, job->user_data);
  else if (job->pin == NULL)
    answer_problem (job->set ? YQQ_PROBLEM_PIN_LOCKED : YQQ_PROBLEM_PIN_NOT_SET, -1, job->reply,
                    job->user_data);
  else if (job->pin->tries_left == 0)
    answer_problem (YQQ_PROBLEM_PIN_LOCKED, 0, job->reply, job->user_data);
  else
    answer_problem (YQQ_PROBLEM_PIN_WRONG, (gint)job->pin->tries_left, job->reply, job->user_data);
  free_opening (job);
}

void
yqq_pin_gate_service_open (YqqPinGateService *self,
                           const char *device_id,
                           const YqqPinOpening *opening,
                           YqqSecretReply reply,
                           gpointer user_data)
{
  YqqOpenChallenge *challenge =
      yqq_pin_challenges_take (self->challenges, device_id, opening->challenge);
  if (challenge == NULL) {
    answer_problem (YQQ_PROBLEM_CHALLENGE_UNKNOWN, -1, reply, user_data);
    return;
  }
  Opening *job = g_new0 (Opening, 1);
  job->gate = self;
  job->device_id = g_strdup (device_id);
  job->challenge = challenge;
  job->signature = g_bytes_ref (opening->signature);
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_take_try, on_try_taken, job);
}
