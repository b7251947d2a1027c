/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gallery-window.h"

static gboolean
on_waited (gpointer done)
{
  *(gboolean *)done = TRUE;
  return G_SOURCE_REMOVE;
}

void
gallery_wait_ms (guint milliseconds)
{
  gboolean done = FALSE;
  g_timeout_add (milliseconds, on_waited, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

void
gallery_draw (GtkWidget *window, const char *directory, const char *name)
{
  gallery_wait_ms (600);
  g_autofree char *file = g_strdup_printf ("%s.png", name);
  g_autofree char *path = g_build_filename (directory, file, NULL);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (!node) { /* between two frames */
    gallery_draw (window, directory, name);
    return;
  }
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  g_autoptr (GdkTexture) texture = gsk_renderer_render_texture (renderer, node, NULL);
  gdk_texture_save_to_png (texture, path);
}

void
gallery_open (Gallery *self)
{
  self->workspace = fake_workspace_new ();
  self->router = yqq_router_new ();
  self->records = fake_records_new ();
  self->notices =
      yqq_notice_watch_new (YQQ_WORKSPACE (self->workspace), YQQ_RECORDS (self->records));
  YqqPageParts parts = {YQQ_WORKSPACE (self->workspace), self->router, self->settings,
                        YQQ_RECORDS (self->records), self->notices};
  self->window = yqq_window_new (NULL, &parts);
  gtk_window_set_default_size (GTK_WINDOW (self->window), self->width, self->height);
  gtk_window_present (GTK_WINDOW (self->window));
}

void
gallery_close (Gallery *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->router);
  g_clear_object (&self->notices);
  g_clear_object (&self->records);
  g_clear_object (&self->workspace);
}

void
gallery_show (Gallery *self, const char *name)
{
  gallery_draw (GTK_WIDGET (self->window), self->directory, name);
}

void
gallery_act (Gallery *self, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_action_parse_detailed_name (action, &name, &target, NULL);
  gtk_widget_activate_action_variant (GTK_WIDGET (self->window), name, target);
}
