/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/enrolment-private.h"

#include <string.h>

#include "authority/store/devices.h"
#include "authority/store/identity-challenges.h"
#include "crypto/random.h"
#include "identity/policy.h"
#include "identity/way.h"
#include "protocol/problem.h"

#define PURPOSE YQQ_IDENTITY_PURPOSE_LOG_IN
#define NONCE_BYTES 32

YqqEnrolment *
yqq_enrolment_new (YqqWriter *writer, YqqClock *clock)
{
  YqqEnrolment *self = g_new0 (YqqEnrolment, 1);
  self->writer = writer;
  self->clock = yqq_clock_ref (clock);
  return self;
}

void
yqq_enrolment_free (YqqEnrolment *self)
{
  yqq_clock_unref (self->clock);
  g_free (self);
}

/* Challenges */

typedef struct {
  char *id;
  GBytes *nonce;
  gint64 now_ms;
  YqqReply reply;
  gpointer user_data;
} Challenging;

static gboolean
do_challenge (YqqDatabase *database, gpointer data, GError **error)
{
  Challenging *job = data;
  return yqq_identity_challenges_add (database, job->id, job->nonce, PURPOSE, job->now_ms, error);
}

static void
on_challenged (const GError *error, gpointer data)
{
  Challenging *job = data;
  if (error != NULL)
    job->reply (0, NULL, error, job->user_data);
  else {
    g_autoptr (YqqIdentityPolicy) policy = yqq_identity_policy_new_default ();
    GPtrArray *ways = yqq_identity_policy_get_ways (policy, PURPOSE);
    g_auto (GStrv) methods = yqq_identity_ways_list_methods (ways);
    g_autoptr (JsonObject) nothing = json_object_new ();
    YqqIdentityChallenge challenge = {
        .challenge_id = job->id,
        .nonce = job->nonce,
        .methods = methods,
        .ways = ways,
        .offers = nothing,
        .unavailable = nothing,
        .expires_at_ms = job->now_ms + YQQ_IDENTITY_CHALLENGE_MS,
    };
    g_autoptr (JsonObject) answer = yqq_identity_challenge_to_json (&challenge);
    job->reply (200, answer, NULL, job->user_data);
  }
  g_free (job->id);
  g_bytes_unref (job->nonce);
  g_free (job);
}

void
yqq_enrolment_challenge (YqqEnrolment *self,
                         const YqqIdentityChallengeRequest *request,
                         YqqReply reply,
                         gpointer user_data)
{
  if (strcmp (request->purpose, PURPOSE) != 0) {
    g_autoptr (GError) problem = NULL;
    yqq_problem_error_set (&problem, YQQ_PROBLEM_MALFORMED, "unknown purpose")->member =
        g_strdup ("purpose");
    reply (0, NULL, problem, user_data);
    return;
  }
  guint8 nonce[NONCE_BYTES];
  yqq_random_bytes (nonce, sizeof nonce);
  Challenging *job = g_new0 (Challenging, 1);
  job->id = yqq_random_id ();
  job->nonce = g_bytes_new (nonce, sizeof nonce);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_challenge, on_challenged, job);
}

/* Logging out */

typedef struct {
  char *device_id;
  gint64 now_ms;
  YqqReply reply;
  gpointer user_data;
} LoggingOut;

static gboolean
do_log_out (YqqDatabase *database, gpointer data, GError **error)
{
  LoggingOut *job = data;
  return yqq_devices_revoke (database, job->device_id, job->now_ms, error);
}

static void
on_logged_out (const GError *error, gpointer data)
{
  LoggingOut *job = data;
  g_autoptr (JsonObject) answer = json_object_new ();
  job->reply (error == NULL ? 200 : 0, error == NULL ? answer : NULL, error, job->user_data);
  g_free (job->device_id);
  g_free (job);
}

void
yqq_enrolment_log_out (YqqEnrolment *self,
                       const char *device_id,
                       YqqReply reply,
                       gpointer user_data)
{
  LoggingOut *job = g_new0 (LoggingOut, 1);
  job->device_id = g_strdup (device_id);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_log_out, on_logged_out, job);
}
