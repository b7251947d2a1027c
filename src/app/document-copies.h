/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of a session's documents for other programs: private, read-only, gone with the session. */
#pragma once

#include "app/scan-session.h"

G_BEGIN_DECLS

/* TRUE for names of documents to be read. Others (programs, shortcuts, archives) may be saved, but
 * are not handed to whatever would run them. */
gboolean yqq_document_copies_may_open (const char *name);

/* Writes bytes to a file that only this account can read, named after the document, and removes it
 * when session ends or goes away. An owned file, or NULL with G_FILE_ERROR or G_IO_ERROR. */
GFile *yqq_document_copies_create (YqqScanSession *session,
                                   const char *name,
                                   GBytes *bytes,
                                   GError **error);

G_END_DECLS
