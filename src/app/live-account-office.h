/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The linked accounts at the authority that was reached. */
#pragma once

#include "app/account-office.h"
#include "app/authority-access.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LIVE_ACCOUNT_OFFICE (yqq_live_account_office_get_type ())
G_DECLARE_FINAL_TYPE (YqqLiveAccountOffice,
                      yqq_live_account_office,
                      YQQ,
                      LIVE_ACCOUNT_OFFICE,
                      GObject)

YqqAccountOffice *yqq_live_account_office_new (YqqAuthorityAccess *access);

G_END_DECLS
