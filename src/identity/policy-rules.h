/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which combinations of methods make sense for a purpose, whoever writes a policy. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why the way (NULL-terminated methods, each known) cannot count for the purpose, as a translated
 * sentence that says what to write instead; NULL if it can. with_oidc: there is a provider. Owned.
 */
char *yqq_policy_judge_way (const char *purpose, const char *const *methods, gboolean with_oidc);

/* Whether nothing at all may be asked for the purpose; else why not. Owned. */
char *yqq_policy_judge_nothing (const char *purpose);

/* Whether a registered method may be demanded besides for the purpose; else why not. Owned. */
char *yqq_policy_judge_second_factor (const char *method, const char *purpose);

G_END_DECLS
