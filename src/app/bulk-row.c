/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/bulk-row.h"

#include <glib/gi18n.h>

#include "app/act-line-text.h"
#include "model/grant.h"

struct _YqqBulkRow {
  GObject parent;

  YqqAuthorisedUserEntry *entry;
  gboolean ticked;
  gboolean failed;
  char *told;
};

G_DEFINE_FINAL_TYPE (YqqBulkRow, yqq_bulk_row, G_TYPE_OBJECT)

enum { PROP_TICKED = 1, PROP_TOLD, PROPERTIES };

static GParamSpec *properties[PROPERTIES];

static void
yqq_bulk_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  YqqBulkRow *self = YQQ_BULK_ROW (object);
  if (id == PROP_TICKED)
    g_value_set_boolean (value, self->ticked);
  else
    g_value_set_string (value, self->told);
}

static void
yqq_bulk_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  yqq_bulk_row_set_ticked (YQQ_BULK_ROW (object), g_value_get_boolean (value));
}

static void
yqq_bulk_row_finalize (GObject *object)
{
  YqqBulkRow *self = YQQ_BULK_ROW (object);
  g_clear_object (&self->entry);
  g_free (self->told);
  G_OBJECT_CLASS (yqq_bulk_row_parent_class)->finalize (object);
}

static void
yqq_bulk_row_class_init (YqqBulkRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->finalize = yqq_bulk_row_finalize;
  object_class->get_property = yqq_bulk_row_get_property;
  object_class->set_property = yqq_bulk_row_set_property;
  properties[PROP_TICKED] =
      g_param_spec_boolean ("ticked", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOLD] =
      g_param_spec_string ("told", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, PROPERTIES, properties);
}

static void
yqq_bulk_row_init (YqqBulkRow *self)
{
}

YqqBulkRow *
yqq_bulk_row_new (YqqAuthorisedUserEntry *entry)
{
  YqqBulkRow *self = g_object_new (YQQ_TYPE_BULK_ROW, NULL);
  self->entry = g_object_ref (entry);
  return self;
}

YqqAuthorisedUserEntry *
yqq_bulk_row_get_entry (YqqBulkRow *self)
{
  return self->entry;
}

void
yqq_bulk_row_set_entry (YqqBulkRow *self, YqqAuthorisedUserEntry *entry)
{
  g_set_object (&self->entry, entry);
}

gboolean
yqq_bulk_row_get_ticked (YqqBulkRow *self)
{
  return self->ticked;
}

void
yqq_bulk_row_set_ticked (YqqBulkRow *self, gboolean ticked)
{
  if (self->ticked == ticked)
    return;
  self->ticked = ticked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TICKED]);
}

const char *
yqq_bulk_row_get_obstacle (YqqBulkRow *self, YqqBulkAct act)
{
  const YqqAuthorisedUser *user = yqq_authorised_user_entry_get_user (self->entry);
  gboolean suspended = user->state == YQQ_GRANT_STATE_SUSPENDED;
  if (user->state == YQQ_GRANT_STATE_CANCELLED)
    return _ ("cancelled already");
  if (user->me)
    return _ ("your own");
  if (user->roles & YQQ_ROLE_ADMINISTRATOR)
    return _ ("an administrator's: it goes with a transfer only");
  if (act == YQQ_BULK_SUSPEND && suspended)
    return _ ("suspended already");
  if (act == YQQ_BULK_RESUME && !suspended)
    return _ ("not suspended");
  return NULL;
}

const char *
yqq_bulk_row_get_told (YqqBulkRow *self)
{
  return self->told;
}

gboolean
yqq_bulk_row_get_failed (YqqBulkRow *self)
{
  return self->failed;
}

static const char *
get_success (YqqBulkAct act)
{
  switch (act) {
  case YQQ_BULK_SUSPEND:
    return _ ("Suspended");
  case YQQ_BULK_RESUME:
    return _ ("Can be used again");
  case YQQ_BULK_CANCEL:
    return _ ("Cancelled");
  }
  g_return_val_if_reached ("");
}

static void
tell (YqqBulkRow *self, const char *text, gboolean failed)
{
  g_free (self->told);
  self->told = g_strdup (text);
  self->failed = failed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOLD]);
}

void
yqq_bulk_row_finish (YqqBulkRow *self, YqqBulkAct act, const YqqActLine *line)
{
  g_autofree char *trouble = line ? yqq_act_line_format_trouble (line) : NULL;
  gboolean done = line && line->done;
  tell (self, done ? get_success (act) : trouble ? trouble : _ ("Nothing was changed"), !done);
}

void
yqq_bulk_row_wait (YqqBulkRow *self)
{
  tell (self, _ ("Waits for a second person"), FALSE);
}
