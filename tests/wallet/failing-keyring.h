/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real keyring that stops taking anything after so many stores, as where a program is killed. */
#pragma once

#include "wallet/keyring.h"

G_BEGIN_DECLS

#define FAILING_TYPE_KEYRING (failing_keyring_get_type ())
G_DECLARE_FINAL_TYPE (FailingKeyring, failing_keyring, FAILING, KEYRING, GObject)

/* All but failing stores is inner's. */
YqqKeyring *failing_keyring_new (YqqKeyring *inner);
/* The keyring may be any: nothing happens where it is none of these. */
void failing_keyring_fail_after (YqqKeyring *keyring, guint stores);
void failing_keyring_mend (YqqKeyring *keyring);
gboolean failing_keyring_has_failed (YqqKeyring *keyring);

G_END_DECLS
