/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/enterprise.h"

struct _YqqEnterprise {
  GObject parent_instance;

  char *id;
  char *name;
  char *credit_code;
  char *legal_representative;
  gboolean demonstration;
};

G_DEFINE_FINAL_TYPE (YqqEnterprise, yqq_enterprise, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_CREDIT_CODE,
  PROP_LEGAL_REPRESENTATIVE,
  PROP_DEMONSTRATION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
yqq_enterprise_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  YqqEnterprise *self = YQQ_ENTERPRISE (object);
  switch (id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_CREDIT_CODE:
    g_value_set_string (value, self->credit_code);
    break;
  case PROP_LEGAL_REPRESENTATIVE:
    g_value_set_string (value, self->legal_representative);
    break;
  case PROP_DEMONSTRATION:
    g_value_set_boolean (value, self->demonstration);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
yqq_enterprise_finalize (GObject *object)
{
  YqqEnterprise *self = YQQ_ENTERPRISE (object);
  g_free (self->id);
  g_free (self->name);
  g_free (self->credit_code);
  g_free (self->legal_representative);
  G_OBJECT_CLASS (yqq_enterprise_parent_class)->finalize (object);
}

static void
yqq_enterprise_class_init (YqqEnterpriseClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->get_property = yqq_enterprise_get_property;
  object_class->finalize = yqq_enterprise_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_CREDIT_CODE] = g_param_spec_string ("credit-code", NULL, NULL, NULL, flags);
  properties[PROP_LEGAL_REPRESENTATIVE] =
      g_param_spec_string ("legal-representative", NULL, NULL, NULL, flags);
  properties[PROP_DEMONSTRATION] = g_param_spec_boolean ("demonstration", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
yqq_enterprise_init (YqqEnterprise *self)
{
}

YqqEnterprise *
yqq_enterprise_new (const char *id,
                    const char *name,
                    const char *credit_code,
                    const char *legal_representative,
                    gboolean demonstration)
{
  YqqEnterprise *self = g_object_new (YQQ_TYPE_ENTERPRISE, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->credit_code = g_strdup (credit_code);
  self->legal_representative = g_strdup (legal_representative);
  self->demonstration = demonstration;
  return self;
}

const char *
yqq_enterprise_get_id (YqqEnterprise *self)
{
  return self->id;
}

const char *
yqq_enterprise_get_name (YqqEnterprise *self)
{
  return self->name;
}

const char *
yqq_enterprise_get_credit_code (YqqEnterprise *self)
{
  return self->credit_code;
}

const char *
yqq_enterprise_get_legal_representative (YqqEnterprise *self)
{
  return self->legal_representative;
}

gboolean
yqq_enterprise_get_demonstration (YqqEnterprise *self)
{
  return self->demonstration;
}
