/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST /v1/identity/evidence: one method's evidence, and what is still missing then. */
#include "authority/identity-desk-private.h"

#include <string.h>

#include "base/json.h"
#include "base/secret-bytes.h"
#include "identity/way.h"
#include "protocol/problem.h"

typedef struct {
  YqqIdentityDesk *desk;
  char *person_id;
  char *device_id;
  char *thumbprint;
  char *challenge_id;
  char *method;
  char *evidence; /* its text: JSON objects do not change threads */
  YqqIdentityCheck check;
  GPtrArray *missing;
  gboolean waited;
  YqqReply reply;
  gpointer user_data;
} Proving;

static void
proving_free (Proving *job)
{
  yqq_identity_check_clear (&job->check);
  g_clear_pointer (&job->missing, g_ptr_array_unref);
  yqq_wipe (job->evidence, strlen (job->evidence));
  g_free (job->evidence);
  g_free (job->person_id);
  g_free (job->device_id);
  g_free (job->thumbprint);
  g_free (job->challenge_id);
  g_free (job->method);
  g_free (job);
}

/* What this person could still do, not what others could. */
static gboolean
list_missing (Proving *job, YqqDatabase *database, GError **error)
{
  YqqIdentityCheck *check = &job->check;
  YqqIdentityChoice choice = {NULL};
  if (check->problem != NULL)
    return TRUE;
  if (!yqq_identity_desk_list_choice (job->desk, database, job->person_id, job->device_id,
                                      check->challenge->purpose, check->now_ms, &choice, error)) {
    yqq_identity_choice_clear (&choice);
    return FALSE;
  }
  g_clear_pointer (&job->missing, g_ptr_array_unref);
  job->missing = yqq_identity_ways_list_missing (choice.ways, (const char *const *)check->proven);
  if (check->satisfied)
    g_ptr_array_set_size (job->missing, 0);
  yqq_identity_choice_clear (&choice);
  return TRUE;
}

static gboolean
do_prove (YqqDatabase *database, gpointer data, GError **error)
{
  Proving *job = data;
  YqqIdentityCheck *check = &job->check;
  return yqq_identity_check_begin (check, database, job->challenge_id, NULL, error) &&
         yqq_identity_check_add (check, database, job->method, job->evidence, error) &&
         yqq_identity_check_settle (check, database, error) && list_missing (job, database, error);
}

static void on_proven (const GError *error, gpointer data);

static void
prove_again (gpointer data)
{
  Proving *job = data;
  yqq_writer_submit (job->desk->writer, do_prove, on_proven, job);
}

static void
on_proven (const GError *error, gpointer data)
{
  Proving *job = data;
  YqqIdentityCheck *check = &job->check;
  if (error == NULL && check->not_ready != NULL && !job->waited) {
    job->waited = TRUE;
    if (yqq_identity_desk_wait (job->desk, check->not_ready, prove_again, job))
      return;
  }
  if (error != NULL || check->problem != NULL)
    job->reply (0, NULL, error != NULL ? error : check->problem, job->user_data);
  else {
    const YqqIdentityAnswer answer = {
        .satisfied = check->satisfied,
        .proven = check->proven,
        .missing = job->missing,
    };
    g_autoptr (JsonObject) object = yqq_identity_answer_to_json (&answer);
    job->reply (200, object, NULL, job->user_data);
  }
  proving_free (job);
}

void
yqq_identity_desk_prove (YqqIdentityDesk *self,
                         const YqqDevice *device,
                         const YqqIdentityEvidence *evidence,
                         YqqReply reply,
                         gpointer user_data)
{
  Proving *job = g_new0 (Proving, 1);
  job->desk = self;
  job->person_id = g_strdup (device->person_id);
  job->device_id = g_strdup (device->id);
  job->thumbprint = g_strdup (device->thumbprint);
  job->challenge_id = g_strdup (evidence->challenge_id);
  job->method = g_strdup (evidence->proof->method);
  job->evidence = yqq_json_to_string (evidence->proof->evidence);
  job->check = (YqqIdentityCheck){
      .desk = self,
      .person_id = job->person_id,
      .thumbprint = job->thumbprint,
      .device_id = job->device_id,
      .now_ms = yqq_clock_get_unix_ms (self->clock),
  };
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_prove, on_proven, job);
}
