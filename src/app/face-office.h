/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages do with a person's face: keep it, look at what is kept, erase it. */
#pragma once

#include <gio/gio.h>

#include "wallet/face-vault.h"

G_BEGIN_DECLS

#define YQQ_TYPE_FACE_OFFICE (yqq_face_office_get_type ())
G_DECLARE_INTERFACE (YqqFaceOffice, yqq_face_office, YQQ, FACE_OFFICE, GObject)

/* Each takes its task and answers it; that of load with a YqqKeptFace or NULL. */
struct _YqqFaceOfficeInterface {
  GTypeInterface parent;

  void (*load) (YqqFaceOffice *self, GTask *task);
  void (*keep) (YqqFaceOffice *self,
                YqqSecretBytes *bytes,
                const char *consent,
                const char *identity,
                GTask *task);
  void (*erase) (YqqFaceOffice *self, GTask *task);
};

/* What is kept on this computer; owned. NULL without an error: nothing. Errors: YQQ_WALLET_ERROR.
 */
void yqq_face_office_load_async (YqqFaceOffice *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
YqqKeptFace *
yqq_face_office_load_finish (YqqFaceOffice *self, GAsyncResult *result, GError **error);

/* Tells the authority, and keeps a template that has just been made. identity: a satisfied
 * challenge of purpose enrol-face. Errors: YQQ_PROBLEM_ERROR, YQQ_CLIENT_ERROR, YQQ_WALLET_ERROR.
 */
void yqq_face_office_keep_async (YqqFaceOffice *self,
                                 YqqSecretBytes *bytes,
                                 const char *consent,
                                 const char *identity,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Erases what is kept here, whether or not the authority can then be told. The same again after an
 * error tells it later. */
void yqq_face_office_erase_async (YqqFaceOffice *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean yqq_face_office_finish (YqqFaceOffice *self, GAsyncResult *result, GError **error);

G_END_DECLS
