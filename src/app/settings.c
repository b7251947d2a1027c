/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/settings.h"

#define MOST_IDLE_MINUTES 5
#define LOCK_MINUTES 10
#define MOST_LOCK_MINUTES 60

struct _YqqSettings {
  GObject parent;

  GSettings *stored; /* NULL where the schema is not installed */
  char *authority_address;
  char *camera;
  char *enterprise_id;
  YqqAppearance appearance;
  YqqApproval approval;
  guint idle_minutes;
  guint lock_minutes;
};

G_DEFINE_FINAL_TYPE (YqqSettings, yqq_settings, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static const char *const appearance_nicks[] = {"system", "light", "dark"};
static const char *const approval_nicks[] = {"once", "each"};

static guint
find_nick (const char *const *nicks, guint count, const char *nick)
{
  for (guint i = 0; i < count; i++)
    if (g_strcmp0 (nicks[i], nick) == 0)
      return i;
  return 0;
}

static void
read_stored (YqqSettings *self)
{
  g_autofree char *appearance = g_settings_get_string (self->stored, "appearance");
  g_autofree char *approval = g_settings_get_string (self->stored, "confirm-mode");
  g_free (self->authority_address);
  g_free (self->camera);
  g_free (self->enterprise_id);
  self->authority_address = g_settings_get_string (self->stored, "authority-address");
  self->camera = g_settings_get_string (self->stored, "camera-id");
  self->enterprise_id = g_settings_get_string (self->stored, "enterprise-id");
  self->appearance =
      (YqqAppearance)find_nick (appearance_nicks, G_N_ELEMENTS (appearance_nicks), appearance);
  self->approval = (YqqApproval)find_nick (approval_nicks, G_N_ELEMENTS (approval_nicks), approval);
  self->idle_minutes = g_settings_get_uint (self->stored, "lock-on-idle-minutes");
  self->lock_minutes = g_settings_get_uint (self->stored, "lock-after-minutes");
}

static void
on_stored_changed (YqqSettings *self)
{
  read_stored (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
open_stored (YqqSettings *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source ? g_settings_schema_source_lookup (source, YQQ_APPLICATION_ID, TRUE) : NULL;
  if (!schema)
    return;
  self->stored = g_settings_new_full (schema, NULL, NULL);
  read_stored (self);
  g_signal_connect_object (self->stored, "changed", G_CALLBACK (on_stored_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
yqq_settings_finalize (GObject *object)
{
  YqqSettings *self = YQQ_SETTINGS (object);
  g_clear_object (&self->stored);
  g_free (self->authority_address);
  g_free (self->camera);
  g_free (self->enterprise_id);
  G_OBJECT_CLASS (yqq_settings_parent_class)->finalize (object);
}

static void
yqq_settings_class_init (YqqSettingsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_settings_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
yqq_settings_init (YqqSettings *self)
{
  self->authority_address = g_strdup ("");
  self->camera = g_strdup ("");
  self->enterprise_id = g_strdup ("");
  self->idle_minutes = MOST_IDLE_MINUTES;
  self->lock_minutes = LOCK_MINUTES;
  open_stored (self);
}

static void
store (YqqSettings *self, const char *key, GVariant *value)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  if (self->stored)
    g_settings_set_value (self->stored, key, owned);
  else
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
replace_text (char **member, const char *text)
{
  char *copy = g_strdup (text ? text : "");
  g_free (*member);
  *member = copy;
}

YqqSettings *
yqq_settings_new (void)
{
  return g_object_new (YQQ_TYPE_SETTINGS, NULL);
}

char *
yqq_settings_dup_authority_address (YqqSettings *self)
{
  return g_strdup (self->authority_address);
}

void
yqq_settings_set_authority_address (YqqSettings *self, const char *address)
{
  replace_text (&self->authority_address, address);
  store (self, "authority-address", g_variant_new_string (self->authority_address));
}

char *
yqq_settings_dup_camera (YqqSettings *self)
{
  return g_strdup (self->camera);
}

void
yqq_settings_set_camera (YqqSettings *self, const char *camera_id)
{
  replace_text (&self->camera, camera_id);
  store (self, "camera-id", g_variant_new_string (self->camera));
}

char *
yqq_settings_dup_enterprise_id (YqqSettings *self)
{
  return g_strdup (self->enterprise_id);
}

void
yqq_settings_set_enterprise_id (YqqSettings *self, const char *enterprise_id)
{
  replace_text (&self->enterprise_id, enterprise_id);
  store (self, "enterprise-id", g_variant_new_string (self->enterprise_id));
}

YqqAppearance
yqq_settings_get_appearance (YqqSettings *self)
{
  return self->appearance;
}

void
yqq_settings_set_appearance (YqqSettings *self, YqqAppearance appearance)
{
  self->appearance = appearance;
  store (self, "appearance", g_variant_new_string (appearance_nicks[appearance]));
}

YqqApproval
yqq_settings_get_approval (YqqSettings *self)
{
  return self->approval;
}

void
yqq_settings_set_approval (YqqSettings *self, YqqApproval approval)
{
  self->approval = approval;
  store (self, "confirm-mode", g_variant_new_string (approval_nicks[approval]));
}

guint
yqq_settings_get_idle_minutes (YqqSettings *self)
{
  return self->idle_minutes;
}

void
yqq_settings_set_idle_minutes (YqqSettings *self, guint minutes)
{
  self->idle_minutes = CLAMP (minutes, 1, MOST_IDLE_MINUTES);
  store (self, "lock-on-idle-minutes", g_variant_new_uint32 (self->idle_minutes));
}

guint
yqq_settings_get_lock_minutes (YqqSettings *self)
{
  return self->lock_minutes;
}

void
yqq_settings_set_lock_minutes (YqqSettings *self, guint minutes)
{
  self->lock_minutes = MIN (minutes, MOST_LOCK_MINUTES);
  store (self, "lock-after-minutes", g_variant_new_uint32 (self->lock_minutes));
}
