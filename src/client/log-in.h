/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log in: this device gets a key and is registered for a person. */
#pragma once

#include "client/authority-connection.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

/* All borrowed during the call; copied where they are needed longer. */
typedef struct {
  const char *name;
  const char *id_type; /* nick: resident-id, hk-macao-permit, … */
  const char *id_number;
  const char *staff_code;
  const char *device_label; /* NULL: the host's name */
} YqqLogInDetails;

/* Challenge → device key → registration → account stored; afterwards the connection signs with the
 * device key. Errors: YQQ_PROBLEM_ERROR (person-unknown, evidence-invalid with tries_left, …),
 * YQQ_CLIENT_ERROR, YQQ_WALLET_ERROR. */
void yqq_log_in_async (YqqAuthorityConnection *connection,
                       YqqWallet *wallet,
                       const YqqLogInDetails *details,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
gboolean yqq_log_in_finish (GAsyncResult *result, GError **error);

G_END_DECLS
