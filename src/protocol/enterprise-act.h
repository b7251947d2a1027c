/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An act that changes an enterprise's state: the payload that its actor signs as a JWS. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/grant-draft.h"
#include "model/identity-document.h"
#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_ACT_JWS_TYPE "yqq-act+jwt"
#define YQQ_ACT_MAX_BYTES (1024 * 1024) /* the payload, and the JWS with it */
#define YQQ_ACT_MAX_ITEMS 2000
#define YQQ_ACT_MAX_SKEW_MS (5 * 60 * 1000) /* between at and the authority's clock */
#define YQQ_ACT_NOTE_MAX_LENGTH 200

typedef enum {
  YQQ_ACT_GRANT_ADD,
  YQQ_ACT_GRANT_MODIFY,
  YQQ_ACT_GRANT_CANCEL,
  YQQ_ACT_TRANSFER_OFFER,
  YQQ_ACT_TRANSFER_ACCEPT,
  YQQ_ACT_TRANSFER_REFUSE,
  YQQ_ACT_TRANSFER_WITHDRAW,
  YQQ_ACT_PROPOSAL_APPROVE,
  YQQ_ACT_PROPOSAL_REFUSE,
  YQQ_ACT_PROPOSAL_WITHDRAW,
  YQQ_ACT_SETTINGS_CHANGE,
  YQQ_ACT_IDENTITY_CONFIRM,     /* a reviewer has seen a person and their document */
  YQQ_ACT_AUTHENTICATOR_REMOVE, /* the same, of a person whose security key is lost */
} YqqActKind;
#define YQQ_ACT_KIND_COUNT 13

/* "grant-add", "transfer-offer", … */
const char *yqq_act_kind_to_nick (YqqActKind kind);
gboolean yqq_act_kind_from_nick (const char *nick, YqqActKind *kind);
/* TRUE: the PIN is asked for this very act. FALSE (adding, modifying): it may have been entered up
 * to five minutes before. */
gboolean yqq_act_kind_needs_pin (YqqActKind kind);
/* TRUE: its actor may have to be verified for it first (purpose "transfer", the act's subject). */
gboolean yqq_act_kind_takes_identity (YqqActKind kind);

typedef enum {
  YQQ_CANCEL_REASON_LEFT,         /* 离职 */
  YQQ_CANCEL_REASON_DUTY_CHANGED, /* 岗位变动 */
  YQQ_CANCEL_REASON_MISUSE,       /* 违规使用 */
  YQQ_CANCEL_REASON_OTHER,
} YqqCancelReason;
#define YQQ_CANCEL_REASON_COUNT 4

/* "left", "duty-changed", "misuse", "other". */
const char *yqq_cancel_reason_to_nick (YqqCancelReason reason);
gboolean yqq_cancel_reason_from_nick (const char *nick, YqqCancelReason *reason);

/* One line of modify and cancel. */
typedef struct {
  char *grant;       /* id */
  GStrv permissions; /* modify: the new ones; none: suspended */
  /* modify: another term for a grant that has expired, as in a YqqGrantDraft; both 0: none. */
  gint64 years;
  gint64 not_after_ms;
} YqqActItem;

/* The line renews an expired grant. */
gboolean yqq_act_item_renews (const YqqActItem *self);

void yqq_act_item_free (YqqActItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqActItem, yqq_act_item_free)

typedef struct {
  YqqActKind kind;
  char *id;         /* chosen by the actor; the same act again gets the same answer */
  char *enterprise; /* id */
  gint64 at_ms;
  gboolean whole;          /* add, modify, cancel: all of it or nothing */
  GPtrArray *drafts;       /* add: YqqGrantDraft, 1…YQQ_ACT_MAX_ITEMS; else NULL */
  GPtrArray *items;        /* modify, cancel: YqqActItem, 1…YQQ_ACT_MAX_ITEMS; else NULL */
  YqqCancelReason reason;  /* cancel */
  char *note;              /* cancel; NULL for none */
  char *subject;           /* transfer-offer: the grant of who shall be the administrator (for a
                              take-over the legal representative's own); the other transfer-…: the
                              transfer; proposal-…: the proposal; identity-confirm: the person;
                              authenticator-remove: the security key */
  char *from;              /* transfer-offer by a legal representative where there are several
                              administrators: the grant of the one it is taken from; else NULL */
  GBytes *proposed_digest; /* proposal-approve: SHA-256 of the proposed act's JWS, so that nobody
                              approves what they have not seen */
  gboolean two_person;     /* settings-change */
  YqqIdType document;      /* identity-confirm, authenticator-remove: the kind that was seen; its
                              number is kept nowhere */
  char *purpose;           /* identity-confirm: what the code is for (identity/policy.h) */
  char *identity;          /* transfer-offer, transfer-accept: the identity challenge that was
                              satisfied for purpose "transfer" and subject; NULL where none is asked
                              for */
} YqqEnterpriseAct;

/* With id (a random one is the caller's to set) and at_ms to be filled in. */
YqqEnterpriseAct *yqq_enterprise_act_new (YqqActKind kind, const char *enterprise);
YqqEnterpriseAct *yqq_enterprise_act_copy (const YqqEnterpriseAct *self);
void yqq_enterprise_act_free (YqqEnterpriseAct *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqEnterpriseAct, yqq_enterprise_act_free)

/* The bytes that are signed, and back. Whatever parses is well formed: members there, within
 * bounds, numbers and names of the right shape (YQQ_PROTOCOL_ERROR). */
GBytes *yqq_enterprise_act_to_bytes (const YqqEnterpriseAct *self);
YqqEnterpriseAct *yqq_enterprise_act_parse (GBytes *payload, GError **error);

G_END_DECLS
