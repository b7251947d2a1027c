/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/face-template.h"

#include <math.h>
#include <string.h>

#include "face/face-models.h"
#include "face/face-template-private.h"

/* "YQFT", a byte each for version and count, 64 bytes of the models' name, then the directions as
 * little-endian floats. */
#define MAGIC "YQFT"
#define VERSION 1
#define NAME_AT 6
#define NAME_SIZE 64
#define HEADER_SIZE (NAME_AT + NAME_SIZE)
#define MAX_LENGTH_ERROR .01f

static void
write_float (guint8 *to, float value)
{
  guint32 bits;
  memcpy (&bits, &value, sizeof bits);
  bits = GUINT32_TO_LE (bits);
  memcpy (to, &bits, sizeof bits);
}

static float
read_float (const guint8 *from)
{
  guint32 bits;
  float value;
  memcpy (&bits, from, sizeof bits);
  bits = GUINT32_FROM_LE (bits);
  memcpy (&value, &bits, sizeof value);
  return value;
}

YqqSecretBytes *
yqq_face_template_write (const YqqEmbedding *embeddings, guint n)
{
  g_return_val_if_fail (n > 0 && n <= YQQ_FACE_TEMPLATE_MAX_PICTURES, NULL);
  YqqSecretBytes *bytes = yqq_secret_bytes_new (HEADER_SIZE + n * sizeof *embeddings);
  guint8 *at = yqq_secret_bytes_get_data (bytes);
  const char *name = yqq_face_models_get_name ();
  memcpy (at, MAGIC, 4);
  at[4] = VERSION;
  at[5] = (guint8)n;
  memcpy (at + NAME_AT, name, MIN (strlen (name), NAME_SIZE - 1));
  at += HEADER_SIZE;
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < YQQ_EMBEDDING_SIZE; j++, at += sizeof (float))
      write_float (at, embeddings[i].values[j]);
  return bytes;
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_BAD_TEMPLATE, "a face template %s", what);
  return FALSE;
}

static gboolean
check_header (const guint8 *at, gsize size, GError **error)
{
  if (size < HEADER_SIZE || memcmp (at, MAGIC, 4) != 0 || at[4] != VERSION || at[5] < 1 ||
      at[5] > YQQ_FACE_TEMPLATE_MAX_PICTURES || size != HEADER_SIZE + at[5] * sizeof (YqqEmbedding))
    return fail (error, "that is damaged");
  if (at[HEADER_SIZE - 1] != 0 ||
      !g_str_equal ((const char *)at + NAME_AT, yqq_face_models_get_name ()))
    return fail (error, "of other models");
  return TRUE;
}

static gboolean
read_embedding (const guint8 *at, YqqEmbedding *embedding)
{
  float square = 0;
  for (guint i = 0; i < YQQ_EMBEDDING_SIZE; i++) {
    embedding->values[i] = read_float (at + i * sizeof (float));
    square += embedding->values[i] * embedding->values[i];
  }
  return isfinite (square) && fabsf (square - 1) < MAX_LENGTH_ERROR;
}

guint
yqq_face_template_read (YqqSecretBytes *bytes, YqqEmbedding *embeddings, GError **error)
{
  const guint8 *at = yqq_secret_bytes_get_data (bytes);
  if (!check_header (at, yqq_secret_bytes_get_size (bytes), error))
    return 0;
  for (guint i = 0; i < at[5]; i++)
    if (!read_embedding (at + HEADER_SIZE + i * sizeof *embeddings, &embeddings[i])) {
      fail (error, "that is damaged");
      return 0;
    }
  return at[5];
}

gboolean
yqq_face_template_check (YqqSecretBytes *bytes, GError **error)
{
  YqqEmbedding embeddings[YQQ_FACE_TEMPLATE_MAX_PICTURES];
  guint n = yqq_face_template_read (bytes, embeddings, error);
  yqq_wipe (embeddings, sizeof embeddings);
  return n > 0;
}

float
yqq_face_template_compare (const YqqEmbedding *pictures, guint n, const YqqEmbedding *face)
{
  float best = -1;
  for (guint i = 0; i < n; i++)
    best = MAX (best, yqq_embedding_compare (&pictures[i], face));
  return best;
}
