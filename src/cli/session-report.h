/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells on the terminal what happens in a scan session, as sentences or as JSON lines. */
#pragma once

#include "link/session-link.h"

G_BEGIN_DECLS

/* Shows the three digits that the person types on the PC. */
void yqq_session_report_check_code (YqqSessionLink *link, gboolean as_json);

/* Shows who asks, why, and for which documents. */
void yqq_session_report_request (YqqSessionLink *link, gboolean as_json);

/* From here on every signature is told as its state changes. A document that the request did not
 * announce is asked about on the terminal; refuse_others: it is refused instead. */
void yqq_session_report_follow (YqqSessionLink *link, gboolean as_json, gboolean refuse_others);

/* Shows the receipt. */
void yqq_session_report_end (YqqSessionLink *link, gboolean as_json);

G_END_DECLS
