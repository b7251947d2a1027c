/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera-session.h"

#include "scan/camera-fault.h"
#include "scan/camera-pipeline.h"
#include "scan/qr-reader.h"
#include "scan/scan-error.h"

#define WATCHDOG_STEP_MS 200

struct _YqqCameraSession {
  gatomicrefcount references;
  YqqCameraDevice *device;
  YqqCameraSession *after;
  GMainContext *context;
  GSource *watchdog;
  const YqqCameraSessionEvents *events; /* NULL once stopped; only touched in the context */
  gpointer user_data;
  YqqQrReader *reader; /* belongs to the thread that reads */

  GMutex lock; /* over all that follows */
  GCond ended_changed;
  GstBus *bus;
  gboolean stopping, ended;
  gint64 last_sign_us; /* of life */
  gboolean seen;       /* a frame */
  /* What waits to be told: the newest frame and readings only. */
  GBytes *frame;
  guint width, height;
  GPtrArray *readings;
  GError *error;
  gboolean dispatch_pending;
};

static YqqCameraSession *
session_ref (YqqCameraSession *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_camera_session_unref (YqqCameraSession *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->after, yqq_camera_session_unref);
  g_clear_pointer (&self->watchdog, g_source_unref);
  g_clear_pointer (&self->frame, g_bytes_unref);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_main_context_unref (self->context);
  g_object_unref (self->device);
  yqq_qr_reader_free (self->reader);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ended_changed);
  g_free (self);
}

static gboolean
on_dispatch (gpointer user_data)
{
  YqqCameraSession *self = user_data;
  g_mutex_lock (&self->lock);
  g_autoptr (GBytes) frame = g_steal_pointer (&self->frame);
  g_autoptr (GPtrArray) readings = g_steal_pointer (&self->readings);
  g_autoptr (GError) error = g_steal_pointer (&self->error);
  guint width = self->width, height = self->height;
  self->dispatch_pending = FALSE;
  g_mutex_unlock (&self->lock);
  /* Any of the callbacks may stop the session. */
  if (self->events != NULL && frame != NULL)
    self->events->frame (frame, width, height, self->user_data);
  if (self->events != NULL && readings != NULL)
    self->events->readings (readings, self->user_data);
  if (self->events != NULL && error != NULL) {
    const YqqCameraSessionEvents *events = g_steal_pointer (&self->events);
    events->failed (error, self->user_data);
  }
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
schedule_dispatch (YqqCameraSession *self)
{
  if (self->dispatch_pending || self->stopping)
    return;
  self->dispatch_pending = TRUE;
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_dispatch, session_ref (self),
                         (GDestroyNotify)yqq_camera_session_unref);
  g_source_attach (source, self->context);
}

static void
note_frame (YqqCameraSession *self)
{
  self->seen = TRUE;
  self->last_sign_us = g_get_monotonic_time ();
}

static void
on_colour (GBytes *rgba, guint width, guint height, gpointer user_data)
{
  YqqCameraSession *self = user_data;
  g_mutex_lock (&self->lock);
  note_frame (self);
  g_clear_pointer (&self->frame, g_bytes_unref);
  self->frame = g_bytes_ref (rgba);
  self->width = width;
  self->height = height;
  schedule_dispatch (self);
  g_mutex_unlock (&self->lock);
}

static void
on_grey (const guint8 *pixels, guint width, guint height, gsize stride, gpointer user_data)
{
  YqqCameraSession *self = user_data;
  g_autoptr (GPtrArray) readings =
      yqq_qr_reader_read_frame (self->reader, pixels, width, height, stride);
  if (readings->len == 0)
    return;
  for (guint i = 0; i < readings->len; i++)
    yqq_qr_reading_scale (g_ptr_array_index (readings, i), 1. / width, 1. / height);
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  self->readings = g_steal_pointer (&readings);
  schedule_dispatch (self);
  g_mutex_unlock (&self->lock);
}

static void
take_error (YqqCameraSession *self, GError *error)
{
  g_mutex_lock (&self->lock);
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  schedule_dispatch (self);
  g_mutex_unlock (&self->lock);
}

