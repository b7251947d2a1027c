/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words, icons and tones for authorised users, their permissions and what is wrong with a
 * grant. Texts are static unless they are owned. */
#pragma once

#include "app/status-pill.h"
#include "app/users-filter.h"
#include "protocol/act-result.h"
#include "protocol/enterprise-overview.h"

G_BEGIN_DECLS

const char *yqq_grant_state_get_word (YqqGrantState state);
const char *yqq_grant_state_get_icon (YqqGrantState state);
YqqTone yqq_grant_state_get_tone (YqqGrantState state);
const char *yqq_users_choice_get_word (YqqUsersChoice choice);
const char *yqq_users_order_get_word (YqqUsersOrder order);

/* "Enterprise certificate", or the seal's name. seals: YqqSealView, or NULL. */
const char *yqq_permission_get_name (const char *permission, GPtrArray *seals);
/* All of them in one line; none at all: "To be set later". Owned. */
char *yqq_permissions_format (const char *const *permissions, GPtrArray *seals);

const char *yqq_id_type_get_name (YqqIdType type);
const char *yqq_cancel_reason_get_name (YqqCancelReason reason);

/* "name", "document number", …: for what is still missing. */
const char *yqq_grant_field_get_name (YqqGrantField field);
/* What is wrong with a field and how to put it right; NULL for NONE. */
const char *yqq_grant_fault_get_text (YqqGrantField field, YqqGrantFault fault);

/* "Quota of 20, 14 left". Owned. */
char *yqq_quota_format (const YqqQuota *quota);
/* What n new grants will do to the quota before it happens: "Will take 1 of the quota, 13 left", or
 * that it does not suffice. Owned. */
char *yqq_quota_format_effect (const YqqQuota *quota, gint64 n);

/* Why nothing can be changed about a user, to be shown instead of the form; NULL: it can. */
const char *yqq_user_get_refusal (const YqqAuthorisedUser *user, YqqActKind kind);

G_END_DECLS
