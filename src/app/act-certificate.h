/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificate that an enterprise's acts are signed with, and the way to one. */
#pragma once

#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* Where none is installed: leads to what comes first, setting a PIN or the enterprise's certificate
 * that can be installed here (the administrator's before others), and says why. */
void yqq_act_certificate_lead_to (YqqWorkspace *workspace,
                                  YqqAdministration *administration,
                                  YqqRouter *router);

G_END_DECLS
