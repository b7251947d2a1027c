/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera-fault.h"

#include <errno.h>
#include <string.h>

#include "scan/scan-error.h"

/* v4l2 reports every failure to open alike and leaves the reason in the text for programmers. */
static gboolean
mentions (const char *details, int reason)
{
  return details != NULL && strstr (details, g_strerror (reason)) != NULL;
}

static YqqScanError
classify (const GError *error, const char *details, gboolean seen)
{
  if (g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_AUTHORIZED) ||
      mentions (details, EACCES) || mentions (details, EPERM))
    return YQQ_SCAN_ERROR_CAMERA_DENIED;
  if (g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_BUSY) ||
      mentions (details, EBUSY))
    return YQQ_SCAN_ERROR_CAMERA_BUSY;
  if (seen || mentions (details, ENOENT) || mentions (details, ENODEV) ||
      g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND))
    return YQQ_SCAN_ERROR_CAMERA_LOST;
  return YQQ_SCAN_ERROR_CAMERA_BUSY;
}

GError *
yqq_camera_fault_from_message (GstMessage *message, gboolean seen)
{
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return g_error_new (YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CAMERA_LOST, "the camera's frames ended");
  g_autoptr (GError) error = NULL;
  g_autofree char *details = NULL;
  gst_message_parse_error (message, &error, &details);
  return g_error_new (YQQ_SCAN_ERROR, (int)classify (error, details, seen), "%s (%s)",
                      error->message, details != NULL ? details : "no details");
}
