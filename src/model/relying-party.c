/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/relying-party.h"

struct _YqqRelyingParty {
  GObject parent_instance;

  char *id;
  char *name;
  GStrv domains;
  gboolean first_use;
};

G_DEFINE_FINAL_TYPE (YqqRelyingParty, yqq_relying_party, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_DOMAINS,
  PROP_FIRST_USE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
yqq_relying_party_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  YqqRelyingParty *self = YQQ_RELYING_PARTY (object);
  switch (id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_DOMAINS:
    g_value_set_boxed (value, self->domains);
    break;
  case PROP_FIRST_USE:
    g_value_set_boolean (value, self->first_use);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
yqq_relying_party_finalize (GObject *object)
{
  YqqRelyingParty *self = YQQ_RELYING_PARTY (object);
  g_free (self->id);
  g_free (self->name);
  g_clear_pointer (&self->domains, g_strfreev);
  G_OBJECT_CLASS (yqq_relying_party_parent_class)->finalize (object);
}

static void
yqq_relying_party_class_init (YqqRelyingPartyClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->get_property = yqq_relying_party_get_property;
  object_class->finalize = yqq_relying_party_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_DOMAINS] = g_param_spec_boxed ("domains", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_FIRST_USE] = g_param_spec_boolean ("first-use", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
yqq_relying_party_init (YqqRelyingParty *self)
{
}

YqqRelyingParty *
yqq_relying_party_new (const char *id,
                       const char *name,
                       const char *const *domains,
                       gboolean first_use)
{
  YqqRelyingParty *self = g_object_new (YQQ_TYPE_RELYING_PARTY, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->domains = g_strdupv ((GStrv)domains);
  self->first_use = first_use;
  return self;
}

const char *
yqq_relying_party_get_id (YqqRelyingParty *self)
{
  return self->id;
}

const char *
yqq_relying_party_get_name (YqqRelyingParty *self)
{
  return self->name;
}

const char *const *
yqq_relying_party_get_domains (YqqRelyingParty *self)
{
  return (const char *const *)self->domains;
}

gboolean
yqq_relying_party_get_first_use (YqqRelyingParty *self)
{
  return self->first_use;
}
