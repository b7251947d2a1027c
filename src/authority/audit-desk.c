/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/audit-desk.h"

#include "audit/error.h"
#include "authority/audit-signing.h"
#include "authority/authorisation.h"
#include "authority/store/audit.h"
#include "authority/store/enterprises.h"
#include "protocol/problem.h"

typedef struct {
  YqqIssuer *issuer;
  char *person_id;
  char *enterprise_id;
  gint64 now_ms;
  YqqAuditExport *export;
  YqqReply reply;
  gpointer user_data;
} Job;

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

static gboolean
do_export (YqqDatabase *database, gpointer data, GError **error)
{
  Job *job = data;
  g_clear_pointer (&job->export, yqq_audit_export_free);
  if (!check_administers (database, job->person_id, job->enterprise_id, error))
    return FALSE;
  job->export = yqq_audit_sign_export (database, job->issuer, job->enterprise_id, job->person_id,
                                       job->now_ms, error);
  return job->export != NULL;
}

static void
on_exported (const GError *error, gpointer data)
{
  Job *job = data;
  g_autoptr (JsonObject) answer = json_object_new ();
  if (error == NULL) {
    json_object_set_string_member (answer, "header", job->export->header);
    json_object_set_string_member (answer, "trailer", job->export->trailer);
    json_object_set_int_member (answer, "records", job->export->records);
  }
  g_autoptr (GError) told = error != NULL ? g_error_copy (error) : NULL;
  if (g_error_matches (error, YQQ_AUDIT_ERROR, YQQ_AUDIT_ERROR_BROKEN)) {
    g_clear_error (&told);
    told = yqq_problem_error_new (YQQ_PROBLEM_INTERNAL, "%s", error->message);
  }
  job->reply (error == NULL ? 201 : 0, answer, told, job->user_data);
  g_object_unref (job->issuer);
  g_free (job->person_id);
  g_free (job->enterprise_id);
  g_clear_pointer (&job->export, yqq_audit_export_free);
  g_free (job);
}

void
yqq_audit_desk_export (YqqWriter *writer,
                       YqqIssuer *issuer,
                       const YqqDevice *device,
                       const char *enterprise_id,
                       gint64 now_ms,
                       YqqReply reply,
                       gpointer user_data)
{
  Job *job = g_new0 (Job, 1);
  job->issuer = g_object_ref (issuer);
  job->person_id = g_strdup (device->person_id);
  job->enterprise_id = g_strdup (enterprise_id);
  job->now_ms = now_ms;
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (writer, do_export, on_exported, job);
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
