/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has a person log in at their provider, in the browser or by a code on their telephone. */
#pragma once

#include "app/identity-methods.h"

G_BEGIN_DECLS

#define YQQ_TYPE_OIDC_PANEL (yqq_oidc_panel_get_type ())
G_DECLARE_FINAL_TYPE (YqqOidcPanel, yqq_oidc_panel, YQQ, OIDC_PANEL, AdwBin)

YqqIdentityPanel *yqq_oidc_panel_new (const YqqPageParts *parts, YqqIdentityFlow *flow);

/* For tests: another browser than the desktop's; false: there is none. */
typedef gboolean (*YqqOidcLaunch) (const char *address, gpointer user_data);
void yqq_oidc_panel_set_browser (YqqOidcPanel *self, YqqOidcLaunch launch, gpointer user_data);

G_END_DECLS
