/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A registered relying party: the PC web system that wants signatures. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define YQQ_TYPE_RELYING_PARTY (yqq_relying_party_get_type ())
G_DECLARE_FINAL_TYPE (YqqRelyingParty, yqq_relying_party, YQQ, RELYING_PARTY, GObject)

/* domains: NULL-terminated, copied. first_use: this person has never connected to it before.
 * Properties: "id", "name", "domains" (GStrv), "first-use". */
YqqRelyingParty *yqq_relying_party_new (const char *id,
                                        const char *name,
                                        const char *const *domains,
                                        gboolean first_use);

const char *yqq_relying_party_get_id (YqqRelyingParty *self);
const char *yqq_relying_party_get_name (YqqRelyingParty *self);
const char *const *yqq_relying_party_get_domains (YqqRelyingParty *self);
gboolean yqq_relying_party_get_first_use (YqqRelyingParty *self);

G_END_DECLS
