/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has somebody at a terminal log in at their organisation: an address for the browser of this
 * computer, or a code for their telephone. */
#pragma once

#include "identity/task.h"

G_BEGIN_DECLS

/* The evidence, owned; NULL after having said why not, with *exit_code set. The telephone where the
 * authority takes it and no desktop is around, for then the browser would have to be on another
 * computer, which cannot answer this one. */
JsonObject *yqq_oidc_prompt (const YqqIdentityTask *task, int *exit_code);

G_END_DECLS
