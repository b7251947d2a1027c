/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/face-office.h"

G_DEFINE_INTERFACE (YqqFaceOffice, yqq_face_office, G_TYPE_OBJECT)

static void
yqq_face_office_default_init (YqqFaceOfficeInterface *interface)
{
}

void
yqq_face_office_load_async (YqqFaceOffice *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  YQQ_FACE_OFFICE_GET_IFACE (self)->load (self,
                                          g_task_new (self, cancellable, callback, user_data));
}

YqqKeptFace *
yqq_face_office_load_finish (YqqFaceOffice *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
yqq_face_office_keep_async (YqqFaceOffice *self,
                            YqqSecretBytes *bytes,
                            const char *consent,
                            const char *identity,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  YQQ_FACE_OFFICE_GET_IFACE (self)->keep (self, bytes, consent, identity,
                                          g_task_new (self, cancellable, callback, user_data));
}

void
yqq_face_office_erase_async (YqqFaceOffice *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  YQQ_FACE_OFFICE_GET_IFACE (self)->erase (self,
                                           g_task_new (self, cancellable, callback, user_data));
}

gboolean
yqq_face_office_finish (YqqFaceOffice *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
