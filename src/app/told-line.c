/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/told-line.h"

struct _YqqToldLine {
  AdwBin parent;

  GtkRevealer *revealer;
  GtkLabel *text;
  guint end;
};

G_DEFINE_FINAL_TYPE (YqqToldLine, yqq_told_line, ADW_TYPE_BIN)

static gboolean
on_end (gpointer user_data)
{
  YqqToldLine *self = user_data;
  self->end = 0;
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  return G_SOURCE_REMOVE;
}

/* Once it is closed nothing of it is read out any more, and no room is kept for it. */
static void
on_revealed (YqqToldLine *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_revealer_get_reveal_child (self->revealer) ||
                                                 gtk_revealer_get_child_revealed (self->revealer));
}

static void
yqq_told_line_dispose (GObject *object)
{
  YqqToldLine *self = YQQ_TOLD_LINE (object);
  g_clear_handle_id (&self->end, g_source_remove);
  G_OBJECT_CLASS (yqq_told_line_parent_class)->dispose (object);
}

static void
yqq_told_line_class_init (YqqToldLineClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_told_line_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/told-line.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqToldLine, revealer);
  gtk_widget_class_bind_template_child (widget_class, YqqToldLine, text);
  gtk_widget_class_bind_template_callback (widget_class, on_revealed);
}

static void
yqq_told_line_init (YqqToldLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
yqq_told_line_tell (YqqToldLine *self, const char *text)
{
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  g_clear_handle_id (&self->end, g_source_remove);
  self->end = g_timeout_add (YQQ_TOLD_LINE_MS, on_end, self);
}
