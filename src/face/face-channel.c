/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/face-channel.h"

#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <string.h>

#include "face/face-error.h"
#include "face/face-template.h"

/* A child has nothing larger to say. */
#define MAX_INCOMING MAX (YQQ_FACE_WIRE_MAX_TEXT, YQQ_FACE_TEMPLATE_MAX_BYTES)

struct _YqqFaceChannel {
  GObject parent;

  GOutputStream *to_child;
  GInputStream *from_child;
  GCancellable *closed;
  YqqFaceMessage on_message;
  YqqFaceEnd on_end;
  gpointer user_data;

  GQueue outgoing; /* of GBytes; the first is being written */
  guint8 raw[YQQ_FACE_WIRE_HEADER_SIZE];
  YqqFaceWireHeader header;
  guint8 incoming[MAX_INCOMING];
};

G_DEFINE_FINAL_TYPE (YqqFaceChannel, yqq_face_channel, G_TYPE_OBJECT)

/* --- out -------------------------------------------------------------------------------------- */

static void write_first (YqqFaceChannel *self);

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqFaceChannel) self = user_data;
  g_autoptr (GBytes) bytes = g_queue_pop_head (&self->outgoing);
  /* A child that reads no more has ended, which its output tells. */
  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL) &&
      !g_cancellable_is_cancelled (self->closed))
    write_first (self);
}

static void
write_first (YqqFaceChannel *self)
{
  GBytes *bytes = g_queue_peek_head (&self->outgoing);
  if (bytes == NULL)
    return;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  g_output_stream_write_all_async (self->to_child, data, size, G_PRIORITY_DEFAULT, self->closed,
                                   on_written, g_object_ref (self));
}

typedef struct {
  gsize size;
  guint8 data[];
} Message;

static void
message_free (gpointer data)
{
  Message *message = data;
  yqq_wipe (message->data, message->size);
  g_free (message);
}

static void
send (YqqFaceChannel *self, YqqFaceWireHeader header, gconstpointer bytes)
{
  if (g_cancellable_is_cancelled (self->closed))
    return;
  Message *message = g_malloc (sizeof *message + YQQ_FACE_WIRE_HEADER_SIZE + header.length);
  message->size = YQQ_FACE_WIRE_HEADER_SIZE + header.length;
  yqq_face_wire_write (&header, message->data);
  memcpy (message->data + YQQ_FACE_WIRE_HEADER_SIZE, bytes, header.length);
  g_queue_push_tail (&self->outgoing, g_bytes_new_with_free_func (message->data, message->size,
                                                                  message_free, message));
  if (self->outgoing.length == 1)
    write_first (self);
}

void
yqq_face_channel_send_text (YqqFaceChannel *self, const char *text)
{
  send (self, (YqqFaceWireHeader){.kind = YQQ_FACE_WIRE_TEXT, .length = (guint)strlen (text)},
        text);
}

void
yqq_face_channel_send_template (YqqFaceChannel *self, YqqSecretBytes *template)
{
  guint length = (guint)yqq_secret_bytes_get_size (template);
  send (self, (YqqFaceWireHeader){.kind = YQQ_FACE_WIRE_TEMPLATE, .length = length},
        yqq_secret_bytes_get_data (template));
}

void
yqq_face_channel_send_picture (YqqFaceChannel *self, const YqqFacePicture *picture, gint64 time_us)
{
  send (self,
        (YqqFaceWireHeader){
            .kind = YQQ_FACE_WIRE_PICTURE,
            .width = picture->width,
            .height = picture->height,
            .length = picture->width * picture->height * 3,
            .time_us = time_us,
        },
        picture->rgb);
}

/* --- in --------------------------------------------------------------------------------------- */

static void read_header (YqqFaceChannel *self);

static void
end (YqqFaceChannel *self, const GError *error)
{
  if (!g_cancellable_is_cancelled (self->closed))
    self->on_end (error, self->user_data);
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqFaceChannel) self = user_data;
  gsize size;
  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &size, NULL) ||
      size < self->header.length) {
    end (self, NULL);
    return;
  }
  if (!g_cancellable_is_cancelled (self->closed))
    self->on_message (self->header.kind, self->incoming, size, self->user_data);
  yqq_wipe (self->incoming, size);
  if (!g_cancellable_is_cancelled (self->closed))
    read_header (self);
}

static void
on_header (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqFaceChannel) self = user_data;
  gsize size;
  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &size, NULL) ||
      size < sizeof self->raw) {
    end (self, NULL);
    return;
  }
  if (!yqq_face_wire_read (self->raw, &self->header) ||
      self->header.kind == YQQ_FACE_WIRE_PICTURE) {
    g_autoptr (GError) error =
        g_error_new (YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "it says what it may not say");
    end (self, error);
    return;
  }
  g_input_stream_read_all_async (self->from_child, self->incoming, self->header.length,
                                 G_PRIORITY_DEFAULT, self->closed, on_bytes, g_object_ref (self));
}

static void
read_header (YqqFaceChannel *self)
{
  g_input_stream_read_all_async (self->from_child, self->raw, sizeof self->raw, G_PRIORITY_DEFAULT,
                                 self->closed, on_header, g_object_ref (self));
}

/* --- the object ------------------------------------------------------------------------------- */

static void
yqq_face_channel_finalize (GObject *object)
{
  YqqFaceChannel *self = YQQ_FACE_CHANNEL (object);
  g_queue_clear_full (&self->outgoing, (GDestroyNotify)g_bytes_unref);
  g_clear_object (&self->to_child);
  g_clear_object (&self->from_child);
  g_clear_object (&self->closed);
  G_OBJECT_CLASS (yqq_face_channel_parent_class)->finalize (object);
}

static void
yqq_face_channel_class_init (YqqFaceChannelClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_face_channel_finalize;
}

static void
yqq_face_channel_init (YqqFaceChannel *self)
{
  self->closed = g_cancellable_new ();
  g_queue_init (&self->outgoing);
}

/* A pipe takes a picture in many parts, and a write that waits for all of them would stop the
 * caller's main loop, for good where the child hangs. */
static void
let_writes_return (GOutputStream *stream)
{
  if (G_IS_UNIX_OUTPUT_STREAM (stream))
    g_unix_set_fd_nonblocking (g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (stream)), TRUE,
                               NULL);
}

YqqFaceChannel *
yqq_face_channel_new (GOutputStream *to_child,
                      GInputStream *from_child,
                      YqqFaceMessage on_message,
                      YqqFaceEnd on_end,
                      gpointer user_data)
{
  YqqFaceChannel *self = g_object_new (YQQ_TYPE_FACE_CHANNEL, NULL);
  self->to_child = g_object_ref (to_child);
  self->from_child = g_object_ref (from_child);
  self->on_message = on_message;
  self->on_end = on_end;
  self->user_data = user_data;
  let_writes_return (to_child);
  read_header (self);
  return self;
}

void
yqq_face_channel_close (YqqFaceChannel *self)
{
  g_cancellable_cancel (self->closed);
}
