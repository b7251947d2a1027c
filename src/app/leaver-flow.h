/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody leaves the enterprise: suspended at once, seals handed over, cancelled, a receipt. */
#pragma once

#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_LEAVER_CHOOSE,  /* who leaves */
  YQQ_LEAVER_SUSPEND, /* so that nothing is signed any more from now on */
  YQQ_LEAVER_SEALS,   /* who gets what they had */
  YQQ_LEAVER_CANCEL,
  YQQ_LEAVER_RECEIPT,
} YqqLeaverStep;
#define YQQ_LEAVER_STEP_COUNT 5

/* Signal: changed. Belongs to the main context. */
#define YQQ_TYPE_LEAVER_FLOW (yqq_leaver_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqLeaverFlow, yqq_leaver_flow, YQQ, LEAVER_FLOW, GObject)

/* user NULL: still to be chosen. */
YqqLeaverFlow *yqq_leaver_flow_new (YqqWorkspace *workspace,
                                    YqqAdministration *administration,
                                    YqqRouter *router,
                                    YqqAuthorisedUserEntry *user);

YqqLeaverStep yqq_leaver_flow_get_step (YqqLeaverFlow *self);
/* Whom it is about, as they are now; NULL before somebody is chosen. Borrowed. */
YqqAuthorisedUserEntry *yqq_leaver_flow_get_user (YqqLeaverFlow *self);
/* Whether somebody can leave this way: not oneself, no administrator, nobody who is gone. */
gboolean yqq_leaver_flow_can_leave (YqqAuthorisedUserEntry *user);
void yqq_leaver_flow_choose (YqqLeaverFlow *self, YqqAuthorisedUserEntry *user);
/* The seals that the user may use; none yet. */
guint yqq_leaver_flow_count_seals (YqqLeaverFlow *self);

/* Does what the present step is about; it goes on by itself once it is done. */
void yqq_leaver_flow_go_on (YqqLeaverFlow *self);
/* TRUE where cancelling waits for a second person. */
gboolean yqq_leaver_flow_get_proposed (YqqLeaverFlow *self);
/* Who, when, what, by whom, under which acts. Owned; only at the last step. */
char *yqq_leaver_flow_dup_receipt (YqqLeaverFlow *self);

G_END_DECLS
