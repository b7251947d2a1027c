/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document that the relying party announced or asks to sign, as the person is shown it. */
#pragma once

#include <gio/gio.h>

#include "model/algorithm.h"

G_BEGIN_DECLS

#define YQQ_TYPE_SESSION_DOCUMENT (yqq_session_document_get_type ())
G_DECLARE_FINAL_TYPE (YqqSessionDocument, yqq_session_document, YQQ, SESSION_DOCUMENT, GObject)

/* Read-only properties: id, name, size (bytes), sm3 and sha256 (lower-case hexadecimal or NULL),
 * supplied (TRUE: it can be looked at; notifies). */
const char *yqq_session_document_get_id (YqqSessionDocument *self);
const char *yqq_session_document_get_name (YqqSessionDocument *self);
guint64 yqq_session_document_get_size (YqqSessionDocument *self);
/* Hexadecimal digest by the algorithm's digest (SM3 or SHA-256) or NULL where it was not told. */
const char *yqq_session_document_get_digest (YqqSessionDocument *self, YqqAlgorithm algorithm);
gboolean yqq_session_document_get_supplied (YqqSessionDocument *self);

G_END_DECLS
