/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command that acts for a person needs: the loaded wallet and a connection. */
#pragma once

#include "client/authority-connection.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

typedef struct {
  YqqWallet *wallet;
  YqqAuthorityConnection *connection;
  YqqPinGate *gate;
  GObject *embedded; /* the authority started for this command, or NULL */
} YqqWorkplace;

/* Loads the wallet and connects: to address, else where the account is, else to $YQQ_AUTHORITY,
 * else to the embedded authority, which is started if it does not run. NULL after the failure has
 * been reported, with *exit_code set. */
YqqWorkplace *yqq_workplace_open (const char *address, gboolean logged_in, int *exit_code);
void yqq_workplace_close (YqqWorkplace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqWorkplace, yqq_workplace_close)

G_END_DECLS
