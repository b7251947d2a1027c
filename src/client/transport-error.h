/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what GIO and libsoup report to what the client's callers act on. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Takes cause. A cancellation stays G_IO_ERROR_CANCELLED. Owned. */
GError *yqq_transport_error_new (GError *cause);

G_END_DECLS
