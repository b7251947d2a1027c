/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/frame-sender.h"

#include "client/client-error.h"
#include "protocol/problem.h"

#define RETRY_MS 300
#define MAX_RETRY_S 5
/* As long as a session outlives the silence of one side. */
#define GIVE_UP_US ((YQQ_SESSION_ABSENT_MS + YQQ_SESSION_LOST_MS) * G_GINT64_CONSTANT (1000))

struct _YqqFrameSender {
  GObject parent;

  YqqAuthorityConnection *connection;
  char *path;
  gint64 last_seq;
  GQueue waiting; /* GTask */
  GQueue flying;  /* GTask, sent and not answered; only signatures fly together */
  GCancellable *cancellable;
  guint retry;
};

G_DEFINE_FINAL_TYPE (YqqFrameSender, yqq_frame_sender, G_TYPE_OBJECT)

typedef struct {
  JsonObject *object;
  YqqDeviceFrameType type;
  gint64 seq;           /* 0 until it is sent for the first time */
  gint64 failing_since; /* monotonic µs */
  gboolean grounded;    /* goes out again when the time comes */
} Frame;

static void fly (YqqFrameSender *self, GTask *task);
static void send_next (YqqFrameSender *self);

static void
frame_free (Frame *self)
{
  json_object_unref (self->object);
  g_free (self);
}

/* In their order, so that none overtakes another. */
static gboolean
on_retry (gpointer user_data)
{
  YqqFrameSender *self = user_data;
  self->retry = 0;
  for (GList *link = self->flying.head; link != NULL; link = link->next)
    if (((Frame *)g_task_get_task_data (link->data))->grounded)
      fly (self, link->data);
  return G_SOURCE_REMOVE;
}

static void
retry_later (YqqFrameSender *self, Frame *frame, guint milliseconds)
{
  frame->grounded = TRUE;
  if (self->retry == 0)
    self->retry = g_timeout_add (milliseconds, on_retry, self);
}

static gboolean
is_lost (const GError *error)
{
  return g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE) ||
         g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_TIMED_OUT);
}

/* TRUE if the frame goes out again; then error has been dealt with. */
static gboolean
try_again (YqqFrameSender *self, Frame *frame, const GError *error)
{
  if (is_lost (error)) {
    gint64 now = g_get_monotonic_time ();
    if (frame->failing_since == 0)
      frame->failing_since = now;
    if (now - frame->failing_since > GIVE_UP_US || frame->type == YQQ_DEVICE_FRAME_DISCONNECT)
      return FALSE;
    retry_later (self, frame, RETRY_MS);
    return TRUE;
  }
  if (g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_FRAME_RATE)) {
    gint64 after = yqq_problem_error_get (error)->retry_after;
    retry_later (self, frame, (guint)CLAMP (after, 1, MAX_RETRY_S) * 1000);
    return TRUE;
  }
  return FALSE;
}

/* An answer was lost and the frame had been judged: whether it was taken shows in the events, only
 * a signature is delivered once more (where it is there already, that is fine). */
static gboolean
is_settled_by_replay (YqqFrameSender *self, Frame *frame, const GError *error)
{
  if (!g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_FRAME_REPLAYED))
    return FALSE;
  self->last_seq = MAX (self->last_seq, yqq_problem_error_get (error)->last_seq);
  gboolean ours = frame->failing_since != 0 && frame->type != YQQ_DEVICE_FRAME_SIGNED;
  if (!ours)
    frame->seq = 0;
  return ours;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqFrameSender *self = g_task_get_source_object (task);
  Frame *frame = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonObject) answer =
      yqq_authority_connection_send_finish (YQQ_AUTHORITY_CONNECTION (source), result, &error);
  GList *link = g_queue_find (&self->flying, task);
  if (link == NULL) {
    g_clear_error (&error);
    return; /* stopped: it was answered then */
  }
  if (answer == NULL && try_again (self, frame, error)) {
    g_error_free (error);
    return;
  }
  gboolean accepted = answer != NULL || is_settled_by_replay (self, frame, error);
  if (!accepted && frame->seq == 0) {
    g_error_free (error);
    fly (self, task);
    return;
  }
  g_queue_delete_link (&self->flying, link);
  if (accepted) {
    g_clear_error (&error);
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
  send_next (self);
  g_object_unref (task); /* the queue's */
}

