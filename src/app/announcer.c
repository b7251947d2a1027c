/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/announcer.h"

struct _YqqAnnouncer {
  GObject parent;

  GtkWidget *place; /* weak */
  char *said;
  char *waiting;
  gint64 said_us;
  guint pause;
};

G_DEFINE_FINAL_TYPE (YqqAnnouncer, yqq_announcer, G_TYPE_OBJECT)

static void
say_now (YqqAnnouncer *self, const char *text)
{
  g_free (self->said);
  self->said = g_strdup (text);
  self->said_us = g_get_monotonic_time ();
  if (self->place)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->place), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    text, -1);
}

static gboolean
on_paused (gpointer user_data)
{
  YqqAnnouncer *self = user_data;
  g_autofree char *text = g_steal_pointer (&self->waiting);
  self->pause = 0;
  if (text && !g_str_equal (text, self->said))
    say_now (self, text);
  return G_SOURCE_REMOVE;
}

static void
yqq_announcer_dispose (GObject *object)
{
  YqqAnnouncer *self = YQQ_ANNOUNCER (object);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->waiting, g_free);
  g_clear_pointer (&self->said, g_free);
  g_clear_weak_pointer (&self->place);
  G_OBJECT_CLASS (yqq_announcer_parent_class)->dispose (object);
}

static void
yqq_announcer_class_init (YqqAnnouncerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_announcer_dispose;
}

static void
yqq_announcer_init (YqqAnnouncer *self)
{
  self->said = g_strdup ("");
}

YqqAnnouncer *
yqq_announcer_new (GtkWidget *place)
{
  YqqAnnouncer *self = g_object_new (YQQ_TYPE_ANNOUNCER, NULL);
  g_set_weak_pointer (&self->place, place);
  return self;
}

void
yqq_announcer_say (YqqAnnouncer *self, const char *text)
{
  gint64 since_ms = (g_get_monotonic_time () - self->said_us) / 1000;
  g_clear_pointer (&self->waiting, g_free);
  if (*text == '\0' || g_str_equal (text, self->said))
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
  g_free (self->said);
  self->said = g_strdup ("");
}

const char *
yqq_announcer_get_said (YqqAnnouncer *self)
{
  return self->said;
}
