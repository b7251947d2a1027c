/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong with what this device holds, and the tries left that come with a wrong PIN. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_WALLET_ERROR (yqq_wallet_error_quark ())
GQuark yqq_wallet_error_quark (void);

typedef enum {
  YQQ_WALLET_ERROR_KEYRING_LOCKED,  /* the person's keyring is locked: offer to unlock it */
  YQQ_WALLET_ERROR_KEYRING_ABSENT,  /* no Secret Service answers here */
  YQQ_WALLET_ERROR_NOT_LOGGED_IN,   /* no account on this device */
  YQQ_WALLET_ERROR_NO_PIN,          /* no PIN was set on this device yet */
  YQQ_WALLET_ERROR_PIN_ALREADY_SET, /* one was set earlier: enter that one */
  YQQ_WALLET_ERROR_PIN_WEAK,        /* the reason by yqq_pin_policy_check */
  YQQ_WALLET_ERROR_PIN_UNCHANGED,   /* the new one is the old one */
  YQQ_WALLET_ERROR_WRONG_PIN,       /* with the tries left */
  YQQ_WALLET_ERROR_PIN_LOCKED,      /* no tries left: only a new PIN helps */
  YQQ_WALLET_ERROR_DAMAGED,         /* an item is there and cannot be what we stored */
  YQQ_WALLET_ERROR_KEY_UNKNOWN,     /* no certificate with that fingerprint on this device */
  YQQ_WALLET_ERROR_VAULT_CLOSED,    /* the unlocked vault was wiped in the meantime */
  YQQ_WALLET_ERROR_FAILED,
} YqqWalletError;

/* A WRONG_PIN or PIN_LOCKED error that carries how many tries are left (-1: not known). */
GError *yqq_wallet_error_new_for_pin (YqqWalletError code, int tries_left);

/* The tries left that an error of this domain carries; -1 where it carries none. */
int yqq_wallet_error_get_tries_left (const GError *error);

G_END_DECLS
