/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes several users' grants in one act: what modify, suspend, resume and cancel share. */
#pragma once

#include "protocol/enterprise-act.h"

G_BEGIN_DECLS

/* Fills in one user's item; may be NULL for nothing but the grant. */
typedef void (*YqqGrantChange) (YqqActItem *item);

/* Finds the users by their codes, says who they are, asks question, and performs act (taken) with
 * an item for each. Returns the YqqExit. codes: NULL-terminated. */
int yqq_grant_change (char **codes,
                      YqqActKind kind,
                      YqqGrantChange change,
                      void (*prepare) (YqqEnterpriseAct *act),
                      const char *question);

G_END_DECLS
