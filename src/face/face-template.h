/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of a face: a few directions, with the name of the models that made them. */
#pragma once

#include "base/secret-bytes.h"
#include "face/face-error.h"

G_BEGIN_DECLS

#define YQQ_FACE_TEMPLATE_MAX_BYTES (16 * 1024)

/* Whether bytes are a template of the models that are used now: a page can ask this before it opens
 * the camera. Fails with YQQ_FACE_ERROR_BAD_TEMPLATE. */
gboolean yqq_face_template_check (YqqSecretBytes *bytes, GError **error);

G_END_DECLS
