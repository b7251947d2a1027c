/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log in: this device gets a key and is registered for a person. */
#pragma once

#include "client/authority-connection.h"
#include "client/identity.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

/* All borrowed during the call; copied where they are needed longer. */
typedef struct {
  const char *name;
  const char *id_type; /* nick: resident-id, hk-macao-permit, … */
  const char *id_number;
  const char *staff_code;   /* for yqq_log_in_async only */
  const char *device_label; /* NULL: the host's name */
} YqqLogInDetails;

/* First step: what has to be proven, and a key for this device. again: the account that is there is
 * logged in anew with the key it has, because its log in has expired; certificates and PIN stay.
 * Afterwards the connection signs with the device's key, which fits the case's task. Where the
 * person gives up, the key that the connection had before is to be set again. Errors:
 * YQQ_PROBLEM_ERROR, YQQ_CLIENT_ERROR, YQQ_WALLET_ERROR. */
void yqq_log_in_begin_async (YqqAuthorityConnection *connection,
                             YqqWallet *wallet,
                             gboolean again,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
YqqIdentityCase *yqq_log_in_begin_finish (GAsyncResult *result, GError **error);

/* Second step: proofs (of YqqIdentityProof) of one of the case's ways. Where it fails the case
 * stays good, and what was proven needs not be proven again. Errors: as above (person-unknown,
 * evidence-invalid with tries_left, identity-required with the methods that are missing, …). */
void yqq_log_in_complete_async (YqqAuthorityConnection *connection,
                                YqqWallet *wallet,
                                const YqqIdentityCase *identity,
                                const YqqLogInDetails *details,
                                GPtrArray *proofs,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean yqq_log_in_complete_finish (GAsyncResult *result, GError **error);

/* Both steps with a staff code; after an error the connection signs with what it signed with
 * before. */
void yqq_log_in_async (YqqAuthorityConnection *connection,
                       YqqWallet *wallet,
                       const YqqLogInDetails *details,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
gboolean yqq_log_in_finish (GAsyncResult *result, GError **error);

G_END_DECLS
