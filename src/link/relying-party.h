/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who asks for signatures, as the authority has registered it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define YQQ_TYPE_RELYING_PARTY (yqq_relying_party_get_type ())
G_DECLARE_FINAL_TYPE (YqqRelyingParty, yqq_relying_party, YQQ, RELYING_PARTY, GObject)

/* Immutable. Properties: id, name, domains (strv), first-use (TRUE: this person never connected
 * with it before). */
const char *yqq_relying_party_get_id (YqqRelyingParty *self);
const char *yqq_relying_party_get_name (YqqRelyingParty *self);
const char *const *yqq_relying_party_get_domains (YqqRelyingParty *self);
gboolean yqq_relying_party_get_first_use (YqqRelyingParty *self);

G_END_DECLS
