/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every QR code of a version looks like before anything is written in it (ISO/IEC 18004 6.3).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_SYMBOL_MAX_VERSION 40
#define YQQ_SYMBOL_MAX_SIZE (17 + 4 * YQQ_SYMBOL_MAX_VERSION)

typedef enum { YQQ_MODULE_DARK = -1, YQQ_MODULE_DATA = 0, YQQ_MODULE_LIGHT = 1 } YqqModule;

typedef struct {
  guint8 x, y;
  gint8 value; /* YQQ_MODULE_DARK or YQQ_MODULE_LIGHT */
} YqqFixedModule;

typedef struct {
  guint version;
  guint size;            /* modules a side */
  gint8 *modules;        /* size × size YqqModule, row by row */
  YqqFixedModule *fixed; /* those of modules that are not data */
  guint n_fixed;
} YqqSymbolLayout;

/* version is 1 to 40. Kept for the life of the process; may be called from any thread. */
const YqqSymbolLayout *yqq_symbol_layout_get (guint version);

G_END_DECLS
