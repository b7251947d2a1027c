/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of a session: as a stream, or one answer at a time. */
#pragma once

#include "authority/authority.h"

G_BEGIN_DECLS

/* GET /v1/sessions/{id}/events, with "after" and "wait" in the query for a long poll. */
void yqq_session_events_get (YqqAuthority *authority, YqqHttpRequest *request);

G_END_DECLS
