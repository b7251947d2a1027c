/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the desk share. */
#pragma once

#include "authority/registration-desk.h"

G_BEGIN_DECLS

/* By credit code or id; YQQ_DESK_ERROR_UNKNOWN. */
gboolean yqq_desk_find_enterprise (YqqDatabase *database,
                                   const char *name,
                                   YqqEnterprise **found,
                                   GError **error);

/* What staff did, in the enterprise's own chain. */
gboolean yqq_desk_record (YqqDatabase *database,
                          const char *enterprise_id,
                          const char *act,
                          const char *subject,
                          gint64 now_ms,
                          GError **error);

/* A grant from now on, with the phone that the enterprise has of them, that permits the
 * enterprise's certificate; takes nothing from the quota. */
gboolean yqq_desk_give_grant (YqqDatabase *database,
                              const char *enterprise_id,
                              const char *person_id,
                              const char *phone,
                              YqqCertificateKind kind,
                              gint64 not_after_ms,
                              gint64 now_ms,
                              YqqGrantRecord **given,
                              GError **error);

G_END_DECLS
