/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends a session's frames in their order, each with its sequence number, across short losses of
 * the authority. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/device-frame.h"
#include "protocol/session.h"

G_BEGIN_DECLS

#define YQQ_TYPE_FRAME_SENDER (yqq_frame_sender_get_type ())
G_DECLARE_FINAL_TYPE (YqqFrameSender, yqq_frame_sender, YQQ, FRAME_SENDER, GObject)

/* Frames of signatures on their way at once; others go alone. */
#define YQQ_FRAME_SENDER_MAX_FLYING 4

YqqFrameSender *yqq_frame_sender_new (YqqAuthorityConnection *connection, const char *session_id);

/* Puts a frame behind those that wait; its seq is given here. A signature is sent again until it is
 * known to have arrived, other frames are sent again as the same frame. Errors: YQQ_PROBLEM_ERROR,
 * YQQ_CLIENT_ERROR, G_IO_ERROR_CANCELLED after yqq_frame_sender_stop. */
void yqq_frame_sender_send_async (YqqFrameSender *self,
                                  const YqqDeviceFrame *frame,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean yqq_frame_sender_send_finish (YqqFrameSender *self, GAsyncResult *result, GError **error);

/* Gives up what waits and what is on its way. Frames sent afterwards go out as before. */
void yqq_frame_sender_stop (YqqFrameSender *self);

G_END_DECLS
