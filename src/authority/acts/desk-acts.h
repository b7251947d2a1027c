/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The acts of the service desk: who somebody is was seen, and a lost security key is taken out. */
#pragma once

#include "authority/acts/act.h"

G_BEGIN_DECLS

/* How long a code of the service desk is good: its person stands there. */
#define YQQ_DESK_CODE_MS (30 * 60 * G_GINT64_CONSTANT (1000))

gboolean yqq_identity_confirm_judge (YqqDatabase *database,
                                     const YqqActContext *context,
                                     YqqActResult *result,
                                     GError **error);
/* The code is good once, for that purpose, and bears who gave it. */
gboolean yqq_identity_confirm_perform (YqqDatabase *database,
                                       const YqqActContext *context,
                                       YqqActResult *result,
                                       GError **error);

gboolean yqq_key_removal_judge (YqqDatabase *database,
                                const YqqActContext *context,
                                YqqActResult *result,
                                GError **error);
gboolean yqq_key_removal_perform (YqqDatabase *database,
                                  const YqqActContext *context,
                                  YqqActResult *result,
                                  GError **error);

G_END_DECLS
