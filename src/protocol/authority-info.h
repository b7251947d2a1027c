/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What anybody may know of an authority, and the people of its demonstration. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/identity-document.h"
#include "protocol/error.h"

G_BEGIN_DECLS

/* GET /v1/authority → */
typedef struct {
  char *name;
  gboolean demonstration;
  char *origin;
  char *home_province; /* two digits */
  gint64 time_ms;
  GStrv roots; /* PEM */
  char *version;
} YqqAuthorityInfo;

YqqAuthorityInfo *yqq_authority_info_from_json (JsonObject *object, GError **error);
JsonObject *yqq_authority_info_to_json (const YqqAuthorityInfo *self);
void yqq_authority_info_free (YqqAuthorityInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuthorityInfo, yqq_authority_info_free)

/* One of GET /v1/demonstration → {"people":[…]} */
typedef struct {
  char *name;
  YqqIdType id_type;
  char *id_number;
  char *role; /* nick of a YqqRole */
  char *enterprise;
  char *staff_code;
} YqqDemonstrationPerson;

void yqq_demonstration_person_free (YqqDemonstrationPerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqDemonstrationPerson, yqq_demonstration_person_free)
GPtrArray *yqq_demonstration_people_from_json (JsonObject *object, GError **error);
JsonObject *yqq_demonstration_people_to_json (GPtrArray *people);

G_END_DECLS
