/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/enterprise-memory.h"

#include "app/membership.h"

struct _YqqEnterpriseMemory {
  GObject parent;

  YqqWorkspace *workspace;
  YqqSettings *settings;
  gboolean recalled; /* for the person who is there now */
  char *last;        /* what was chosen then, as it is kept in the settings */
};

G_DEFINE_FINAL_TYPE (YqqEnterpriseMemory, yqq_enterprise_memory, G_TYPE_OBJECT)

static const char *
get_choice (YqqEnterpriseMemory *self)
{
  const char *enterprise_id = yqq_workspace_get_enterprise_id (self->workspace);
  if (!yqq_workspace_get_enterprise_chosen (self->workspace))
    return "";
  return enterprise_id ? enterprise_id : YQQ_SETTINGS_ALL_ENTERPRISES;
}

static void
keep_last (YqqEnterpriseMemory *self, const char *choice)
{
  char *copy = g_strdup (choice);
  g_free (self->last);
  self->last = copy;
}

static void
recall (YqqEnterpriseMemory *self, const YqqMe *me)
{
  g_autofree char *remembered = yqq_settings_dup_enterprise_id (self->settings);
  self->recalled = TRUE;
  gboolean all = g_str_equal (remembered, YQQ_SETTINGS_ALL_ENTERPRISES);
  keep_last (self, get_choice (self));
  if (*self->last || me->memberships->len < 2 || !(all || yqq_membership_find (me, remembered)))
    return;
  keep_last (self, remembered);
  yqq_workspace_choose_enterprise (self->workspace, all ? NULL : remembered);
}

static void
on_changed (YqqEnterpriseMemory *self)
{
  const YqqMe *me = yqq_workspace_get_me (self->workspace);
  if (!me)
    self->recalled = FALSE;
  else if (!self->recalled)
    recall (self, me);
  else if (!g_str_equal (get_choice (self), self->last)) {
    keep_last (self, get_choice (self));
    yqq_settings_set_enterprise_id (self->settings, self->last);
  }
}

/* Nothing of a person stays behind. */
static void
on_phase_changed (YqqEnterpriseMemory *self)
{
  g_autofree char *remembered = yqq_settings_dup_enterprise_id (self->settings);
  if (yqq_workspace_get_phase (self->workspace) == YQQ_PHASE_LOGGED_OUT && *remembered)
    yqq_settings_set_enterprise_id (self->settings, NULL);
}

static void
yqq_enterprise_memory_finalize (GObject *object)
{
  YqqEnterpriseMemory *self = YQQ_ENTERPRISE_MEMORY (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_free (self->last);
  G_OBJECT_CLASS (yqq_enterprise_memory_parent_class)->finalize (object);
}

static void
yqq_enterprise_memory_class_init (YqqEnterpriseMemoryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_enterprise_memory_finalize;
}

static void
yqq_enterprise_memory_init (YqqEnterpriseMemory *self)
{
}

YqqEnterpriseMemory *
yqq_enterprise_memory_new (YqqWorkspace *workspace, YqqSettings *settings)
{
  YqqEnterpriseMemory *self = g_object_new (YQQ_TYPE_ENTERPRISE_MEMORY, NULL);
  self->workspace = g_object_ref (workspace);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "phase-changed", G_CALLBACK (on_phase_changed), self,
                           G_CONNECT_SWAPPED);
  on_changed (self);
  return self;
}
