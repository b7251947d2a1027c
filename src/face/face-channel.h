/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipes to the child: messages go out in order, and come in one at a time. */
#pragma once

#include <gio/gio.h>

#include "base/secret-bytes.h"
#include "face/face-wire.h"

G_BEGIN_DECLS

#define YQQ_TYPE_FACE_CHANNEL (yqq_face_channel_get_type ())
G_DECLARE_FINAL_TYPE (YqqFaceChannel, yqq_face_channel, YQQ, FACE_CHANNEL, GObject)

/* bytes are of the kind's size, and lent. */
typedef void (*YqqFaceMessage) (YqqFaceWireKind kind,
                                const guint8 *bytes,
                                gsize size,
                                gpointer user_data);
/* error: what was wrong with what came; NULL for the end. */
typedef void (*YqqFaceEnd) (const GError *error, gpointer user_data);

/* Calls back until it is closed or at the end, whichever is first. */
YqqFaceChannel *yqq_face_channel_new (GOutputStream *to_child,
                                      GInputStream *from_child,
                                      YqqFaceMessage on_message,
                                      YqqFaceEnd on_end,
                                      gpointer user_data);

void yqq_face_channel_send_text (YqqFaceChannel *self, const char *text);
void yqq_face_channel_send_template (YqqFaceChannel *self, YqqSecretBytes *template);
void
yqq_face_channel_send_picture (YqqFaceChannel *self, const YqqFacePicture *picture, gint64 time_us);

/* Nobody is called back after this. */
void yqq_face_channel_close (YqqFaceChannel *self);

G_END_DECLS
