/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/announcer.h"

struct _YqqAnnouncer {
  GtkWidget parent;

  GtkWidget *label;
  char *waiting;
  gint64 said_us;
  guint pause;
};

G_DEFINE_FINAL_TYPE (YqqAnnouncer, yqq_announcer, GTK_TYPE_WIDGET)

/* GTK 4.8 has no call to announce something. What screen readers speak unasked is an alert that
 * comes into view: a label that only gets another text is passed over in silence. */
static void
say_now (YqqAnnouncer *self, const char *text)
{
  self->said_us = g_get_monotonic_time ();
  gtk_widget_set_visible (self->label, FALSE);
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_widget_set_visible (self->label, TRUE);
}

static gboolean
on_paused (gpointer user_data)
{
  YqqAnnouncer *self = user_data;
  g_autofree char *text = g_steal_pointer (&self->waiting);
  self->pause = 0;
  if (text && !g_str_equal (text, yqq_announcer_get_said (self)))
    say_now (self, text);
  return G_SOURCE_REMOVE;
}

static void
yqq_announcer_dispose (GObject *object)
{
  YqqAnnouncer *self = YQQ_ANNOUNCER (object);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->waiting, g_free);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (yqq_announcer_parent_class)->dispose (object);
}

static void
yqq_announcer_class_init (YqqAnnouncerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_announcer_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "announcer");
}

static void
yqq_announcer_init (YqqAnnouncer *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                              "ellipsize", PANGO_ELLIPSIZE_END, "visible", FALSE, NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_opacity (GTK_WIDGET (self), 0);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

void
yqq_announcer_say (YqqAnnouncer *self, const char *text)
{
  gint64 since_ms = (g_get_monotonic_time () - self->said_us) / 1000;
  g_clear_pointer (&self->waiting, g_free);
  if (*text == '\0' || g_str_equal (text, yqq_announcer_get_said (self)))
    return;
  if (self->said_us == 0 || since_ms >= YQQ_ANNOUNCER_PAUSE_MS) {
    say_now (self, text);
    return;
  }
  self->waiting = g_strdup (text);
  if (self->pause == 0)
    self->pause = g_timeout_add ((guint)(YQQ_ANNOUNCER_PAUSE_MS - since_ms), on_paused, self);
}

void
yqq_announcer_forget (YqqAnnouncer *self)
{
  g_clear_pointer (&self->waiting, g_free);
  gtk_widget_set_visible (self->label, FALSE);
  gtk_label_set_label (GTK_LABEL (self->label), "");
}

const char *
yqq_announcer_get_said (YqqAnnouncer *self)
{
  return gtk_label_get_label (GTK_LABEL (self->label));
}
