/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line that says what was done and goes by itself. It takes room of its own, so that it never
 * lies over anything that could be pressed, as AdwToast does. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define YQQ_TYPE_TOLD_LINE (yqq_told_line_get_type ())
G_DECLARE_FINAL_TYPE (YqqToldLine, yqq_told_line, YQQ, TOLD_LINE, AdwBin)

#define YQQ_TOLD_LINE_MS 4000

/* In place of what it says now. */
void yqq_told_line_tell (YqqToldLine *self, const char *text);

G_END_DECLS
