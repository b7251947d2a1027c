/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/quota-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/flow.h"

#define PARTS 4
#define HEIGHT 10
#define GAP 2
#define LEAST 4 /* pixels of a part that is not empty */

struct _YqqQuotaBar {
  GtkWidget parent;

  GtkWidget *segments[PARTS];
  GtkWidget *legend;
  GtkWidget *words[PARTS];
  gint64 numbers[PARTS];
};

G_DEFINE_FINAL_TYPE (YqqQuotaBar, yqq_quota_bar, GTK_TYPE_WIDGET)

static const char *const classes[PARTS] = {"in-use", "suspended", "cancelled", "left"};

static gint64
sum_up (YqqQuotaBar *self)
{
  gint64 sum = 0;
  for (guint i = 0; i < PARTS; i++)
    sum += self->numbers[i];
  return sum;
}

/* Every part that is there can be seen, however small it is beside the others. */
static int
get_segment_width (YqqQuotaBar *self, guint part, int available)
{
  gint64 sum = sum_up (self);
  if (self->numbers[part] == 0 || sum == 0)
    return 0;
  return MAX (LEAST, (int)((available - (PARTS - 1) * GAP) * self->numbers[part] / sum));
}

static void
allocate_segments (YqqQuotaBar *self, int width)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0;
  for (guint i = 0; i < PARTS; i++) {
    int own = MIN (get_segment_width (self, i, width), MAX (0, width - x));
    GtkAllocation place = {mirrored ? width - x - own : x, 0, own, HEIGHT};
    gtk_widget_set_child_visible (self->segments[i], own > 0);
    if (own == 0)
      continue;
    gtk_widget_size_allocate (self->segments[i], &place, -1);
    x += own + GAP;
  }
}

static void
yqq_quota_bar_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  YqqQuotaBar *self = YQQ_QUOTA_BAR (widget);
  gtk_widget_measure (self->legend, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL) {
    *minimum += HEIGHT + 8;
    *natural += HEIGHT + 8;
  }
}

static void
yqq_quota_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  YqqQuotaBar *self = YQQ_QUOTA_BAR (widget);
  GtkAllocation below = {0, HEIGHT + 8, width, MAX (0, height - HEIGHT - 8)};
  allocate_segments (self, width);
  gtk_widget_size_allocate (self->legend, &below, -1);
}

static GtkSizeRequestMode
yqq_quota_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
yqq_quota_bar_dispose (GObject *object)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (yqq_quota_bar_parent_class)->dispose (object);
}

static void
yqq_quota_bar_class_init (YqqQuotaBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_quota_bar_dispose;
  widget_class->measure = yqq_quota_bar_measure;
  widget_class->size_allocate = yqq_quota_bar_size_allocate;
  widget_class->get_request_mode = yqq_quota_bar_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "quotabar");
}

static GtkWidget *
create_legend_entry (YqqQuotaBar *self, guint part)
{
  GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark =
      g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign",
                    GTK_ALIGN_CENTER, "width-request", 10, "height-request", 10, NULL);
  gtk_widget_add_css_class (mark, "quota-part");
  gtk_widget_add_css_class (mark, classes[part]);
  self->words[part] = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->words[part], "caption");
  gtk_widget_add_css_class (self->words[part], "tabular");
  gtk_box_append (GTK_BOX (entry), mark);
  gtk_box_append (GTK_BOX (entry), self->words[part]);
  return entry;
}

static void
yqq_quota_bar_init (YqqQuotaBar *self)
{
  self->legend = g_object_new (YQQ_TYPE_FLOW, NULL);
  for (guint i = 0; i < PARTS; i++) {
    self->segments[i] =
        g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
    gtk_widget_add_css_class (self->segments[i], "quota-part");
    gtk_widget_add_css_class (self->segments[i], classes[i]);
    gtk_widget_set_parent (self->segments[i], GTK_WIDGET (self));
    gtk_widget_set_parent (create_legend_entry (self, i), self->legend);
  }
  gtk_widget_set_parent (self->legend, GTK_WIDGET (self));
}

static void
show_part (YqqQuotaBar *self, guint part, const char *format, gint64 number)
{
  g_autofree char *text = g_strdup_printf (format, (int)number);
  self->numbers[part] = number;
  gtk_label_set_label (GTK_LABEL (self->words[part]), text);
}

void
yqq_quota_bar_show (YqqQuotaBar *self, const YqqQuota *quota)
{
  show_part (self, 0, C_ ("quota", "In use %d"), quota->in_use);
  show_part (self, 1, C_ ("quota", "Suspended %d"), quota->suspended);
  show_part (self, 2, C_ ("quota", "Cancelled %d"), quota->cancelled);
  show_part (self, 3, C_ ("quota", "Left %d"), yqq_quota_get_left (quota));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
