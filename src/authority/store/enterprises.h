/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enterprises, and who belongs to them in which role. */
#pragma once

#include "authority/store/database.h"
#include "model/grant.h"

G_BEGIN_DECLS

/* Each finder leaves its result NULL where there is none. */
gboolean yqq_enterprises_find (YqqDatabase *database,
                               const char *id,
                               YqqEnterprise **enterprise,
                               GError **error);
gboolean yqq_enterprises_find_by_credit_code (YqqDatabase *database,
                                              const char *credit_code,
                                              YqqEnterprise **enterprise,
                                              GError **error);

/* CONFLICT where the credit code is already registered. */
gboolean yqq_enterprises_add (YqqDatabase *database,
                              YqqEnterprise *enterprise,
                              gint64 now_ms,
                              GError **error);

/* YqqEnterprise, by name. */
GPtrArray *yqq_enterprises_list (YqqDatabase *database, GError **error);

/* Nothing happens where the person already has that role. */
gboolean yqq_memberships_add (YqqDatabase *database,
                              const char *enterprise_id,
                              const char *person_id,
                              YqqRole role,
                              gint64 now_ms,
                              GError **error);

/* Nothing happens where the person does not have that role. */
gboolean yqq_memberships_remove (YqqDatabase *database,
                                 const char *enterprise_id,
                                 const char *person_id,
                                 YqqRole role,
                                 GError **error);

/* Whether the person has the role, and nobody else takes it before the caller's transaction ends.
 */
gboolean yqq_memberships_hold (YqqDatabase *database,
                               const char *enterprise_id,
                               const char *person_id,
                               YqqRole role,
                               gboolean *has,
                               GError **error);

/* Whose last grant was cancelled is an employee and a reviewer no more; offices are not touched. */
gboolean yqq_memberships_leave (YqqDatabase *database,
                                const char *enterprise_id,
                                const char *person_id,
                                GError **error);

/* The person's roles (YqqRole bits) in one enterprise. */
gboolean yqq_memberships_read (YqqDatabase *database,
                               const char *enterprise_id,
                               const char *person_id,
                               guint *roles,
                               GError **error);

/* Who has an office of an enterprise, with their living grant of the enterprise's certificate. */
typedef struct {
  char *person_id;
  char *name;
  char *grant_id; /* NULL: none */
} YqqOfficeHolder;

void yqq_office_holder_free (YqqOfficeHolder *self);

/* YqqOfficeHolder, in the order in which they came into it. */
GPtrArray *yqq_memberships_list_holders (YqqDatabase *database,
                                         const char *enterprise_id,
                                         YqqRole role,
                                         GError **error);

/* The ids of the enterprises the person belongs to, oldest first. */
GStrv yqq_memberships_list (YqqDatabase *database, const char *person_id, GError **error);

/* Whether anything of the demonstration is there. */
gboolean yqq_enterprises_have_demonstration (YqqDatabase *database, gboolean *have, GError **error);

G_END_DECLS
