/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Getting a provider's keys: discovery, then its set of keys; or a file of them. */
#pragma once

#include <gio/gio.h>

#include "identity/oidc-keys.h"

G_BEGIN_DECLS

/* Both block; call them in a thread. Owned. Errors: YQQ_OIDC_ERROR, G_FILE_ERROR,
 * G_IO_ERROR_CANCELLED. */
YqqOidcKeys *yqq_oidc_fetch_keys (const char *issuer, GCancellable *cancellable, GError **error);
YqqOidcKeys *yqq_oidc_read_keys (const char *path, GError **error);

G_END_DECLS
