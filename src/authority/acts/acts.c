/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/acts/acts-private.h"

#include "authority/http/rate-limit.h"
#include "base/json.h"

/* What a device can have recorded: one a second, and so many at once. */
#define CHANGES_PER_SECOND 1
#define CHANGES_BURST 120

struct _YqqActs {
  YqqDatabase *reader;
  YqqDatabase *own; /* the workers', one at a time */
  GMutex mutex;     /* over own */
  YqqWriter *writer;
  YqqWorkers *workers;
  YqqPinGateService *gate;
  YqqIdentityDesk *identity;
  YqqClock *clock;
  YqqRateLimit *changes; /* acts that changed something, of a device */
  YqqActsDone done;
  gpointer done_data;
  guint under_way;
};

YqqActs *
yqq_acts_new (YqqDatabase *reader,
              YqqDatabase *own,
              YqqWriter *writer,
              YqqWorkers *workers,
              YqqPinGateService *gate,
              YqqIdentityDesk *identity,
              YqqClock *clock)
{
  YqqActs *self = g_new0 (YqqActs, 1);
  self->reader = g_object_ref (reader);
  self->own = own;
  g_mutex_init (&self->mutex);
  self->writer = writer;
  self->workers = workers;
  self->gate = gate;
  self->identity = identity;
  self->clock = yqq_clock_ref (clock);
  self->changes = yqq_rate_limit_new (clock, CHANGES_PER_SECOND, CHANGES_BURST);
  return self;
}

void
yqq_acts_free (YqqActs *self)
{
  g_object_unref (self->reader);
  g_object_unref (self->own);
  g_mutex_clear (&self->mutex);
  yqq_rate_limit_free (self->changes);
  yqq_clock_unref (self->clock);
  g_free (self);
}

void
yqq_acts_set_listener (YqqActs *self, YqqActsDone done, gpointer user_data)
{
  self->done = done;
  self->done_data = user_data;
}

gboolean
yqq_acts_is_busy (YqqActs *self)
{
  return self->under_way > 0;
}

/* Acts */

static void
finish (YqqActJob *job, const GError *problem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = g_steal_pointer (&job->object);
  if (problem == NULL && answer == NULL)
    answer = yqq_json_parse (job->answer->answer, -1, YQQ_ACT_RESULT_MAX_BYTES, &error);
  if (problem == NULL && answer != NULL)
    job->reply (job->answer->status, answer, NULL, job->user_data);
  else
    job->reply (0, NULL, problem != NULL ? problem : error, job->user_data);
  job->owner->under_way--;
  yqq_act_job_free (job);
}

static void
on_written (const GError *error, gpointer data)
{
  YqqActJob *job = data;
  if (error == NULL && job->answer->changed)
    yqq_rate_limit_take (job->owner->changes, job->device.id, NULL);
  if (error == NULL && job->owner->done != NULL)
    job->owner->done (job->owner->done_data);
  finish (job, error);
}

static gboolean
check_time (const YqqActJob *job, GError **error)
{
  gint64 skew = job->now_ms - job->act->at_ms;
  if (ABS (skew) <= YQQ_ACT_MAX_SKEW_MS)
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_ACT_EXPIRED, NULL);
  return FALSE;
}

static gboolean
check_pin (const YqqActJob *job, GError **error)
{
  YqqPinGateService *gate = job->owner->gate;
  if (yqq_pin_gate_service_is_confirmed (gate, job->device.id, YQQ_PIN_PURPOSE_ACT, job->act->id) ||
      (!yqq_act_kind_needs_pin (job->act->kind) &&
       yqq_pin_gate_service_is_recent (gate, job->device.id)))
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_PIN_REQUIRED, NULL);
  return FALSE;
}

/* An act that was answered is answered again, whatever has become of its actor since. */
static void
on_read (gpointer data)
{
  YqqActJob *job = data;
  g_autoptr (GError) error = g_steal_pointer (&job->problem);
  if (error == NULL)
    yqq_act_job_find_answer (job, job->owner->reader, &job->answer, &error);
  if (error != NULL || job->answer != NULL)
    finish (job, error);
  else if (!yqq_act_job_check_certificate (job, &error) ||
           !yqq_authorise_actor (job->act->kind, job->roles, job->state, &error) ||
           !check_time (job, &error) || !check_pin (job, &error) ||
           !yqq_rate_limit_check (job->owner->changes, job->device.id, &error))
    finish (job, error);
  else
    yqq_writer_submit (job->owner->writer, yqq_act_job_write, on_written, job);
}

static void
read_job (gpointer data)
{
  YqqActJob *job = data;
  YqqActs *self = job->owner;
  g_autoptr (YqqCertificateRecord) certificate = NULL;
  if (!yqq_act_job_open (job, &job->problem))
    return;
  g_mutex_lock (&self->mutex);
  gboolean found = yqq_act_job_find_actor (job, self->own, &certificate, &job->problem);
  g_mutex_unlock (&self->mutex);
  if (found)
    yqq_act_job_verify (job, certificate, &job->problem);
}

void
yqq_acts_perform (YqqActs *self,
                  const YqqDevice *device,
                  const char *enterprise_id,
                  GBytes *body,
                  YqqReply reply,
                  gpointer user_data)
{
  YqqActJob *job = g_new0 (YqqActJob, 1);
  job->owner = self;
  job->identity = self->identity;
  job->device.id = g_strdup (device->id);
  job->device.person_id = g_strdup (device->person_id);
  job->enterprise_id = g_strdup (enterprise_id);
  job->body = g_bytes_ref (body);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  self->under_way++;
  yqq_workers_run (self->workers, read_job, on_read, job);
}

/* Questions */

typedef struct {
  YqqActs *owner;
  YqqDevice device; /* its id and its person's, owned here */
  char *enterprise_id;
  YqqActsAnswer answer;
  gpointer data;
  GDestroyNotify free_data;
  gint64 now_ms;
  JsonObject *object;
  GError *error;
  YqqReply reply;
  gpointer user_data;
} Question;

static void
answer_question (gpointer data)
{
  Question *question = data;
  g_mutex_lock (&question->owner->mutex);
  question->object =
      question->answer (question->owner->own, &question->device, question->enterprise_id,
                        question->data, question->now_ms, &question->error);
  g_mutex_unlock (&question->owner->mutex);
}

static void
on_question_answered (gpointer data)
{
  Question *question = data;
  question->reply (question->object != NULL ? 200 : 0, question->object, question->error,
                   question->user_data);
  question->owner->under_way--;
  g_free (question->device.id);
  g_free (question->device.person_id);
  g_free (question->enterprise_id);
  if (question->free_data != NULL)
    question->free_data (question->data);
  g_clear_pointer (&question->object, json_object_unref);
  g_clear_error (&question->error);
  g_free (question);
}

void
yqq_acts_ask (YqqActs *self,
              const YqqDevice *device,
              const char *enterprise_id,
              YqqActsAnswer answer,
              gpointer data,
              GDestroyNotify free_data,
              YqqReply reply,
              gpointer user_data)
{
  Question *question = g_new0 (Question, 1);
  question->owner = self;
  question->device.id = g_strdup (device->id);
  question->device.person_id = g_strdup (device->person_id);
  question->enterprise_id = g_strdup (enterprise_id);
  question->answer = answer;
  question->data = data;
  question->free_data = free_data;
  question->now_ms = yqq_clock_get_unix_ms (self->clock);
  question->reply = reply;
  question->user_data = user_data;
  self->under_way++;
  yqq_workers_run (self->workers, answer_question, on_question_answered, question);
}
