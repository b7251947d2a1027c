/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The enterprise that a command is about, with whoever is logged in acting for it. */
#pragma once

#include "cli/workplace.h"
#include "client/act-signer.h"
#include "model/grant.h"
#include "protocol/authorised-user.h"
#include "protocol/enterprise-overview.h"

G_BEGIN_DECLS

typedef struct {
  YqqWorkplace *workplace;
  YqqEnterprise *enterprise;
} YqqEnterpriseDesk;

/* Opens the workplace and finds the enterprise: the one that --enterprise names, or the only one
 * where the person has one of the roles (YqqRole bits). NULL after having said why. */
YqqEnterpriseDesk *yqq_enterprise_desk_open (guint roles, int *exit_code);
void yqq_enterprise_desk_close (YqqEnterpriseDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqEnterpriseDesk, yqq_enterprise_desk_close)

const char *yqq_enterprise_desk_get_id (YqqEnterpriseDesk *self);

/* Each NULL after the failure was reported. Owned. */
YqqEnterpriseOverview *yqq_enterprise_desk_fetch_overview (YqqEnterpriseDesk *self, int *exit_code);
/* All pages of it: YqqAuthorisedUser. */
GPtrArray *yqq_enterprise_desk_fetch_users (YqqEnterpriseDesk *self, int *exit_code);

/* The user with that code (or grant id); NULL after having said that there is none. Borrowed from
 * users. */
YqqAuthorisedUser *yqq_enterprise_desk_find_user (GPtrArray *users, const char *code);

/* Asks for the PIN and performs the act. NULL after the failure was reported. Owned. */
YqqActResult *
yqq_enterprise_desk_perform (YqqEnterpriseDesk *self, YqqEnterpriseAct *act, int *exit_code);

/* Asks for the PIN and enters it for what is shown only to who has entered it. FALSE after the
 * failure was reported. */
gboolean yqq_enterprise_desk_enter_pin (YqqEnterpriseDesk *self, int *exit_code);

G_END_DECLS
