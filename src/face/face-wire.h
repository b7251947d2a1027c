/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the child and its parent speak: messages with a header of fixed size on two pipes. Texts are
 * one JSON object each.
 *
 * To the child:
 *   picture   after it the child answers "seen"; only then comes the next one
 *   text      {"command":"enrol","task":7}
 *             {"command":"verify","task":8,"challenges":["blink","turn-left"]}, after a template
 *             {"command":"cancel"}
 *   template  for the verify that follows
 * From the child:
 *   text      {"type":"ready","model":"…"}, once it can see and can do nothing else any more
 *             {"type":"refused","code":"no-models","message":"…"} instead, and it ends
 *             {"type":"seen","hint":"ok","x":1200,"y":900,"width":4000,"height":6000}
 *             {"type":"step","task":8,"challenge":"blink","step":0,"steps":2}
 *             {"type":"done","task":8,"score":8123}
 *             {"type":"failed","task":8,"code":"mismatch","message":"…"}
 *   template  of the enrolment whose "done" follows
 * Shares and scores are in parts of YQQ_FACE_WIRE_WHOLE. */
#pragma once

#include "face/face-picture.h"

G_BEGIN_DECLS

#define YQQ_FACE_WIRE_HEADER_SIZE 24
#define YQQ_FACE_WIRE_WHOLE 10000
#define YQQ_FACE_WIRE_MAX_TEXT (16 * 1024)

typedef enum {
  YQQ_FACE_WIRE_TEXT = 1,
  YQQ_FACE_WIRE_TEMPLATE = 2,
  YQQ_FACE_WIRE_PICTURE = 3,
} YqqFaceWireKind;

typedef struct {
  YqqFaceWireKind kind;
  guint width; /* of a picture: red, green, blue bytes without padding */
  guint height;
  guint length;   /* of what follows */
  gint64 time_us; /* of a picture */
} YqqFaceWireHeader;

void yqq_face_wire_write (const YqqFaceWireHeader *header, guint8 bytes[YQQ_FACE_WIRE_HEADER_SIZE]);

/* FALSE for anything that is out of bounds, or whose length is not the one that it must have. */
gboolean yqq_face_wire_read (const guint8 bytes[YQQ_FACE_WIRE_HEADER_SIZE],
                             YqqFaceWireHeader *header);

G_END_DECLS
