/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the authority's refusals mean to the person at the terminal, and what to do next. */
#pragma once

#include "protocol/problem.h"

G_BEGIN_DECLS

/* A whole sentence in the person's language. */
const char *yqq_problem_text (YqqProblemCode code);

G_END_DECLS
