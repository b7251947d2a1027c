/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device sends several frames of signatures at once, over several connections: one that overtakes
 * the frame before it is kept back for a moment, so that all are judged in the order of their
 * numbers. */
#include "authority/relay/session-private.h"

typedef struct {
  YqqDeviceFrame *frame;
  YqqRelayFrame *pending;
  gint64 until;
} Early;

/* Takes frame. */
static Early *
early_new (YqqRelaySession *self, YqqDeviceFrame *frame, YqqRelayFrame *pending)
{
  Early *early = g_new (Early, 1);
  *early = (Early){frame, pending, yqq_relay_session_now (self) + YQQ_RELAY_EARLY_MS};
  return early;
}

static gint
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 first = ((const Early *)a)->frame->seq, second = ((const Early *)b)->frame->seq;
  return first < second ? -1 : first > second;
}

/* The same frame again, over another connection: the first one's is gone. */
static void
drop_same (YqqRelaySession *self, gint64 seq)
{
  for (GList *link = self->early.head; link != NULL; link = link->next) {
    Early *early = link->data;
    if (early->frame->seq != seq)
      continue;
    g_queue_delete_link (&self->early, link);
    g_autoptr (GError) error = yqq_problem_error_new (YQQ_PROBLEM_FRAME_REPLAYED, NULL);
    yqq_problem_error_get (error)->last_seq = self->peers[YQQ_RELAY_SIDE_DEVICE].last_seq;
    yqq_relay_session_drop_frame (early->pending, error);
    yqq_device_frame_free (early->frame);
    g_free (early);
    return;
  }
}

gboolean
yqq_relay_session_keep_early (YqqRelaySession *self, YqqDeviceFrame *frame, YqqRelayFrame *pending)
{
  if (frame->type != YQQ_DEVICE_FRAME_SIGNED || !yqq_session_state_is_open (self->state) ||
      frame->seq <= self->peers[YQQ_RELAY_SIDE_DEVICE].last_seq + 1)
    return FALSE;
  drop_same (self, frame->seq);
  if (self->early.length == YQQ_RELAY_MAX_EARLY)
    return FALSE;
  g_queue_insert_sorted (&self->early, early_new (self, frame, pending), compare, NULL);
  return TRUE;
}

static gboolean
is_due (YqqRelaySession *self, const Early *early)
{
  return !yqq_session_state_is_open (self->state) ||
         early->frame->seq <= self->peers[YQQ_RELAY_SIDE_DEVICE].last_seq + 1 ||
         early->until <= yqq_relay_session_now (self);
}

void
yqq_relay_session_release_early (YqqRelaySession *self)
{
  Early *early;
  while (self->relay != NULL && (early = g_queue_peek_head (&self->early)) != NULL &&
         is_due (self, early)) {
    g_queue_pop_head (&self->early);
    yqq_relay_session_judge (self, early->frame, early->pending);
    g_free (early);
  }
}

void
yqq_relay_session_drop_early (YqqRelaySession *self)
{
  Early *early;
  g_autoptr (GError) error = yqq_problem_error_new (YQQ_PROBLEM_SESSION_CLOSED, NULL);
  YqqProblem *problem = yqq_problem_error_get (error);
  problem->state = g_strdup (yqq_session_state_to_nick (YQQ_SESSION_STATE_CLOSED));
  problem->reason = g_strdup (yqq_session_reason_to_nick (YQQ_SESSION_REASON_AUTHORITY_RESTARTED));
  while ((early = g_queue_pop_head (&self->early)) != NULL) {
    yqq_relay_session_drop_frame (early->pending, error);
    yqq_device_frame_free (early->frame);
    g_free (early);
  }
}
