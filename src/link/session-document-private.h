/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the link does with a session document: make it and learn that it was supplied. */
#pragma once

#include "link/session-document.h"
#include "protocol/session-document.h"

G_BEGIN_DECLS

YqqSessionDocument *yqq_session_document_new (const YqqDocumentReference *reference);
void yqq_session_document_set_supplied (YqqSessionDocument *self, gboolean supplied);

G_END_DECLS
