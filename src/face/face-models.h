/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The models that faces are read with: where they lie, which they are, and whether they are there.
 */
#pragma once

#include <glib.h>

#include "face/face-error.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_FACE_MODEL_DETECTOR,
  YQQ_FACE_MODEL_LANDMARKS,
  YQQ_FACE_MODEL_EYES,
  YQQ_FACE_MODEL_EMBEDDING,
} YqqFaceModel;

#define YQQ_FACE_N_MODELS (YQQ_FACE_MODEL_EMBEDDING + 1)

/* Where they are looked for: YQQ_FACE_MODELS, else yueqiqian/face-models in the person's data
 * directory, or, where that does not exist, face-models beside the installed program's data.
 * Owned. */
char *yqq_face_models_find_directory (void);

/* Whether every file is there, by name and size: quick, so that a page may ask it whether the
 * method is to be offered. The hashes are checked whenever the models are loaded. directory NULL:
 * as found. Fails with YQQ_FACE_ERROR: NO_MODELS, or MODELS_CHANGED for a file of another size; the
 * message says which, and how to fetch them. */
gboolean yqq_face_models_are_there (const char *directory, GError **error);

/* The name of the set, which templates and evidence carry: templates of another set are no use. */
const char *yqq_face_models_get_name (void);

/* The name of one's file, without a directory. */
const char *yqq_face_model_get_file (YqqFaceModel model);

/* Reads all of them into models and compares their SHA-256 with the pinned ones (data/
 * face-models.json). Fails as above, and leaves models untouched. */
gboolean
yqq_face_models_load (const char *directory, GBytes *models[YQQ_FACE_N_MODELS], GError **error);

G_END_DECLS
