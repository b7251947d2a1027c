/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application's templates, style and icons, as they are built into the program. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_RESOURCES_BASE "/cn/yueqiqian/desktop"

/* Before the application's own startup, in which GTK and libadwaita show the icons and the style
 * that they find under YQQ_RESOURCES_BASE. */
void yqq_resources_register (void);

G_END_DECLS
