/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What administrators and the legal representative see of their enterprise beside its users. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/enterprise.h"
#include "model/quota.h"
#include "model/transfer.h"
#include "protocol/enterprise-act.h"

G_BEGIN_DECLS

#define YQQ_OVERVIEW_MAX_BYTES (2 * 1024 * 1024) /* proposals bring their acts along */
#define YQQ_OVERVIEW_MAX_ENTRIES 64

/* An offer of the administrator's office; the newest ones are listed first. */
typedef struct {
  char *id;
  YqqTransferState state;
  char *from_name; /* who gives it up; NULL: nobody had it */
  char *to_name;
  char *offered_by_name;
  gboolean to_me;
  gboolean by_me; /* may be withdrawn by me */
  gint64 offered_at_ms;
  gint64 expires_at_ms;
  gint64 ended_at_ms; /* 0 while it waits */
} YqqTransferView;

void yqq_transfer_view_free (YqqTransferView *self);

/* An act that waits for a second person. */
typedef struct {
  char *id;
  YqqProposalState state;
  char *by_name;
  gboolean by_me;
  char *act; /* the compact JWS: what is proposed, to be shown and to be digested for approval. NULL
              * where it would have made the answer too long: yqq_fetch_proposal reads it */
  GStrv subject_names; /* the people it is about, at most YQQ_ACT_MAX_ITEMS */
  gint64 proposed_at_ms;
  gint64 expires_at_ms;
  gint64 ended_at_ms;
} YqqProposalView;

void yqq_proposal_view_free (YqqProposalView *self);

/* GET /v1/enterprises/{id}/proposals/{proposal} → {"act"}. Owned. */
char *yqq_proposal_act_from_json (JsonObject *object, GError **error);
JsonObject *yqq_proposal_act_to_json (const char *act);

typedef struct {
  char *id;
  char *name;
} YqqSealView;

void yqq_seal_view_free (YqqSealView *self);

typedef struct {
  char *grant; /* id; NULL where the office has none */
  char *name;
  gboolean me;
} YqqAdministratorView;

void yqq_administrator_view_free (YqqAdministratorView *self);

/* GET /v1/enterprises/{id} → */
typedef struct {
  YqqEnterprise *enterprise;
  guint roles; /* my own: YqqRole bits */
  YqqQuota quota;
  char *certificate_code; /* of the enterprise's certificate: 证书编码; NULL where not to be seen */
  gint64 certificate_not_after_ms;
  gboolean two_person;
  gboolean can_have_two_person; /* there is a second person who could approve */
  GPtrArray *administrators;    /* YqqAdministratorView */
  GPtrArray *seals;             /* YqqSealView; none yet */
  GPtrArray *transfers;         /* YqqTransferView */
  GPtrArray *proposals;         /* YqqProposalView */
} YqqEnterpriseOverview;

YqqEnterpriseOverview *yqq_enterprise_overview_from_json (JsonObject *object, GError **error);
JsonObject *yqq_enterprise_overview_to_json (const YqqEnterpriseOverview *self);
void yqq_enterprise_overview_free (YqqEnterpriseOverview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqEnterpriseOverview, yqq_enterprise_overview_free)

G_END_DECLS
