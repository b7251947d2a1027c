/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/device-dispute.h"

#include <string.h>

#include "authority/store/audit.h"
#include "authority/store/identity-disputes.h"
#include "authority/store/notices.h"
#include "authority/store/people.h"
#include "authority/store/reminders.h"
#include "protocol/problem.h"

typedef struct {
  char *person_id;
  char *device_id;
  gint64 now_ms;
  gboolean done;
  GError *problem;
  YqqDeviceDisputed disputed;
  gpointer disputed_data;
  YqqReply reply;
  gpointer user_data;
} Job;

static gboolean
tell_administrators (YqqDatabase *database,
                     const Job *job,
                     const char *enterprise_id,
                     const YqqPersonRecord *person,
                     GError **error)
{
  g_auto (GStrv) administrators =
      yqq_reminders_list_administrators (database, enterprise_id, error);
  for (guint i = 0; administrators != NULL && administrators[i] != NULL; i++)
    if (strcmp (administrators[i], job->person_id) != 0 &&
        !yqq_notices_add (database, administrators[i], YQQ_NOTICE_DEVICE_DISPUTED, enterprise_id,
                          job->device_id, person->name, NULL, 0, job->now_ms, error))
      return FALSE;
  return administrators != NULL;
}

static gboolean
tell_enterprises (YqqDatabase *database, const Job *job, GError **error)
{
  g_autoptr (YqqPersonRecord) person = NULL;
  if (!yqq_people_find (database, job->person_id, &person, error))
    return FALSE;
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "SELECT DISTINCT enterprise_id FROM grants WHERE person_id = $1 AND state <> 'cancelled' "
      "ORDER BY enterprise_id",
      YQQ_TEXT (job->person_id), YQQ_END);
  for (guint row = 0; rows != NULL && row < yqq_rows_get_length (rows); row++)
    if (!tell_administrators (database, job, yqq_rows_get_text (rows, row, 0), person, error))
      return FALSE;
  return rows != NULL;
}

static gboolean
record (YqqDatabase *database, const Job *job, GStrv methods, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();
  JsonArray *array = json_array_new ();
  for (guint i = 0; methods[i] != NULL; i++)
    json_array_add_string_element (array, methods[i]);
  json_object_set_array_member (detail, "methods", array);
  const YqqAuditEntry entry = {
      .act = "device-dispute",
      .actor = job->person_id,
      .subject = job->device_id,
      .detail = detail,
  };
  return yqq_audit_append (database, &entry, job->now_ms, error);
}

static gboolean
do_dispute (YqqDatabase *database, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (YqqDevice) device = NULL;
  g_clear_error (&job->problem);
  job->done = FALSE;
  if (!yqq_devices_find_by_id (database, job->device_id, &device, error))
    return FALSE;
  if (device == NULL || strcmp (device->person_id, job->person_id) != 0) {
    yqq_problem_error_set (&job->problem, YQQ_PROBLEM_NOT_FOUND, NULL);
    return TRUE;
  }
  if (device->revoked)
    return TRUE;
  g_auto (GStrv) methods = yqq_identity_disputes_find_used (database, job->device_id, error);
  if (methods == NULL)
    return FALSE;
  job->done = TRUE;
  return yqq_devices_revoke (database, job->device_id, job->now_ms, error) &&
         yqq_identity_disputes_add (database, job->person_id, job->device_id,
                                    (const char *const *)methods, job->now_ms, error) &&
         tell_enterprises (database, job, error) && record (database, job, methods, error);
}

static void
on_disputed (const GError *error, gpointer data)
{
  Job *job = data;
  const GError *problem = error != NULL ? error : job->problem;
  g_autoptr (JsonObject) answer = json_object_new ();
  if (problem == NULL && job->done)
    job->disputed (job->device_id, job->disputed_data);
  job->reply (problem == NULL ? 200 : 0, problem == NULL ? answer : NULL, problem, job->user_data);
  g_free (job->person_id);
  g_free (job->device_id);
  g_clear_error (&job->problem);
  g_free (job);
}

void
yqq_device_dispute (YqqWriter *writer,
                    YqqClock *clock,
                    const YqqDevice *device,
                    const char *disputed_id,
                    YqqDeviceDisputed disputed,
                    gpointer disputed_data,
                    YqqReply reply,
                    gpointer user_data)
{
  Job *job = g_new0 (Job, 1);
  job->person_id = g_strdup (device->person_id);
  job->device_id = g_strdup (disputed_id);
  job->now_ms = yqq_clock_get_unix_ms (clock);
  job->disputed = disputed;
  job->disputed_data = disputed_data;
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (writer, do_dispute, on_disputed, job);
}
