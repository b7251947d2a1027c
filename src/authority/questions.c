/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/questions.h"

struct _YqqQuestions {
  YqqLoop *loop;
  YqqClock *clock;
  GThreadPool *threads;
  GAsyncQueue *connections; /* those that no thread has */
  guint under_way;
};

/* Reading */

typedef struct {
  YqqQuestions *owner;
  YqqQuestionRead read;
  GSourceOnceFunc done;
  gpointer data;
} Reading;

static void
on_read (gpointer data)
{
  g_autofree Reading *reading = data;
  reading->done (reading->data);
  reading->owner->under_way--;
}

/* There are as many connections as threads: nobody waits for one. */
static void
read_one (gpointer data, gpointer user_data)
{
  Reading *reading = data;
  YqqQuestions *self = user_data;
  YqqDatabase *connection = g_async_queue_pop (self->connections);
  reading->read (connection, reading->data);
  g_async_queue_push (self->connections, connection);
  yqq_loop_post (self->loop, on_read, reading);
}

YqqQuestions *
yqq_questions_new (YqqLoop *loop, YqqClock *clock, GPtrArray *connections)
{
  YqqQuestions *self = g_new0 (YqqQuestions, 1);
  self->loop = loop;
  self->clock = clock;
  self->connections = g_async_queue_new_full (g_object_unref);
  for (guint i = 0; i < connections->len; i++)
    g_async_queue_push (self->connections, g_object_ref (g_ptr_array_index (connections, i)));
  self->threads = g_thread_pool_new (read_one, self, (gint)connections->len, FALSE, NULL);
  g_ptr_array_unref (connections);
  return self;
}

void
yqq_questions_free (YqqQuestions *self)
{
  g_thread_pool_free (self->threads, FALSE, TRUE);
  g_async_queue_unref (self->connections);
  g_free (self);
}

gboolean
yqq_questions_is_busy (YqqQuestions *self)
{
  return self->under_way > 0;
}

void
yqq_questions_run (YqqQuestions *self, YqqQuestionRead read, GSourceOnceFunc done, gpointer data)
{
  Reading *reading = g_new (Reading, 1);
  *reading = (Reading){self, read, done, data};
  self->under_way++;
  g_thread_pool_push (self->threads, reading, NULL);
}

/* Asking */

typedef struct {
  YqqDevice device; /* its id and its person's, owned here */
  char *enterprise_id;
  YqqAnswer answer;
  gpointer data;
  GDestroyNotify free_data;
  gint64 now_ms;
  JsonObject *object;
  GError *error;
  YqqReply reply;
  gpointer user_data;
} Question;

static void
read_answer (YqqDatabase *database, gpointer data)
{
  Question *question = data;
  question->object = question->answer (database, &question->device, question->enterprise_id,
                                       question->data, question->now_ms, &question->error);
}

static void
on_answered (gpointer data)
{
  Question *question = data;
  question->reply (question->object != NULL ? 200 : 0, question->object, question->error,
                   question->user_data);
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
yqq_questions_ask (YqqQuestions *self,
                   const YqqDevice *device,
                   const char *enterprise_id,
                   YqqAnswer answer,
                   gpointer data,
                   GDestroyNotify free_data,
                   YqqReply reply,
                   gpointer user_data)
{
  Question *question = g_new0 (Question, 1);
  question->device.id = g_strdup (device->id);
  question->device.person_id = g_strdup (device->person_id);
  question->enterprise_id = g_strdup (enterprise_id);
  question->answer = answer;
  question->data = data;
  question->free_data = free_data;
  question->now_ms = yqq_clock_get_unix_ms (self->clock);
  question->reply = reply;
  question->user_data = user_data;
  yqq_questions_run (self, read_answer, on_answered, question);
}
