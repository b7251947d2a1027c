/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authority's answers to an act, and to the question what an act would do. */
#pragma once

#include "model/quota.h"
#include "protocol/enterprise-act.h"
#include "protocol/problem.h"

G_BEGIN_DECLS

#define YQQ_ACT_RESULT_MAX_BYTES (2 * 1024 * 1024)

/* What became of one line, in the order of the act's lines. */
typedef struct {
  gboolean done;
  char *grant;            /* id; NULL where none was made */
  char *code;             /* the grant's code, NULL with it */
  YqqProblemCode problem; /* where not done: why; YQQ_ACT_LINE_NO_PROBLEM where it is a field's, or
                             only another line's */
  YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT]; /* add, where not done */
} YqqActLine;

#define YQQ_ACT_LINE_NO_PROBLEM YQQ_PROBLEM_UNRECOGNISED

/* Not done, without a problem and without faults. */
YqqActLine *yqq_act_line_new (void);
void yqq_act_line_free (YqqActLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqActLine, yqq_act_line_free)

/* POST /v1/enterprises/{id}/acts {"act":"<compact JWS>"}. A JWS of at most YQQ_ACT_MAX_BYTES. */
JsonObject *yqq_act_submission_to_json (const char *jws);
char *yqq_act_submission_from_json (JsonObject *object, GError **error);

/* → */
typedef struct {
  char *act;        /* id */
  gboolean done;    /* FALSE: nothing was changed (whole, and a line is wrong), or it waits */
  char *proposal;   /* id where the two-person rule made it wait for somebody else; else NULL */
  char *transfer;   /* transfer-offer: its id; else NULL */
  GPtrArray *lines; /* YqqActLine; empty for acts without lines */
  YqqQuota quota;   /* afterwards */
  /* identity-confirm: the one-time code, told once: the same act again is answered without it. */
  char *staff_code;
  gint64 staff_code_expires_at_ms; /* 0 where there is none */
} YqqActResult;

YqqActResult *yqq_act_result_from_json (JsonObject *object, GError **error);
JsonObject *yqq_act_result_to_json (const YqqActResult *self);
void yqq_act_result_free (YqqActResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqActResult, yqq_act_result_free)

/* POST /v1/enterprises/{id}/checks {"grants":[…as in grant-add…]} → the same shape with done FALSE
 * and the quota as it is now: what is wrong with each line, found without changing anything. Here
 * lines may be incomplete. */
JsonObject *yqq_grant_checks_to_json (GPtrArray *drafts);
/* YqqGrantDraft, with whatever was sent. */
GPtrArray *yqq_grant_checks_from_json (JsonObject *object, GError **error);

/* One draft as a member of both messages. strict: nothing may be missing or ill formed; whether its
 * term has begun to be over, or outlasts a certificate, is not asked here. */
JsonObject *yqq_grant_draft_to_json (const YqqGrantDraft *draft);
YqqGrantDraft *yqq_grant_draft_from_json (JsonObject *object, gboolean strict, GError **error);

G_END_DECLS
