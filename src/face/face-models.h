/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The models that faces are read with: where they lie, which they are, and whether they are there.
 */
#pragma once

#include <glib.h>

#include "face/face-error.h"

G_BEGIN_DECLS

/* Where they are looked for: YQQ_FACE_MODELS, else yueqiqian/face-models in the person's data
 * directory if that exists, else face-models beside the installed program's data. Owned. */
char *yqq_face_models_find_directory (void);

/* Whether every file is there, by name and size: quick, so that a page may ask it whether the
 * method is to be offered. The hashes are checked whenever the models are loaded. directory NULL:
 * as found. Fails with YQQ_FACE_ERROR_NO_MODELS; the message says what is missing and how to fetch
 * it. */
gboolean yqq_face_models_are_there (const char *directory, GError **error);

/* The name of the set, which templates and evidence carry: templates of another set are no use. */
const char *yqq_face_models_get_name (void);

G_END_DECLS
