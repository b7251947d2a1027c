/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints what became of an act: a line for each of its lines, and the quota afterwards. */
#pragma once

#include "protocol/act-result.h"

G_BEGIN_DECLS

/* labels: what each line is called ("第 3 行 李四"), in the order of the act; NULL for acts without
 * lines. With --json the answer as it came. Returns the YqqExit: 0 where everything was done or
 * waits for a second person, 1 where anything was not. */
int yqq_act_report (const YqqActResult *result, GPtrArray *labels);

/* "4 of 10 places left" as a line on stderr. */
void yqq_act_report_quota (const YqqQuota *quota);

G_END_DECLS
