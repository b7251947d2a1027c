/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/notice-announcer.h"

#include "app/notice-text.h"

struct _YqqNoticeAnnouncer {
  GObject parent;

  GApplication *application; /* weak: it keeps us */
  YqqNoticeWatch *notices;
  GPtrArray *shown; /* identifiers of those that were not taken back yet */
};

G_DEFINE_FINAL_TYPE (YqqNoticeAnnouncer, yqq_notice_announcer, G_TYPE_OBJECT)

static void
on_arrived (YqqNoticeAnnouncer *self, const YqqNotice *notice)
{
  g_autoptr (GNotification) notification = yqq_notice_announcer_create (notice);
  g_autofree char *id = g_strdup_printf ("notice-%" G_GINT64_FORMAT, notice->sequence);
  if (!self->application)
    return;
  g_application_send_notification (self->application, id, notification);
  g_ptr_array_add (self->shown, g_steal_pointer (&id));
}

static void
on_changed (YqqNoticeAnnouncer *self)
{
  if (yqq_notice_watch_get_unseen (self->notices) > 0 || !self->application)
    return;
  for (guint i = 0; i < self->shown->len; i++)
    g_application_withdraw_notification (self->application, self->shown->pdata[i]);
  g_ptr_array_set_size (self->shown, 0);
}

static void
yqq_notice_announcer_dispose (GObject *object)
{
  YqqNoticeAnnouncer *self = YQQ_NOTICE_ANNOUNCER (object);
  g_clear_weak_pointer (&self->application);
  g_clear_object (&self->notices);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (yqq_notice_announcer_parent_class)->dispose (object);
}

static void
yqq_notice_announcer_class_init (YqqNoticeAnnouncerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_notice_announcer_dispose;
}

static void
yqq_notice_announcer_init (YqqNoticeAnnouncer *self)
{
  self->shown = g_ptr_array_new_with_free_func (g_free);
}

YqqNoticeAnnouncer *
yqq_notice_announcer_new (GApplication *application, YqqNoticeWatch *notices)
{
  YqqNoticeAnnouncer *self = g_object_new (YQQ_TYPE_NOTICE_ANNOUNCER, NULL);
  g_set_weak_pointer (&self->application, application);
  self->notices = g_object_ref (notices);
  g_signal_connect_object (notices, "arrived", G_CALLBACK (on_arrived), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (notices, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return self;
}

GNotification *
yqq_notice_announcer_create (const YqqNotice *notice)
{
  g_autofree char *title = yqq_notice_dup_title (notice);
  g_autofree char *sentence = yqq_notice_dup_sentence (notice);
  GNotification *notification = g_notification_new (title);
  g_autoptr (GIcon) icon = g_themed_icon_new (YQQ_APPLICATION_ID);
  g_notification_set_body (notification, sentence);
  g_notification_set_icon (notification, icon);
  g_notification_set_default_action (notification, "app.notices");
  if (yqq_notice_asks (notice))
    g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  return notification;
}
