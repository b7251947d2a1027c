/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One act inside its transaction: who does it, and the two steps that each kind of act is. */
#pragma once

#include "authority/authorisation.h"
#include "authority/store/database.h"
#include "protocol/act-result.h"

G_BEGIN_DECLS

/* An act and its actor, as the database has them at this moment. */
typedef struct {
  const YqqEnterpriseAct *act;
  const char *jws;         /* as it came */
  GBytes *digest;          /* SHA-256 of it */
  const char *certificate; /* fingerprint */
  const char *person_id;
  guint roles;         /* in the enterprise: YqqRole bits */
  YqqGrantState state; /* effective, of the grant whose certificate signed */
  gint64 now_ms;
  gboolean approved; /* by a second person: it does not wait for one any more */
} YqqActContext;

/* Finds out what would come of it and changes nothing. Fails with a YQQ_PROBLEM_ERROR where the act
 * as a whole cannot be; what is wrong with one line only stands in its line of result. */
typedef gboolean (*YqqActJudge) (YqqDatabase *database,
                                 const YqqActContext *context,
                                 YqqActResult *result,
                                 GError **error);

/* Does what judge has just found nothing against, every good line of it, and says so in result. */
typedef gboolean (*YqqActPerform) (YqqDatabase *database,
                                   const YqqActContext *context,
                                   YqqActResult *result,
                                   GError **error);

/* A kind of act. judge may be NULL: there is nothing about it to find out. */
typedef struct {
  YqqActJudge judge;
  YqqActPerform perform;
} YqqActFamily;

/* NULL for a kind that cannot be done here. */
const YqqActFamily *yqq_act_family_find (YqqActKind kind);

/* Decides on the actor, judges and performs, in a transaction of the caller's, and fills in what
 * the answer is but the quota. Where the act is to be whole and a line is not good, nothing is
 * performed. */
gboolean yqq_act_run (YqqDatabase *database,
                      const YqqActContext *context,
                      YqqActResult *result,
                      GError **error);

/* The answer before anything is known. */
YqqActResult *yqq_act_result_begin (const YqqEnterpriseAct *act);
/* Appends a line against which nothing speaks yet; borrowed. */
YqqActLine *yqq_act_result_add_line (YqqActResult *result);
gboolean yqq_act_line_is_good (const YqqActLine *line);

G_END_DECLS
