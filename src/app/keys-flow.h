/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's security keys: listed, registered, renamed, taken out. */
#pragma once

#include "app/identity-flow.h"
#include "app/key-office.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_KEYS_LOADING,
  YQQ_KEYS_LISTED,
  YQQ_KEYS_VERIFYING, /* the person shows who they are, on the identity page */
  YQQ_KEYS_TOUCHING,  /* the new key makes its registration for the task */
  YQQ_KEYS_WORKING,   /* the authority is asked */
  YQQ_KEYS_FAILED,
} YqqKeysState;

/* Signal: changed. Goes to the identity page and comes back to YQQ_PLACE_KEYS. */
#define YQQ_TYPE_KEYS_FLOW (yqq_keys_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqKeysFlow, yqq_keys_flow, YQQ, KEYS_FLOW, GObject)

YqqKeysFlow *
yqq_keys_flow_new (YqqKeyOffice *office, YqqIdentityOffice *identity, YqqRouter *router);

YqqKeysState yqq_keys_flow_get_state (YqqKeysFlow *self);
/* YqqAuthenticatorView, oldest first; borrowed, never NULL. */
GPtrArray *yqq_keys_flow_get_keys (YqqKeysFlow *self);
/* What the new key has to register for; NULL but while touching. Borrowed. */
const YqqIdentityTask *yqq_keys_flow_get_task (YqqKeysFlow *self);
/* The credentials that are registered (GBytes), so that none is twice. Owned. */
GPtrArray *yqq_keys_flow_dup_credentials (YqqKeysFlow *self);
/* NULL unless it failed. */
const GError *yqq_keys_flow_get_error (YqqKeysFlow *self);

/* Asks the authority for the list (again). */
void yqq_keys_flow_load (YqqKeysFlow *self);
/* Whether a key may be called so. */
gboolean yqq_keys_flow_is_label (const char *label);
void yqq_keys_flow_begin_add (YqqKeysFlow *self, const char *label);
/* What the new key has made. */
void yqq_keys_flow_give (YqqKeysFlow *self, JsonObject *registration);
/* The person does not want to register it any more. */
void yqq_keys_flow_give_up (YqqKeysFlow *self);
void yqq_keys_flow_rename (YqqKeysFlow *self, const char *id, const char *label);
void yqq_keys_flow_begin_remove (YqqKeysFlow *self, const char *id);
/* Nothing is asked any more. */
void yqq_keys_flow_stop (YqqKeysFlow *self);

G_END_DECLS
