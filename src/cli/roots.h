/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The root certificates that a verification trusts. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Those in the PEM files, or where files is NULL those of the authority this device belongs to.
 * An array of YqqX509; NULL after having said why. */
GPtrArray *yqq_roots_collect (char **files);

G_END_DECLS
