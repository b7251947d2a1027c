/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/alerts.h"

#include "app/accessible.h"
#include "app/fault-view.h"
#include "client/client-error.h"
#include "widget-test.h"

typedef struct {
  GtkWidget *window;
  GtkWidget *box;
  GtkWidget *alert;
  GtkWidget *first; /* buttons */
  GtkWidget *second;
} Test;

static GtkWidget *
add (Test *test, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (test->box), widget);
  return widget;
}

static void
set_up (Test *test, gconstpointer data)
{
  test->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  test->alert =
      add (test, g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                               "label", "The PIN is wrong.", "visible", FALSE, NULL));
  test->first = add (test, gtk_button_new_with_label ("Confirm"));
  test->second = add (test, gtk_button_new_with_label ("Cancel"));
  test->window = widget_test_show (test->box);
  gtk_widget_grab_focus (test->first);
  widget_test_settle ();
}

static void
tear_down (Test *test, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (test->window));
  widget_test_settle ();
}

static void
assert_described (GtkWidget *widget, const char *text)
{
  g_autofree char *description = widget_test_dup_description (widget);
  g_assert_cmpstr (description, ==, text);
}

static void
appear (Test *test)
{
  gtk_widget_set_visible (test->alert, TRUE);
  widget_test_settle ();
}

static void
an_alert_is_said_of_what_has_the_focus_while_it_stands (Test *test, gconstpointer data)
{
  g_assert_false (widget_test_says (test->window, "PIN"));
  appear (test);
  assert_described (test->first, "The PIN is wrong.");
  gtk_widget_set_visible (test->alert, FALSE);
  assert_described (test->first, "");
  appear (test);
  assert_described (test->first, "The PIN is wrong.");
}

static void
one_that_changes_is_said_where_the_focus_is_by_then (Test *test, gconstpointer data)
{
  appear (test);
  gtk_widget_grab_focus (test->second);
  gtk_label_set_label (GTK_LABEL (test->alert), "Two tries are left.");
  widget_test_settle ();
  assert_described (test->first, "");
  assert_described (test->second, "Two tries are left.");
  gtk_label_set_label (GTK_LABEL (test->alert), "");
  widget_test_settle ();
  assert_described (test->second, "");
}

static void
what_comes_together_is_said_together (Test *test, gconstpointer data)
{
  gtk_label_set_label (GTK_LABEL (test->alert), "No connection");
  appear (test);
  GtkWidget *other =
      add (test, g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "label", "Nothing was sent.", NULL));
  widget_test_wait_until (widget_test_says (test->window, "Nothing"));
  assert_described (test->first, "No connection. Nothing was sent.");
  gtk_box_remove (GTK_BOX (test->box), other);
  assert_described (test->first, "No connection");
}

static void
where_nothing_has_the_focus_what_is_nearest_gets_it (Test *test, gconstpointer data)
{
  gtk_widget_set_sensitive (test->first, FALSE);
  gtk_root_set_focus (GTK_ROOT (test->window), NULL);
  appear (test);
  g_assert_true (gtk_widget_has_focus (test->second));
  assert_described (test->second, "The PIN is wrong.");
}

static void
what_is_said_of_it_anyway_stays (Test *test, gconstpointer data)
{
  yqq_accessible_describe (test->first, "Sends it to the PC");
  appear (test);
  assert_described (test->first, "Sends it to the PC. The PIN is wrong.");
  yqq_accessible_describe (test->first, "Sends it.");
  assert_described (test->first, "Sends it. The PIN is wrong.");
  gtk_widget_set_visible (test->alert, FALSE);
  assert_described (test->first, "Sends it.");
  yqq_accessible_describe (test->first, NULL);
  assert_described (test->first, "");
}

static void
of_an_entry_it_is_said_of_the_text_inside_too (Test *test, gconstpointer data)
{
  GtkWidget *entry = add (test, gtk_entry_new ());
  gtk_widget_grab_focus (entry);
  appear (test);
  assert_described (entry, "The PIN is wrong.");
  assert_described (gtk_window_get_focus (GTK_WINDOW (test->window)), "The PIN is wrong.");
}

static void
what_had_the_focus_may_go_before_the_alert (Test *test, gconstpointer data)
{
  appear (test);
  gtk_box_remove (GTK_BOX (test->box), test->first);
  gtk_label_set_label (GTK_LABEL (test->alert), "Two tries are left.");
  widget_test_settle ();
  g_assert_true (widget_test_says (test->window, "Two tries are left."));
}

static void
a_fault_is_said_in_full_and_once (Test *test, gconstpointer data)
{
  g_autoptr (GError) error =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "for a test");
  YqqFaultView *view = g_object_new (YQQ_TYPE_FAULT_VIEW, "visible", FALSE, NULL);
  add (test, GTK_WIDGET (view));
  yqq_fault_view_show (view, error, "Try again", "win.refresh");
  gtk_widget_set_visible (GTK_WIDGET (view), TRUE);
  widget_test_settle ();
  g_autofree char *description = widget_test_dup_description (test->first);
  GtkWidget *again = widget_test_find_button (test->window, "Try again");
  gtk_widget_grab_focus (again);
  assert_described (again, description);
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
#define ADD(name) g_test_add ("/app/alerts/" #name, Test, NULL, set_up, name, tear_down)
  ADD (an_alert_is_said_of_what_has_the_focus_while_it_stands);
  ADD (one_that_changes_is_said_where_the_focus_is_by_then);
  ADD (what_comes_together_is_said_together);
  ADD (where_nothing_has_the_focus_what_is_nearest_gets_it);
  ADD (what_is_said_of_it_anyway_stays);
  ADD (of_an_entry_it_is_said_of_the_text_inside_too);
  ADD (what_had_the_focus_may_go_before_the_alert);
  ADD (a_fault_is_said_in_full_and_once);
  return g_test_run ();
}
