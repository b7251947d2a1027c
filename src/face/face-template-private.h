/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template's contents, for the child only. */
#pragma once

#include "face/embedding.h"
#include "face/face-template.h"

G_BEGIN_DECLS

#define YQQ_FACE_TEMPLATE_MAX_PICTURES 4

YqqSecretBytes *yqq_face_template_write (const YqqEmbedding *embeddings, guint n);

/* embeddings: room for YQQ_FACE_TEMPLATE_MAX_PICTURES. Returns how many, 0 with the error. */
guint yqq_face_template_read (YqqSecretBytes *bytes, YqqEmbedding *embeddings, GError **error);

/* The best of the template's pictures. */
float yqq_face_template_compare (const YqqEmbedding *pictures, guint n, const YqqEmbedding *face);

G_END_DECLS
