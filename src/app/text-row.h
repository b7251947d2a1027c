/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form's row for a text: its name above, and in the field what to fill in, as the guide has it.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A GtkEditable. Property: placeholder; the name is the row's title. AdwEntryRow would show no
 * placeholder, hence this. */
#define YQQ_TYPE_TEXT_ROW (yqq_text_row_get_type ())
G_DECLARE_FINAL_TYPE (YqqTextRow, yqq_text_row, YQQ, TEXT_ROW, AdwPreferencesRow)

G_END_DECLS
