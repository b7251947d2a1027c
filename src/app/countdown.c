/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/countdown.h"

#include "app/format.h"

struct _YqqCountdown {
  GtkWidget parent;

  GtkWidget *label;
  gint64 until_ms;
  const char *pattern;
  guint ticker;
  gboolean over;
};

G_DEFINE_FINAL_TYPE (YqqCountdown, yqq_countdown, GTK_TYPE_WIDGET)

enum { OVER, SIGNALS };

static guint signals[SIGNALS];

static void
show_time (YqqCountdown *self)
{
  gint64 left_ms = self->until_ms - g_get_real_time () / 1000;
  g_autofree char *left = yqq_format_countdown (left_ms);
  g_autoptr (GString) text = g_string_new (self->pattern ? self->pattern : "%s");
  g_string_replace (text, "%s", left, 1);
  gtk_label_set_label (GTK_LABEL (self->label), self->until_ms > 0 ? text->str : "");
  if (self->over || self->until_ms == 0 || left_ms > 0)
    return;
  self->over = TRUE;
  g_signal_emit (self, signals[OVER], 0);
}

static gboolean
on_tick (gpointer user_data)
{
  show_time (user_data);
  return G_SOURCE_CONTINUE;
}

static void
yqq_countdown_map (GtkWidget *widget)
{
  YqqCountdown *self = YQQ_COUNTDOWN (widget);
  GTK_WIDGET_CLASS (yqq_countdown_parent_class)->map (widget);
  show_time (self);
  self->ticker = g_timeout_add (500, on_tick, self);
}

static void
yqq_countdown_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&YQQ_COUNTDOWN (widget)->ticker, g_source_remove);
  GTK_WIDGET_CLASS (yqq_countdown_parent_class)->unmap (widget);
}

static void
yqq_countdown_dispose (GObject *object)
{
  YqqCountdown *self = YQQ_COUNTDOWN (object);
  g_clear_handle_id (&self->ticker, g_source_remove);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (yqq_countdown_parent_class)->dispose (object);
}

static void
yqq_countdown_class_init (YqqCountdownClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_countdown_dispose;
  widget_class->map = yqq_countdown_map;
  widget_class->unmap = yqq_countdown_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "countdown");
  signals[OVER] = g_signal_new ("over", YQQ_TYPE_COUNTDOWN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
yqq_countdown_init (YqqCountdown *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "tabular");
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

void
yqq_countdown_set (YqqCountdown *self, gint64 until_ms, const char *pattern)
{
  self->until_ms = until_ms;
  self->pattern = pattern;
  self->over = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), until_ms > 0);
  show_time (self);
}
