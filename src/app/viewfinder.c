/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/viewfinder.h"

#include "scan/qr-reading.h"

#define RADIUS 16
#define LINE_WIDTH 4
/* As long as a found code stays outlined after it was seen last. */
#define OUTLINE_MS 400

struct _YqqViewfinder {
  GtkWidget parent;

  GdkTexture *texture;
  GPtrArray *readings;
  guint fade;
};

G_DEFINE_FINAL_TYPE (YqqViewfinder, yqq_viewfinder, GTK_TYPE_WIDGET)

/* Where the whole picture lies so that it covers the widget: cut at two sides, never stretched. */
static graphene_rect_t
get_picture_area (YqqViewfinder *self)
{
  float width = (float)gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float)gtk_widget_get_height (GTK_WIDGET (self));
  float picture_width = (float)gdk_texture_get_width (self->texture);
  float picture_height = (float)gdk_texture_get_height (self->texture);
  float scale = MAX (width / picture_width, height / picture_height);
  picture_width *= scale;
  picture_height *= scale;
  return GRAPHENE_RECT_INIT ((width - picture_width) / 2, (height - picture_height) / 2,
                             picture_width, picture_height);
}

static void
draw_outline (cairo_t *cairo, const YqqQrReading *reading, const graphene_rect_t *area)
{
  for (guint i = 0; i < 4; i++)
    cairo_line_to (cairo, area->origin.x + reading->outline[i].x * area->size.width,
                   area->origin.y + reading->outline[i].y * area->size.height);
  cairo_close_path (cairo);
  cairo_stroke (cairo);
}

static void
snapshot_outlines (YqqViewfinder *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (GTK_WIDGET (self)),
                                            (float)gtk_widget_get_height (GTK_WIDGET (self)));
  cairo_t *cairo = gtk_snapshot_append_cairo (snapshot, &all);
  cairo_set_line_width (cairo, LINE_WIDTH);
  cairo_set_line_join (cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_set_source_rgb (cairo, 0.34, 0.89, 0.54);
  for (guint i = 0; i < self->readings->len; i++)
    draw_outline (cairo, self->readings->pdata[i], area);
  cairo_destroy (cairo);
}

static void
yqq_viewfinder_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  YqqViewfinder *self = YQQ_VIEWFINDER (widget);
  GskRoundedRect clip;
  if (!self->texture)
    return;
  graphene_rect_t area = get_picture_area (self);
  gsk_rounded_rect_init_from_rect (&clip,
                                   &GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (widget),
                                                        (float)gtk_widget_get_height (widget)),
                                   RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_texture (snapshot, self->texture, &area);
  if (self->readings)
    snapshot_outlines (self, snapshot, &area);
  gtk_snapshot_pop (snapshot);
}

static void
yqq_viewfinder_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 180;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 400;
}

static gboolean
on_fade (gpointer user_data)
{
  YqqViewfinder *self = user_data;
  self->fade = 0;
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
yqq_viewfinder_dispose (GObject *object)
{
  YqqViewfinder *self = YQQ_VIEWFINDER (object);
  g_clear_handle_id (&self->fade, g_source_remove);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  G_OBJECT_CLASS (yqq_viewfinder_parent_class)->dispose (object);
}

static void
yqq_viewfinder_class_init (YqqViewfinderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_viewfinder_dispose;
  widget_class->snapshot = yqq_viewfinder_snapshot;
  widget_class->measure = yqq_viewfinder_measure;
  gtk_widget_class_set_css_name (widget_class, "viewfinder");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
yqq_viewfinder_init (YqqViewfinder *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
yqq_viewfinder_show_frame (YqqViewfinder *self, GBytes *rgba, guint width, guint height)
{
  g_clear_object (&self->texture);
  self->texture =
      gdk_memory_texture_new ((int)width, (int)height, GDK_MEMORY_R8G8B8A8, rgba, (gsize)width * 4);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
yqq_viewfinder_outline (YqqViewfinder *self, GPtrArray *readings)
{
  g_clear_handle_id (&self->fade, g_source_remove);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  self->readings = g_ptr_array_ref (readings);
  self->fade = g_timeout_add (OUTLINE_MS, on_fade, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
yqq_viewfinder_clear (YqqViewfinder *self)
{
  g_clear_object (&self->texture);
  g_clear_handle_id (&self->fade, g_source_remove);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
