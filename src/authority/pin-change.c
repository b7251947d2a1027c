/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/pin-change.h"

#include <string.h>

#include "authority/pin-challenges.h"
#include "authority/pin-parts.h"
#include "crypto/key.h"
#include "protocol/problem.h"

/* The device may be used and has a PIN that is not locked, or *problem says what is wrong. */
static gboolean
find_pin (YqqDatabase *database,
          const char *device_id,
          YqqPin **pin,
          GError **problem,
          GError **error)
{
  gboolean active = FALSE;
  if (!yqq_devices_hold (database, device_id, &active, error) ||
      !yqq_pins_find (database, device_id, pin, error))
    return FALSE;
  if (!active)
    yqq_problem_error_set (problem, YQQ_PROBLEM_DEVICE_REVOKED, NULL);
  else if (*pin == NULL)
    yqq_problem_error_set (problem, YQQ_PROBLEM_PIN_NOT_SET, NULL);
  else if ((*pin)->tries_left == 0)
    yqq_problem_error_set (problem, YQQ_PROBLEM_PIN_LOCKED, NULL)->tries_left = 0;
  return TRUE;
}

/* On its way */

typedef struct {
  char *device_id;
  YqqPin *next; /* as it is asked for; as it stands afterwards */
  gint64 now_ms;
  gboolean made;
  GError *problem;
  YqqSecretReply reply;
  gpointer user_data;
} Beginning;

static gboolean
do_begin (YqqDatabase *database, gpointer data, GError **error)
{
  Beginning *job = data;
  g_autoptr (YqqPin) pin = NULL;
  g_autoptr (YqqPin) there = NULL;
  g_clear_error (&job->problem);
  job->made = FALSE;
  if (!find_pin (database, job->device_id, &pin, &job->problem, error))
    return FALSE;
  if (job->problem != NULL)
    return TRUE;
  if (!yqq_pins_find_next (database, job->device_id, job->now_ms - YQQ_PIN_CHANGE_MS, &there,
                           error))
    return FALSE;
  if (there != NULL && g_bytes_equal (there->verifier_key, job->next->verifier_key) &&
      g_bytes_equal (there->salt, job->next->salt)) {
    g_bytes_unref (job->next->pepper);
    job->next->pepper = g_bytes_ref (there->pepper);
    return TRUE;
  }
  job->made = TRUE;
  return yqq_pins_set_next (database, job->device_id, job->next, job->now_ms, error);
}

static void
on_begun (const GError *error, gpointer data)
{
  Beginning *job = data;
  if (error != NULL || job->problem != NULL)
    job->reply (0, NULL, error != NULL ? error : job->problem, job->user_data);
  else
    yqq_pin_answer_pepper (job->next, job->made ? 201 : 200, job->reply, job->user_data);
  g_free (job->device_id);
  yqq_pin_free (job->next);
  g_clear_error (&job->problem);
  g_free (job);
}

static gboolean
check_begin (const YqqPinChanging *self,
             const YqqDevice *device,
             const YqqPinRegistration *registration,
             GError **error)
{
  g_autofree char *subject = yqq_pin_change_subject (registration->verifier_key);
  if (!yqq_pin_check_verifier (registration->verifier_key, error))
    return FALSE;
  if (yqq_pin_gate_service_is_confirmed (self->gate, device->id, YQQ_PIN_PURPOSE_CHANGE, subject))
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_PIN_REQUIRED, NULL);
  return FALSE;
}

void
yqq_pin_changing_begin (const YqqPinChanging *self,
                        const YqqDevice *device,
                        const YqqPinRegistration *registration,
                        YqqSecretReply reply,
                        gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!check_begin (self, device, registration, &error)) {
    reply (0, NULL, error, user_data);
    return;
  }
  Beginning *job = g_new0 (Beginning, 1);
  job->device_id = g_strdup (device->id);
  job->next = yqq_pin_make (registration);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_begin, on_begun, job);
}

/* In the old one's place */

typedef struct {
  YqqPinGateService *gate;
  char *person_id;
  char *device_id;
  char *label;
  YqqOpenChallenge *challenge;
  GBytes *signature;
  gint64 now_ms;
  GError *problem;
  YqqPinChanged changed;
  gpointer changed_data;
  YqqReply reply;
  gpointer user_data;
} Committing;

