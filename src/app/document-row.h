/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document of a session as a row: name, size, and its digests to compare and copy. */
#pragma once

#include <adwaita.h>

#include "link/session-document.h"

G_BEGIN_DECLS

GtkWidget *yqq_document_row_new (YqqSessionDocument *document);

G_END_DECLS
