/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has somebody at a terminal use their security key: plug it in, touch it, enter its own PIN. */
#pragma once

#include "identity/task.h"

G_BEGIN_DECLS

/* Evidence for the task, or, with known (the credentials that are registered already, of GBytes), a
 * registration of a new key; owned. NULL after having said why not, with *exit_code set.
 * key_pin_fd: where the key's PIN is read from, a line each time it is asked for; below 1 the
 * person is asked. */
JsonObject *
yqq_fido2_prompt (const YqqIdentityTask *task, GPtrArray *known, int key_pin_fd, int *exit_code);

G_END_DECLS
