/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring of the desktop session: the Secret Service through libsecret, or libsecret's own file
 * where the environment asks for that (SECRET_BACKEND=file, sandboxes). */
#pragma once

#include "wallet/keyring.h"

G_BEGIN_DECLS

#define YQQ_TYPE_SECRET_SERVICE_KEYRING (yqq_secret_service_keyring_get_type ())
G_DECLARE_FINAL_TYPE (YqqSecretServiceKeyring,
                      yqq_secret_service_keyring,
                      YQQ,
                      SECRET_SERVICE_KEYRING,
                      GObject)

/* Touches nothing yet; whether a keyring answers is told by yqq_keyring_get_state. Items have the
 * schema cn.yueqiqian.desktop and the attributes kind, account, grant and fingerprint. */
YqqKeyring *yqq_secret_service_keyring_new (void);

G_END_DECLS
