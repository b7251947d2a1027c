/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/audit-desk.h"

#include "audit/error.h"
#include "authority/audit-exporting.h"
#include "authority/authorisation.h"
#include "authority/http/rate-limit.h"
#include "authority/store/audit.h"
#include "authority/store/enterprises.h"
#include "protocol/problem.h"

#define DEVICE_PER_SECOND (1.0 / 60)
#define ENTERPRISE_PER_SECOND (1.0 / 20)

struct _YqqAuditDesk {
  YqqQuestions *questions;
  YqqWriter *writer;
  YqqIssuer *issuer;
  YqqClock *clock;
  YqqRateLimit *of_device;
  YqqRateLimit *of_enterprise;
};

YqqAuditDesk *
yqq_audit_desk_new (YqqQuestions *questions, YqqWriter *writer, YqqIssuer *issuer, YqqClock *clock)
{
  YqqAuditDesk *self = g_new0 (YqqAuditDesk, 1);
  self->questions = questions;
  self->writer = writer;
  self->issuer = issuer;
  self->clock = clock;
  self->of_device = yqq_rate_limit_new (clock, DEVICE_PER_SECOND, YQQ_AUDIT_EXPORTS_OF_DEVICE);
  self->of_enterprise =
      yqq_rate_limit_new (clock, ENTERPRISE_PER_SECOND, YQQ_AUDIT_EXPORTS_OF_ENTERPRISE);
  return self;
}

void
yqq_audit_desk_free (YqqAuditDesk *self)
{
  yqq_rate_limit_free (self->of_device);
  yqq_rate_limit_free (self->of_enterprise);
  g_free (self);
}

static gboolean
check_administers (YqqDatabase *database,
                   const char *person_id,
                   const char *enterprise_id,
                   GError **error)
{
  guint roles = 0;
  return yqq_memberships_read (database, enterprise_id, person_id, &roles, error) &&
         yqq_authorise_administration (roles, error);
}

/* Exporting: the first line by a question's thread, the last one by the writer. */

typedef struct {
  YqqAuditDesk *desk;
  char *person_id;
  char *enterprise_id;
  gint64 now_ms;
  gboolean counted; /* as one of the enterprise's */
  YqqAuditOpening *opening;
  YqqAuditExport *export;
  GError *problem; /* the opening's */
  YqqReply reply;
  gpointer user_data;
} Job;

static void begin (Job *job);

static void
free_job (Job *job)
{
  g_free (job->person_id);
  g_free (job->enterprise_id);
  g_clear_pointer (&job->opening, yqq_audit_opening_free);
  g_clear_pointer (&job->export, yqq_audit_export_free);
  g_clear_error (&job->problem);
  g_free (job);
}

static void
refuse (Job *job, const GError *error)
{
  g_autoptr (GError) told = g_error_copy (error);
  if (g_error_matches (error, YQQ_AUDIT_ERROR, YQQ_AUDIT_ERROR_BROKEN)) {
    g_message ("an export was refused: %s", error->message);
    g_clear_error (&told);
    told = yqq_problem_error_new (YQQ_PROBLEM_AUDIT_ALTERED, "%s", error->message);
  }
  job->reply (0, NULL, told, job->user_data);
  free_job (job);
}

static gboolean
do_sign (YqqDatabase *database, gpointer data, GError **error)
{
  Job *job = data;
  g_clear_pointer (&job->export, yqq_audit_export_free);
  return check_administers (database, job->person_id, job->enterprise_id, error) &&
         yqq_audit_sign_export (database, job->desk->issuer, job->enterprise_id, job->person_id,
                                job->opening, job->now_ms, &job->export, error);
}

static void
on_signed (const GError *error, gpointer data)
{
  Job *job = data;
  if (error != NULL) {
    refuse (job, error);
    return;
  }
  if (job->export == NULL) { /* every certificate signs for the first time once: this ends */
    begin (job);
    return;
  }
  g_autoptr (JsonObject) answer = json_object_new ();
  json_object_set_string_member (answer, "header", job->export->header);
  json_object_set_string_member (answer, "trailer", job->export->trailer);
  json_object_set_int_member (answer, "records", job->export->records);
  job->reply (201, answer, NULL, job->user_data);
  free_job (job);
}

static void
do_open (YqqDatabase *database, gpointer data)
{
  Job *job = data;
  g_clear_pointer (&job->opening, yqq_audit_opening_free);
  if (check_administers (database, job->person_id, job->enterprise_id, &job->problem))
    job->opening =
        yqq_audit_open_export (database, job->desk->issuer, job->enterprise_id, &job->problem);
}

/* Only those who may have it use up what the enterprise may have. */
static void
on_opened (gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = g_steal_pointer (&job->problem);
  if (job->opening != NULL && !job->counted)
    job->counted = yqq_rate_limit_take (job->desk->of_enterprise, job->enterprise_id, &error);
  if (error != NULL)
    refuse (job, error);
  else
    yqq_writer_submit (job->desk->writer, do_sign, on_signed, job);
}

static void
begin (Job *job)
{
  yqq_questions_run (job->desk->questions, do_open, on_opened, job);
}

void
yqq_audit_desk_export (YqqAuditDesk *self,
                       const YqqDevice *device,
                       const char *enterprise_id,
                       YqqReply reply,
                       gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!yqq_rate_limit_take (self->of_device, device->id, &error)) {
    reply (0, NULL, error, user_data);
    return;
  }
  Job *job = g_new0 (Job, 1);
  job->desk = self;
  job->person_id = g_strdup (device->person_id);
  job->enterprise_id = g_strdup (enterprise_id);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  begin (job);
}

/* Records hold numbers and phones: who reads them has said so in the record before, and reads what
 * was there then. */
static gboolean
find_allowed (YqqDatabase *database,
              const YqqDevice *device,
              const char *enterprise_id,
              gint64 after,
              gint64 now_ms,
              gint64 *up_to,
              GError **error)
{
  if (!yqq_audit_find_export (database, enterprise_id, device->person_id,
                              now_ms - YQQ_AUDIT_EXPORT_MS, up_to, error))
    return FALSE;
  if (*up_to > 0 && after <= *up_to)
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_NOT_PERMITTED, NULL);
  return FALSE;
}

JsonObject *
yqq_audit_desk_list (YqqDatabase *database,
                     const YqqDevice *device,
                     const char *enterprise_id,
                     gpointer data,
                     gint64 now_ms,
                     GError **error)
{
  gint64 after = *(gint64 *)data;
  gint64 up_to = 0;
  if (!check_administers (database, device->person_id, enterprise_id, error) ||
      !find_allowed (database, device, enterprise_id, after, now_ms, &up_to, error))
    return NULL;
  g_autoptr (GPtrArray) lines =
      yqq_audit_list_lines (database, enterprise_id, after, up_to, YQQ_AUDIT_PAGE_BYTES, error);
  if (lines == NULL)
    return NULL;
  JsonArray *records = json_array_sized_new (lines->len);
  for (guint i = 0; i < lines->len; i++)
    json_array_add_string_element (records, g_ptr_array_index (lines, i));
  JsonObject *answer = json_object_new ();
  json_object_set_array_member (answer, "records", records);
  return answer;
}
