/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings together what the authority grants and what this device holds. */
#pragma once

#include "app/certificate-entry.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

/* grants: YqqGrant. An owned array of YqqCertificateEntry in the same order. */
GPtrArray *yqq_certificate_entries_collect (GPtrArray *grants, YqqWallet *wallet, gint64 now_ms);

G_END_DECLS
