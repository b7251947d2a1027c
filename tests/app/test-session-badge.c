/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-badge.h"

#include <adwaita.h>

#include "fake-session.h"
#include "widget-test.h"

#define PARTY "广州市演示政务服务平台"

typedef struct {
  FakeSession *session;
  GtkWidget *badge;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  fixture->session = fake_session_new ();
  fixture->badge = g_object_new (YQQ_TYPE_SESSION_BADGE, NULL);
  gtk_box_append (GTK_BOX (box), fixture->badge);
  fake_session_scan (fixture->session, NULL);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CONNECTED, NULL);
  yqq_session_badge_show (YQQ_SESSION_BADGE (fixture->badge), YQQ_SCAN_SESSION (fixture->session));
  fixture->window = widget_test_show (box);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static void
the_name_is_whole_where_there_is_room (Fixture *fixture, gconstpointer data)
{
  GtkWidget *party = widget_test_find_label (fixture->badge, PARTY);
  g_assert_nonnull (party);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (party))));
  g_assert_nonnull (widget_test_find_label (fixture->badge, "Connected"));
}

static void
a_narrow_window_keeps_the_time (Fixture *fixture, gconstpointer data)
{
  yqq_session_badge_set_narrow (YQQ_SESSION_BADGE (fixture->badge), TRUE);
  widget_test_wait_until (!widget_test_find_label (fixture->badge, PARTY));
  g_assert_null (widget_test_find_label (fixture->badge, "Connected"));
  g_assert_nonnull (widget_test_find_type (fixture->badge, GTK_TYPE_LABEL));
}

/* Else the window would fold because of the badge, and unfold because it is folded. */
static void
being_narrow_changes_no_smallest_size (Fixture *fixture, gconstpointer data)
{
  int wide, narrow, natural;
  gtk_widget_measure (fixture->badge, GTK_ORIENTATION_HORIZONTAL, -1, &wide, &natural, NULL, NULL);
  yqq_session_badge_set_narrow (YQQ_SESSION_BADGE (fixture->badge), TRUE);
  gtk_widget_measure (fixture->badge, GTK_ORIENTATION_HORIZONTAL, -1, &narrow, NULL, NULL, NULL);
  g_assert_cmpint (wide, ==, narrow);
  g_assert_cmpint (natural, >, wide);
}

static void
the_whole_name_is_always_spoken_and_in_the_tooltip (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = widget_test_find_type (fixture->badge, GTK_TYPE_BUTTON);
  yqq_session_badge_set_narrow (YQQ_SESSION_BADGE (fixture->badge), TRUE);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Connected · " PARTY);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Connected · " PARTY);
}

#define ADD(name) g_test_add ("/app/session-badge/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (the_name_is_whole_where_there_is_room);
  ADD (a_narrow_window_keeps_the_time);
  ADD (being_narrow_changes_no_smallest_size);
  ADD (the_whole_name_is_always_spoken_and_in_the_tooltip);
  return g_test_run ();
}