static gboolean
on_watchdog (gpointer user_data)
{
  YqqCameraSession *self = user_data;
  g_mutex_lock (&self->lock);
  gboolean seen = self->seen;
  gint64 silent_ms = (g_get_monotonic_time () - self->last_sign_us) / 1000;
  g_mutex_unlock (&self->lock);
  if (silent_ms < (seen ? YQQ_CAMERA_SESSION_WATCHDOG_MS : YQQ_CAMERA_SESSION_START_LIMIT_MS))
    return G_SOURCE_CONTINUE;
  take_error (self, g_error_new (YQQ_SCAN_ERROR,
                                 seen ? YQQ_SCAN_ERROR_CAMERA_LOST : YQQ_SCAN_ERROR_CAMERA_BUSY,
                                 "no frame for %" G_GINT64_FORMAT " ms", silent_ms));
  return G_SOURCE_REMOVE;
}

/* Keeps the bus where stop finds it; FALSE where stop came first. */
static gboolean
publish_bus (YqqCameraSession *self, GstElement *pipeline)
{
  g_mutex_lock (&self->lock);
  gboolean go_on = !self->stopping;
  if (go_on)
    self->bus = gst_element_get_bus (pipeline);
  g_mutex_unlock (&self->lock);
  return go_on;
}

static void
tend (YqqCameraSession *self, GstElement *pipeline)
{
  if (!publish_bus (self, pipeline))
    return;
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (
      self->bus, GST_CLOCK_TIME_NONE,
      GST_MESSAGE_ERROR | GST_MESSAGE_EOS | GST_MESSAGE_APPLICATION /* stop */);
  if (message != NULL && GST_MESSAGE_TYPE (message) != GST_MESSAGE_APPLICATION) {
    g_mutex_lock (&self->lock);
    gboolean seen = self->seen;
    g_mutex_unlock (&self->lock);
    take_error (self, yqq_camera_fault_from_message (message, seen));
  }
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->bus, gst_object_unref);
  g_mutex_unlock (&self->lock);
}

static void
wait_for_end (YqqCameraSession *self)
{
  g_mutex_lock (&self->lock);
  while (!self->ended)
    g_cond_wait (&self->ended_changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

static gpointer
run (gpointer user_data)
{
  static const YqqCameraPipelineEvents events = {on_grey, on_colour};
  g_autoptr (YqqCameraSession) self = user_data;
  if (self->after != NULL)
    wait_for_end (self->after);
  g_clear_pointer (&self->after, yqq_camera_session_unref);
  GError *error = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  if (gst_init_check (NULL, NULL, &error))
    pipeline = yqq_camera_pipeline_new (self->device, &events, self, &error);
  if (pipeline != NULL) {
    tend (self, pipeline);
    gst_element_set_state (pipeline, GST_STATE_NULL);
  } else {
    take_error (self, error);
  }
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_broadcast (&self->ended_changed);
  g_mutex_unlock (&self->lock);
  return NULL;
}

YqqCameraSession *
yqq_camera_session_start (YqqCameraDevice *device,
                          YqqCameraSession *after,
                          const YqqCameraSessionEvents *events,
                          gpointer user_data)
{
  YqqCameraSession *self = g_new0 (YqqCameraSession, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  g_cond_init (&self->ended_changed);
  self->device = g_object_ref (device);
  self->after = after != NULL ? session_ref (after) : NULL;
  self->context = g_main_context_ref_thread_default ();
  self->events = events;
  self->user_data = user_data;
  self->reader = yqq_qr_reader_new ();
  self->last_sign_us = g_get_monotonic_time ();
  self->watchdog = g_timeout_source_new (WATCHDOG_STEP_MS);
  g_source_set_callback (self->watchdog, on_watchdog, self, NULL);
  g_source_attach (self->watchdog, self->context);
  g_thread_unref (g_thread_new ("camera", run, session_ref (self)));
  return self;
}

void
yqq_camera_session_stop (YqqCameraSession *self)
{
  self->events = NULL;
  g_source_destroy (self->watchdog);
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  if (self->bus != NULL)
    gst_bus_post (self->bus, gst_message_new_application (NULL, gst_structure_new_empty ("stop")));
  g_mutex_unlock (&self->lock);
}
