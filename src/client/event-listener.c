/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/event-listener.h"

#include "base/json.h"
#include "client/client-error.h"
#include "protocol/event-stream.h"
#include "protocol/problem.h"

#define CHUNK 8192
#define FIRST_DELAY_MS 100
#define MAX_DELAY_MS 5000
#define GIVE_UP_MS (YQQ_SESSION_ABSENT_MS + YQQ_SESSION_LOST_MS + 15000)

struct _YqqEventListener {
  GObject parent;

  YqqAuthorityConnection *connection;
  char *path;
  YqqEventStreamReader *reader;
  gint64 last_seq;
  GError *broken; /* what the events of the chunk being read ran into */

  GCancellable *attempt; /* the one stream that is opened or read; NULL while waiting */
  guint8 chunk[CHUNK];
  guint silence;
  guint retry;
  guint delay_ms;
  gint64 lost_since; /* monotonic µs, 0 while connected */
  gboolean started;
  gboolean connected;

  guint silence_ms;
  guint give_up_ms;
};

G_DEFINE_FINAL_TYPE (YqqEventListener, yqq_event_listener, G_TYPE_OBJECT)

enum { PROP_0, PROP_CONNECTED, N_PROPS };
enum { EVENT, FAILED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* One opening or reading, told apart from those that were given up before it ended. */
typedef struct {
  YqqEventListener *listener;
  GCancellable *attempt;
} Attempt;

static void open_stream (YqqEventListener *self);
static void read_stream (YqqEventListener *self, GInputStream *stream);

static Attempt *
attempt_new (YqqEventListener *self)
{
  Attempt *attempt = g_new0 (Attempt, 1);
  attempt->listener = g_object_ref (self);
  attempt->attempt = g_object_ref (self->attempt);
  return attempt;
}

static void
attempt_free (Attempt *self)
{
  g_object_unref (self->listener);
  g_object_unref (self->attempt);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static gboolean
is_current (Attempt *attempt)
{
  return attempt->listener->started && attempt->listener->attempt == attempt->attempt;
}

static void
set_connected (YqqEventListener *self, gboolean connected)
{
  if (self->connected == connected)
    return;
  self->connected = connected;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
}

/* Lets go of the present stream, whatever it is doing. */
static void
abandon (YqqEventListener *self)
{
  g_clear_handle_id (&self->silence, g_source_remove);
  g_clear_handle_id (&self->retry, g_source_remove);
  if (self->attempt != NULL)
    g_cancellable_cancel (self->attempt);
  g_clear_object (&self->attempt);
}

/* Takes error. */
static void
give_up (YqqEventListener *self, GError *error)
{
  g_autoptr (GError) owned = error;
  g_autoptr (YqqEventListener) alive = g_object_ref (self);
  yqq_event_listener_stop (self);
  g_signal_emit (self, signals[FAILED], 0, owned);
}

/* What another try cannot change: the authority has answered and says no. */
static gboolean
is_final (const GError *error)
{
  if (error->domain == YQQ_PROBLEM_ERROR)
    return error->code != YQQ_PROBLEM_INTERNAL && error->code != YQQ_PROBLEM_RATE_LIMITED &&
           error->code != YQQ_PROBLEM_UNRECOGNISED;
  return g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_TLS);
}

static gboolean
on_retry (gpointer user_data)
{
  YqqEventListener *self = user_data;
  self->retry = 0;
  open_stream (self);
  return G_SOURCE_REMOVE;
}

/* The stream is gone: another one is opened after a while. Takes error. */
static void
lose (YqqEventListener *self, GError *error)
{
  g_autoptr (GError) owned = error;
  gint64 now = g_get_monotonic_time ();
  abandon (self);
  if (self->lost_since == 0)
    self->lost_since = now;
  if (is_final (owned) || (now - self->lost_since) / 1000 >= self->give_up_ms) {
    give_up (self, g_steal_pointer (&owned));
    return;
  }
  g_debug ("event stream lost: %s", owned->message);
  yqq_event_stream_reader_reset (self->reader);
  set_connected (self, FALSE);
  self->retry = g_timeout_add (self->delay_ms, on_retry, self);
  self->delay_ms = MIN (self->delay_ms * 2, MAX_DELAY_MS);
}

static gboolean
on_silence (gpointer user_data)
{
  YqqEventListener *self = user_data;
  self->silence = 0;
  lose (self, g_error_new (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_TIMED_OUT, "silence"));
  return G_SOURCE_REMOVE;
}

static void
rearm (YqqEventListener *self)
{
  g_clear_handle_id (&self->silence, g_source_remove);
  self->silence = g_timeout_add (self->silence_ms, on_silence, self);
}

/* Called for each event of the chunk being fed. */
static void
on_stream_event (const YqqStreamEvent *raw, gpointer user_data)
{
  YqqEventListener *self = user_data;
  if (!self->started || self->broken != NULL)
    return;
  g_autoptr (JsonObject) object =
      yqq_json_parse (raw->data, -1, YQQ_SESSION_EVENT_MAX_BYTES, &self->broken);
  g_autoptr (YqqSessionEvent) event =
      object != NULL ? yqq_session_event_from_json (object, &self->broken) : NULL;
  /* What was sent again after a reconnection is heard once. */
  if (event == NULL || event->seq <= self->last_seq)
    return;
  self->last_seq = event->seq;
  g_signal_emit (self, signals[EVENT], 0, event);
}

/* FALSE if the stream holds what no authority of ours sends. */
static gboolean
feed (YqqEventListener *self, gsize size)
{
  g_autoptr (GError) error = NULL;
  if (yqq_event_stream_reader_feed (self->reader, (const char *)self->chunk, size, &error) &&
      self->broken == NULL)
    return TRUE;
  if (self->broken != NULL)
    error = g_steal_pointer (&self->broken);
  if (self->started)
    give_up (self, g_error_new (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_BAD_ANSWER, "event: %s",
                                error->message));
  return FALSE;
}

static void
on_chunk (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  YqqEventListener *self = attempt->listener;
  GError *error = NULL;
  gssize size = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  if (!is_current (attempt)) {
    g_clear_error (&error);
    return;
  }
  if (size <= 0) {
    lose (self,
          error != NULL ? error : g_error_new (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "end"));
    return;
  }
  self->delay_ms = FIRST_DELAY_MS;
  rearm (self);
  if (feed (self, (gsize)size) && is_current (attempt))
    read_stream (self, G_INPUT_STREAM (source));
}

static void
read_stream (YqqEventListener *self, GInputStream *stream)
{
  g_input_stream_read_async (stream, self->chunk, CHUNK, G_PRIORITY_DEFAULT, self->attempt,
                             on_chunk, attempt_new (self));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  YqqEventListener *self = attempt->listener;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = yqq_authority_connection_open_stream_finish (
      YQQ_AUTHORITY_CONNECTION (source), result, &error);
  if (!is_current (attempt)) {
    g_clear_error (&error);
    return;
  }
  if (stream == NULL) {
    lose (self, error);
    return;
  }
  self->lost_since = 0;
  rearm (self);
  read_stream (self, stream);
  set_connected (self, TRUE);
}

static void
open_stream (YqqEventListener *self)
{
  self->attempt = g_cancellable_new ();
  yqq_authority_connection_open_stream_async (self->connection, self->path,
                                              yqq_event_stream_reader_get_last_id (self->reader),
                                              self->attempt, on_opened, attempt_new (self));
}

static void
yqq_event_listener_dispose (GObject *object)
{
  YqqEventListener *self = YQQ_EVENT_LISTENER (object);
  self->started = FALSE;
  abandon (self);
  G_OBJECT_CLASS (yqq_event_listener_parent_class)->dispose (object);
}

static void
yqq_event_listener_finalize (GObject *object)
{
  YqqEventListener *self = YQQ_EVENT_LISTENER (object);
  g_clear_object (&self->connection);
  g_free (self->path);
  g_clear_pointer (&self->reader, yqq_event_stream_reader_free);
  g_clear_error (&self->broken);
  G_OBJECT_CLASS (yqq_event_listener_parent_class)->finalize (object);
}

static void
yqq_event_listener_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONNECTED)
    g_value_set_boolean (value, YQQ_EVENT_LISTENER (object)->connected);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
