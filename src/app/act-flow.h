/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An act from the click to its result: the PIN where it is needed, then signing and sending. */
#pragma once

#include "app/administration.h"
#include "app/pin-request.h"
#include "app/router.h"

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

/* Takes act. sentence: what is about to happen, for the PIN page (设置PIN or 安装证书 come first
 * where they are missing: then it leads there and does not begin). Owned by the caller; it also
 * keeps itself while it works. */
YqqActFlow *yqq_act_flow_begin (YqqAdministration *administration,
                                YqqRouter *router,
                                YqqEnterpriseAct *act,
                                const char *sentence);

YqqActFlowState yqq_act_flow_get_state (YqqActFlow *self);
const YqqEnterpriseAct *yqq_act_flow_get_act (YqqActFlow *self);
/* NULL unless it failed. */
const GError *yqq_act_flow_get_error (YqqActFlow *self);
/* NULL before it is done. */
const YqqActResult *yqq_act_flow_get_result (YqqActFlow *self);
void yqq_act_flow_cancel (YqqActFlow *self);
/* After a failure; the same act, never twice. */
void yqq_act_flow_retry (YqqActFlow *self);

G_END_DECLS
