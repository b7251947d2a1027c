/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The identity desk as a log in sees it: evidence is collected until a way is complete, and goes to
 * the authority together with the device's key. */
#pragma once

#include "app/authority-access.h"
#include "app/identity-office.h"
#include "client/log-in.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LOG_IN_OFFICE (yqq_log_in_office_get_type ())
G_DECLARE_FINAL_TYPE (YqqLogInOffice, yqq_log_in_office, YQQ, LOG_IN_OFFICE, GObject)

/* details are copied; their staff code is not looked at. again: the account that is here is logged
 * in anew, and keeps its certificates and its PIN. Once the authority is satisfied the wallet is
 * logged in; given up before, everything is as it was. */
YqqIdentityOffice *yqq_log_in_office_new (YqqAuthorityAccess *access,
                                          YqqWallet *wallet,
                                          const YqqLogInDetails *details,
                                          gboolean again);

G_END_DECLS
