/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/router.h"

static void
on_moved (YqqRouter *router, gboolean forwards, GString *moves)
{
  g_string_append_c (moves, forwards ? '+' : '-');
}

static void
back_leads_the_way_that_was_come (void)
{
  g_autoptr (YqqRouter) router = yqq_router_new ();
  g_autoptr (GString) moves = g_string_new (NULL);
  g_signal_connect (router, "moved", G_CALLBACK (on_moved), moves);
  yqq_router_reset (router, YQQ_PLACE_HOME, NULL);
  yqq_router_push (router, YQQ_PLACE_CERTIFICATE, NULL);
  yqq_router_push (router, YQQ_PLACE_SET_PIN, NULL);
  g_assert_true (yqq_router_back (router));
  g_assert_cmpint (yqq_router_get_place (router), ==, YQQ_PLACE_CERTIFICATE);
  g_assert_true (yqq_router_back (router));
  g_assert_cmpint (yqq_router_get_place (router), ==, YQQ_PLACE_HOME);
  g_assert_false (yqq_router_back (router));
  g_assert_cmpstr (moves->str, ==, "+++--");
}

static void
a_replaced_place_is_not_come_back_to (void)
{
  g_autoptr (YqqRouter) router = yqq_router_new ();
  yqq_router_reset (router, YQQ_PLACE_HOME, NULL);
  yqq_router_push (router, YQQ_PLACE_CERTIFICATE, NULL);
  yqq_router_push (router, YQQ_PLACE_PIN, NULL);
  yqq_router_replace (router, YQQ_PLACE_INSTALL, NULL);
  g_assert_false (yqq_router_holds (router, YQQ_PLACE_PIN));
  yqq_router_back (router);
  g_assert_cmpint (yqq_router_get_place (router), ==, YQQ_PLACE_CERTIFICATE);
}

static void
several_places_are_replaced_at_once (void)
{
  g_autoptr (YqqRouter) router = yqq_router_new ();
  yqq_router_reset (router, YQQ_PLACE_HOME, NULL);
  yqq_router_push (router, YQQ_PLACE_CONFIRM, NULL);
  yqq_router_push (router, YQQ_PLACE_PIN, NULL);
  yqq_router_replace_last (router, 2, YQQ_PLACE_CONNECTED, NULL);
  g_assert_cmpuint (yqq_router_get_depth (router), ==, 2);
  yqq_router_back (router);
  g_assert_cmpint (yqq_router_get_place (router), ==, YQQ_PLACE_HOME);
}

static void
the_same_place_is_not_entered_twice (void)
{
  g_autoptr (YqqRouter) router = yqq_router_new ();
  yqq_router_push (router, YQQ_PLACE_SCAN, NULL);
  yqq_router_push (router, YQQ_PLACE_SCAN, NULL);
  g_assert_cmpuint (yqq_router_get_depth (router), ==, 2);
}

static void
a_subject_lives_as_long_as_its_place (void)
{
  g_autoptr (YqqRouter) router = yqq_router_new ();
  GObject *subject = g_object_new (G_TYPE_OBJECT, NULL);
  GObject *weak = subject;
  g_object_add_weak_pointer (subject, (gpointer *)&weak);
  yqq_router_push (router, YQQ_PLACE_PIN, subject);
  g_object_unref (subject);
  g_assert_nonnull (weak);
  g_assert_true (yqq_router_get_subject (router) == weak);
  yqq_router_back (router);
  g_assert_null (weak);
}

static void
going_back_to_a_place_not_on_the_way_does_nothing (void)
{
  g_autoptr (YqqRouter) router = yqq_router_new ();
  yqq_router_reset (router, YQQ_PLACE_HOME, NULL);
  yqq_router_push (router, YQQ_PLACE_CERTIFICATE, NULL);
  g_assert_false (yqq_router_back_to (router, YQQ_PLACE_SCAN));
  g_assert_cmpint (yqq_router_get_place (router), ==, YQQ_PLACE_CERTIFICATE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/router/back_leads_the_way_that_was_come",
                   back_leads_the_way_that_was_come);
  g_test_add_func ("/app/router/a_replaced_place_is_not_come_back_to",
                   a_replaced_place_is_not_come_back_to);
  g_test_add_func ("/app/router/several_places_are_replaced_at_once",
                   several_places_are_replaced_at_once);
  g_test_add_func ("/app/router/the_same_place_is_not_entered_twice",
                   the_same_place_is_not_entered_twice);
  g_test_add_func ("/app/router/a_subject_lives_as_long_as_its_place",
                   a_subject_lives_as_long_as_its_place);
  g_test_add_func ("/app/router/going_back_to_a_place_not_on_the_way_does_nothing",
                   going_back_to_a_place_not_on_the_way_does_nothing);
  return g_test_run ();
}
