/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at one picture after the other with all the networks, and says what it sees. */
#pragma once

#include "face/face-models.h"
#include "face/face-observation.h"

G_BEGIN_DECLS

typedef struct _YqqFaceEngine YqqFaceEngine;

/* The models' bytes in the order of YqqFaceModel, already known to be the pinned ones. n_threads
 * are started now. Fails with YQQ_FACE_ERROR_MODELS_CHANGED. */
YqqFaceEngine *yqq_face_engine_new (GBytes *const *models, guint n_threads, GError **error);

/* The face's direction is only looked for where with_embedding is TRUE. */
void yqq_face_engine_look (YqqFaceEngine *self,
                           const YqqFacePicture *picture,
                           gint64 time_us,
                           gboolean with_embedding,
                           YqqFaceObservation *observation);

void yqq_face_engine_free (YqqFaceEngine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFaceEngine, yqq_face_engine_free)

G_END_DECLS
