/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/resources.h"

#include <gio/gio.h>

#include "app/app-resources.h"

void
yqq_resources_register (void)
{
  g_resources_register (yqq_app_get_resource ());
}
