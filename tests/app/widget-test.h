/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What widget tests share: a beginning, windows, finding widgets, keys. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Our resources on the display, as the application shows them at its start. */
void widget_test_load_resources (void);

/* g_test_init, GTK, libadwaita and our resources. */
void widget_test_init (int *argc, char ***argv);

/* Shows widget in a window of its own and waits until it is drawn. */
GtkWidget *widget_test_show (GtkWidget *widget);

/* Lets the main loop run until nothing is left to do, or condition holds (ten seconds at most). */
void widget_test_settle (void);
#define widget_test_wait_until(condition)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 widget_test_end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                        \
    while (!(condition) && g_get_monotonic_time () < widget_test_end)                              \
      g_main_context_iteration (NULL, g_main_context_pending (NULL));                              \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

/* The first widget of a type in the tree under widget, or with this text as its label; mapped ones
 * only. NULL if there is none. */
GtkWidget *widget_test_find_type (GtkWidget *widget, GType type);
GtkWidget *widget_test_find_label (GtkWidget *widget, const char *text);
GtkWidget *widget_test_find_button (GtkWidget *widget, const char *label);

/* Presses a key in the widget's window as if it came from the keyboard, through the controllers of
 * focus and its ancestors. */
gboolean widget_test_press_key (GtkWidget *focus, guint keyval);

/* All text of the tree under widget, labels, entries, tooltips and accessible names. Owned. */
char *widget_test_collect_text (GtkWidget *widget);

G_END_DECLS
