/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/authority-page.h"

#include "client/client-error.h"
#include "fake-workspace.h"
#include "widget-test.h"

#define ADDRESS "https://sign.example.cn"

typedef struct {
  FakeWorkspace *workspace;
  YqqRouter *router;
  YqqSettings *settings;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->workspace = fake_workspace_new ();
  fixture->router = yqq_router_new ();
  fixture->settings = yqq_settings_new ();
  yqq_settings_set_authority_address (fixture->settings, "");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->router);
  g_clear_object (&fixture->workspace);
}

static GtkEditable *
show (Fixture *fixture)
{
  YqqPage *page = yqq_authority_page_new (YQQ_WORKSPACE (fixture->workspace), fixture->router,
                                          fixture->settings);
  fixture->window = widget_test_show (GTK_WIDGET (page));
  return GTK_EDITABLE (widget_test_find_type (fixture->window, ADW_TYPE_ENTRY_ROW));
}

static void
press (Fixture *fixture, const char *label)
{
  GtkWidget *button = widget_test_find_button (fixture->window, label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  widget_test_settle ();
}

/* What a program that is started now would read. */
static char *
dup_after_restart (void)
{
  g_settings_sync ();
  g_autoptr (YqqSettings) settings = yqq_settings_new ();
  return yqq_settings_dup_authority_address (settings);
}

static void
an_address_that_answers_is_kept (Fixture *fixture, gconstpointer data)
{
  gtk_editable_set_text (show (fixture), " " ADDRESS " ");
  press (fixture, "Connect");
  g_autofree char *kept = dup_after_restart ();
  g_assert_cmpstr (kept, ==, ADDRESS);
}

static void
an_address_that_does_not_answer_is_not_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "for a test");
  fake_workspace_fail_next (fixture->workspace, error);
  gtk_editable_set_text (show (fixture), ADDRESS);
  press (fixture, "Connect");
  g_assert_nonnull (widget_test_find_label (fixture->window, "The authority cannot be reached"));
  g_autofree char *kept = dup_after_restart ();
  g_assert_cmpstr (kept, ==, "");
}

static void
a_kept_address_is_shown_even_if_it_cannot_be_reached (Fixture *fixture, gconstpointer data)
{
  yqq_settings_set_authority_address (fixture->settings, ADDRESS);
  g_assert_cmpstr (gtk_editable_get_text (show (fixture)), ==, ADDRESS);
}

static void
going_back_to_this_computer_forgets_the_address (Fixture *fixture, gconstpointer data)
{
  yqq_settings_set_authority_address (fixture->settings, ADDRESS);
  show (fixture);
  press (fixture, "Use the one on this computer");
  g_autofree char *kept = dup_after_restart ();
  g_assert_cmpstr (kept, ==, "");
}

static void
this_computer_is_not_offered_where_it_is_in_use (Fixture *fixture, gconstpointer data)
{
  yqq_workspace_start (YQQ_WORKSPACE (fixture->workspace));
  g_assert_cmpstr (gtk_editable_get_text (show (fixture)), ==, "");
  g_assert_null (widget_test_find_button (fixture->window, "Use the one on this computer"));
}

#define ADD(name) g_test_add ("/app/authority-page/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *schemas = g_build_filename (g_getenv ("YQQ_BUILD_DIR"), "data", NULL);
  g_setenv ("GSETTINGS_SCHEMA_DIR", schemas, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  widget_test_init (&argc, &argv);
  ADD (an_address_that_answers_is_kept);
  ADD (an_address_that_does_not_answer_is_not_kept);
  ADD (a_kept_address_is_shown_even_if_it_cannot_be_reached);
  ADD (going_back_to_this_computer_forgets_the_address);
  ADD (this_computer_is_not_offered_where_it_is_in_use);
  return g_test_run ();
}
