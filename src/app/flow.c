/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/flow.h"

#define COLUMN_SPACING 10
#define ROW_SPACING 4

struct _YqqFlow {
  GtkWidget parent;
};

G_DEFINE_FINAL_TYPE (YqqFlow, yqq_flow, GTK_TYPE_WIDGET)

static int
measure_width (GtkWidget *child, int available)
{
  int minimum;
  int natural;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return available < 0 ? natural : MAX (minimum, MIN (natural, available));
}

static int
measure_height (GtkWidget *child, int width)
{
  int natural;
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* The child after the last one that fits into the line; *height is the line's. */
static GtkWidget *
find_line_end (GtkWidget *first, int available, int *height)
{
  int used = 0;
  *height = 0;
  GtkWidget *child = first;
  for (; child; child = gtk_widget_get_next_sibling (child)) {
    if (!gtk_widget_should_layout (child))
      continue;
    int width = measure_width (child, available);
    if (used > 0 && used + COLUMN_SPACING + width > available)
      break;
    used += (used > 0 ? COLUMN_SPACING : 0) + width;
    *height = MAX (*height, measure_height (child, width));
  }
  return child;
}

static int
measure_lines (GtkWidget *widget, int available)
{
  int total = 0;
  for (GtkWidget *first = gtk_widget_get_first_child (widget); first;) {
    int height;
    first = find_line_end (first, available, &height);
    total += (total > 0 && height > 0 ? ROW_SPACING : 0) + height;
  }
  return total;
}

static void
measure_columns (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    if (!gtk_widget_should_layout (child))
      continue;
    int least;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural += (*natural > 0 ? COLUMN_SPACING : 0) + measure_width (child, -1);
  }
}

static void
yqq_flow_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_columns (widget, minimum, natural);
  else
    *minimum = *natural = measure_lines (widget, for_size < 0 ? G_MAXINT : for_size);
}

static void
allocate_line (GtkWidget *first, GtkWidget *end, int available, int y, int height)
{
  gboolean mirrored = gtk_widget_get_direction (first) == GTK_TEXT_DIR_RTL;
  int x = 0;
  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child)) {
    if (!gtk_widget_should_layout (child))
      continue;
    int width = measure_width (child, available);
    int own = measure_height (child, width);
    GtkAllocation allocation = {mirrored ? available - x - width : x, y + (height - own) / 2, width,
                                own};
    gtk_widget_size_allocate (child, &allocation, -1);
    x += width + COLUMN_SPACING;
  }
}

static void
yqq_flow_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  int y = 0;
  for (GtkWidget *first = gtk_widget_get_first_child (widget); first;) {
    int line;
    GtkWidget *end = find_line_end (first, width, &line);
    allocate_line (first, end, width, y, line);
    y += line > 0 ? line + ROW_SPACING : 0;
    first = end;
  }
}

static GtkSizeRequestMode
yqq_flow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
yqq_flow_dispose (GObject *object)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (yqq_flow_parent_class)->dispose (object);
}

static void
yqq_flow_class_init (YqqFlowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_flow_dispose;
  widget_class->measure = yqq_flow_measure;
  widget_class->size_allocate = yqq_flow_size_allocate;
  widget_class->get_request_mode = yqq_flow_get_request_mode;
}

static void
yqq_flow_init (YqqFlow *self)
{
}
