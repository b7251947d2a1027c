/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/people-inquiry.h"

#include <string.h>

#include "authority/acts/grant-acts.h"
#include "authority/acts/record.h"
#include "authority/authorisation.h"
#include "authority/store/enterprises.h"
#include "authority/store/people.h"
#include "authority/store/quota.h"
#include "base/json.h"
#include "protocol/authorised-user.h"

static gboolean
check_administers (YqqDatabase *database,
                   const YqqDevice *device,
                   const char *enterprise_id,
                   GError **error)
{
  guint roles;
  return yqq_memberships_read (database, enterprise_id, device->person_id, &roles, error) &&
         yqq_authorise_administration (roles, error);
}

/* Whether people could be added */

typedef struct {
  const YqqPeopleInquiry *owner;
  YqqDevice device; /* its id and its person's, owned here */
  char *enterprise_id;
  GBytes *body;
  gint64 now_ms;
  guint lines;
  guint mismatches;
  JsonObject *answer;
  YqqReply reply;
  gpointer user_data;
} Checking;

static void
finish_check (Checking *job, const GError *error)
{
  job->reply (error == NULL ? 200 : 0, error == NULL ? job->answer : NULL, error, job->user_data);
  g_free (job->device.id);
  g_free (job->device.person_id);
  g_free (job->enterprise_id);
  g_bytes_unref (job->body);
  g_clear_pointer (&job->answer, json_object_unref);
  g_free (job);
}

static JsonObject *
judge (YqqDatabase *database,
       const YqqDevice *device,
       const char *enterprise_id,
       gpointer data,
       gint64 now_ms,
       GError **error)
{
  Checking *job = data;
  gsize size;
  gint64 total, taken;
  const char *text = g_bytes_get_data (job->body, &size);
  if (!check_administers (database, device, enterprise_id, error))
    return NULL;
  g_autoptr (JsonObject) body =
      yqq_json_parse (text != NULL ? text : "", (gssize)size, YQQ_ACT_MAX_BYTES, error);
  g_autoptr (GPtrArray) drafts = body != NULL ? yqq_grant_checks_from_json (body, error) : NULL;
  YqqEnterpriseAct nothing = {0};
  g_autoptr (YqqActResult) result = yqq_act_result_begin (&nothing);
  if (drafts == NULL || !yqq_quota_read (database, enterprise_id, &total, &taken, error) ||
      !yqq_grant_drafts_judge (database, enterprise_id, drafts, total - taken, now_ms, result,
                               error) ||
      !yqq_quota_describe (database, enterprise_id, &result->quota, error))
    return NULL;
  job->lines = drafts->len;
  job->mismatches = yqq_grant_count_mismatches (result);
  return yqq_act_result_to_json (result);
}

static gboolean
do_record (YqqDatabase *database, gpointer data, GError **error)
{
  Checking *job = data;
  return yqq_record_mismatches (database, job->enterprise_id, job->device.person_id,
                                job->mismatches, job->now_ms, error);
}

static void
on_recorded (const GError *error, gpointer data)
{
  finish_check (data, error);
}

static void
on_judged (guint status, JsonObject *answer, const GError *problem, gpointer data)
{
  Checking *job = data;
  yqq_inquiry_limits_charge (job->owner->limits, job->device.id, job->enterprise_id, job->lines,
                             job->mismatches);
  if (problem == NULL)
    job->answer = json_object_ref (answer);
  if (problem == NULL && job->mismatches > 0)
    yqq_writer_submit (job->owner->writer, do_record, on_recorded, job);
  else
    finish_check (job, problem);
}

void
yqq_people_inquiry_check (const YqqPeopleInquiry *self,
                          const YqqDevice *device,
                          const char *enterprise_id,
                          GBytes *body,
                          YqqReply reply,
                          gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!yqq_inquiry_limits_check_lines (self->limits, device->id, enterprise_id, &error)) {
    reply (0, NULL, error, user_data);
    return;
  }
  Checking *job = g_new0 (Checking, 1);
  job->owner = self;
  job->device.id = g_strdup (device->id);
  job->device.person_id = g_strdup (device->person_id);
  job->enterprise_id = g_strdup (enterprise_id);
  job->body = g_bytes_ref (body);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  yqq_questions_ask (self->questions, device, enterprise_id, judge, job, NULL, on_judged, job);
}

/* Numbers in full */

typedef struct {
  YqqDevice device; /* its person's id only */
  char *enterprise_id;
  char *grant_id;
  gint64 now_ms;
  YqqPersonRecord *person;
  char *phone; /* as this enterprise has it */
  YqqReply reply;
  gpointer user_data;
} Revealing;

static gboolean
do_reveal (YqqDatabase *database, gpointer data, GError **error)
{
  Revealing *job = data;
  g_autoptr (YqqGrantRecord) grant = NULL;
  g_clear_pointer (&job->person, yqq_person_record_free);
  if (!check_administers (database, &job->device, job->enterprise_id, error) ||
      !yqq_grants_find (database, job->grant_id, &grant, error))
    return FALSE;
  if (grant == NULL || strcmp (grant->enterprise_id, job->enterprise_id) != 0) {
    yqq_problem_error_set (error, YQQ_PROBLEM_GRANT_NOT_FOUND, NULL);
    return FALSE;
  }
  g_free (job->phone);
  job->phone = g_strdup (grant->phone);
  return yqq_people_find (database, grant->person_id, &job->person, error) &&
         yqq_record_reveal (database, job->enterprise_id, job->device.person_id, grant->id,
                            job->now_ms, error);
}

static void
on_revealed (const GError *error, gpointer data)
{
  Revealing *job = data;
  if (error != NULL)
    job->reply (0, NULL, error, job->user_data);
  else {
    YqqRevealedUser user = {job->person->id_number, job->phone};
    g_autoptr (JsonObject) answer = yqq_revealed_user_to_json (&user);
    job->reply (200, answer, NULL, job->user_data);
  }
  g_free (job->device.person_id);
  g_free (job->enterprise_id);
  g_free (job->grant_id);
  g_clear_pointer (&job->person, yqq_person_record_free);
  g_free (job->phone);
  g_free (job);
}

static gboolean
may_reveal (const YqqPeopleInquiry *self,
            const YqqDevice *device,
            const char *enterprise_id,
            GError **error)
{
  if (!yqq_pin_gate_service_is_recent (self->gate, device->id)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_PIN_REQUIRED, NULL);
    return FALSE;
  }
  return yqq_inquiry_limits_take_reveal (self->limits, device->id, enterprise_id, error);
}

void
yqq_people_inquiry_reveal (const YqqPeopleInquiry *self,
                           const YqqDevice *device,
                           const char *enterprise_id,
                           const char *grant_id,
                           YqqReply reply,
                           gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!may_reveal (self, device, enterprise_id, &error)) {
    reply (0, NULL, error, user_data);
    return;
  }
  Revealing *job = g_new0 (Revealing, 1);
  job->device.person_id = g_strdup (device->person_id);
  job->enterprise_id = g_strdup (enterprise_id);
  job->grant_id = g_strdup (grant_id);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_reveal, on_revealed, job);
}
