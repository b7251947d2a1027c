/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/embedding.h"

#include <math.h>
#include <string.h>

#define SIDE 112

/* Where eyes, nose and corners of the mouth are in what the network has learnt from (ArcFace). */
static const YqqFacePoint places[5] = {
    {38.2946f, 51.6963f}, {73.5318f, 51.5014f}, {56.0252f, 71.7366f},
    {41.5493f, 92.3655f}, {70.7299f, 92.2041f},
};

gboolean
yqq_embedding_fits (YqqNetwork *network)
{
  const YqqTensor *input = yqq_network_get_input (network);
  const YqqTensor *output = yqq_network_get_output (network, "output");
  return input->n_dimensions == 4 && input->dimensions[1] == 3 && input->dimensions[2] == SIDE &&
         input->dimensions[3] == SIDE && output != NULL && !output->is_integer &&
         output->size == YQQ_EMBEDDING_SIZE;
}

/* The turn, size and place that bring places nearest to the anchors, by least squares. */
static YqqFaceMap
align (const YqqFaceAnchors *anchors)
{
  const YqqFacePoint to[5] = {anchors->left_eye, anchors->right_eye, anchors->nose,
                              anchors->left_mouth, anchors->right_mouth};
  YqqFacePoint from_mean = {0, 0}, to_mean = {0, 0};
  for (guint i = 0; i < 5; i++) {
    from_mean.x += places[i].x / 5;
    from_mean.y += places[i].y / 5;
    to_mean.x += to[i].x / 5;
    to_mean.y += to[i].y / 5;
  }
  float along = 0, across = 0, size = 0;
  for (guint i = 0; i < 5; i++) {
    float fx = places[i].x - from_mean.x, fy = places[i].y - from_mean.y;
    float tx = to[i].x - to_mean.x, ty = to[i].y - to_mean.y;
    along += fx * tx + fy * ty;
    across += fx * ty - fy * tx;
    size += fx * fx + fy * fy;
  }
  float a = along / size, b = across / size;
  return (YqqFaceMap){.xx = a,
                      .xy = -b,
                      .x0 = to_mean.x - a * from_mean.x + b * from_mean.y,
                      .yx = b,
                      .yy = a,
                      .y0 = to_mean.y - b * from_mean.x - a * from_mean.y};
}

gboolean
yqq_embedding_normalize (YqqEmbedding *self)
{
  float square = 0;
  for (guint i = 0; i < YQQ_EMBEDDING_SIZE; i++)
    square += self->values[i] * self->values[i];
  if (!isfinite (square) || square <= 0)
    return FALSE;
  float length = sqrtf (square);
  for (guint i = 0; i < YQQ_EMBEDDING_SIZE; i++)
    self->values[i] /= length;
  return TRUE;
}

void
yqq_embedding_find (YqqNetwork *network,
                    const YqqFacePicture *picture,
                    const YqqLandmarks *landmarks,
                    YqqEmbedding *embedding)
{
  YqqFaceAnchors anchors = yqq_landmarks_get_anchors (landmarks);
  YqqFaceMap map = align (&anchors);
  yqq_face_picture_look (picture, &map, SIDE, SIDE, YQQ_FACE_CHANNELS_RGB, 127, 1 / 128.f,
                         yqq_network_get_input (network)->floats);
  yqq_network_run (network);
  memcpy (embedding->values, yqq_network_get_output (network, "output")->floats,
          sizeof embedding->values);
  if (!yqq_embedding_normalize (embedding))
    memset (embedding, 0, sizeof *embedding);
}

float
yqq_embedding_compare (const YqqEmbedding *a, const YqqEmbedding *b)
{
  float sum = 0;
  for (guint i = 0; i < YQQ_EMBEDDING_SIZE; i++)
    sum += a->values[i] * b->values[i];
  return sum;
}

void
yqq_embedding_mean (const YqqEmbedding *embeddings, guint n, YqqEmbedding *mean)
{
  memset (mean, 0, sizeof *mean);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < YQQ_EMBEDDING_SIZE; j++)
      mean->values[j] += embeddings[i].values[j];
  if (!yqq_embedding_normalize (mean))
    memset (mean, 0, sizeof *mean);
}
