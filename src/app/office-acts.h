/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The acts about the administrator's office and the two-person rule, each with its sentence. */
#pragma once

#include "app/act-flow.h"

G_BEGIN_DECLS

/* What they act with; borrowed. */
typedef struct {
  YqqWorkspace *workspace;
  YqqAdministration *administration;
  YqqRouter *router;
} YqqOffice;

/* All ask for the PIN; NULL as yqq_act_flow_begin gives it. Afterwards the person is told what has
 * come of it, and the workspace learns anew who looks after what. Owned. */

/* from_grant: whose office it is where there are several, else NULL. */
YqqActFlow *
yqq_office_offer (const YqqOffice *self, YqqAuthorisedUserEntry *receiver, const char *from_grant);
YqqActFlow *yqq_office_accept (const YqqOffice *self, const YqqTransferView *transfer);
YqqActFlow *yqq_office_refuse (const YqqOffice *self, const YqqTransferView *transfer);
YqqActFlow *yqq_office_withdraw (const YqqOffice *self, const YqqTransferView *transfer);
YqqActFlow *yqq_office_set_two_person (const YqqOffice *self, gboolean on);
YqqActFlow *yqq_office_approve (const YqqOffice *self, const YqqProposalView *proposal);
YqqActFlow *yqq_office_refuse_proposal (const YqqOffice *self, const YqqProposalView *proposal);
YqqActFlow *yqq_office_withdraw_proposal (const YqqOffice *self, const YqqProposalView *proposal);

G_END_DECLS
