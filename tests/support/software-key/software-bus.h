/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bus into which software keys are plugged, for tests. */
#pragma once

#include "identity/fido2-bus.h"
#include "identity/fido2-error.h"
#include "software-key.h"

typedef struct _SoftwareBus SoftwareBus;
GType software_bus_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SoftwareBus, g_object_unref)

SoftwareBus *software_bus_new (void);

/* The key stays the caller's and has to outlive the bus's use. */
void software_bus_plug_in (SoftwareBus *self, SoftwareKey *key);
/* Also in the middle of what it does. */
void software_bus_take_out (SoftwareBus *self, SoftwareKey *key);

/* Opening any key fails so from now on. */
void software_bus_hinder (SoftwareBus *self, YqqFido2Error code);
void software_bus_unhinder (SoftwareBus *self);
