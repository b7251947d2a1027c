/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/camera-fault.h"

#include <errno.h>

#include "scan/scan-error.h"

static void
assert_fault (int resource_error, const char *details, gboolean seen, YqqScanError expected)
{
  g_autoptr (GError) cause = g_error_new (GST_RESOURCE_ERROR, resource_error, "cause");
  g_autoptr (GstMessage) message = gst_message_new_error (NULL, cause, details);
  g_autoptr (GError) fault = yqq_camera_fault_from_message (message, seen);
  g_assert_error (fault, YQQ_SCAN_ERROR, (int)expected);
}

static void
a_device_in_use_is_busy (void)
{
  assert_fault (GST_RESOURCE_ERROR_BUSY, NULL, FALSE, YQQ_SCAN_ERROR_CAMERA_BUSY);
  g_autofree char *details = g_strconcat ("system error: ", g_strerror (EBUSY), NULL);
  assert_fault (GST_RESOURCE_ERROR_OPEN_READ_WRITE, details, FALSE, YQQ_SCAN_ERROR_CAMERA_BUSY);
}

static void
a_device_without_permission_is_denied (void)
{
  g_autofree char *details = g_strconcat ("system error: ", g_strerror (EACCES), NULL);
  assert_fault (GST_RESOURCE_ERROR_OPEN_READ_WRITE, details, FALSE, YQQ_SCAN_ERROR_CAMERA_DENIED);
  assert_fault (GST_RESOURCE_ERROR_NOT_AUTHORIZED, NULL, TRUE, YQQ_SCAN_ERROR_CAMERA_DENIED);
}

static void
a_device_that_is_gone_is_lost (void)
{
  assert_fault (GST_RESOURCE_ERROR_NOT_FOUND, NULL, FALSE, YQQ_SCAN_ERROR_CAMERA_LOST);
  assert_fault (GST_RESOURCE_ERROR_READ, NULL, TRUE, YQQ_SCAN_ERROR_CAMERA_LOST);
}

static void
the_end_of_the_frames_is_a_loss (void)
{
  g_autoptr (GstMessage) message = gst_message_new_eos (NULL);
  g_autoptr (GError) fault = yqq_camera_fault_from_message (message, TRUE);
  g_assert_error (fault, YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_CAMERA_LOST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
#define ADD(name) g_test_add_func ("/scan/camera-fault/" #name, name)
  ADD (a_device_in_use_is_busy);
  ADD (a_device_without_permission_is_denied);
  ADD (a_device_that_is_gone_is_lost);
  ADD (the_end_of_the_frames_is_a_loss);
#undef ADD
  return g_test_run ();
}
