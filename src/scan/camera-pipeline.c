/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera-pipeline.h"

#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

#include "scan/camera-source.h"
#include "scan/scan-error.h"

/* Each branch has a queue of one frame that gives way to the next: a slow reader sees the present,
 * not the past. */
#define BRANCH                                                                                     \
  "t. ! queue name=%s-queue leaky=downstream max-size-buffers=1 max-size-bytes=0 max-size-time=0 " \
  "! videoconvert ! videoscale "                                                                   \
  "! video/x-raw,format=%s,width=[1,%d],height=[1,%d],pixel-aspect-ratio=1/1 "                     \
  "! appsink name=%s max-buffers=1 drop=true sync=false "
#define GREY_RATE 10
#define COLOUR_RATE 30

typedef struct {
  const YqqCameraPipelineEvents *events;
  gpointer user_data;
} Target;

static GstFlowReturn
on_grey_sample (GstAppSink *sink, gpointer user_data)
{
  Target *target = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstVideoInfo info;
  GstVideoFrame frame;
  if (sample == NULL || !gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return sample == NULL ? GST_FLOW_EOS : GST_FLOW_ERROR;
  target->events->grey (GST_VIDEO_FRAME_PLANE_DATA (&frame, 0),
                        (guint)GST_VIDEO_FRAME_WIDTH (&frame),
                        (guint)GST_VIDEO_FRAME_HEIGHT (&frame),
                        (gsize)GST_VIDEO_FRAME_PLANE_STRIDE (&frame, 0), target->user_data);
  gst_video_frame_unmap (&frame);
  return GST_FLOW_OK;
}

typedef struct {
  GstBuffer *buffer;
  GstMapInfo map;
} MappedBuffer;

static void
unmap (gpointer data)
{
  MappedBuffer *mapped = data;
  gst_buffer_unmap (mapped->buffer, &mapped->map);
  gst_buffer_unref (mapped->buffer);
  g_free (mapped);
}

/* The buffer's own memory: RGBA rows have no padding, and what is shown need not be copied. */
static GBytes *
wrap_buffer (GstBuffer *buffer)
{
  MappedBuffer *mapped = g_new (MappedBuffer, 1);
  mapped->buffer = gst_buffer_ref (buffer);
  if (!gst_buffer_map (buffer, &mapped->map, GST_MAP_READ)) {
    gst_buffer_unref (mapped->buffer);
    g_free (mapped);
    return NULL;
  }
  return g_bytes_new_with_free_func (mapped->map.data, mapped->map.size, unmap, mapped);
}

static GstFlowReturn
on_colour_sample (GstAppSink *sink, gpointer user_data)
{
  Target *target = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstVideoInfo info;
  if (sample == NULL || !gst_video_info_from_caps (&info, gst_sample_get_caps (sample)))
    return sample == NULL ? GST_FLOW_EOS : GST_FLOW_ERROR;
  g_autoptr (GBytes) rgba = wrap_buffer (gst_sample_get_buffer (sample));
  guint width = (guint)GST_VIDEO_INFO_WIDTH (&info), height = (guint)GST_VIDEO_INFO_HEIGHT (&info);
  if (rgba == NULL || g_bytes_get_size (rgba) < (gsize)width * height * 4)
    return GST_FLOW_ERROR;
  target->events->colour (rgba, width, height, target->user_data);
  return GST_FLOW_OK;
}

/* Lets frames pass as a clock allows it, not as their timestamps do: there are cameras whose frames
 * all have the same, of which videorate would drop every one. */
typedef struct {
  gint64 interval_us;
  gint64 due_us;
} Throttle;

static GstPadProbeReturn
on_queued_frame (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Throttle *throttle = user_data;
  gint64 now = g_get_monotonic_time ();
  /* A little early will do: a camera of just this rate is not to lose every second frame. */
  if (now < throttle->due_us - throttle->interval_us / 8)
    return GST_PAD_PROBE_DROP;
  throttle->due_us = MAX (throttle->due_us, now - throttle->interval_us) + throttle->interval_us;
  return GST_PAD_PROBE_OK;
}

static void
throttle_queue (GstElement *pipeline, const char *name, guint rate)
{
  g_autoptr (GstElement) queue = gst_bin_get_by_name (GST_BIN (pipeline), name);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (queue, "src");
  Throttle *throttle = g_new0 (Throttle, 1);
  throttle->interval_us = G_USEC_PER_SEC / rate;
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_queued_frame, throttle, g_free);
}

static void
connect_sink (GstElement *pipeline,
              const char *name,
              GstFlowReturn (*on_sample) (GstAppSink *, gpointer),
              const Target *target)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), name);
  GstAppSinkCallbacks callbacks = {.new_sample = on_sample};
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, g_memdup2 (target, sizeof *target),
                              g_free);
}

static GstElement *
build_branches (void)
{
  g_autofree char *description =
      g_strdup_printf ("tee name=t " BRANCH BRANCH, "grey", "GRAY8", 1920, 1080, "grey", "colour",
                       "RGBA", 1280, 720, "colour");
  return gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, NULL);
}

GstElement *
yqq_camera_pipeline_new (YqqCameraDevice *device,
                         const YqqCameraPipelineEvents *events,
                         gpointer user_data,
                         GError **error)
{
  g_autoptr (GstElement) source = yqq_camera_device_create_source (device, error);
  if (source == NULL)
    return NULL;
  GstElement *pipeline = build_branches ();
  if (pipeline == NULL) {
    g_set_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NO_CAMERA,
                 "GStreamer's base plugins are not installed");
    return NULL;
  }
  gst_object_ref_sink (pipeline);
  gst_bin_add (GST_BIN (pipeline), source);
  g_autoptr (GstElement) tee = gst_bin_get_by_name (GST_BIN (pipeline), "t");
  gst_element_link (source, tee);
  Target target = {events, user_data};
  connect_sink (pipeline, "grey", on_grey_sample, &target);
  connect_sink (pipeline, "colour", on_colour_sample, &target);
  throttle_queue (pipeline, "grey-queue", GREY_RATE);
  throttle_queue (pipeline, "colour-queue", COLOUR_RATE);
  return pipeline;
}
