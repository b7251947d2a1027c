/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stands before the service desk: what a reviewer reads off their document, and the answer. */
#pragma once

#include "model/identity-document.h"
#include "protocol/authenticator.h"

G_BEGIN_DECLS

/* POST /v1/enterprises/{id}/persons {"name","id_type","id_number"}, as on the document. */
typedef struct {
  char *name;
  YqqIdType id_type;
  char *id_number;
} YqqPersonQuery;

YqqPersonQuery *yqq_person_query_new (const char *name, YqqIdType id_type, const char *id_number);
YqqPersonQuery *yqq_person_query_from_json (JsonObject *object, GError **error);
JsonObject *yqq_person_query_to_json (const YqqPersonQuery *self);
void yqq_person_query_free (YqqPersonQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPersonQuery, yqq_person_query_free)

/* → {"person","authenticators":[…]} */
typedef struct {
  char *person;              /* id: the subject of what is signed, which so names no number */
  GPtrArray *authenticators; /* YqqAuthenticatorView: their security keys, oldest first */
} YqqFoundPerson;

YqqFoundPerson *yqq_found_person_from_json (JsonObject *object, GError **error);
JsonObject *yqq_found_person_to_json (const YqqFoundPerson *self);
void yqq_found_person_free (YqqFoundPerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFoundPerson, yqq_found_person_free)

G_END_DECLS
