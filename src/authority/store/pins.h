/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the PIN gate keeps of a device: verifier key, salt, pepper and the tries that are left. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

typedef struct {
  GBytes *verifier_key; /* SPKI, P-256 */
  GBytes *salt;
  GBytes *pepper;
  guint tries_left;
  gboolean opened; /* has been opened once; the pepper is told no other way from then on */
} YqqPin;

void yqq_pin_free (YqqPin *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPin, yqq_pin_free)

/* *pin is NULL where none is set. */
gboolean yqq_pins_find (YqqDatabase *database, const char *device_id, YqqPin **pin, GError **error);

/* CONFLICT where there is one already. */
gboolean yqq_pins_add (YqqDatabase *database,
                       const char *device_id,
                       const YqqPin *pin,
                       gint64 now_ms,
                       GError **error);

/* Another PIN in the place of the one that is there, with all tries; none is on its way then.
 * proven_by: by which methods, separated by spaces; "" where the old PIN was known. */
gboolean yqq_pins_replace (YqqDatabase *database,
                           const char *device_id,
                           const YqqPin *pin,
                           const char *proven_by,
                           gint64 now_ms,
                           GError **error);

/* A PIN on its way: it counts for nothing. One device has one at most. */
gboolean yqq_pins_set_next (YqqDatabase *database,
                            const char *device_id,
                            const YqqPin *pin,
                            gint64 now_ms,
                            GError **error);
/* *pin is NULL where none is on its way since since_ms. */
gboolean yqq_pins_find_next (YqqDatabase *database,
                             const char *device_id,
                             gint64 since_ms,
                             YqqPin **pin,
                             GError **error);
gboolean yqq_pins_drop_next (YqqDatabase *database, const char *device_id, GError **error);

/* Takes one try away before anything is checked; *pin is what is left then, NULL where no PIN is
 * set or no try was left. */
gboolean
yqq_pins_take_try (YqqDatabase *database, const char *device_id, YqqPin **pin, GError **error);

/* After a right PIN: all tries again. */
gboolean yqq_pins_restore_tries (YqqDatabase *database, const char *device_id, GError **error);

G_END_DECLS
