/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera-pipeline.h"

#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

#include "scan/camera-source.h"
#include "scan/scan-error.h"

/* Each branch has a queue of one frame that gives way to the next: a slow reader sees the present,
 * not the past. */
#define BRANCH                                                                                     \
  "t. ! queue leaky=downstream max-size-buffers=1 max-size-bytes=0 max-size-time=0 "               \
  "! videorate drop-only=true max-rate=%d ! videoconvert ! videoscale "                            \
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
      g_strdup_printf ("tee name=t " BRANCH BRANCH, GREY_RATE, "GRAY8", 1920, 1080, "grey",
                       COLOUR_RATE, "RGBA", 1280, 720, "colour");
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
  return pipeline;
}
