/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/der-writer.h"

#include <string.h>

#define MAX_HEADER 6

/* X.690 8.1.3, 10.1: the shortest form. Returns how many bytes of header are used. */
static guint
write_header (guint8 header[MAX_HEADER], guint8 tag, gsize size)
{
  guint length = 1;
  header[0] = tag;
  if (size < 0x80) {
    header[length++] = (guint8)size;
    return length;
  }
  guint bytes = size < 0x100 ? 1 : size < 0x10000 ? 2 : 3;
  g_assert (size < 0x1000000);
  header[length++] = (guint8)(0x80 | bytes);
  while (bytes-- > 0)
    header[length++] = (guint8)(size >> (8 * bytes));
  return length;
}

void
yqq_der_append_raw (GByteArray *self, gconstpointer der, gsize size)
{
  g_byte_array_append (self, der, (guint)size);
}

void
yqq_der_append (GByteArray *self, guint8 tag, gconstpointer content, gsize size)
{
  guint8 header[MAX_HEADER];
  yqq_der_append_raw (self, header, write_header (header, tag, size));
  yqq_der_append_raw (self, content, size);
}

void
yqq_der_wrap (GByteArray *self, gsize start, guint8 tag)
{
  guint8 header[MAX_HEADER];
  gsize size = self->len - start;
  guint length = write_header (header, tag, size);
  g_byte_array_set_size (self, self->len + length);
  memmove (self->data + start + length, self->data + start, size);
  memcpy (self->data + start, header, length);
}
