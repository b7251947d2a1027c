/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signed acts of the last minutes of a record, so that none counts twice. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An act is recorded within minutes of being signed; what is older cannot come again unnoticed, so
 * it is forgotten. */
typedef struct _YqqRecentActs YqqRecentActs;

YqqRecentActs *yqq_recent_acts_new (void);
void yqq_recent_acts_free (YqqRecentActs *self);

/* FALSE if it was added before. */
gboolean yqq_recent_acts_add (YqqRecentActs *self, const char *act_id, gint64 at_ms);

G_END_DECLS
