/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shortcuts-window.h"

GtkWindow *
yqq_shortcuts_window_present (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/cn/yueqiqian/desktop/ui/shortcuts-window.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
  gtk_window_set_transient_for (window, parent);
  gtk_window_set_destroy_with_parent (window, TRUE);
  gtk_window_present (window);
  return window;
}
