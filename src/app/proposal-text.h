/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a proposed act says, read out of the act itself: that is what is approved. */
#pragma once

#include "protocol/enterprise-overview.h"

G_BEGIN_DECLS

/* The act inside; NULL where it cannot be read: then nobody should approve it. Owned. */
YqqEnterpriseAct *yqq_proposal_read (const YqqProposalView *proposal);
/* "Cancel the grants of A, B". Owned. */
char *yqq_proposal_format_title (const YqqProposalView *proposal, const YqqEnterpriseAct *act);
/* Its reason and note, or what it changes; NULL for nothing more. Owned. */
char *yqq_proposal_format_detail (const YqqEnterpriseAct *act);
/* SHA-256 of the act as it was signed: whoever approves says by it what they have seen. Owned. */
GBytes *yqq_proposal_digest (const YqqProposalView *proposal);

G_END_DECLS
