/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the person has set: GSettings where the schema is installed, else defaults for this run. */
#pragma once

#include <gio/gio.h>

#include "link/session-link.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_APPEARANCE_SYSTEM,
  YQQ_APPEARANCE_LIGHT,
  YQQ_APPEARANCE_DARK,
} YqqAppearance;

/* Signal: changed. */
#define YQQ_TYPE_SETTINGS (yqq_settings_get_type ())
G_DECLARE_FINAL_TYPE (YqqSettings, yqq_settings, YQQ, SETTINGS, GObject)

YqqSettings *yqq_settings_new (void);

/* Owned; empty: the authority that comes with the program. */
char *yqq_settings_dup_authority_address (YqqSettings *self);
void yqq_settings_set_authority_address (YqqSettings *self, const char *address);

/* Owned; empty: the first camera. */
char *yqq_settings_dup_camera (YqqSettings *self);
void yqq_settings_set_camera (YqqSettings *self, const char *camera_id);

YqqAppearance yqq_settings_get_appearance (YqqSettings *self);
void yqq_settings_set_appearance (YqqSettings *self, YqqAppearance appearance);

YqqApproval yqq_settings_get_approval (YqqSettings *self);
void yqq_settings_set_approval (YqqSettings *self, YqqApproval approval);

/* Owned; the enterprise whose certificates were chosen last, or this; empty: nothing was chosen. */
#define YQQ_SETTINGS_ALL_ENTERPRISES "*"
char *yqq_settings_dup_enterprise_id (YqqSettings *self);
void yqq_settings_set_enterprise_id (YqqSettings *self, const char *enterprise_id);

/* Minutes without use after which a live session ends: 1 to 5. */
guint yqq_settings_get_idle_minutes (YqqSettings *self);
void yqq_settings_set_idle_minutes (YqqSettings *self, guint minutes);

/* Minutes without use after which the application locks: 0 (never) to 60. */
guint yqq_settings_get_lock_minutes (YqqSettings *self);
void yqq_settings_set_lock_minutes (YqqSettings *self, guint minutes);

G_END_DECLS
