/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows an error in full: what happened, what to do, a button for it and the code to copy. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Property: compact (a card in a page instead of a whole page). */
#define YQQ_TYPE_FAULT_VIEW (yqq_fault_view_get_type ())
G_DECLARE_FINAL_TYPE (YqqFaultView, yqq_fault_view, YQQ, FAULT_VIEW, AdwBin)

/* Shows error (copied). action: the detailed action name of the button, label: its text; both NULL
 * for none. */
void yqq_fault_view_show (YqqFaultView *self,
                          const GError *error,
                          const char *label,
                          const char *action);

G_END_DECLS
