/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/pin-replacement.h"

#include "authority/pin-parts.h"
#include "authority/store/certificates.h"
#include "authority/store/identity-challenges.h"
#include "protocol/problem.h"

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
  static const YqqPinRenewal renewal = {YQQ_NOTICE_PIN_REPLACED, YQQ_SESSION_REASON_PIN_REPLACED,
                                        "pin-replace"};
  g_auto (GStrv) methods = yqq_identity_proofs_list (database, job->identity, NULL, error);
  if (methods == NULL)
    return FALSE;
  g_autofree char *proven_by = g_strjoinv (" ", methods);
  job->made = TRUE;
  return yqq_pins_replace (database, job->device_id, job->pin, proven_by, job->now_ms, error) &&
         yqq_certificates_supersede_device (database, job->device_id, job->now_ms, error) &&
         yqq_pin_renewed (database, &renewal, job->person_id, job->device_id, job->label,
                          job->now_ms, error);
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
  yqq_pin_answer_pepper (job->pin, job->made ? 201 : 200, job->reply, job->user_data);
  free_job (job);
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
  if (!yqq_pin_check_verifier (replacement->registration->verifier_key, &error)) {
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
  job->pin = yqq_pin_make (replacement->registration);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->replaced = replaced;
  job->replaced_data = replaced_data;
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_replace, on_replaced, job);
}
