/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registered devices, each known by its key's thumbprint. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *person_id;
  char *thumbprint;
  GBytes *public_key; /* SPKI */
  char *label;
  gboolean revoked;
  gint64 registered_at_ms; /* since then this person's without a log out between */
  gint64 verified_at_ms;   /* the last log in; 0: before log ins expired */
} YqqDevice;

void yqq_device_free (YqqDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqDevice, yqq_device_free)

/* *device is NULL where there is none. */
gboolean yqq_devices_find (YqqDatabase *database,
                           const char *thumbprint,
                           YqqDevice **device,
                           GError **error);

/* The same by its id. */
gboolean
yqq_devices_find_by_id (YqqDatabase *database, const char *id, YqqDevice **device, GError **error);

/* CONFLICT where the key is already registered. Registered and verified at now_ms. */
gboolean
yqq_devices_add (YqqDatabase *database, const YqqDevice *device, gint64 now_ms, GError **error);

/* Its person logged in on it again: verified now, and where it had logged out, registered anew. */
gboolean yqq_devices_restore (YqqDatabase *database, const char *id, gint64 now_ms, GError **error);

/* Devices whose person was last verified before log ins expired (0 there, from the upgrade) count
 * as verified at now_ms: from then on they have as long as everybody. */
gboolean yqq_devices_begin_counting (YqqDatabase *database, gint64 now_ms, GError **error);

/* By which methods, separated by spaces, its person has logged in on it last. */
gboolean yqq_devices_set_proven_by (YqqDatabase *database,
                                    const char *id,
                                    const char *methods,
                                    GError **error);

/* The device is out, its PIN forgotten, its certificates superseded. */
gboolean yqq_devices_revoke (YqqDatabase *database, const char *id, gint64 now_ms, GError **error);

/* Whether the person ever was logged in on a device other than that one. */
gboolean yqq_devices_has_other (YqqDatabase *database,
                                const char *person_id,
                                const char *id,
                                gboolean *has,
                                GError **error);

/* Whether the device may be used, and goes on being so until the caller's transaction ends. */
gboolean yqq_devices_hold (YqqDatabase *database, const char *id, gboolean *active, GError **error);

G_END_DECLS
