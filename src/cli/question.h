/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the person at the terminal whether to go on. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TRUE with --yes, or where the answer begins with y; where nobody can answer: FALSE, after having
 * said how to go on without. */
gboolean yqq_question_ask (const char *question);

G_END_DECLS
