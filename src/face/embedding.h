/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A face as a direction: faces of one person point nearly the same way. */
#pragma once

#include "face/landmarks.h"

G_BEGIN_DECLS

#define YQQ_EMBEDDING_SIZE 512

/* Of length 1. */
typedef struct {
  float values[YQQ_EMBEDDING_SIZE];
} YqqEmbedding;

gboolean yqq_embedding_fits (YqqNetwork *network);

void yqq_embedding_find (YqqNetwork *network,
                         const YqqFacePicture *picture,
                         const YqqLandmarks *landmarks,
                         YqqEmbedding *embedding);

/* The cosine of the angle between both, -1 to 1. */
float yqq_embedding_compare (const YqqEmbedding *a, const YqqEmbedding *b);

/* The direction between several. */
void yqq_embedding_mean (const YqqEmbedding *embeddings, guint n, YqqEmbedding *mean);

/* Makes the length 1; FALSE where it is 0 or not a number. */
gboolean yqq_embedding_normalize (YqqEmbedding *self);

G_END_DECLS
