/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/status-pill.h"

struct _YqqStatusPill {
  GtkWidget parent;

  GtkWidget *icon;
  GtkWidget *word;
};

G_DEFINE_FINAL_TYPE (YqqStatusPill, yqq_status_pill, GTK_TYPE_WIDGET)

static const char *const tone_classes[] = {
    [YQQ_TONE_NEUTRAL] = "neutral",
    [YQQ_TONE_GOOD] = "good",
    [YQQ_TONE_NOTICE] = "notice",
    [YQQ_TONE_BAD] = "bad",
};

static void
yqq_status_pill_dispose (GObject *object)
{
  YqqStatusPill *self = YQQ_STATUS_PILL (object);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->word, gtk_widget_unparent);
  G_OBJECT_CLASS (yqq_status_pill_parent_class)->dispose (object);
}

static void
yqq_status_pill_class_init (YqqStatusPillClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_status_pill_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "statuspill");
}

static void
yqq_status_pill_init (YqqStatusPill *self)
{
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             "pixel-size", 14, NULL);
  self->word = gtk_label_new (NULL);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->word, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

YqqStatusPill *
yqq_status_pill_new (void)
{
  return g_object_new (YQQ_TYPE_STATUS_PILL, NULL);
}

void
yqq_status_pill_show (YqqStatusPill *self, YqqTone tone, const char *icon, const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (tone_classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), tone_classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), tone_classes[tone]);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_label_set_text (GTK_LABEL (self->word), word);
}
