/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-test.h"

static void
on_told (YqqRouter *router, const char *text, PageTest *self)
{
  g_free (self->told);
  self->told = g_strdup (text);
}

void
page_test_set_up (PageTest *self, gconstpointer data)
{
  self->fake = fake_workspace_new ();
  self->workspace = YQQ_WORKSPACE (self->fake);
  self->router = yqq_router_new ();
  self->settings = yqq_settings_new ();
  self->records = fake_records_new ();
  self->notices = yqq_notice_watch_new (self->workspace, YQQ_RECORDS (self->records));
  g_signal_connect (self->router, "told", G_CALLBACK (on_told), self);
  yqq_workspace_start (self->workspace);
}

void
page_test_set_up_filled (PageTest *self, gconstpointer data)
{
  page_test_set_up (self, data);
  fake_workspace_fill (self->fake);
  yqq_router_reset (self->router, YQQ_PLACE_HOME, NULL);
}

void
page_test_release (gpointer object)
{
  const char *type = G_OBJECT_TYPE_NAME (object);
  gpointer weak = object;
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  g_object_add_weak_pointer (object, &weak);
  g_object_unref (object);
  while (weak && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  if (weak)
    g_error ("A %s is still there, held %u times", type, ((GObject *)weak)->ref_count);
}

void
page_test_tear_down (PageTest *self, gconstpointer data)
{
  if (self->page)
    g_object_ref (self->page);
  if (self->window)
    gtk_window_destroy (GTK_WINDOW (self->window));
  if (self->page)
    page_test_release (self->page);
  page_test_release (self->router);
  page_test_release (self->notices);
  page_test_release (self->records);
  page_test_release (self->workspace);
  g_object_unref (self->settings);
  g_free (self->told);
}

void
page_test_show (PageTest *self, YqqPlace place, GObject *subject)
{
  YqqPageParts parts = {self->workspace, self->router, self->settings, YQQ_RECORDS (self->records),
                        self->notices};
  yqq_router_push (self->router, place, subject);
  if (self->window)
    gtk_window_destroy (GTK_WINDOW (self->window));
  self->page = yqq_page_factory_create (&parts, place, subject);
  self->window = widget_test_show (GTK_WIDGET (self->page));
  yqq_page_arrive (self->page);
}

void
page_test_enter_pin (PageTest *self, const char *digits)
{
  for (; *digits; digits++)
    g_assert_true (widget_test_press_key (GTK_WIDGET (self->page), (guint)*digits));
}

GtkWidget *
page_test_find_row (GtkWidget *widget, const char *title)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = page_test_find_row (child, title);
    if (found)
      return found;
  }
  return NULL;
}

static GtkWidget *
look_for_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (ADW_IS_MESSAGE_DIALOG (window))
      return window; /* GTK keeps it */
  }
  return NULL;
}

GtkWidget *
page_test_find_dialog (void)
{
  GtkWidget *dialog = look_for_dialog ();
  g_assert_nonnull (dialog);
  return dialog;
}

gboolean
page_test_has_dialog (void)
{
  return look_for_dialog () != NULL;
}
