/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acts that wait for a second person, and whether an enterprise wants that. */
#pragma once

#include "authority/store/database.h"
#include "model/transfer.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *enterprise_id;
  char *proposed_by;
  char *proposed_by_name;
  char *certificate; /* fingerprint of the one the act is signed with */
  char *jws;
  GBytes *digest;         /* SHA-256 of it */
  GStrv subjects;         /* the names of whom it is about */
  YqqProposalState state; /* as it was written: see yqq_transfer_state_at */
  gint64 proposed_at_ms;
  gint64 expires_at_ms;
  gint64 ended_at_ms; /* 0 while it waits */
} YqqProposalRecord;

void yqq_proposal_record_free (YqqProposalRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqProposalRecord, yqq_proposal_record_free)

/* The proposer's name, the state and the ends are not asked for: it waits until
 * YQQ_TRANSFER_OFFER_MS later. */
gboolean yqq_proposals_add (YqqDatabase *database,
                            const YqqProposalRecord *proposal,
                            gint64 now_ms,
                            GError **error);

/* *proposal is NULL where the enterprise has none of that id. */
gboolean yqq_proposals_find (YqqDatabase *database,
                             const char *enterprise_id,
                             const char *id,
                             YqqProposalRecord **proposal,
                             GError **error);

/* YqqProposalRecord without their JWS (NULL), which may be long: those that wait first, then the
 * newest. */
GPtrArray *
yqq_proposals_list (YqqDatabase *database, const char *enterprise_id, guint limit, GError **error);

/* How many of the enterprise wait and are in time. */
gboolean yqq_proposals_count_waiting (YqqDatabase *database,
                                      const char *enterprise_id,
                                      gint64 now_ms,
                                      gint64 *n,
                                      GError **error);

/* Those of all enterprises that wait in writing and whose time is over. */
GPtrArray *
yqq_proposals_list_overdue (YqqDatabase *database, gint64 now_ms, guint limit, GError **error);

/* Whether it is written down as waiting, and goes on being so for everybody else until the caller's
 * transaction ends. */
gboolean
yqq_proposals_hold (YqqDatabase *database, const char *id, gboolean *waiting, GError **error);

/* What somebody proposed in the enterprise and is written down as waiting. */
GPtrArray *yqq_proposals_list_waiting_of (YqqDatabase *database,
                                          const char *enterprise_id,
                                          const char *proposed_by,
                                          GError **error);

/* Those of all enterprises that wait in writing and whose proposer has no office any more, or not
 * the grant they were signed under. */
GPtrArray *
yqq_proposals_list_lost (YqqDatabase *database, gint64 now_ms, guint limit, GError **error);

/* Ends one that is written down as waiting; *ended is FALSE where it was not. decided_by: NULL for
 * nobody. */
gboolean yqq_proposals_end (YqqDatabase *database,
                            const char *id,
                            YqqProposalState state,
                            const char *decided_by,
                            gint64 now_ms,
                            gboolean *ended,
                            GError **error);

/* The ids of those beside that person who could decide: administrators and the legal
 * representative, with an installed certificate that is good to sign with. */
GStrv yqq_proposals_list_deciders (YqqDatabase *database,
                                   const char *enterprise_id,
                                   const char *except_person,
                                   gint64 now_ms,
                                   GError **error);

/* The two-person rule of an enterprise. */
gboolean yqq_two_person_read (YqqDatabase *database,
                              const char *enterprise_id,
                              gboolean *two_person,
                              GError **error);
gboolean yqq_two_person_set (YqqDatabase *database,
                             const char *enterprise_id,
                             gboolean two_person,
                             GError **error);

G_END_DECLS
