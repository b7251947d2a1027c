/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second step of a log in: evidence for a person, and their device's key. */
#include "authority/enrolment-private.h"

#include <string.h>

#include "authority/identity-desk-private.h"
#include "authority/identity-record.h"
#include "authority/store/devices.h"
#include "authority/store/notices.h"
#include "authority/store/people.h"
#include "base/json.h"
#include "crypto/random.h"
#include "identity/method.h"
#include "identity/way.h"
#include "model/phone.h"
#include "protocol/problem.h"

#define PURPOSE YQQ_IDENTITY_PURPOSE_LOG_IN

/* Evidence's text: JSON objects do not change threads. */
typedef struct {
  char *method;
  char *evidence;
} Proof;

typedef struct {
  YqqEnrolment *enrolment;
  YqqDeviceRegistration *registration; /* a copy, without the proofs */
  GPtrArray *proofs;                   /* of Proof */
  char *thumbprint;
  YqqIdentityCheck check;
  YqqPersonRecord *person;
  YqqDevice *device; /* that was there before; NULL */
  char *device_id;
  gboolean waited;
  YqqReply reply;
  gpointer user_data;
} Registering;

static void
proof_free (gpointer data)
{
  Proof *proof = data;
  yqq_wipe (proof->evidence, strlen (proof->evidence));
  g_free (proof->evidence);
  g_free (proof->method);
  g_free (proof);
}

static void
forget_results (Registering *job)
{
  yqq_identity_check_clear (&job->check);
  g_clear_pointer (&job->person, yqq_person_record_free);
  g_clear_pointer (&job->device, yqq_device_free);
  g_clear_pointer (&job->device_id, g_free);
}

static void
free_registering (Registering *job)
{
  forget_results (job);
  yqq_device_registration_free (job->registration);
  g_ptr_array_unref (job->proofs);
  g_free (job->thumbprint);
  g_free (job);
}

static gboolean
is_named (const YqqPersonRecord *person, const char *name)
{
  g_autofree char *theirs = g_utf8_normalize (person->name, -1, G_NORMALIZE_NFC);
  g_autofree char *given = g_utf8_normalize (name, -1, G_NORMALIZE_NFC);
  return given != NULL && g_strcmp0 (theirs, g_strstrip (given)) == 0;
}

/* Sets the check's problem, or its person and device. */
static gboolean
find_person (YqqDatabase *database, Registering *job, GError **error)
{
  const YqqDeviceRegistration *asked = job->registration;
  if (!yqq_people_find_by_document (database, asked->id_type, asked->id_number, &job->person,
                                    error) ||
      !yqq_devices_find (database, job->thumbprint, &job->device, error))
    return FALSE;
  if (job->person == NULL || !is_named (job->person, asked->name))
    job->check.problem = yqq_problem_error_new (YQQ_PROBLEM_PERSON_UNKNOWN, NULL);
  else if (job->device != NULL && strcmp (job->device->person_id, job->person->id) != 0)
    yqq_problem_error_set (&job->check.problem, YQQ_PROBLEM_MALFORMED, "another person's key")
        ->member = g_strdup ("public_key");
  if (job->check.problem == NULL) {
    gboolean registered = job->device != NULL && !job->device->revoked;
    job->check.person_id = job->person->id;
    job->check.device_id = registered ? job->device->id : NULL;
  }
  return TRUE;
}

/* What was proven stays proven in the challenge, also where something is missing. */
static void
demand_rest (YqqIdentityCheck *check)
{
  if (check->problem != NULL || check->satisfied)
    return;
  g_autoptr (GPtrArray) missing =
      yqq_identity_ways_list_missing (check->ways, (const char *const *)check->proven);
  YqqProblem *members =
      yqq_problem_error_set (&check->problem, YQQ_PROBLEM_IDENTITY_REQUIRED, NULL);
  members->purpose = g_strdup (PURPOSE);
  members->methods = missing->len > 0 ? g_strdupv (missing->pdata[0]) : NULL;
}

static gboolean
check_evidence (YqqDatabase *database, Registering *job, GError **error)
{
  YqqIdentityCheck *check = &job->check;
  if (!yqq_identity_check_begin (check, database, job->registration->challenge_id, PURPOSE, error))
    return FALSE;
  for (guint i = 0; i < job->proofs->len; i++) {
    const Proof *proof = job->proofs->pdata[i];
    if (!yqq_identity_check_add (check, database, proof->method, proof->evidence, error))
      return FALSE;
  }
  if (!yqq_identity_check_settle (check, database, error))
    return FALSE;
  demand_rest (check);
  return check->problem != NULL ||
         yqq_identity_challenges_use (database, check->challenge->id, check->now_ms, error);
}

