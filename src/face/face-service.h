/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The child's work: what it answers to each message, without input and output of its own. */
#pragma once

#include "base/secret-bytes.h"
#include "face/face-engine.h"
#include "face/face-wire.h"

G_BEGIN_DECLS

typedef struct _YqqFaceService YqqFaceService;

/* Where an answer goes. */
typedef void (*YqqFaceAnswer) (YqqFaceWireKind kind,
                               gconstpointer bytes,
                               gsize size,
                               gpointer user_data);

/* Takes engine. */
YqqFaceService *
yqq_face_service_new (YqqFaceEngine *engine, YqqFaceAnswer answer, gpointer user_data);

/* A message and the bytes after its header, which are lent. FALSE: it is none that a parent of ours
 * would send, and the child had better end. */
gboolean yqq_face_service_take (YqqFaceService *self,
                                const YqqFaceWireHeader *header,
                                guint8 *bytes,
                                GError **error);

void yqq_face_service_free (YqqFaceService *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFaceService, yqq_face_service_free)

G_END_DECLS
