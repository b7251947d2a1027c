/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/viewfinder.h"

#include "scan/qr-reading.h"

#define RADIUS 16
#define LINE_WIDTH 4
/* As long as a found code stays outlined after it was seen last. */
#define OUTLINE_MS 400
/* The place for a face: as large as the engine likes it best, of a face's proportions. */
#define GUIDE_HEIGHT 0.74
#define GUIDE_WIDTH 0.76

struct _YqqViewfinder {
  GtkWidget parent;

  GdkTexture *texture;
  GPtrArray *readings;
  guint fade;
  gboolean mirrored;
  YqqViewfinderGuide guide;
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

/* Dark below the line itself, so that it is seen on a light wall too. */
static void
stroke_guide (cairo_t *cairo, YqqViewfinderGuide guide)
{
  const double dashes[] = {9, 7};
  gboolean good = guide == YQQ_VIEWFINDER_GUIDE_GOOD;
  cairo_set_dash (cairo, dashes, good ? 0 : 2, 0);
  cairo_set_source_rgba (cairo, 0, 0, 0, .45);
  cairo_set_line_width (cairo, LINE_WIDTH + 2);
  cairo_stroke_preserve (cairo);
  if (good)
    cairo_set_source_rgb (cairo, 0.34, 0.89, 0.54);
  else
    cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_set_line_width (cairo, LINE_WIDTH - 1);
  cairo_stroke (cairo);
}

static void
snapshot_guide (YqqViewfinder *self, GtkSnapshot *snapshot)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double oval = MIN (height, width) * GUIDE_HEIGHT;
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height);
  cairo_t *cairo = gtk_snapshot_append_cairo (snapshot, &all);
  cairo_save (cairo);
  cairo_translate (cairo, width / 2, height / 2);
  cairo_scale (cairo, oval * GUIDE_WIDTH / 2, oval / 2);
  cairo_arc (cairo, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cairo);
  stroke_guide (cairo, self->guide);
  cairo_destroy (cairo);
}

static void
snapshot_picture (YqqViewfinder *self, GtkSnapshot *snapshot)
{
  graphene_rect_t area = get_picture_area (self);
  gtk_snapshot_save (snapshot);
  if (self->mirrored) {
    float width = (float)gtk_widget_get_width (GTK_WIDGET (self));
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width, 0));
    gtk_snapshot_scale (snapshot, -1, 1);
  }
  gtk_snapshot_append_texture (snapshot, self->texture, &area);
  if (self->readings)
    snapshot_outlines (self, snapshot, &area);
  gtk_snapshot_restore (snapshot);
}

static void
yqq_viewfinder_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  YqqViewfinder *self = YQQ_VIEWFINDER (widget);
  GskRoundedRect clip;
  if (!self->texture)
    return;
  gsk_rounded_rect_init_from_rect (&clip,
                                   &GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (widget),
                                                        (float)gtk_widget_get_height (widget)),
                                   RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  snapshot_picture (self, snapshot);
  if (self->guide != YQQ_VIEWFINDER_GUIDE_NONE)
    snapshot_guide (self, snapshot);
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
yqq_viewfinder_set_mirrored (YqqViewfinder *self, gboolean mirrored)
{
  self->mirrored = mirrored;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
yqq_viewfinder_set_guide (YqqViewfinder *self, YqqViewfinderGuide guide)
{
  if (self->guide == guide)
    return;
  self->guide = guide;
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
