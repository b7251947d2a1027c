/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application's templates, style and icons, as they are built into the program. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Before any widget of ours is made: registers them and shows icons and style on the display. */
void yqq_resources_load (void);

G_END_DECLS
