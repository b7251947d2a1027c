/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grants: who may use which enterprise's certificate, until when, and what of it. */
#pragma once

#include "authority/store/database.h"
#include "model/grant.h"
#include "model/permission.h"

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
  GStrv permissions; /* none exactly while it is suspended; NULL counts as none */
  gint64 created_at_ms;
  gint64 cancelled_at_ms; /* these three only once it is cancelled; 0 and NULL before */
  char *cancel_reason;
  char *cancel_note;
  char *phone; /* that its enterprise was given with it; NULL on adding: the person's */
} YqqGrantRecord;

void yqq_grant_record_free (YqqGrantRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqGrantRecord, yqq_grant_record_free)

/* YQ44 and twelve digits; the store refuses the one in 10^12 that is there already. */
char *yqq_grant_code_new (void);

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

/* Whether the person has any grant in the enterprise that is not cancelled. */
gboolean yqq_grants_have_living (YqqDatabase *database,
                                 const char *enterprise_id,
                                 const char *person_id,
                                 gboolean *have,
                                 GError **error);

/* The enterprise's own certificate: the administrators' active grant of it that ends last; *grant
 * is NULL where there is none. */
gboolean yqq_grants_find_enterprise_certificate (YqqDatabase *database,
                                                 const char *enterprise_id,
                                                 YqqGrantRecord **grant,
                                                 GError **error);

/* When the enterprise's own certificate ends that ends last, of those that nobody has any more too;
 * 0 for none. What staff gave at the price of a quota is none. */
gboolean yqq_grants_find_last_enterprise_end (YqqDatabase *database,
                                              const char *enterprise_id,
                                              gint64 *end_ms,
                                              GError **error);

/* CONFLICT where the person has a living one of that kind. Takes nothing from the quota. */
gboolean
yqq_grants_add (YqqDatabase *database, const YqqGrantRecord *grant, gint64 now_ms, GError **error);

gboolean
yqq_grants_set_state (YqqDatabase *database, const char *id, YqqGrantState state, GError **error);

/* Active with some, suspended with none; a cancelled one stays as it is. */
gboolean yqq_grants_set_permissions (YqqDatabase *database,
                                     const char *id,
                                     const char *const *permissions,
                                     GError **error);

/* Another end for one that is not cancelled. */
gboolean
yqq_grants_renew (YqqDatabase *database, const char *id, gint64 not_after_ms, GError **error);

/* For good, with its certificates; what it took from the quota stays taken. note may be NULL. */
gboolean yqq_grants_cancel (YqqDatabase *database,
                            const char *id,
                            const char *reason,
                            const char *note,
                            gint64 now_ms,
                            GError **error);

/* The permissions as they stand in a column. Owned. */
GStrv yqq_permissions_split (const char *text);

G_END_DECLS
