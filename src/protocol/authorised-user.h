/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An authorised user as a row of the administrator's list, and the pages the list comes in. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/certificate-kind.h"
#include "model/certificate-state.h"
#include "model/identity-document.h"
#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_USERS_PAGE_DEFAULT 200
#define YQQ_USERS_PAGE_MAX 1000
#define YQQ_USERS_MAX_BYTES (1024 * 1024)

typedef struct {
  char *grant; /* id */
  char *code;
  char *name;
  YqqIdType id_type;
  char *id_number_masked;
  char *phone_masked; /* NULL: none is known */
  YqqCertificateKind kind;
  guint roles;         /* of the person in the enterprise: YqqRole bits */
  YqqGrantState state; /* pending-install (no certificate yet), active, suspended, expiring,
                          expired, cancelled */
  GStrv permissions;
  gint64 created_at_ms;
  gint64 not_after_ms;
  gint64 cancelled_at_ms; /* 0 unless cancelled */
  gboolean me;
} YqqAuthorisedUser;

YqqAuthorisedUser *yqq_authorised_user_from_json (JsonObject *object, GError **error);
JsonObject *yqq_authorised_user_to_json (const YqqAuthorisedUser *self);
YqqAuthorisedUser *yqq_authorised_user_copy (const YqqAuthorisedUser *self);
void yqq_authorised_user_free (YqqAuthorisedUser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuthorisedUser, yqq_authorised_user_free)

/* GET /v1/enterprises/{id}/grants?after=<cursor>&limit=n → newest first. */
typedef struct {
  GPtrArray *users; /* YqqAuthorisedUser */
  char *next;       /* the cursor of the next page, an identifier; NULL: this was the last */
} YqqAuthorisedUsers;

YqqAuthorisedUsers *yqq_authorised_users_from_json (JsonObject *object, GError **error);
JsonObject *yqq_authorised_users_to_json (const YqqAuthorisedUsers *self);
void yqq_authorised_users_free (YqqAuthorisedUsers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuthorisedUsers, yqq_authorised_users_free)

/* POST /v1/enterprises/{id}/reveals {"grant"} → the numbers in full; who looked is recorded. */
typedef struct {
  char *id_number;
  char *phone; /* NULL: none is known */
} YqqRevealedUser;

YqqRevealedUser *yqq_revealed_user_from_json (JsonObject *object, GError **error);
JsonObject *yqq_revealed_user_to_json (const YqqRevealedUser *self);
void yqq_revealed_user_free (YqqRevealedUser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqRevealedUser, yqq_revealed_user_free)

G_END_DECLS
