/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pipeline's failure means to the person in front of the camera. */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Turns an error or end-of-stream message into an error of YQQ_SCAN_ERROR; seen tells whether the
 * camera had given frames before. Owned by the caller. */
GError *yqq_camera_fault_from_message (GstMessage *message, gboolean seen);

G_END_DECLS
