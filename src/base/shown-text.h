/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which texts from outside may stand on a page that somebody decides by. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* FALSE for control characters, line ends and marks of direction. text is UTF-8. */
gboolean yqq_text_can_be_shown (const char *text);

G_END_DECLS
