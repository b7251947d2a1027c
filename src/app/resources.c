/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/resources.h"

#include <gtk/gtk.h>

#include "app/app-resources.h"

#define BASE "/cn/yueqiqian/desktop"

static void
load_style (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, BASE "/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
yqq_resources_load (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_resources_register (yqq_app_get_resource ());
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), BASE "/icons");
  load_style (display);
}
