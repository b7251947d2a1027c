/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a device says that it knows its person's face, and that it knows it no more. */
#pragma once

#include "authority/identity-desk.h"
#include "protocol/face.h"

G_BEGIN_DECLS

typedef struct _YqqFaceDesk YqqFaceDesk;

/* Makes the method face known to the identity desk, which has to outlive it. */
YqqFaceDesk *yqq_face_desk_new (YqqWriter *writer, YqqIdentityDesk *identity, YqqClock *clock);
void yqq_face_desk_free (YqqFaceDesk *self);

/* PUT /v1/me/face: uses up the challenge that the enrolment names. */
void yqq_face_desk_enrol (YqqFaceDesk *self,
                          const YqqDevice *device,
                          const YqqFaceEnrolment *enrolment,
                          YqqReply reply,
                          gpointer user_data);

/* DELETE /v1/me/face: consent is withdrawn without being asked for anything. */
void yqq_face_desk_remove (YqqFaceDesk *self,
                           const YqqDevice *device,
                           YqqReply reply,
                           gpointer user_data);

G_END_DECLS
