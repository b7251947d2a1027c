/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a camera's picture is drawn where; and what is said aloud meanwhile. */
#include "app/viewfinder.h"

#include "app/announcer.h"
#include "widget-test.h"

#define SIDE 40
#define RED 0xffff0000
#define BLUE 0xff0000ff

/* Red on the left, blue on the right. */
static GBytes *
make_frame (void)
{
  guint8 *rgba = g_malloc (SIDE * SIDE * 4);
  for (guint i = 0; i < SIDE * SIDE; i++) {
    gboolean left = i % SIDE < SIDE / 2;
    const guint8 pixel[] = {left ? 255 : 0, 0, left ? 0 : 255, 255};
    memcpy (rgba + (gsize)i * 4, pixel, sizeof pixel);
  }
  return g_bytes_new_take (rgba, SIDE * SIDE * 4);
}

/* NULL between two frames. */
static GskRenderNode *
take_snapshot (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

/* What the widget draws at a share of its width, in the middle of its height. */
static guint32
get_pixel (GtkWidget *widget, double share)
{
  g_autoptr (GskRenderNode) node = NULL;
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  widget_test_wait_until (node || (node = take_snapshot (widget)));
  g_autoptr (GdkTexture) texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                   &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  gsize stride = (gsize)width * 4;
  g_autofree guint8 *pixels = g_malloc (stride * (gsize)height);
  gdk_texture_download (texture, pixels, stride);
  guint32 pixel;
  memcpy (&pixel, pixels + (gsize)(height / 2) * stride + (gsize)(share * width) * 4, sizeof pixel);
  return pixel;
}

static GtkWidget *
show_viewfinder (YqqViewfinder *viewfinder)
{
  g_autoptr (GBytes) frame = make_frame ();
  GtkWidget *window = widget_test_show (GTK_WIDGET (viewfinder));
  yqq_viewfinder_show_frame (viewfinder, frame, SIDE, SIDE);
  widget_test_settle ();
  return window;
}

static void
what_is_left_of_a_code_scanner_stays_left (void)
{
  YqqViewfinder *viewfinder = g_object_new (YQQ_TYPE_VIEWFINDER, NULL);
  GtkWidget *window = show_viewfinder (viewfinder);
  g_assert_cmphex (get_pixel (GTK_WIDGET (viewfinder), .25), ==, RED);
  g_assert_cmphex (get_pixel (GTK_WIDGET (viewfinder), .75), ==, BLUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
people_see_themselves_as_in_a_mirror (void)
{
  YqqViewfinder *viewfinder = g_object_new (YQQ_TYPE_VIEWFINDER, NULL);
  yqq_viewfinder_set_mirrored (viewfinder, TRUE);
  GtkWidget *window = show_viewfinder (viewfinder);
  g_assert_cmphex (get_pixel (GTK_WIDGET (viewfinder), .25), ==, BLUE);
  g_assert_cmphex (get_pixel (GTK_WIDGET (viewfinder), .75), ==, RED);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- said aloud ------------------------------------------------------------------------------- */

static gboolean
is_named (GtkWidget *widget, const char *name)
{
  g_autofree char *other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                               GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  return other == NULL;
}

static void
what_is_said_is_the_name_of_the_place_that_has_the_focus (void)
{
  YqqViewfinder *place = g_object_new (YQQ_TYPE_VIEWFINDER, NULL);
  GtkWidget *window = widget_test_show (GTK_WIDGET (place));
  g_autoptr (YqqAnnouncer) announcer = yqq_announcer_new (GTK_WIDGET (place));
  yqq_announcer_say (announcer, "Blink");
  g_assert_true (is_named (GTK_WIDGET (place), "Blink"));
  yqq_announcer_say (announcer, "");
  g_assert_true (is_named (GTK_WIDGET (place), "Blink"));
  gtk_window_destroy (GTK_WINDOW (window));
  yqq_announcer_forget (announcer);
  yqq_announcer_say (announcer, "to nobody any more");
}

static void
of_several_texts_in_a_hurry_the_newest_is_said_after_a_pause (void)
{
  YqqViewfinder *place = g_object_new (YQQ_TYPE_VIEWFINDER, NULL);
  GtkWidget *window = widget_test_show (GTK_WIDGET (place));
  g_autoptr (YqqAnnouncer) announcer = yqq_announcer_new (GTK_WIDGET (place));
  gint64 start_us = g_get_monotonic_time ();
  yqq_announcer_say (announcer, "Too dark");
  yqq_announcer_say (announcer, "Hold still");
  yqq_announcer_say (announcer, "Blink");
  g_assert_cmpstr (yqq_announcer_get_said (announcer), ==, "Too dark");
  widget_test_wait_until (is_named (GTK_WIDGET (place), "Blink"));
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=,
                   (YQQ_ANNOUNCER_PAUSE_MS - 50) * G_TIME_SPAN_MILLISECOND);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);
#define ADD(name) g_test_add_func ("/app/viewfinder/" #name, name)
  ADD (what_is_left_of_a_code_scanner_stays_left);
  ADD (people_see_themselves_as_in_a_mirror);
#undef ADD
#define ADD(name) g_test_add_func ("/app/announcer/" #name, name)
  ADD (what_is_said_is_the_name_of_the_place_that_has_the_focus);
  ADD (of_several_texts_in_a_hurry_the_newest_is_said_after_a_pause);
  return g_test_run ();
}
