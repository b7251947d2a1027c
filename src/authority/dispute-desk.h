/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff do where a person's ways of being verified are disputed and the person was seen. */
#pragma once

#include "authority/registration-desk.h"

G_BEGIN_DECLS

/* Inside a transaction of the caller's: every way counts again, which stands in the record. UNKNOWN
 * where nobody has that document (id_type: a nick), or none of theirs is disputed. */
gboolean yqq_desk_lift_dispute (YqqDatabase *database,
                                const char *id_type,
                                const char *id_number,
                                gint64 now_ms,
                                GError **error);

G_END_DECLS
