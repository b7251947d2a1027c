/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where security keys are found and reached. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A key that is plugged in. */
typedef struct {
  char *path; /* names it on its bus for as long as it stays plugged in */
  char *name; /* what its maker calls it; may be "" */
} YqqFido2KeyInfo;

YqqFido2KeyInfo *yqq_fido2_key_info_new (const char *path, const char *name);
void yqq_fido2_key_info_free (YqqFido2KeyInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFido2KeyInfo, yqq_fido2_key_info_free)

#define YQQ_TYPE_FIDO2_BUS (yqq_fido2_bus_get_type ())
G_DECLARE_INTERFACE (YqqFido2Bus, yqq_fido2_bus, YQQ, FIDO2_BUS, GObject)

/* Called in worker threads, one at a time. */
struct _YqqFido2BusInterface {
  GTypeInterface parent;
  GPtrArray *(*list) (YqqFido2Bus *self);
  int (*open) (YqqFido2Bus *self, const char *path, GError **error);
};

/* The keys that are plugged in now (YqqFido2KeyInfo), owned; empty where there are none. */
GPtrArray *yqq_fido2_bus_list (YqqFido2Bus *self);

/* A descriptor that carries CTAPHID reports of 64 bytes (CTAP 11.2.4), written with a report number
 * 0 before them, as Linux's hidraw has it; owned. -1 with YQQ_FIDO2_ERROR (IN_USE, NOT_PERMITTED,
 * REMOVED, FAILED). */
int yqq_fido2_bus_open (YqqFido2Bus *self, const char *path, GError **error);

G_END_DECLS
