/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace over the real parts: keyring, authority, scan sessions. */
#pragma once

#include "app/records.h"
#include "app/workspace.h"
#include "wallet/keyring.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LIVE_WORKSPACE (yqq_live_workspace_get_type ())
G_DECLARE_FINAL_TYPE (YqqLiveWorkspace, yqq_live_workspace, YQQ, LIVE_WORKSPACE, YqqWorkspace)

/* address: the authority to begin with where nobody is logged in; NULL or empty: the one that comes
 * with the program. demonstration: that one has a demonstration's data. Does nothing before
 * yqq_workspace_start. Signal: pc-page (text): our own authority runs, and its PC page is there. */
YqqWorkspace *
yqq_live_workspace_new (YqqKeyring *keyring, const char *address, gboolean demonstration);

/* Of whoever is logged in. Borrowed. */
YqqRecords *yqq_live_workspace_get_records (YqqLiveWorkspace *self);

G_END_DECLS
