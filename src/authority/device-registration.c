/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second step of a log in: evidence for a person, and their device's key. */
#include "authority/enrolment-private.h"

#include <string.h>

#include "authority/store/audit.h"
#include "authority/store/devices.h"
#include "authority/store/identity-challenges.h"
#include "authority/store/people.h"
#include "authority/store/staff-codes.h"
#include "base/json.h"
#include "crypto/random.h"
#include "identity/policy.h"
#include "identity/staff-code.h"
#include "model/phone.h"
#include "protocol/problem.h"

#define PURPOSE YQQ_IDENTITY_PURPOSE_LOG_IN

typedef struct {
  YqqDeviceRegistration *registration; /* a copy */
  char *evidence;                      /* its text: JSON objects do not change threads */
  char *thumbprint;
  YqqClock *clock;
  gint64 now_ms;
  GBytes *nonce;
  YqqPersonRecord *person;
  char *device_id;
  GError *problem; /* decided and committed, but not what was asked for */
  YqqReply reply;
  gpointer user_data;
} Registering;

static void
free_registering (Registering *job)
{
  yqq_device_registration_free (job->registration);
  yqq_wipe (job->evidence, strlen (job->evidence));
  g_free (job->evidence);
  yqq_clock_unref (job->clock);
  g_clear_pointer (&job->nonce, g_bytes_unref);
  g_free (job->thumbprint);
  g_clear_pointer (&job->person, yqq_person_record_free);
  g_free (job->device_id);
  g_clear_error (&job->problem);
  g_free (job);
}

static gboolean
is_named (const YqqPersonRecord *person, const char *name)
{
  g_autofree char *theirs = g_utf8_normalize (person->name, -1, G_NORMALIZE_NFC);
  g_autofree char *given = g_utf8_normalize (name, -1, G_NORMALIZE_NFC);
  return given != NULL && g_strcmp0 (theirs, g_strstrip (given)) == 0;
}

/* Sets job->problem, or job->person. */
static gboolean
find_person (YqqDatabase *database, Registering *job, GError **error)
{
  const YqqDeviceRegistration *asked = job->registration;
  if (!yqq_identity_challenges_find (database, asked->challenge_id, PURPOSE, job->now_ms,
                                     &job->nonce, error))
    return FALSE;
  if (job->nonce == NULL) {
    job->problem = yqq_problem_error_new (YQQ_PROBLEM_EVIDENCE_EXPIRED, "unknown challenge");
    return TRUE;
  }
  if (!yqq_people_find_by_document (database, asked->id_type, asked->id_number, &job->person,
                                    error))
    return FALSE;
  if (job->person == NULL || !is_named (job->person, asked->name))
    job->problem = yqq_problem_error_new (YQQ_PROBLEM_PERSON_UNKNOWN, NULL);
  return TRUE;
}

/* What the identity layer decided against the evidence, as the problem to answer. */
static gboolean
take_refusal (Registering *job, GError *refusal, GError **error)
{
  static const YqqProblemCode codes[] = {
      [YQQ_IDENTITY_ERROR_INVALID] = YQQ_PROBLEM_EVIDENCE_INVALID,
      [YQQ_IDENTITY_ERROR_EXPIRED] = YQQ_PROBLEM_EVIDENCE_EXPIRED,
      [YQQ_IDENTITY_ERROR_LOCKED] = YQQ_PROBLEM_EVIDENCE_LOCKED,
  };
  if (refusal->domain != YQQ_IDENTITY_ERROR) {
    g_propagate_error (error, refusal);
    return FALSE;
  }
  yqq_problem_error_set (&job->problem, codes[refusal->code], NULL)->tries_left =
      yqq_identity_error_get_tries_left (refusal);
  g_error_free (refusal);
  return TRUE;
}

/* The only method so far; others join the policy and this choice. */
static YqqIdentityVerifier *
choose_verifier (YqqDatabase *database, Registering *job)
{
  if (strcmp (job->registration->method, YQQ_STAFF_CODE_METHOD) != 0)
    return NULL;
  g_autoptr (YqqStaffCodeStore) store = yqq_staff_codes_new (database, job->clock);
  return YQQ_IDENTITY_VERIFIER (yqq_staff_code_verifier_new (store, job->clock));
}

