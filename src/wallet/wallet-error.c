/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/wallet-error.h"

typedef struct {
  int tries_left;
} YqqWalletErrorPrivate;

static void
yqq_wallet_error_private_init (YqqWalletErrorPrivate *priv)
{
  priv->tries_left = -1;
}

static void
yqq_wallet_error_private_copy (const YqqWalletErrorPrivate *from, YqqWalletErrorPrivate *to)
{
  to->tries_left = from->tries_left;
}

static void
yqq_wallet_error_private_clear (YqqWalletErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (YqqWalletError, yqq_wallet_error)

GError *
yqq_wallet_error_new_for_pin (YqqWalletError code, int tries_left)
{
  const char *message = code == YQQ_WALLET_ERROR_PIN_LOCKED ? "the PIN is locked" : "wrong PIN";
  GError *error = g_error_new_literal (YQQ_WALLET_ERROR, code, message);
  yqq_wallet_error_get_private (error)->tries_left = tries_left;
  return error;
}

int
yqq_wallet_error_get_tries_left (const GError *error)
{
  if (error == NULL || error->domain != YQQ_WALLET_ERROR)
    return -1;
  return yqq_wallet_error_get_private (error)->tries_left;
}
