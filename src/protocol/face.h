/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The enrolment of a person's face on their device, on the wire: never the face itself. */
#pragma once

#include <json-glib/json-glib.h>

#include "protocol/error.h"

G_BEGIN_DECLS

/* PUT /v1/me/face */
typedef struct {
  char *template_id; /* the device's name for what it keeps */
  char *model;       /* of the networks that made it */
  char *consent;     /* which text was agreed to */
  char *identity; /* a satisfied challenge of purpose enrol-face; NULL: the policy asks nothing */
} YqqFaceEnrolment;

YqqFaceEnrolment *yqq_face_enrolment_from_json (JsonObject *object, GError **error);
JsonObject *yqq_face_enrolment_to_json (const YqqFaceEnrolment *self);
void yqq_face_enrolment_free (YqqFaceEnrolment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFaceEnrolment, yqq_face_enrolment_free)

/* → */
typedef struct {
  gint64 enrolled_at_ms;
  gint64 expires_at_ms;
} YqqFaceReceipt;

YqqFaceReceipt *yqq_face_receipt_from_json (JsonObject *object, GError **error);
JsonObject *yqq_face_receipt_to_json (const YqqFaceReceipt *self);
void yqq_face_receipt_free (YqqFaceReceipt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFaceReceipt, yqq_face_receipt_free)

G_END_DECLS
