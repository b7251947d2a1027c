/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a relying party registers its name, domains and key, and how it is shown. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/relying-party.h"
#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_RELYING_PARTY_MAX_DOMAINS 8

/* POST /v1/relying-parties */
typedef struct {
  char *name;
  GStrv domains;      /* 1 to 8 lower-case host names */
  GBytes *public_key; /* SPKI */
} YqqRelyingPartyRegistration;

YqqRelyingPartyRegistration *yqq_relying_party_registration_from_json (JsonObject *object,
                                                                       GError **error);
JsonObject *yqq_relying_party_registration_to_json (const YqqRelyingPartyRegistration *self);
void yqq_relying_party_registration_free (YqqRelyingPartyRegistration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqRelyingPartyRegistration, yqq_relying_party_registration_free)

/* → {"relying_party_id","name","domains"} */
YqqRelyingParty *yqq_relying_party_registered_from_json (JsonObject *object, GError **error);
JsonObject *yqq_relying_party_registered_to_json (YqqRelyingParty *relying_party);

/* {"id","name","domains","first_use"} as events carry it. */
YqqRelyingParty *yqq_relying_party_from_json (JsonObject *object, GError **error);
JsonObject *yqq_relying_party_to_json (YqqRelyingParty *relying_party);

/* A lower-case host name, "localhost" or an IP address; no port. */
gboolean yqq_domain_is_valid (const char *text);

G_END_DECLS
