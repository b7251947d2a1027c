/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/service-desk.h"

#include <string.h>

#include "authority/authenticator-desk.h"
#include "authority/authorisation.h"
#include "authority/store/enterprises.h"
#include "authority/store/people.h"
#include "protocol/service-desk.h"

typedef struct {
  const YqqPeopleInquiry *owner;
  char *device_id;
  char *enterprise_id;
  YqqPersonQuery *query;
  gboolean missed;
  YqqReply reply;
  gpointer user_data;
} Finding;

static JsonObject *
describe (YqqDatabase *database, const char *person_id, GError **error)
{
  const YqqDevice theirs = {.person_id = (char *)person_id};
  JsonObject *answer = yqq_authenticator_desk_list (database, &theirs, error);
  if (answer != NULL)
    json_object_set_string_member (answer, "person", person_id);
  return answer;
}

static JsonObject *
find (YqqDatabase *database,
      const YqqDevice *device,
      const char *enterprise_id,
      gpointer data,
      gint64 now_ms,
      GError **error)
{
  Finding *job = data;
  guint roles = 0;
  g_autoptr (YqqPersonRecord) person = NULL;
  if (!yqq_memberships_read (database, enterprise_id, device->person_id, &roles, error) ||
      !yqq_authorise_service_desk (roles, error) ||
      !yqq_people_find_by_document (database, job->query->id_type, job->query->id_number, &person,
                                    error))
    return NULL;
  gboolean found = person != NULL && strcmp (person->name, job->query->name) == 0;
  if (found && strcmp (person->id, device->person_id) == 0) {
    yqq_problem_error_set (error, YQQ_PROBLEM_IDENTITY_OWN, NULL);
    return NULL;
  }
  if (found)
    return describe (database, person->id, error);
  job->missed = TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_PERSON_UNKNOWN, NULL);
  return NULL;
}

static void
on_found (guint status, JsonObject *answer, const GError *problem, gpointer data)
{
  Finding *job = data;
  yqq_inquiry_limits_charge (job->owner->limits, job->device_id, job->enterprise_id, 1,
                             job->missed ? 1 : 0);
  job->reply (status, answer, problem, job->user_data);
  g_free (job->device_id);
  g_free (job->enterprise_id);
  yqq_person_query_free (job->query);
  g_free (job);
}

void
yqq_service_desk_find (const YqqPeopleInquiry *self,
                       const YqqDevice *device,
                       const char *enterprise_id,
                       JsonObject *body,
                       YqqReply reply,
                       gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqPersonQuery) query = yqq_person_query_from_json (body, &error);
  if (query == NULL ||
      !yqq_inquiry_limits_check_names (self->limits, device->id, enterprise_id, &error)) {
    reply (0, NULL, error, user_data);
    return;
  }
  Finding *job = g_new0 (Finding, 1);
  job->owner = self;
  job->device_id = g_strdup (device->id);
  job->enterprise_id = g_strdup (enterprise_id);
  job->query = g_steal_pointer (&query);
  job->reply = reply;
  job->user_data = user_data;
  yqq_questions_ask (self->questions, device, enterprise_id, find, job, NULL, on_found, job);
}
