/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desktop portal on a bus of its own whose person does not allow the camera. */
#pragma once

#include <gio/gio.h>

typedef struct _RefusingPortal RefusingPortal;

/* This process is in a sandbox from now on, and that is its portal. */
RefusingPortal *refusing_portal_new (void);
/* It is not any more. */
void refusing_portal_free (RefusingPortal *self);
/* How often it was asked. */
guint refusing_portal_get_asked (RefusingPortal *self);
