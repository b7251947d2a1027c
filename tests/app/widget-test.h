/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What widget tests share: a beginning, windows, finding widgets, keys. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Our resources on the display, as the application shows them at its start. */
void widget_test_load_resources (void);

/* g_test_init, GTK, libadwaita and our resources. */
void widget_test_init (int *argc, char ***argv);

/* Shows widget in a window of its own and waits until it is drawn. The window answers for the
 * actions of ours and of the application: it only keeps which one was activated. */
GtkWidget *widget_test_show (GtkWidget *widget);

/* The action activated last in a window of widget_test_show, as "win.certificate::0001", and NULL
 * if there was none since the last call. Owned. */
char *widget_test_take_act (GtkWidget *window);
#define widget_test_assert_act(window, expected)                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *widget_test_act = widget_test_take_act (window);                              \
    g_assert_cmpstr (widget_test_act, ==, expected);                                               \
  }                                                                                                \
  G_STMT_END

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
/* By the text of a label in it, or by its tooltip. */
GtkWidget *widget_test_find_button (GtkWidget *widget, const char *label);

/* Presses a button that can be seen and pressed; anything else fails the test. */
void widget_test_click (GtkWidget *widget, const char *label);

/* Presses the first button that can be seen and has this style. */
void widget_test_press_button (GtkWidget *widget, const char *css_class);

/* TRUE if a label or an entry that can be seen has text in it. */
gboolean widget_test_shows (GtkWidget *widget, const char *text);
#define widget_test_assert_shows(widget, text)                                                     \
  widget_test_assert_shown (GTK_WIDGET (widget), text, TRUE, G_STRFUNC, __FILE__, __LINE__)
#define widget_test_assert_hides(widget, text)                                                     \
  widget_test_assert_shown (GTK_WIDGET (widget), text, FALSE, G_STRFUNC, __FILE__, __LINE__)
void widget_test_assert_shown (GtkWidget *widget,
                               const char *text,
                               gboolean shown,
                               const char *function,
                               const char *file,
                               int line);

/* What a screen reader has been told of widget besides its name; owned. */
char *widget_test_dup_description (GtkWidget *widget);
/* TRUE if this is part of what is said of what has the focus. */
gboolean widget_test_says (GtkWidget *window, const char *text);
#define widget_test_assert_says(widget, text)                                                      \
  widget_test_wait_until (widget_test_says (GTK_WIDGET (widget), text))

/* Presses a key in the widget's window as if it came from the keyboard, through the controllers of
 * focus and its ancestors. */
gboolean widget_test_press_key (GtkWidget *focus, guint keyval);

/* Whether a screen reader that comes to the widget says text of it beside its name. */
gboolean widget_test_describes (GtkWidget *widget, const char *text);

/* All text of the tree under widget, labels, entries, tooltips and accessible names. Owned. */
char *widget_test_collect_text (GtkWidget *widget);

G_END_DECLS
