/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The identity desk of the authority that was reached. */
#pragma once

#include "app/authority-access.h"
#include "app/identity-office.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LIVE_IDENTITY_OFFICE (yqq_live_identity_office_get_type ())
G_DECLARE_FINAL_TYPE (YqqLiveIdentityOffice,
                      yqq_live_identity_office,
                      YQQ,
                      LIVE_IDENTITY_OFFICE,
                      GObject)

YqqIdentityOffice *yqq_live_identity_office_new (YqqAuthorityAccess *access, YqqWallet *wallet);

G_END_DECLS
