/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live workspace's inside, shared by its beginning and its acts. */
#pragma once

#include "app/authority-access.h"
#include "app/live-workspace.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

struct _YqqLiveWorkspace {
  YqqWorkspace parent;

  YqqWallet *wallet;
  YqqAuthorityAccess *access;
  YqqRecords *records;
  YqqIdentityOffice *identity_office;
  YqqKeyOffice *key_office;
  YqqAccountOffice *account_office;
  YqqFaceOffice *face_office;
  GPtrArray *grants; /* what the authority said last; NULL: nothing yet */
  GCancellable *cancellable;
};

/* What the wallet holds, to the pages. */
void yqq_live_workspace_show_wallet (YqqLiveWorkspace *self);
/* Which authority was reached, to the pages. */
void yqq_live_workspace_show_authority (YqqLiveWorkspace *self);
/* Nothing of the person is shown any more. */
void yqq_live_workspace_forget_person (YqqLiveWorkspace *self);
/* Goes to the authority and asks it for everything. */
void yqq_live_workspace_reach (YqqLiveWorkspace *self);

/* Locking, unlocking. */
void yqq_live_workspace_install_lock (YqqWorkspaceClass *class);
void yqq_live_workspace_install_acts (YqqWorkspaceClass *class);

G_END_DECLS
