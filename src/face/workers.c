/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/workers.h"

struct _YqqWorkers {
  GMutex lock;
  GCond wake; /* there is work, or the end */
  GCond rest; /* a helper has begun to wait, or has let go of the work */
  gboolean ending;

  YqqWork work; /* NULL: none */
  gpointer data;
  guint n_pieces;
  gint next;    /* atomic */
  guint active; /* helpers that hold the work */
  guint round;

  guint n_waiting; /* helpers that have begun to wait for work */
  guint n_helpers;
  GThread *helpers[YQQ_WORKERS_MAX - 1];
};

typedef struct {
  YqqWorkers *workers;
  guint number;
} Helper;

static void
do_pieces (YqqWorkers *self, YqqWork work, gpointer data, guint n_pieces, guint worker)
{
  for (;;) {
    guint piece = (guint)g_atomic_int_add (&self->next, 1);
    if (piece >= n_pieces)
      return;
    work (data, piece, worker);
  }
}

static gpointer
help (gpointer user_data)
{
  g_autofree Helper *helper = user_data;
  YqqWorkers *self = helper->workers;
  guint seen = 0;
  g_mutex_lock (&self->lock);
  self->n_waiting++;
  g_cond_signal (&self->rest);
  while (!self->ending) {
    if (self->work == NULL || self->round == seen) {
      g_cond_wait (&self->wake, &self->lock);
      continue;
    }
    seen = self->round;
    YqqWork work = self->work;
    gpointer data = self->data;
    guint n_pieces = self->n_pieces;
    self->active++;
    g_mutex_unlock (&self->lock);
    do_pieces (self, work, data, n_pieces, helper->number);
    g_mutex_lock (&self->lock);
    self->active--;
    g_cond_signal (&self->rest);
  }
  g_mutex_unlock (&self->lock);
  return NULL;
}

YqqWorkers *
yqq_workers_new (guint count)
{
  YqqWorkers *self = g_new0 (YqqWorkers, 1);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_cond_init (&self->rest);
  self->n_helpers = CLAMP (count, 1, YQQ_WORKERS_MAX) - 1;
  for (guint i = 0; i < self->n_helpers; i++) {
    Helper *helper = g_new (Helper, 1);
    *helper = (Helper){self, i + 1};
    self->helpers[i] = g_thread_new ("face-worker", help, helper);
  }
  /* A thread that begins needs more of the system than one that waits. */
  g_mutex_lock (&self->lock);
  while (self->n_waiting < self->n_helpers)
    g_cond_wait (&self->rest, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

guint
yqq_workers_get_count (const YqqWorkers *self)
{
  return self->n_helpers + 1;
}

void
yqq_workers_run (YqqWorkers *self, guint n_pieces, YqqWork work, gpointer data)
{
  if (self->n_helpers == 0 || n_pieces < 2) {
    for (guint piece = 0; piece < n_pieces; piece++)
      work (data, piece, 0);
    return;
  }
  g_mutex_lock (&self->lock);
  self->work = work;
  self->data = data;
  self->n_pieces = n_pieces;
  self->round++;
  g_atomic_int_set (&self->next, 0);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);

  do_pieces (self, work, data, n_pieces, 0);

  g_mutex_lock (&self->lock);
  self->work = NULL; /* who has not begun by now need not */
  while (self->active > 0)
    g_cond_wait (&self->rest, &self->lock);
  g_mutex_unlock (&self->lock);
}

void
yqq_workers_free (YqqWorkers *self)
{
  g_mutex_lock (&self->lock);
  self->ending = TRUE;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < self->n_helpers; i++)
    g_thread_join (self->helpers[i]);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->rest);
  g_free (self);
}