yqq_event_listener_class_init (YqqEventListenerClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->dispose = yqq_event_listener_dispose;
  object_class->finalize = yqq_event_listener_finalize;
  object_class->get_property = yqq_event_listener_get_property;
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[EVENT] = g_signal_new ("event", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
yqq_event_listener_init (YqqEventListener *self)
{
  self->reader = yqq_event_stream_reader_new (on_stream_event, self);
  self->delay_ms = FIRST_DELAY_MS;
  self->silence_ms = YQQ_EVENT_LISTENER_SILENCE_S * 1000;
  self->give_up_ms = GIVE_UP_MS;
}

YqqEventListener *
yqq_event_listener_new (YqqAuthorityConnection *connection, const char *path)
{
  YqqEventListener *self = g_object_new (YQQ_TYPE_EVENT_LISTENER, NULL);
  self->connection = g_object_ref (connection);
  self->path = g_strdup (path);
  return self;
}

void
yqq_event_listener_start (YqqEventListener *self)
{
  g_return_if_fail (!self->started);
  self->started = TRUE;
  open_stream (self);
}

void
yqq_event_listener_stop (YqqEventListener *self)
{
  self->started = FALSE;
  abandon (self);
  set_connected (self, FALSE);
}

gboolean
yqq_event_listener_get_connected (YqqEventListener *self)
{
  return self->connected;
}

void
yqq_event_listener_set_limits (YqqEventListener *self, guint silence_ms, guint give_up_ms)
{
  self->silence_ms = silence_ms;
  self->give_up_ms = give_up_ms;
}
