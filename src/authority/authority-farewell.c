/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the loop ends in order. */
#include "authority/authority-private.h"

/* Chains of writing are at most two items long (a try taken, then given back): after as many rounds
 * nothing that was begun is unfinished. */
#define ROUNDS 3

typedef struct {
  YqqAuthority *authority;
  guint rounds;
  GMutex mutex;
  GCond condition;
  gboolean done;
} Farewell;

static gboolean
do_nothing (YqqDatabase *database, gpointer data, GError **error)
{
  return TRUE;
}

static void
finish (Farewell *farewell)
{
  yqq_relay_end (farewell->authority->relay);
  g_mutex_lock (&farewell->mutex);
  farewell->done = TRUE;
  g_cond_signal (&farewell->condition);
  g_mutex_unlock (&farewell->mutex);
}

static void
on_round_written (const GError *error, gpointer data)
{
  Farewell *farewell = data;
  YqqAuthority *authority = farewell->authority;
  if (yqq_relay_is_checking (authority->relay) || yqq_acts_is_busy (authority->acts) ||
      yqq_questions_is_busy (authority->questions))
    farewell->rounds = 0; /* what is being verified is still to be written */
  if (++farewell->rounds < ROUNDS)
    yqq_writer_submit (farewell->authority->writer, do_nothing, on_round_written, farewell);
  else
    finish (farewell);
}

/* On the loop's thread: no new requests; what has begun is written and answered. */
static void
say_farewell (gpointer data)
{
  Farewell *farewell = data;
  farewell->authority->stopping = TRUE;
  yqq_audit_rounds_end (farewell->authority->audit_rounds);
  yqq_http_server_close_listeners (farewell->authority->server);
  yqq_writer_submit (farewell->authority->writer, do_nothing, on_round_written, farewell);
}

void
yqq_authority_stop_loop (YqqAuthority *self)
{
  Farewell farewell = {.authority = self};
  g_mutex_init (&farewell.mutex);
  g_cond_init (&farewell.condition);
  yqq_loop_post (self->loop, say_farewell, &farewell);
  g_mutex_lock (&farewell.mutex);
  while (!farewell.done)
    g_cond_wait (&farewell.condition, &farewell.mutex);
  g_mutex_unlock (&farewell.mutex);
  yqq_loop_stop (self->loop);
  g_mutex_clear (&farewell.mutex);
  g_cond_clear (&farewell.condition);
}