static void
committing_free (Committing *job)
{
  g_free (job->person_id);
  g_free (job->device_id);
  g_free (job->label);
  yqq_open_challenge_free (job->challenge);
  g_bytes_unref (job->signature);
  g_clear_error (&job->problem);
  g_free (job);
}

static gboolean
is_proven (const Committing *job, const YqqPin *next)
{
  g_autoptr (YqqPublicKey) key = yqq_public_key_new (next->verifier_key, NULL);
  g_autofree char *subject = yqq_pin_change_subject (next->verifier_key);
  g_autoptr (GBytes) message =
      yqq_pin_gate_message (YQQ_PIN_PURPOSE_CHANGE, job->challenge->subject, job->challenge->bytes);
  return key != NULL && strcmp (subject, job->challenge->subject) == 0 &&
         yqq_public_key_verify_raw (key, message, job->signature, NULL);
}

static gboolean
swap (YqqDatabase *database, Committing *job, YqqPin *next, GError **error)
{
  static const YqqPinRenewal renewal = {YQQ_NOTICE_PIN_CHANGED, YQQ_SESSION_REASON_PIN_CHANGED,
                                        "pin-change"};
  if (!is_proven (job, next)) {
    yqq_problem_error_set (&job->problem, YQQ_PROBLEM_PIN_WRONG, NULL);
    return yqq_pins_drop_next (database, job->device_id, error);
  }
  /* Its pepper is on the device by now: it is told no other way than for the PIN. */
  next->opened = TRUE;
  return yqq_pins_replace (database, job->device_id, next, "", job->now_ms, error) &&
         yqq_pin_renewed (database, &renewal, job->person_id, job->device_id, job->label,
                          job->now_ms, error);
}

static gboolean
do_commit (YqqDatabase *database, gpointer data, GError **error)
{
  Committing *job = data;
  g_autoptr (YqqPin) pin = NULL;
  g_autoptr (YqqPin) next = NULL;
  g_clear_error (&job->problem);
  if (!find_pin (database, job->device_id, &pin, &job->problem, error))
    return FALSE;
  if (job->problem != NULL)
    return TRUE;
  if (!yqq_pins_find_next (database, job->device_id, job->now_ms - YQQ_PIN_CHANGE_MS, &next, error))
    return FALSE;
  if (next != NULL)
    return swap (database, job, next, error);
  yqq_problem_error_set (&job->problem, YQQ_PROBLEM_CHALLENGE_UNKNOWN, "no PIN is on its way");
  return yqq_pins_drop_next (database, job->device_id, error);
}

static void
on_committed (const GError *error, gpointer data)
{
  Committing *job = data;
  if (error != NULL || job->problem != NULL)
    job->reply (0, NULL, error != NULL ? error : job->problem, job->user_data);
  else {
    g_autoptr (JsonObject) answer = json_object_new ();
    yqq_pin_gate_service_forget (job->gate, job->device_id);
    job->changed (job->changed_data);
    job->reply (200, answer, NULL, job->user_data);
  }
  committing_free (job);
}

void
yqq_pin_changing_commit (const YqqPinChanging *self,
                         const YqqDevice *device,
                         const YqqPinOpening *opening,
                         YqqPinChanged changed,
                         gpointer changed_data,
                         YqqReply reply,
                         gpointer user_data)
{
  g_autoptr (YqqOpenChallenge) challenge =
      yqq_pin_gate_service_take_challenge (self->gate, device->id, opening->challenge);
  if (challenge == NULL || challenge->purpose != YQQ_PIN_PURPOSE_CHANGE) {
    g_autoptr (GError) problem = yqq_problem_error_new (YQQ_PROBLEM_CHALLENGE_UNKNOWN, NULL);
    reply (0, NULL, problem, user_data);
    return;
  }
  Committing *job = g_new0 (Committing, 1);
  job->gate = self->gate;
  job->person_id = g_strdup (device->person_id);
  job->device_id = g_strdup (device->id);
  job->label = g_strdup (device->label);
  job->challenge = g_steal_pointer (&challenge);
  job->signature = g_bytes_ref (opening->signature);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->changed = changed;
  job->changed_data = changed_data;
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_commit, on_committed, job);
}
