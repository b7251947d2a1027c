/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has a registered security key touched. */
#pragma once

#include "app/identity-methods.h"
#include "identity/fido2-bus.h"

G_BEGIN_DECLS

#define YQQ_TYPE_FIDO2_PANEL (yqq_fido2_panel_get_type ())
G_DECLARE_FINAL_TYPE (YqqFido2Panel, yqq_fido2_panel, YQQ, FIDO2_PANEL, AdwBin)

/* Works with the keys that are plugged into this machine. */
YqqIdentityPanel *yqq_fido2_panel_new (const YqqPageParts *parts, YqqIdentityFlow *flow);
YqqIdentityPanel *yqq_fido2_panel_new_for_bus (YqqFido2Bus *bus);

/* The same for a key that is to be registered for the task (of purpose enrol-key): emits the
 * registration as evidence. known: the credentials that are registered already (GBytes). */
void yqq_fido2_panel_begin_registration (YqqFido2Panel *self,
                                         const YqqIdentityTask *task,
                                         GPtrArray *known);

G_END_DECLS
