/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service desk needs to help, and nothing that is secret or names a person. */
#pragma once

#include "app/settings.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* English lines of name and value. Owned. */
char *yqq_diagnostics_collect (YqqWorkspace *workspace, YqqSettings *settings);

G_END_DECLS
