/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frames a device sends into a session. */
#pragma once

#include <json-glib/json-glib.h>

#include "protocol/error.h"
#include "protocol/session-state.h"

G_BEGIN_DECLS

#define YQQ_DEVICE_FRAME_MAX_CERTIFICATES 64
#define YQQ_DEVICE_FRAME_MAX_SIGNATURE (11 * 1024) /* bytes; in base64 it fits a frame */
#define YQQ_DEVICE_FRAME_VALUE_SIZE 64             /* r‖s */
/* Bytes of a frame that its members besides the signatures may take. */
#define YQQ_DEVICE_FRAME_HEAD_BYTES 256

typedef enum {
  YQQ_DEVICE_FRAME_CONFIRM,
  YQQ_DEVICE_FRAME_REJECT,
  YQQ_DEVICE_FRAME_SIGNED,
  YQQ_DEVICE_FRAME_REFUSE,
  YQQ_DEVICE_FRAME_DISCONNECT,
} YqqDeviceFrameType;
#define YQQ_DEVICE_FRAME_TYPE_COUNT 5

const char *yqq_device_frame_type_to_nick (YqqDeviceFrameType type);

/* Why a person or their device did not sign: "user", "limit", "error". */
typedef enum {
  YQQ_REFUSAL_NONE,
  YQQ_REFUSAL_USER,
  YQQ_REFUSAL_LIMIT,
  YQQ_REFUSAL_ERROR,
} YqqRefusal;

const char *yqq_refusal_to_nick (YqqRefusal refusal); /* NULL for NONE */
gboolean yqq_refusal_from_nick (const char *nick, YqqRefusal *refusal);

/* One signature of a frame, whole or by its value; never changed. */
typedef struct {
  char *document;      /* its id */
  GBytes *signature;   /* whole: CMS, DER; else NULL */
  GBytes *value;       /* by value: r‖s; else NULL */
  gint64 signed_at_ms; /* by value: the signing time */
} YqqDeliveredSignature;

YqqDeliveredSignature *yqq_delivered_signature_new (const char *document, GBytes *signature);
YqqDeliveredSignature *
yqq_delivered_signature_new_by_value (const char *document, GBytes *value, gint64 signed_at_ms);
YqqDeliveredSignature *yqq_delivered_signature_copy (const YqqDeliveredSignature *self);
void yqq_delivered_signature_free (YqqDeliveredSignature *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqDeliveredSignature, yqq_delivered_signature_free)
/* The bytes it takes in a frame, at most: as many fit as add up to YQQ_SESSION_MAX_FRAME_BYTES less
 * YQQ_DEVICE_FRAME_HEAD_BYTES. */
gsize yqq_delivered_signature_get_frame_bytes (const YqqDeliveredSignature *self);

typedef struct {
  YqqDeviceFrameType type;
  gint64 seq;              /* from 1 */
  GStrv certificates;      /* confirm: fingerprints, 1 to 64 */
  char *request_id;        /* signed, refuse */
  GPtrArray *signatures;   /* signed: YqqDeliveredSignature, no document twice */
  YqqRefusal refusal;      /* refuse */
  YqqSessionReason reason; /* disconnect: USER, IDLE, LOCKED, SUSPENDED, EXIT */
} YqqDeviceFrame;

YqqDeviceFrame *yqq_device_frame_from_json (JsonObject *object, GError **error);
JsonObject *yqq_device_frame_to_json (const YqqDeviceFrame *self);
YqqSessionMessage yqq_device_frame_get_message (const YqqDeviceFrame *self);
void yqq_device_frame_free (YqqDeviceFrame *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqDeviceFrame, yqq_device_frame_free)

G_END_DECLS
