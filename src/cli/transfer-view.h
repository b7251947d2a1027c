/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers of the administrator's office: printed, and answered by those they concern. */
#pragma once

#include "protocol/enterprise-overview.h"

G_BEGIN_DECLS

#define YQQ_TRANSFER_VIEW_ANY_ROLE                                                                 \
  (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE | YQQ_ROLE_EMPLOYEE)

/* A line with the offer's id, state, names and end, or with --json an object. */
void yqq_transfer_view_print (const YqqTransferView *self);

/* Whether an offer is the person's to answer so. */
typedef gboolean (*YqqTransferFilter) (const YqqTransferView *self);

/* Finds the waiting offer with that id, or where id is NULL the only one that passes filter; says
 * what it is, asks question and performs an act of that kind on it. Returns the YqqExit. */
int yqq_transfer_view_answer (const char *id,
                              YqqTransferFilter filter,
                              YqqActKind kind,
                              const char *question);

G_END_DECLS
