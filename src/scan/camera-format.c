/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera-source.h"

#define WANTED_WIDTH 1280
#define WANTED_HEIGHT 720
#define WANTED_RATE 30
#define LEAST_RATE 15

static double
get_rate (const GstStructure *format)
{
  int numerator = WANTED_RATE, denominator = 1;
  gst_structure_get_fraction (format, "framerate", &numerator, &denominator);
  return denominator > 0 ? (double)numerator / denominator : 0;
}

/* How far from what is wanted; negative for what can't be used. */
static double
judge (const GstStructure *format)
{
  int width, height;
  if (!gst_structure_get_int (format, "width", &width) ||
      !gst_structure_get_int (format, "height", &height))
    return -1;
  double distance = ABS (width - WANTED_WIDTH) + ABS (height - WANTED_HEIGHT);
  if (gst_structure_has_name (format, "image/jpeg"))
    distance += 100; /* it costs decoding, and its artefacts cost codes */
  if (get_rate (format) < LEAST_RATE)
    distance += 2000;
  return distance;
}

/* The nearest that one line of an offer can do, its rate left open; NULL where it is of no use. */
static GstStructure *
narrow (GstCaps *offered, guint index, double *distance)
{
  GstStructure *line = gst_caps_get_structure (offered, index);
  gboolean raw = gst_structure_has_name (line, "video/x-raw");
  GstCapsFeatures *features = gst_caps_get_features (offered, index);
  if ((!raw && !gst_structure_has_name (line, "image/jpeg")) ||
      !gst_caps_features_is_equal (features, GST_CAPS_FEATURES_MEMORY_SYSTEM_MEMORY))
    return NULL;
  g_autoptr (GstStructure) format = gst_structure_copy (line);
  gst_structure_fixate_field_nearest_int (format, "width", WANTED_WIDTH);
  gst_structure_fixate_field_nearest_int (format, "height", WANTED_HEIGHT);
  gst_structure_fixate_field_nearest_fraction (format, "framerate", WANTED_RATE, 1);
  *distance = judge (format);
  if (*distance < 0)
    return NULL;
  gst_structure_remove_fields (format, "framerate", "interlace-mode", "colorimetry", NULL);
  return g_steal_pointer (&format);
}

GstCaps *
yqq_camera_source_choose_format (GstCaps *offered)
{
  g_autoptr (GstStructure) best = NULL;
  double best_distance = G_MAXDOUBLE;
  for (guint i = 0; i < gst_caps_get_size (offered); i++) {
    double distance;
    g_autoptr (GstStructure) format = narrow (offered, i, &distance);
    if (format == NULL || distance >= best_distance)
      continue;
    best_distance = distance;
    g_clear_pointer (&best, gst_structure_free);
    best = g_steal_pointer (&format);
  }
  return best != NULL ? gst_caps_new_full (g_steal_pointer (&best), NULL) : NULL;
}
