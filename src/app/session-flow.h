/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From "go on" to connected: asks for the PIN and confirms the session with it. */
#pragma once

#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* Leads to the PIN page; the session's own state leads on from there. */
void yqq_session_flow_confirm (YqqWorkspace *workspace, YqqRouter *router, YqqScanSession *session);

/* The enterprises whose certificates here can sign now, joined for a heading. Owned. */
char *yqq_session_flow_format_enterprises (YqqWorkspace *workspace);

G_END_DECLS