static gboolean
record_log_in (YqqDatabase *database, Registering *job, GError **error)
{
  const YqqIdentityCheck *check = &job->check;
  g_autoptr (JsonObject) detail = json_object_new ();
  json_object_set_string_member (detail, "identity", check->challenge->id);
  json_object_set_boolean_member (detail, "again", job->device != NULL);
  const YqqAuditEntry entry = {
      .act = "log-in",
      .actor = job->person->id,
      .subject = job->device_id,
      .detail = detail,
  };
  return yqq_audit_append (database, &entry, check->now_ms, error);
}

/* Whoever logs in on their first device needs not be told that they did; on any other the person
 * may be somebody else. Logged in again after its time, a device is no new one. */
static gboolean
tell_person (YqqDatabase *database, Registering *job, GError **error)
{
  gboolean has = FALSE;
  if (job->device != NULL && !job->device->revoked)
    return TRUE;
  return yqq_devices_has_other (database, job->person->id, job->device_id, &has, error) &&
         (!has || yqq_notices_tell_person (database, job->person->id, YQQ_NOTICE_DEVICE_ADDED,
                                           job->device_id, job->registration->label,
                                           job->check.now_ms, error));
}

static gboolean
add_device (YqqDatabase *database, Registering *job, GError **error)
{
  gint64 now_ms = job->check.now_ms;
  job->device_id = job->device != NULL ? g_strdup (job->device->id) : yqq_random_id ();
  YqqDevice device = {
      .id = job->device_id,
      .person_id = job->person->id,
      .thumbprint = job->thumbprint,
      .public_key = job->registration->public_key,
      .label = job->registration->label,
  };
  g_autofree char *proven_by = g_strjoinv (" ", job->check.proven);
  return (job->device != NULL ? yqq_devices_restore (database, device.id, now_ms, error)
                              : yqq_devices_add (database, &device, now_ms, error)) &&
         yqq_devices_set_proven_by (database, device.id, proven_by, error) &&
         tell_person (database, job, error) && record_log_in (database, job, error);
}

static gboolean
do_register (YqqDatabase *database, gpointer data, GError **error)
{
  Registering *job = data;
  forget_results (job);
  return find_person (database, job, error) &&
         (job->check.problem != NULL || check_evidence (database, job, error)) &&
         (job->check.problem != NULL || add_device (database, job, error));
}

static void
answer_registered (Registering *job)
{
  g_autofree char *number = yqq_id_number_mask (job->person->id_number);
  g_autofree char *phone = yqq_phone_mask (job->person->phone);
  g_autoptr (YqqPerson) person =
      yqq_person_new (job->person->id, job->person->name, job->person->id_type, number, phone);
  YqqDeviceRegistered registered = {.device_id = job->device_id, .person = person};
  g_autoptr (JsonObject) answer = yqq_device_registered_to_json (&registered);
  job->reply (201, answer, NULL, job->user_data);
}

static void on_registered (const GError *error, gpointer data);

static void
register_again (gpointer data)
{
  Registering *job = data;
  yqq_writer_submit (job->enrolment->writer, do_register, on_registered, job);
}

static void
on_registered (const GError *error, gpointer data)
{
  Registering *job = data;
  const YqqIdentityCheck *check = &job->check;
  if (error == NULL && check->not_ready != NULL && !job->waited) {
    job->waited = TRUE;
    if (yqq_identity_desk_wait (job->enrolment->desk, check->not_ready, register_again, job))
      return;
  }
  if (error != NULL || check->problem != NULL)
    job->reply (0, NULL, error != NULL ? error : check->problem, job->user_data);
  else
    answer_registered (job);
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
  copy->public_key = g_bytes_ref (from->public_key);
  copy->label = g_strdup (from->label);
  return copy;
}

/* The staff code comes first: what else is proven may need somebody who has vouched. */
static GPtrArray *
copy_proofs (GPtrArray *from)
{
  GPtrArray *proofs = g_ptr_array_new_with_free_func (proof_free);
  for (guint i = 0; i < from->len; i++) {
    const YqqIdentityProof *given = from->pdata[i];
    Proof *proof = g_new0 (Proof, 1);
    proof->method = g_strdup (given->method);
    proof->evidence = yqq_json_to_string (given->evidence);
    gboolean first = strcmp (proof->method, YQQ_IDENTITY_METHOD_STAFF_CODE) == 0;
    g_ptr_array_insert (proofs, first ? 0 : -1, proof);
  }
  return proofs;
}

void
yqq_enrolment_register_device (YqqEnrolment *self,
                               const YqqDeviceRegistration *registration,
                               YqqPublicKey *key,
                               YqqReply reply,
                               gpointer user_data)
{
  Registering *job = g_new0 (Registering, 1);
  job->enrolment = self;
  job->registration = copy_registration (registration);
  job->proofs = copy_proofs (registration->proofs);
  job->thumbprint = yqq_public_key_thumbprint (key);
  job->check = (YqqIdentityCheck){
      .desk = self->desk,
      .thumbprint = job->thumbprint,
      .now_ms = yqq_clock_get_unix_ms (self->clock),
  };
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_register, on_registered, job);
}
