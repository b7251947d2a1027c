/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line under a form's row that says what is wrong with it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YQQ_TYPE_FIELD_ERROR (yqq_field_error_get_type ())
G_DECLARE_FINAL_TYPE (YqqFieldError, yqq_field_error, YQQ, FIELD_ERROR, GtkListBoxRow)

/* Shows text under row (marked as wrong, and described by it), or hides itself if text is NULL. */
void yqq_field_error_show (YqqFieldError *self, GtkWidget *row, const char *text);

G_END_DECLS