static void
fly (YqqFrameSender *self, GTask *task)
{
  Frame *frame = g_task_get_task_data (task);
  frame->grounded = FALSE;
  if (frame->seq == 0)
    frame->seq = ++self->last_seq;
  json_object_set_int_member (frame->object, "seq", frame->seq);
  yqq_authority_connection_send_async (self->connection, "POST", self->path, frame->object,
                                       YQQ_REQUEST_SIGNED, 0, self->cancellable, on_sent,
                                       g_object_ref (task));
}

static gboolean
is_signatures (GTask *task)
{
  return ((Frame *)g_task_get_task_data (task))->type == YQQ_DEVICE_FRAME_SIGNED;
}

/* The authority judges frames in the order of their numbers and keeps an early one back for a
 * moment, so that signatures may overtake each other on the way. Anything else goes alone: what it
 * says may depend on how the frames before were judged. */
static gboolean
may_fly (YqqFrameSender *self, GTask *task)
{
  if (g_queue_is_empty (&self->flying))
    return TRUE;
  return self->retry == 0 && self->flying.length < YQQ_FRAME_SENDER_MAX_FLYING &&
         is_signatures (task) && is_signatures (self->flying.head->data);
}

static void
send_next (YqqFrameSender *self)
{
  while (!g_queue_is_empty (&self->waiting) && may_fly (self, self->waiting.head->data)) {
    GTask *task = g_queue_pop_head (&self->waiting);
    g_queue_push_tail (&self->flying, task);
    fly (self, task);
  }
}

static void
yqq_frame_sender_dispose (GObject *object)
{
  yqq_frame_sender_stop (YQQ_FRAME_SENDER (object));
  G_OBJECT_CLASS (yqq_frame_sender_parent_class)->dispose (object);
}

static void
yqq_frame_sender_finalize (GObject *object)
{
  YqqFrameSender *self = YQQ_FRAME_SENDER (object);
  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  g_free (self->path);
  G_OBJECT_CLASS (yqq_frame_sender_parent_class)->finalize (object);
}

static void
yqq_frame_sender_class_init (YqqFrameSenderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_frame_sender_dispose;
  G_OBJECT_CLASS (class)->finalize = yqq_frame_sender_finalize;
}

static void
yqq_frame_sender_init (YqqFrameSender *self)
{
  g_queue_init (&self->waiting);
  g_queue_init (&self->flying);
  self->cancellable = g_cancellable_new ();
}

YqqFrameSender *
yqq_frame_sender_new (YqqAuthorityConnection *connection, const char *session_id)
{
  YqqFrameSender *self = g_object_new (YQQ_TYPE_FRAME_SENDER, NULL);
  self->connection = g_object_ref (connection);
  self->path = g_strdup_printf ("/v1/sessions/%s/frames", session_id);
  return self;
}

void
yqq_frame_sender_send_async (YqqFrameSender *self,
                             const YqqDeviceFrame *frame,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Frame *waiting = g_new0 (Frame, 1);
  waiting->object = yqq_device_frame_to_json (frame);
  waiting->type = frame->type;
  g_task_set_task_data (task, waiting, (GDestroyNotify)frame_free);
  g_queue_push_tail (&self->waiting, task);
  send_next (self);
}

gboolean
yqq_frame_sender_send_finish (YqqFrameSender *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cancel (GTask *task)
{
  g_autoptr (GTask) owned = task;
  g_task_return_new_error (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the session has ended");
}

void
yqq_frame_sender_stop (YqqFrameSender *self)
{
  g_clear_handle_id (&self->retry, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  GTask *task;
  while ((task = g_queue_pop_head (&self->flying)) != NULL)
    cancel (task);
  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
    cancel (task);
}
