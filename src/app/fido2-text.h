/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people read while their security key is at work. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* state: one of identity/fido2-prover.h, with its detail (may be NULL); in the person's language.
 */
const char *yqq_fido2_text_get_title (const char *state);
/* What to do about it. Owned. */
char *yqq_fido2_text_format_detail (const char *state, GVariant *detail);

G_END_DECLS