static gboolean
check_evidence (YqqDatabase *database, Registering *job, GError **error)
{
  g_autoptr (YqqIdentityVerifier) verifier = choose_verifier (database, job);
  g_autoptr (JsonObject) evidence = yqq_json_parse (job->evidence, -1, 0, error);
  if (verifier == NULL || evidence == NULL)
    return FALSE;
  GError *refusal = NULL;
  g_autoptr (YqqIdentityTask) task =
      yqq_identity_task_new (job->registration->challenge_id, job->nonce, PURPOSE, NULL,
                             job->person->id, job->thumbprint, NULL);
  g_autoptr (YqqIdentityResult) result =
      yqq_identity_verifier_verify (verifier, task, evidence, &refusal);
  if (result == NULL)
    return take_refusal (job, refusal, error);
  return yqq_identity_challenges_use (database, job->registration->challenge_id, job->now_ms,
                                      error);
}

static gboolean
add_device (YqqDatabase *database, Registering *job, GError **error)
{
  g_autoptr (YqqDevice) there = NULL;
  if (!yqq_devices_find (database, job->thumbprint, &there, error))
    return FALSE;
  if (there != NULL && strcmp (there->person_id, job->person->id) != 0) {
    yqq_problem_error_set (&job->problem, YQQ_PROBLEM_MALFORMED, "another person's key")->member =
        g_strdup ("public_key");
    return TRUE;
  }
  if (there != NULL) {
    job->device_id = g_strdup (there->id);
    return yqq_devices_restore (database, there->id, error);
  }
  job->device_id = yqq_random_id ();
  YqqDevice device = {
      .id = job->device_id,
      .person_id = job->person->id,
      .thumbprint = job->thumbprint,
      .public_key = job->registration->public_key,
      .label = job->registration->label,
  };
  return yqq_devices_add (database, &device, job->now_ms, error) &&
         yqq_audit_add (database, job->person->id, "log-in", device.id, job->now_ms, error);
}

static gboolean
do_register (YqqDatabase *database, gpointer data, GError **error)
{
  Registering *job = data;
  g_clear_error (&job->problem);
  g_clear_pointer (&job->nonce, g_bytes_unref);
  g_clear_pointer (&job->person, yqq_person_record_free);
  g_clear_pointer (&job->device_id, g_free);
  return find_person (database, job, error) &&
         (job->problem != NULL || check_evidence (database, job, error)) &&
         (job->problem != NULL || add_device (database, job, error));
}

static void
on_registered (const GError *error, gpointer data)
{
  Registering *job = data;
  if (error != NULL || job->problem != NULL)
    job->reply (0, NULL, error != NULL ? error : job->problem, job->user_data);
  else {
    g_autofree char *number = yqq_id_number_mask (job->person->id_number);
    g_autofree char *phone = yqq_phone_mask (job->person->phone);
    g_autoptr (YqqPerson) person =
        yqq_person_new (job->person->id, job->person->name, job->person->id_type, number, phone);
    YqqDeviceRegistered registered = {.device_id = job->device_id, .person = person};
    g_autoptr (JsonObject) answer = yqq_device_registered_to_json (&registered);
    job->reply (201, answer, NULL, job->user_data);
  }
  free_registering (job);
}

static YqqDeviceRegistration *
copy_registration (const YqqDeviceRegistration *from)
{
  YqqDeviceRegistration *copy = g_new0 (YqqDeviceRegistration, 1);
  copy->challenge_id = g_strdup (from->challenge_id);
  copy->name = g_strdup (from->name);
  copy->id_type = from->id_type;
  copy->id_number = g_strdup (from->id_number);
  copy->method = g_strdup (from->method);
  copy->public_key = g_bytes_ref (from->public_key);
  copy->label = g_strdup (from->label);
  return copy;
}

void
yqq_enrolment_register_device (YqqEnrolment *self,
                               const YqqDeviceRegistration *registration,
                               YqqPublicKey *key,
                               YqqReply reply,
                               gpointer user_data)
{
  if (strcmp (registration->method, YQQ_STAFF_CODE_METHOD) != 0) {
    g_autoptr (GError) problem = NULL;
    yqq_problem_error_set (&problem, YQQ_PROBLEM_MALFORMED, "unknown method")->member =
        g_strdup ("method");
    reply (0, NULL, problem, user_data);
    return;
  }
  Registering *job = g_new0 (Registering, 1);
  job->registration = copy_registration (registration);
  job->evidence = yqq_json_to_string (registration->evidence);
  job->clock = yqq_clock_ref (self->clock);
  job->thumbprint = yqq_public_key_thumbprint (key);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_register, on_registered, job);
}
