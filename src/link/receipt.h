/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary of a session that the person may keep. */
#pragma once

#include "link/session-link.h"

G_BEGIN_DECLS

/* Plain text in the person's language and local time. Owned. */
char *yqq_receipt_to_text (YqqSessionLink *link);

/* The same for programs: indented JSON, times in UTC. Owned. */
char *yqq_receipt_to_json (YqqSessionLink *link);

G_END_DECLS
