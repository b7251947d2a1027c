/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/face.h"

#include "client/ask.h"

#define PATH "/v1/me/face"

void
yqq_enrol_face_async (YqqAuthorityConnection *connection,
                      const YqqFaceEnrolment *enrolment,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  yqq_ask_async (connection, "PUT", PATH, yqq_face_enrolment_to_json (enrolment),
                 YQQ_REQUEST_SIGNED, 0, (YqqAnswerReader)yqq_face_receipt_from_json,
                 (GDestroyNotify)yqq_face_receipt_free, cancellable, callback, user_data);
}

YqqFaceReceipt *
yqq_enrol_face_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

/* Nothing is in the answer; that it came is all. */
static gpointer
read_nothing (JsonObject *object, GError **error)
{
  return json_object_ref (object);
}

void
yqq_remove_face_async (YqqAuthorityConnection *connection,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  yqq_ask_async (connection, "DELETE", PATH, NULL, YQQ_REQUEST_SIGNED, 0, read_nothing,
                 (GDestroyNotify)json_object_unref, cancellable, callback, user_data);
}

gboolean
yqq_remove_face_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) nothing = yqq_ask_finish (result, error);
  return nothing != NULL;
}
