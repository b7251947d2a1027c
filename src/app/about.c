/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/about.h"

#include <adwaita.h>
#include <glib/gi18n.h>

void
yqq_about_present (GtkWindow *window)
{
  adw_show_about_window (
      window, "application-name", _ ("Yueqiqian Desktop"), "application-icon", YQQ_APPLICATION_ID,
      "version", YQQ_VERSION, "developer-name", _ ("The authors of Yueqiqian Desktop"),
      "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("Your enterprise's certificates on this computer: installed, kept behind a PIN, and used "
         "by scanning a code on the PC."),
      NULL);
}
