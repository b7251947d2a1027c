/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An enterprise's administration at the real authority, its acts signed on this device. */
#pragma once

#include "app/authority-access.h"
#include "app/workspace.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LIVE_ADMINISTRATION (yqq_live_administration_get_type ())
G_DECLARE_FINAL_TYPE (YqqLiveAdministration,
                      yqq_live_administration,
                      YQQ,
                      LIVE_ADMINISTRATION,
                      YqqAdministration)

/* workspace: is refreshed where an act, or a refusal, may have changed what the person may do; it
 * outlives us or is gone. */
YqqAdministration *yqq_live_administration_new (YqqWorkspace *workspace,
                                                YqqAuthorityAccess *access,
                                                YqqWallet *wallet,
                                                YqqEnterprise *enterprise);

G_END_DECLS
