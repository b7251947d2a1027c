/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why one line of an act on many cannot be done, or was not. */
#pragma once

#include "protocol/act-result.h"

G_BEGIN_DECLS

/* All faults of a draft, one sentence a line; NULL for none. Owned. */
char *yqq_grant_faults_format (const YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT]);
/* Why a line was not done: its faults, or the authority's problem; NULL where nothing is wrong with
 * it. Owned. */
char *yqq_act_line_format_trouble (const YqqActLine *line);

G_END_DECLS
