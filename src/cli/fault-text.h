/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a field of a grant, as a sentence. */
#pragma once

#include "model/grant-draft.h"

G_BEGIN_DECLS

/* In the person's language; NULL for NONE. */
const char *yqq_fault_text (YqqGrantField field, YqqGrantFault fault);

/* The sentences of all faults, separated by semicolons; NULL where there is none. Owned. */
char *yqq_fault_text_dup_all (const YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT]);

G_END_DECLS
