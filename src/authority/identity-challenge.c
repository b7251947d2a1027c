/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST /v1/identity/challenges: what has to be proven, and in which ways it can be. */
#include "authority/identity-desk-private.h"

#include <string.h>

#include "crypto/random.h"
#include "identity/way.h"
#include "protocol/problem.h"

#define NONCE_BYTES 32

typedef struct {
  YqqIdentityDesk *desk;
  YqqIdentityChallengeRecord *challenge;
  char *device_id; /* NULL: not signed by a device */
  gint64 now_ms;
  YqqIdentityChoice choice;
  gboolean satisfied;
  YqqReply reply;
  gpointer user_data;
} Challenging;

static void
challenging_free (Challenging *job)
{
  yqq_identity_challenge_record_free (job->challenge);
  yqq_identity_choice_clear (&job->choice);
  g_free (job->device_id);
  g_free (job);
}

static gboolean
do_challenge (YqqDatabase *database, gpointer data, GError **error)
{
  static const char *const nothing[] = {NULL};
  Challenging *job = data;
  YqqIdentityChallengeRecord *challenge = job->challenge;
  if (!yqq_identity_desk_list_choice (job->desk, database, challenge->person_id, job->device_id,
                                      challenge->purpose, job->now_ms, &job->choice, error) ||
      !yqq_identity_challenges_add (database, challenge, YQQ_IDENTITY_MAX_OPEN, job->now_ms, error))
    return FALSE;
  job->satisfied = yqq_identity_ways_are_satisfied (job->choice.ways, nothing);
  return !job->satisfied || yqq_identity_challenges_satisfy (database, challenge->id, job->now_ms,
                                                             challenge->expires_at_ms, error);
}

static void
on_challenged (const GError *error, gpointer data)
{
  Challenging *job = data;
  if (error != NULL)
    job->reply (0, NULL, error, job->user_data);
  else {
    g_auto (GStrv) methods = yqq_identity_ways_list_methods (job->choice.ways);
    const YqqIdentityChallenge challenge = {
        .challenge_id = job->challenge->id,
        .nonce = job->challenge->nonce,
        .methods = methods,
        .ways = job->choice.ways,
        .satisfied = job->satisfied,
        .offers = job->choice.offers,
        .unavailable = job->choice.unavailable,
        .expires_at_ms = job->challenge->expires_at_ms,
    };
    g_autoptr (JsonObject) answer = yqq_identity_challenge_to_json (&challenge);
    job->reply (201, answer, NULL, job->user_data);
  }
  challenging_free (job);
}

static gboolean
check_request (const YqqDevice *device, const YqqIdentityChallengeRequest *request, GError **error)
{
  if (!yqq_identity_purpose_is_known (request->purpose)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "unknown purpose")->member =
        g_strdup ("purpose");
    return FALSE;
  }
  if (device == NULL && strcmp (request->purpose, YQQ_IDENTITY_PURPOSE_LOG_IN) != 0) {
    yqq_problem_error_set (error, YQQ_PROBLEM_SIGNATURE_MISSING, NULL);
    return FALSE;
  }
  return TRUE;
}

void
yqq_identity_desk_challenge (YqqIdentityDesk *self,
                             const YqqDevice *device,
                             const YqqIdentityChallengeRequest *request,
                             YqqReply reply,
                             gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!check_request (device, request, &error)) {
    reply (0, NULL, error, user_data);
    return;
  }
  guint8 nonce[NONCE_BYTES];
  yqq_random_bytes (nonce, sizeof nonce);
  Challenging *job = g_new0 (Challenging, 1);
  job->desk = self;
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->device_id = device != NULL ? g_strdup (device->id) : NULL;
  job->challenge = g_new0 (YqqIdentityChallengeRecord, 1);
  job->challenge->id = yqq_random_id ();
  job->challenge->nonce = g_bytes_new (nonce, sizeof nonce);
  job->challenge->purpose = g_strdup (request->purpose);
  job->challenge->subject = g_strdup (request->subject != NULL ? request->subject : "");
  job->challenge->person_id = device != NULL ? g_strdup (device->person_id) : NULL;
  job->challenge->thumbprint = device != NULL ? g_strdup (device->thumbprint) : NULL;
  job->challenge->expires_at_ms = job->now_ms + YQQ_IDENTITY_CHALLENGE_MS;
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_challenge, on_challenged, job);
}
