/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An authorised user's facts as the commands print them. */
#pragma once

#include "protocol/authorised-user.h"

G_BEGIN_DECLS

/* In the person's language. */
const char *yqq_user_text_state (YqqGrantState state);
const char *yqq_user_text_id_type (YqqIdType type);
const char *yqq_user_text_kind (YqqCertificateKind kind);
/* Owned: "2027-03-01" in local time. */
char *yqq_user_text_dup_day (gint64 unix_ms);
/* Owned: the permissions by name, separated by commas; "set later" where there are none. */
char *yqq_user_text_dup_permissions (const char *const *permissions);
/* Owned: "YQ44-1 李四". */
char *yqq_user_text_dup_label (const YqqAuthorisedUser *user);

G_END_DECLS
