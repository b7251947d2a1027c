/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the PC page, and the page that a scanned address shows in a browser. */
#pragma once

#include "authority/http/request.h"

G_BEGIN_DECLS

/* Answers where the request is for a page; FALSE and no answer where it is not. Files come from the
 * directory in YQQ_PC_PAGE_DIR if it is set, else from the program itself. */
gboolean yqq_pages_serve (YqqHttpRequest *request);

G_END_DECLS
