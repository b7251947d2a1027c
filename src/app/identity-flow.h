/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One verification of who somebody is, from the choice of a way to the authority's answer. */
#pragma once

#include "app/identity-office.h"
#include "app/router.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_IDENTITY_FLOW_STARTING, /* the authority is asked which ways there are */
  YQQ_IDENTITY_FLOW_CHOOSING, /* of several ways, or none can be used */
  YQQ_IDENTITY_FLOW_PROVING,  /* the person is at work with a method */
  YQQ_IDENTITY_FLOW_CHECKING, /* the authority is looking at the evidence */
  YQQ_IDENTITY_FLOW_FAILED,
  YQQ_IDENTITY_FLOW_DONE,
} YqqIdentityFlowState;

/* Signals: changed; proven (challenge id), once the authority is satisfied; given-up, when the
 * person leaves without having proven it. The subject of YQQ_PLACE_IDENTITY. */
#define YQQ_TYPE_IDENTITY_FLOW (yqq_identity_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqIdentityFlow, yqq_identity_flow, YQQ, IDENTITY_FLOW, GObject)

/* Asks the authority at once. purpose: identity/policy.h; why: the sentence that tells the person
 * what it is for. Owned; whoever asked pushes it on the router's way. */
YqqIdentityFlow *yqq_identity_flow_new (YqqIdentityOffice *office,
                                        const char *purpose,
                                        const char *subject,
                                        const char *why);

/* Before the authority has answered: of several ways the first with this method is gone at once. */
void yqq_identity_flow_prefer (YqqIdentityFlow *self, const char *method);

YqqIdentityOffice *yqq_identity_flow_get_office (YqqIdentityFlow *self);
YqqIdentityFlowState yqq_identity_flow_get_state (YqqIdentityFlow *self);
const char *yqq_identity_flow_get_why (YqqIdentityFlow *self);
/* NULL before the authority has answered. Borrowed. */
YqqIdentityCase *yqq_identity_flow_get_case (YqqIdentityFlow *self);
/* The method that is at work or failed, NULL while none was chosen. */
const char *yqq_identity_flow_get_method (YqqIdentityFlow *self);
/* What that method is to prove, with its offer. Owned. */
YqqIdentityTask *yqq_identity_flow_dup_task (YqqIdentityFlow *self);
/* NULL unless it failed. */
const GError *yqq_identity_flow_get_error (YqqIdentityFlow *self);
/* How many ways there are to choose from. */
guint yqq_identity_flow_get_way_count (YqqIdentityFlow *self);

/* One of the case's ways, by its position. Its methods follow one after the other; "device" needs
 * nothing of the person. */
void yqq_identity_flow_choose (YqqIdentityFlow *self, guint way);
/* Evidence of the method at work. */
void yqq_identity_flow_give (YqqIdentityFlow *self, JsonObject *evidence);
/* Back to the choice, without asking anew. */
void yqq_identity_flow_choose_again (YqqIdentityFlow *self);
/* After a failure: the same method again, with a new challenge where the old one is used up. */
void yqq_identity_flow_retry (YqqIdentityFlow *self);
/* The person leaves. */
void yqq_identity_flow_give_up (YqqIdentityFlow *self);

G_END_DECLS
