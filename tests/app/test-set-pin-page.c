/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In Chinese, because the words are the guide's. */
#include "app/set-pin-page.h"

#include <libintl.h>
#include <locale.h>

#include "app/pin-pad.h"
#include "fake-workspace.h"
#include "widget-test.h"

typedef struct {
  FakeWorkspace *workspace;
  YqqRouter *router;
  YqqPage *page;
  GtkWidget *window;
  GtkWidget *pad;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->workspace = fake_workspace_new ();
  fixture->router = yqq_router_new ();
  fixture->page = yqq_set_pin_page_new (YQQ_WORKSPACE (fixture->workspace), fixture->router, NULL);
  fixture->window = widget_test_show (GTK_WIDGET (fixture->page));
  fixture->pad = widget_test_find_type (fixture->window, YQQ_TYPE_PIN_PAD);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->router);
  g_clear_object (&fixture->workspace);
}

static void
enter (Fixture *fixture, const char *digits)
{
  for (; *digits; digits++)
    g_assert_true (widget_test_press_key (fixture->pad, (guint)*digits));
}

static void
press (Fixture *fixture, const char *label)
{
  GtkWidget *button = widget_test_find_button (fixture->window, label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
the_page_and_its_button_are_called_as_in_the_guide (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (yqq_page_get_title (fixture->page), ==, "设置 PIN 码");
  g_assert_nonnull (widget_test_find_label (fixture->window, "设置 PIN 码"));
  g_assert_null (widget_test_find_label (fixture->window, "去设置"));
  enter (fixture, "592846");
  press (fixture, "继续");
  enter (fixture, "592846");
  press (fixture, "去设置");
  widget_test_settle ();
  g_assert_true (yqq_workspace_get_pin_set (YQQ_WORKSPACE (fixture->workspace)));
}

static GtkWidget *
find_dots (Fixture *fixture)
{
  return gtk_widget_get_first_child (fixture->pad);
}

static void
refuse_a_trivial_pin (Fixture *fixture, gboolean animated)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animated, NULL);
  enter (fixture, "111111");
  press (fixture, "继续");
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  g_assert_true (gtk_widget_has_css_class (find_dots (fixture), "refused"));
}

static void
a_refused_pin_shakes_once (Fixture *fixture, gconstpointer data)
{
  refuse_a_trivial_pin (fixture, TRUE);
  g_assert_true (gtk_widget_has_css_class (find_dots (fixture), "shake"));
  enter (fixture, "5");
  g_assert_false (gtk_widget_has_css_class (find_dots (fixture), "shake"));
  g_assert_false (gtk_widget_has_css_class (find_dots (fixture), "refused"));
}

static void
nothing_shakes_where_animations_are_off (Fixture *fixture, gconstpointer data)
{
  refuse_a_trivial_pin (fixture, FALSE);
  g_assert_false (gtk_widget_has_css_class (find_dots (fixture), "shake"));
}

static void
clearing_is_a_word_and_clears (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "592");
  press (fixture, "清空");
  g_assert_cmpuint (yqq_pin_pad_get_length (YQQ_PIN_PAD (fixture->pad)), ==, 0);
}

#define ADD(name) g_test_add ("/app/set-pin-page/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *catalogue = g_build_filename (g_getenv ("YQQ_BUILD_DIR"), "po", NULL);
  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, catalogue);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  widget_test_init (&argc, &argv);
  ADD (the_page_and_its_button_are_called_as_in_the_guide);
  ADD (a_refused_pin_shakes_once);
  ADD (nothing_shakes_where_animations_are_off);
  ADD (clearing_is_a_word_and_clears);
  return g_test_run ();
}
