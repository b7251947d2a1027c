/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A state told by icon, word and colour together, never by colour alone. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  YQQ_TONE_NEUTRAL,
  YQQ_TONE_GOOD,
  YQQ_TONE_NOTICE,
  YQQ_TONE_BAD,
} YqqTone;

#define YQQ_TYPE_STATUS_PILL (yqq_status_pill_get_type ())
G_DECLARE_FINAL_TYPE (YqqStatusPill, yqq_status_pill, YQQ, STATUS_PILL, GtkWidget)

YqqStatusPill *yqq_status_pill_new (void);

void yqq_status_pill_show (YqqStatusPill *self, YqqTone tone, const char *icon, const char *word);

G_END_DECLS
