/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/workers.h"

#define MAX_THREADS 4

struct _YqqWorkers {
  YqqLoop *loop;
  GThreadPool *pool;
};

typedef struct {
  GSourceOnceFunc work;
  GSourceOnceFunc done;
  gpointer data;
} Errand;

static void
run (gpointer data, gpointer user_data)
{
  g_autofree Errand *errand = data;
  YqqWorkers *self = user_data;
  errand->work (errand->data);
  yqq_loop_post (self->loop, errand->done, errand->data);
}

YqqWorkers *
yqq_workers_new (YqqLoop *loop)
{
  YqqWorkers *self = g_new0 (YqqWorkers, 1);
  self->loop = loop;
  self->pool =
      g_thread_pool_new (run, self, (gint)MIN (g_get_num_processors (), MAX_THREADS), FALSE, NULL);
  return self;
}

void
yqq_workers_free (YqqWorkers *self)
{
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_free (self);
}

void
yqq_workers_run (gpointer workers, GSourceOnceFunc work, GSourceOnceFunc done, gpointer data)
{
  YqqWorkers *self = workers;
  Errand *errand = g_new (Errand, 1);
  *errand = (Errand){work, done, data};
  g_thread_pool_push (self->pool, errand, NULL);
}
