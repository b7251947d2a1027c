/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors of the layers below as a sentence on stderr and an exit code. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Prints what happened and what to do next; returns the YqqExit that goes with it. */
int yqq_failure_report (const GError *error);

G_END_DECLS
