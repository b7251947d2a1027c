/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An act that waits for a second person, or did, as a row: what, by whom, until when, the decision.
 */
#pragma once

#include <gtk/gtk.h>

#include "protocol/enterprise-overview.h"

G_BEGIN_DECLS

/* Its buttons activate proposals.approve, .refuse and .withdraw with the proposal's id. */
GtkWidget *yqq_proposal_row_new (const YqqProposalView *proposal, gint64 now_ms);

G_END_DECLS
