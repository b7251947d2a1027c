/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of cards in a page that scrolls as a whole: the first ones, and more when asked. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Rows are widgets for good, so that few are made at a time. */
#define YQQ_LONG_LIST_STEP 100

/* Property: label (what a screen reader calls the list; construct only). */
#define YQQ_TYPE_LONG_LIST (yqq_long_list_get_type ())
G_DECLARE_FINAL_TYPE (YqqLongList, yqq_long_list, YQQ, LONG_LIST, GtkWidget)

/* model is kept; create makes a row for an item. user_data must live as long as the list. */
void yqq_long_list_bind (YqqLongList *self,
                         GListModel *model,
                         GtkListBoxCreateWidgetFunc create,
                         gpointer user_data);

G_END_DECLS
