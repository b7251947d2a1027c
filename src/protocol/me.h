/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the authority knows about the person at this device: memberships, PIN and grants. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/grant.h"
#include "model/person.h"
#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_GRANTS_MAX_BYTES (1024 * 1024)
#define YQQ_GRANTS_MAX_COUNT 256

typedef struct {
  YqqEnterprise *enterprise;
  guint roles; /* YqqRole bits */
} YqqMembership;

void yqq_membership_free (YqqMembership *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqMembership, yqq_membership_free)

/* GET /v1/me → */
typedef struct {
  char *device_id;
  YqqPerson *person;
  gboolean pin_set;
  guint pin_tries_left;
  gboolean pin_locked;
  GPtrArray *memberships; /* YqqMembership */
  gboolean demonstration;
} YqqMe;

YqqMe *yqq_me_from_json (JsonObject *object, GError **error);
JsonObject *yqq_me_to_json (const YqqMe *self);
void yqq_me_free (YqqMe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqMe, yqq_me_free)

/* GET /v1/me/grants → {"grants":[…]}: YqqGrant objects. */
GPtrArray *yqq_grants_from_json (JsonObject *object, GError **error);
JsonObject *yqq_grants_to_json (GPtrArray *grants);

YqqEnterprise *yqq_enterprise_from_json (JsonObject *object, GError **error);
JsonObject *yqq_enterprise_to_json (YqqEnterprise *enterprise);

G_END_DECLS
