/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/symbol-layout.h"

#include <stdlib.h>

static void
set (YqqSymbolLayout *self, int x, int y, YqqModule value)
{
  int size = (int)self->size;
  if (x >= 0 && y >= 0 && x < size && y < size)
    self->modules[y * size + x] = (gint8)value;
}

/* Rings about a centre; the bits of light say which of them are light, the innermost first. */
static void
draw_rings (YqqSymbolLayout *self, int x, int y, int reach, guint light)
{
  for (int b = -reach; b <= reach; b++)
    for (int a = -reach; a <= reach; a++)
      set (self, x + a, y + b,
           light >> MAX (abs (a), abs (b)) & 1 ? YQQ_MODULE_LIGHT : YQQ_MODULE_DARK);
}

/* ISO/IEC 18004 annex E: the coordinates of the alignment patterns. The last is at size - 7, the
 * steps before it are equal and even, and what is left over lies after the first, at 6. */
static guint
list_alignment (const YqqSymbolLayout *self, int positions[7])
{
  guint version = self->version, count = version == 1 ? 0 : version / 7 + 2;
  if (count == 0)
    return 0;
  int last = (int)self->size - 7;
  int step = version == 32 ? 26 : (int)((version * 4 + count * 2 + 1) / (2 * count - 2) * 2);
  for (guint i = count - 1; i > 0; i--)
    positions[i] = last - (int)(count - 1 - i) * step;
  positions[0] = 6;
  return count;
}

static void
draw_alignment (YqqSymbolLayout *self)
{
  int positions[7];
  guint count = list_alignment (self, positions);
  for (guint i = 0; i < count; i++)
    for (guint j = 0; j < count; j++) {
      gboolean at_finder = (i == 0 && (j == 0 || j == count - 1)) || (i == count - 1 && j == 0);
      if (!at_finder)
        draw_rings (self, positions[j], positions[i], 2, 1 << 1);
    }
}

static void
collect_fixed (YqqSymbolLayout *self)
{
  self->fixed = g_new (YqqFixedModule, self->size * self->size);
  for (guint y = 0; y < self->size; y++)
    for (guint x = 0; x < self->size; x++) {
      gint8 value = self->modules[y * self->size + x];
      if (value != YQQ_MODULE_DATA)
        self->fixed[self->n_fixed++] = (YqqFixedModule){(guint8)x, (guint8)y, value};
    }
}

/* Format and version information count as data: they differ from code to code, or lie too near. */
static YqqSymbolLayout *
draw (guint version)
{
  YqqSymbolLayout *self = g_new0 (YqqSymbolLayout, 1);
  self->version = version;
  self->size = 17 + 4 * version;
  self->modules = g_new0 (gint8, self->size * self->size);
  int far = (int)self->size - 4;
  for (int i = 8; i < (int)self->size - 8; i++) { /* 6.3.5 timing patterns */
    set (self, i, 6, i % 2 == 0 ? YQQ_MODULE_DARK : YQQ_MODULE_LIGHT);
    set (self, 6, i, i % 2 == 0 ? YQQ_MODULE_DARK : YQQ_MODULE_LIGHT);
  }
  draw_rings (self, 3, 3, 4, 1 << 2 | 1 << 4); /* 6.3.3 finder patterns, 6.3.4 separators */
  draw_rings (self, far, 3, 4, 1 << 2 | 1 << 4);
  draw_rings (self, 3, far, 4, 1 << 2 | 1 << 4);
  draw_alignment (self);
  set (self, 8, (int)self->size - 8, YQQ_MODULE_DARK); /* 7.9.1 */
  collect_fixed (self);
  return self;
}

const YqqSymbolLayout *
yqq_symbol_layout_get (guint version)
{
  static gsize layouts[YQQ_SYMBOL_MAX_VERSION + 1]; /* pointers, as g_once_init wants them */
  g_return_val_if_fail (version >= 1 && version <= YQQ_SYMBOL_MAX_VERSION, NULL);
  if (g_once_init_enter (&layouts[version]))
    g_once_init_leave (&layouts[version], (gsize)draw (version));
  return (const YqqSymbolLayout *)layouts[version];
}
