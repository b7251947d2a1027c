/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose certificates the person looked at last is what is shown next time. */
#pragma once

#include "app/settings.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* Chooses the remembered enterprise as soon as it is known that the person belongs to it, and
 * remembers every other choice until they log out. */
#define YQQ_TYPE_ENTERPRISE_MEMORY (yqq_enterprise_memory_get_type ())
G_DECLARE_FINAL_TYPE (YqqEnterpriseMemory, yqq_enterprise_memory, YQQ, ENTERPRISE_MEMORY, GObject)

YqqEnterpriseMemory *yqq_enterprise_memory_new (YqqWorkspace *workspace, YqqSettings *settings);

G_END_DECLS
