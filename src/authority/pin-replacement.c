/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/pin-replacement.h"

#include "authority/store/audit.h"
#include "authority/store/certificates.h"
#include "authority/store/closings.h"
#include "authority/store/notices.h"
#include "authority/store/pins.h"
#include "crypto/key.h"
#include "crypto/random.h"
#include "protocol/problem.h"
#include "protocol/session-state.h"

typedef struct {
  YqqPinReplacing desk;
  char *person_id;
  char *device_id;
  char *label;
  char *identity;
  YqqPin *pin; /* as it is asked for; as it stands afterwards */
  gint64 now_ms;
  gboolean made;
  GError *problem;
  YqqPinReplaced replaced;
  gpointer replaced_data;
  YqqSecretReply reply;
  gpointer user_data;
} Job;

static void
free_job (Job *job)
{
  yqq_clock_unref (job->desk.clock);
  g_free (job->person_id);
  g_free (job->device_id);
  g_free (job->label);
  g_free (job->identity);
  yqq_pin_free (job->pin);
  g_clear_error (&job->problem);
  g_free (job);
}

static gboolean
carry_out (YqqDatabase *database, Job *job, GError **error)
{
  job->made = TRUE;
  return yqq_pins_replace (database, job->device_id, job->pin, job->now_ms, error) &&
         yqq_certificates_supersede_device (database, job->device_id, job->now_ms, error) &&
         yqq_closings_add (database, job->person_id,
                           yqq_session_reason_to_nick (YQQ_SESSION_REASON_PIN_REPLACED),
                           job->now_ms, error) &&
         yqq_notices_tell_person (database, job->person_id, YQQ_NOTICE_PIN_REPLACED, job->device_id,
                                  job->label, job->now_ms, error) &&
         yqq_audit_add (database, job->person_id, "pin-replace", job->device_id, job->now_ms,
                        error);
}

/* The answer to an earlier call was lost: as long as nobody can have used its pepper. */
static gboolean
is_again (const Job *job, const YqqPin *there)
{
  return !there->opened && g_bytes_equal (there->verifier_key, job->pin->verifier_key) &&
         g_bytes_equal (there->salt, job->pin->salt);
}

static gboolean
hold_device (YqqDatabase *database, Job *job, GError **error)
{
  gboolean active = FALSE;
  if (!yqq_devices_hold (database, job->device_id, &active, error))
    return FALSE;
  if (!active)
    yqq_problem_error_set (&job->problem, YQQ_PROBLEM_DEVICE_REVOKED, NULL);
  return TRUE;
}

static gboolean
do_replace (YqqDatabase *database, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (YqqPin) there = NULL;
  g_clear_error (&job->problem);
  job->made = FALSE;
  if (!hold_device (database, job, error) ||
      !yqq_pins_find (database, job->device_id, &there, error))
    return FALSE;
  if (job->problem != NULL)
    return TRUE;
  if (there == NULL) {
    yqq_problem_error_set (&job->problem, YQQ_PROBLEM_PIN_NOT_SET, NULL);
    return TRUE;
  }
  if (is_again (job, there)) {
    g_bytes_unref (job->pin->pepper);
    job->pin->pepper = g_bytes_ref (there->pepper);
    return TRUE;
  }
  return yqq_identity_desk_consume (job->desk.identity, database, job->identity, job->person_id,
                                    job->device_id, YQQ_IDENTITY_PURPOSE_NEW_PIN, NULL, job->now_ms,
                                    &job->problem, error) &&
         (job->problem != NULL || carry_out (database, job, error));
}

static void
answer_pepper (const Job *job)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (job->pin->pepper, &size);
  g_autoptr (YqqSecretBytes) pepper = yqq_secret_bytes_new_copy (data, size);
  YqqPinOpened opened = {.pepper = pepper, .tries_left = YQQ_PIN_TRIES};
  g_autoptr (YqqSecretBytes) text = yqq_pin_opened_to_text (&opened);
  job->reply (job->made ? 201 : 200, text, NULL, job->user_data);
}

static void
on_replaced (const GError *error, gpointer data)
{
  Job *job = data;
  const GError *problem = error != NULL ? error : job->problem;
  if (problem != NULL) {
    job->reply (0, NULL, problem, job->user_data);
    free_job (job);
    return;
  }
  if (job->made) {
    yqq_pin_gate_service_forget (job->desk.gate, job->device_id);
    job->replaced (job->replaced_data);
  }
  answer_pepper (job);
  free_job (job);
}

static gboolean
check_verifier (GBytes *spki, GError **error)
{
  g_autoptr (YqqPublicKey) key = yqq_public_key_new (spki, NULL);
  if (key != NULL && yqq_public_key_get_algorithm (key) == YQQ_ALGORITHM_P256_SHA256)
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "not a P-256 public key")->member =
      g_strdup ("verifier_key");
  return FALSE;
}

static YqqPin *
make_pin (const YqqPinRegistration *registration)
{
  guint8 pepper[YQQ_PIN_PEPPER_SIZE];
  yqq_random_bytes (pepper, sizeof pepper);
  YqqPin *pin = g_new0 (YqqPin, 1);
  pin->verifier_key = g_bytes_ref (registration->verifier_key);
  pin->salt = g_bytes_ref (registration->salt);
  pin->pepper = g_bytes_new (pepper, sizeof pepper);
  pin->tries_left = YQQ_PIN_TRIES;
  yqq_wipe (pepper, sizeof pepper);
  return pin;
}

void
yqq_pin_replacing_replace (const YqqPinReplacing *self,
                           const YqqDevice *device,
                           const YqqPinReplacement *replacement,
                           YqqPinReplaced replaced,
                           gpointer replaced_data,
                           YqqSecretReply reply,
                           gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!check_verifier (replacement->registration->verifier_key, &error)) {
    reply (0, NULL, error, user_data);
    return;
  }
  Job *job = g_new0 (Job, 1);
  job->desk = *self;
  yqq_clock_ref (job->desk.clock);
  job->person_id = g_strdup (device->person_id);
  job->device_id = g_strdup (device->id);
  job->label = g_strdup (device->label);
  job->identity = g_strdup (replacement->identity);
  job->pin = make_pin (replacement->registration);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->replaced = replaced;
  job->replaced_data = replaced_data;
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_replace, on_replaced, job);
}
