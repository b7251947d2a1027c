/* SPDX-License-Identifier: GPL-3.0-or-later */
/* That the PIN was right for a challenge of the identity desk, for every process on the same data.
 */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* Holds until expires_at_ms; what has expired by now_ms goes. */
gboolean yqq_pin_confirmations_add (YqqDatabase *database,
                                    const char *device_id,
                                    const char *challenge_id,
                                    gint64 expires_at_ms,
                                    gint64 now_ms,
                                    GError **error);

/* Whether it holds; used up by being asked. */
gboolean yqq_pin_confirmations_take (YqqDatabase *database,
                                     const char *device_id,
                                     const char *challenge_id,
                                     gint64 now_ms,
                                     gboolean *confirmed,
                                     GError **error);

/* None of the device's holds any more: it has another PIN, or none. */
gboolean
yqq_pin_confirmations_forget (YqqDatabase *database, const char *device_id, GError **error);

G_END_DECLS
