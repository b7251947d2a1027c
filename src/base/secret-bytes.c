/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/secret-bytes.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct _YqqSecretBytes {
  gatomicrefcount references;
  guint8 *data;
  gsize size;
  gsize mapped;
};

static gsize
round_up_to_pages (gsize size)
{
  gsize page = (gsize)sysconf (_SC_PAGESIZE);
  return (MAX (size, 1) + page - 1) / page * page;
}

YqqSecretBytes *
yqq_secret_bytes_new (gsize size)
{
  YqqSecretBytes *self = g_new0 (YqqSecretBytes, 1);
  g_atomic_ref_count_init (&self->references);
  self->size = size;
  self->mapped = round_up_to_pages (size);
  self->data =
      mmap (NULL, self->mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (self->data == MAP_FAILED)
    g_error ("cannot map %" G_GSIZE_FORMAT " bytes for a secret", self->mapped);
  /* A process at its RLIMIT_MEMLOCK still gets its bytes; they are wiped and never dumped. */
  if (mlock (self->data, self->mapped) != 0)
    g_debug ("secret bytes could not be locked in memory");
  madvise (self->data, self->mapped, MADV_DONTDUMP);
  return self;
}

YqqSecretBytes *
yqq_secret_bytes_new_copy (gconstpointer data, gsize size)
{
  YqqSecretBytes *self = yqq_secret_bytes_new (size);
  if (size > 0)
    memcpy (self->data, data, size);
  return self;
}

YqqSecretBytes *
yqq_secret_bytes_ref (YqqSecretBytes *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_secret_bytes_unref (YqqSecretBytes *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  yqq_wipe (self->data, self->mapped);
  munlock (self->data, self->mapped);
  munmap (self->data, self->mapped);
  g_free (self);
}

guint8 *
yqq_secret_bytes_get_data (YqqSecretBytes *self)
{
  return self->data;
}

gsize
yqq_secret_bytes_get_size (YqqSecretBytes *self)
{
  return self->size;
}

gboolean
yqq_secret_bytes_equal (YqqSecretBytes *a, YqqSecretBytes *b)
{
  return a->size == b->size && yqq_equal_constant_time (a->data, b->data, a->size);
}

void
yqq_secret_bytes_wipe (YqqSecretBytes *self)
{
  yqq_wipe (self->data, self->mapped);
}

void
yqq_wipe (gpointer data, gsize size)
{
  if (size > 0)
    explicit_bzero (data, size);
}

gboolean
yqq_equal_constant_time (gconstpointer a, gconstpointer b, gsize size)
{
  const volatile guint8 *left = a;
  const volatile guint8 *right = b;
  guint8 difference = 0;
  for (gsize i = 0; i < size; i++)
    difference |= left[i] ^ right[i];
  return difference == 0;
}
