/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document of a session as a row: name, size, a look at it, its digests to compare and copy. */
#pragma once

#include <adwaita.h>

#include "app/router.h"
#include "app/scan-session.h"

G_BEGIN_DECLS

GtkWidget *
yqq_document_row_new (YqqScanSession *session, YqqSessionDocument *document, YqqRouter *router);

/* Puts the digests that are there (hexadecimal or NULL) under an expander row. */
void yqq_document_row_add_digests (AdwExpanderRow *row, const char *sm3, const char *sha256);

G_END_DECLS
