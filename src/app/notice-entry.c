/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/notice-entry.h"

struct _YqqNoticeEntry {
  GObject parent;

  YqqNotice *notice;
};

G_DEFINE_FINAL_TYPE (YqqNoticeEntry, yqq_notice_entry, G_TYPE_OBJECT)

enum { PROP_SEEN = 1, PROPERTIES };

static GParamSpec *properties[PROPERTIES];

static void
yqq_notice_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, YQQ_NOTICE_ENTRY (object)->notice->seen);
}

static void
yqq_notice_entry_finalize (GObject *object)
{
  g_clear_pointer (&YQQ_NOTICE_ENTRY (object)->notice, yqq_notice_free);
  G_OBJECT_CLASS (yqq_notice_entry_parent_class)->finalize (object);
}

static void
yqq_notice_entry_class_init (YqqNoticeEntryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_notice_entry_finalize;
  G_OBJECT_CLASS (class)->get_property = yqq_notice_entry_get_property;
  properties[PROP_SEEN] =
      g_param_spec_boolean ("seen", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), PROPERTIES, properties);
}

static void
yqq_notice_entry_init (YqqNoticeEntry *self)
{
}

YqqNoticeEntry *
yqq_notice_entry_new (const YqqNotice *notice)
{
  YqqNoticeEntry *self = g_object_new (YQQ_TYPE_NOTICE_ENTRY, NULL);
  self->notice = yqq_notice_copy (notice);
  return self;
}

const YqqNotice *
yqq_notice_entry_get_notice (YqqNoticeEntry *self)
{
  return self->notice;
}

gboolean
yqq_notice_entry_get_seen (YqqNoticeEntry *self)
{
  return self->notice->seen;
}

void
yqq_notice_entry_set_seen (YqqNoticeEntry *self, gboolean seen)
{
  if (self->notice->seen == seen)
    return;
  self->notice->seen = seen;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEEN]);
}
