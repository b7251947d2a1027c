/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera-device.h"

#include <glib/gi18n-lib.h>

#include "scan/camera-source.h"
#include "scan/scan-error.h"

#define FILE_RATE "15/1"

struct _YqqCameraDevice {
  GObject parent;
  char *id;
  char *label;
  char *path; /* of a picture file, or NULL */
  GstDevice *device;
};

G_DEFINE_FINAL_TYPE (YqqCameraDevice, yqq_camera_device, G_TYPE_OBJECT)

enum { PROP_ID = 1, PROP_LABEL, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* The name that stays the same from one start to the next, as each provider has it. */
static char *
dup_stable_id (GstDevice *device)
{
  static const char *fields[] = {"node.name", "device.path", "api.v4l2.path"};
  g_autoptr (GstStructure) known = gst_device_get_properties (device);
  for (guint i = 0; known != NULL && i < G_N_ELEMENTS (fields); i++) {
    const char *value = gst_structure_get_string (known, fields[i]);
    if (value != NULL)
      return g_strdup (value);
  }
  return gst_device_get_display_name (device);
}

static GstElement *
create_from_file (const char *path)
{
  /* Without a loop in the middle, such as imagefreeze, each frame is the file as it is then. */
  g_autoptr (GError) error = NULL;
  GstElement *bin = gst_parse_bin_from_description (
      "multifilesrc name=file loop=true caps=image/png,framerate=" FILE_RATE
      " ! pngdec ! clocksync",
      TRUE, &error);
  if (bin == NULL)
    return NULL;
  g_autoptr (GstElement) file = gst_bin_get_by_name (GST_BIN (bin), "file");
  /* The location is a pattern: a percent sign in the path is not meant as one. */
  g_auto (GStrv) parts = g_strsplit (path, "%", -1);
  g_autofree char *location = g_strjoinv ("%%", parts);
  g_object_set (file, "location", location, NULL);
  return bin;
}

static void
link_in (GstBin *bin, GstElement **last, GstElement *next)
{
  gst_bin_add (bin, next);
  gst_element_link (*last, next);
  *last = next;
}

static GstElement *
create_from_device (GstDevice *device)
{
  /* pipewiresrc made by hand waits for ever where there is no camera; this one names its camera. */
  GstElement *last = gst_device_create_element (device, NULL);
  if (last == NULL)
    return NULL;
  /* When its camera is unplugged, pipewiresrc 0.3.65 takes the memory of frames away that are still
   * being read downstream. */
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (last), "always-copy") != NULL)
    g_object_set (last, "always-copy", TRUE, NULL);
  GstElement *bin = gst_bin_new (NULL);
  gst_bin_add (GST_BIN (bin), last);
  g_autoptr (GstCaps) offered = gst_device_get_caps (device);
  g_autoptr (GstCaps) format = offered != NULL ? yqq_camera_source_choose_format (offered) : NULL;
  if (format != NULL) {
    GstElement *filter = gst_element_factory_make ("capsfilter", NULL);
    g_object_set (filter, "caps", format, NULL);
    link_in (GST_BIN (bin), &last, filter);
    if (gst_structure_has_name (gst_caps_get_structure (format, 0), "image/jpeg"))
      link_in (GST_BIN (bin), &last, gst_element_factory_make ("jpegdec", NULL));
  }
  g_autoptr (GstPad) pad = gst_element_get_static_pad (last, "src");
  gst_element_add_pad (bin, gst_ghost_pad_new ("src", pad));
  return bin;
}

static void
yqq_camera_device_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  YqqCameraDevice *self = YQQ_CAMERA_DEVICE (object);
  if (id == PROP_ID)
    g_value_set_string (value, self->id);
  else
    g_value_set_string (value, self->label);
}

static void
yqq_camera_device_finalize (GObject *object)
{
  YqqCameraDevice *self = YQQ_CAMERA_DEVICE (object);
  g_free (self->id);
  g_free (self->label);
  g_free (self->path);
  g_clear_object (&self->device);
  G_OBJECT_CLASS (yqq_camera_device_parent_class)->finalize (object);
}

static void
yqq_camera_device_class_init (YqqCameraDeviceClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->get_property = yqq_camera_device_get_property;
  object_class->finalize = yqq_camera_device_finalize;
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
yqq_camera_device_init (YqqCameraDevice *self)
{
}

YqqCameraDevice *
yqq_camera_device_new (GstDevice *device)
{
  YqqCameraDevice *self = g_object_new (YQQ_TYPE_CAMERA_DEVICE, NULL);
  self->device = g_object_ref (device);
  self->id = dup_stable_id (device);
  self->label = gst_device_get_display_name (device);
  return self;
}

YqqCameraDevice *
yqq_camera_device_new_for_file (const char *path)
{
  YqqCameraDevice *self = g_object_new (YQQ_TYPE_CAMERA_DEVICE, NULL);
  self->path = g_strdup (path);
  self->id = g_strconcat ("file:", path, NULL);
  self->label = g_strdup (_ ("Picture file camera"));
  return self;
}

const char *
yqq_camera_device_get_id (YqqCameraDevice *self)
{
  return self->id;
}

const char *
yqq_camera_device_get_label (YqqCameraDevice *self)
{
  return self->label;
}

GstDevice *
yqq_camera_device_get_device (YqqCameraDevice *self)
{
  return self->device;
}

GstElement *
yqq_camera_device_create_source (YqqCameraDevice *self, GError **error)
{
  GstElement *bin =
      self->path != NULL ? create_from_file (self->path) : create_from_device (self->device);
  if (bin != NULL)
    return gst_object_ref_sink (bin);
  g_set_error (error, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CAMERA_LOST, "%s can no longer be opened",
               self->id);
  return NULL;
}
