/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grants, and the ledger of an enterprise's quota that they are taken from. */
#pragma once

#include "authority/store/database.h"
#include "model/grant.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *code; /* what people see: YQ44… */
  char *enterprise_id;
  char *person_id;
  YqqCertificateKind kind;
  YqqGrantState state; /* active, suspended or cancelled; expiry shows in not_after_ms only */
  gint64 not_before_ms;
  gint64 not_after_ms;
} YqqGrantRecord;

void yqq_grant_record_free (YqqGrantRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqGrantRecord, yqq_grant_record_free)

/* *grant is NULL where there is none. */
gboolean
yqq_grants_find (YqqDatabase *database, const char *id, YqqGrantRecord **grant, GError **error);

/* The one grant of that kind the person has in the enterprise and that is not cancelled. */
gboolean yqq_grants_find_living (YqqDatabase *database,
                                 const char *enterprise_id,
                                 const char *person_id,
                                 YqqCertificateKind kind,
                                 YqqGrantRecord **grant,
                                 GError **error);

/* YqqGrantRecord of a person, oldest first. */
GPtrArray *yqq_grants_list (YqqDatabase *database, const char *person_id, GError **error);

/* CONFLICT where the person has a living one of that kind. Takes nothing from the quota. */
gboolean
yqq_grants_add (YqqDatabase *database, const YqqGrantRecord *grant, gint64 now_ms, GError **error);

gboolean
yqq_grants_set_state (YqqDatabase *database, const char *id, YqqGrantState state, GError **error);

/* What the ledger's entries add up to. */
gboolean yqq_quota_read (YqqDatabase *database,
                         const char *enterprise_id,
                         gint64 *total,
                         gint64 *taken,
                         GError **error);

gboolean yqq_quota_allow (YqqDatabase *database,
                          const char *enterprise_id,
                          gint64 amount,
                          gint64 now_ms,
                          GError **error);

/* Takes one for the grant; *taken is FALSE where nothing is left. Safe against others at the same
 * time: the enterprise's row is held until the transaction ends. */
gboolean yqq_quota_take (YqqDatabase *database,
                         const char *enterprise_id,
                         const char *grant_id,
                         gint64 now_ms,
                         gboolean *taken,
                         GError **error);

G_END_DECLS
