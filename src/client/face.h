/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the authority that this device knows its person's face, or knows it no more. */
#pragma once

#include "client/authority-connection.h"
#include "protocol/face.h"

G_BEGIN_DECLS

/* All of these: errors YQQ_PROBLEM_ERROR, YQQ_CLIENT_ERROR. */

/* Enrols what the device is about to keep; replaces what was enrolled on it before. Owned. */
void yqq_enrol_face_async (YqqAuthorityConnection *connection,
                           const YqqFaceEnrolment *enrolment,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
YqqFaceReceipt *yqq_enrol_face_finish (GAsyncResult *result, GError **error);

/* Nothing enrolled is no error. */
void yqq_remove_face_async (YqqAuthorityConnection *connection,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean yqq_remove_face_finish (GAsyncResult *result, GError **error);

G_END_DECLS
