/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pin-pad.h"

#include <string.h>

#include "widget-test.h"

typedef struct {
  GtkWidget *window;
  YqqPinPad *pad;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->pad = g_object_new (YQQ_TYPE_PIN_PAD, NULL);
  fixture->window = widget_test_show (GTK_WIDGET (fixture->pad));
  yqq_pin_pad_listen (fixture->pad, fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
press_keys (Fixture *fixture, const char *digits)
{
  for (; *digits; digits++)
    g_assert_true (widget_test_press_key (GTK_WIDGET (fixture->pad), (guint)*digits));
}

static void
assert_pin (Fixture *fixture, const char *expected)
{
  g_autoptr (YqqSecretBytes) pin = yqq_pin_pad_take (fixture->pad);
  g_assert_nonnull (pin);
  g_assert_cmpmem (yqq_secret_bytes_get_data (pin), yqq_secret_bytes_get_size (pin), expected,
                   strlen (expected));
}

static void
number_keys_enter_digits (Fixture *fixture, gconstpointer data)
{
  press_keys (fixture, "24");
  g_assert_true (widget_test_press_key (GTK_WIDGET (fixture->pad), GDK_KEY_KP_6));
  press_keys (fixture, "813");
  assert_pin (fixture, "246813");
}

static void
buttons_enter_digits (Fixture *fixture, gconstpointer data)
{
  static const char *const labels[] = {"9", "0", "1", "7", "5", "3"};
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    GtkWidget *button = widget_test_find_button (fixture->window, labels[i]);
    g_assert_nonnull (button);
    g_signal_emit_by_name (button, "clicked");
  }
  assert_pin (fixture, "901753");
}

static void
backspace_takes_the_last_digit_back (Fixture *fixture, gconstpointer data)
{
  press_keys (fixture, "24681");
  widget_test_press_key (GTK_WIDGET (fixture->pad), GDK_KEY_BackSpace);
  g_assert_cmpuint (yqq_pin_pad_get_length (fixture->pad), ==, 4);
  press_keys (fixture, "57");
  assert_pin (fixture, "246857");
}

static void
a_seventh_digit_changes_nothing (Fixture *fixture, gconstpointer data)
{
  press_keys (fixture, "2468139");
  assert_pin (fixture, "246813");
}

static void
an_incomplete_pin_is_not_given (Fixture *fixture, gconstpointer data)
{
  press_keys (fixture, "24681");
  g_assert_null (yqq_pin_pad_take (fixture->pad));
  g_assert_cmpuint (yqq_pin_pad_get_length (fixture->pad), ==, 5);
}

static void
taking_the_pin_empties_the_pad (Fixture *fixture, gconstpointer data)
{
  press_keys (fixture, "246813");
  assert_pin (fixture, "246813");
  g_assert_cmpuint (yqq_pin_pad_get_length (fixture->pad), ==, 0);
  g_assert_null (yqq_pin_pad_take (fixture->pad));
}

static void
on_submitted (YqqPinPad *pad, guint *count)
{
  *count += 1;
}

static void
enter_submits_only_a_complete_pin (Fixture *fixture, gconstpointer data)
{
  guint count = 0;
  g_signal_connect (fixture->pad, "submitted", G_CALLBACK (on_submitted), &count);
  press_keys (fixture, "24681");
  g_assert_false (widget_test_press_key (GTK_WIDGET (fixture->pad), GDK_KEY_Return));
  press_keys (fixture, "3");
  g_assert_true (widget_test_press_key (GTK_WIDGET (fixture->pad), GDK_KEY_KP_Enter));
  g_assert_cmpuint (count, ==, 1);
}

static void
a_screen_reader_hears_how_many_and_never_which (Fixture *fixture, gconstpointer data)
{
  press_keys (fixture, "246");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->pad), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Entered 3 of 6 digits");
}

/* The keys carry each digit once, whatever is entered: the widgets' texts must not change. */
static void
no_digit_is_anywhere_in_the_widgets_texts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = widget_test_collect_text (fixture->window);
  press_keys (fixture, "246813");
  g_autofree char *after = widget_test_collect_text (fixture->window);
  g_assert_cmpstr (before, ==, after);
}

static void
leaving_the_page_wipes_the_pad (Fixture *fixture, gconstpointer data)
{
  press_keys (fixture, "246813");
  gtk_widget_set_visible (GTK_WIDGET (fixture->pad), FALSE);
  g_assert_cmpuint (yqq_pin_pad_get_length (fixture->pad), ==, 0);
  g_assert_null (yqq_pin_pad_take (fixture->pad));
}

static void
letters_and_shortcuts_are_left_to_others (Fixture *fixture, gconstpointer data)
{
  g_assert_false (widget_test_press_key (GTK_WIDGET (fixture->pad), GDK_KEY_a));
  g_assert_false (widget_test_press_key (GTK_WIDGET (fixture->pad), GDK_KEY_Escape));
}

#define ADD(name) g_test_add ("/app/pin-pad/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (number_keys_enter_digits);
  ADD (buttons_enter_digits);
  ADD (backspace_takes_the_last_digit_back);
  ADD (a_seventh_digit_changes_nothing);
  ADD (an_incomplete_pin_is_not_given);
  ADD (taking_the_pin_empties_the_pad);
  ADD (enter_submits_only_a_complete_pin);
  ADD (a_screen_reader_hears_how_many_and_never_which);
  ADD (no_digit_is_anywhere_in_the_widgets_texts);
  ADD (leaving_the_page_wipes_the_pad);
  ADD (letters_and_shortcuts_are_left_to_others);
  return g_test_run ();
}
