/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: appearance, camera, how documents are confirmed, when a session ends, diagnostics. */
#pragma once

#include <adwaita.h>

#include "app/settings.h"
#include "app/workspace.h"

G_BEGIN_DECLS

#define YQQ_TYPE_PREFERENCES_WINDOW (yqq_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (YqqPreferencesWindow,
                      yqq_preferences_window,
                      YQQ,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

void
yqq_preferences_window_present (GtkWindow *parent, YqqSettings *settings, YqqWorkspace *workspace);

G_END_DECLS
