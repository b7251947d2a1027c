/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application's templates, style and icons, as they are built into the program. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_RESOURCES_BASE "/cn/yueqiqian/desktop"

/* Before the application's own startup, which shows the icons and the style it finds under
 * YQQ_RESOURCES_BASE: told of the icons later, GTK would read the icon themes a second time. */
void yqq_resources_register (void);

G_END_DECLS
