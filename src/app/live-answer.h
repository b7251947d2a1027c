/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the live facades have in common: the way to the authority, and an answer as a task's. */
#pragma once

#include "app/authority-access.h"

G_BEGIN_DECLS

/* NULL before the authority was reached; task then ends with that as its error. Borrowed. */
YqqAuthorityConnection *yqq_live_get_connection (YqqAuthorityAccess *access, GTask *task);

/* Ends task with answer or error, one of which is there. Takes both. */
void yqq_live_return (GTask *task, gpointer answer, GDestroyNotify free_answer, GError *error);
void yqq_live_return_done (GTask *task, gboolean done, GError *error);

G_END_DECLS
