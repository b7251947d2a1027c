/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An act from the click to its result: the PIN where it is needed, then signing and sending. */
#pragma once

#include "app/pin-request.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_ACT_FLOW_ASKING, /* for the PIN */
  YQQ_ACT_FLOW_WORKING,
  YQQ_ACT_FLOW_DONE,
  YQQ_ACT_FLOW_FAILED,
} YqqActFlowState;

/* Signals: changed; done (const YqqActResult *, borrowed) once the authority has answered, after
 * which the router is back where the flow began. Cancelled or failed, the place it began at is as
 * it was left. Lives as long as its places are on the router's way. */
#define YQQ_TYPE_ACT_FLOW (yqq_act_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqActFlow, yqq_act_flow, YQQ, ACT_FLOW, GObject)

/* Takes act. sentence: what is about to happen, for the PIN page. Where a PIN or the certificate to
 * sign with is missing it leads there, tells why and gives NULL. Else owned by the caller; it also
 * keeps itself while it works. administration: of the workspace or of another enterprise of the
 * person (yqq_workspace_dup_administration_of). */
YqqActFlow *yqq_act_flow_begin (YqqWorkspace *workspace,
                                YqqAdministration *administration,
                                YqqRouter *router,
                                YqqEnterpriseAct *act,
                                const char *sentence);

YqqActFlowState yqq_act_flow_get_state (YqqActFlow *self);
const YqqEnterpriseAct *yqq_act_flow_get_act (YqqActFlow *self);
const char *yqq_act_flow_get_sentence (YqqActFlow *self);
const char *yqq_act_flow_get_enterprise (YqqActFlow *self);
/* NULL unless it failed. */
const GError *yqq_act_flow_get_error (YqqActFlow *self);
/* NULL before it is done. */
const YqqActResult *yqq_act_flow_get_result (YqqActFlow *self);
void yqq_act_flow_cancel (YqqActFlow *self);
/* After a failure; the same act, never done twice. */
void yqq_act_flow_retry (YqqActFlow *self);

G_END_DECLS
