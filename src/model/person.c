/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/person.h"

struct _YqqPerson {
  GObject parent_instance;

  char *id;
  char *name;
  YqqIdType id_type;
  char *id_number_masked;
  char *phone_masked;
};

G_DEFINE_FINAL_TYPE (YqqPerson, yqq_person, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_ID_TYPE,
  PROP_ID_NUMBER_MASKED,
  PROP_PHONE_MASKED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
yqq_person_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  YqqPerson *self = YQQ_PERSON (object);
  switch (id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_ID_TYPE:
    g_value_set_int (value, self->id_type);
    break;
  case PROP_ID_NUMBER_MASKED:
    g_value_set_string (value, self->id_number_masked);
    break;
  case PROP_PHONE_MASKED:
    g_value_set_string (value, self->phone_masked);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
yqq_person_finalize (GObject *object)
{
  YqqPerson *self = YQQ_PERSON (object);
  g_free (self->id);
  g_free (self->name);
  g_free (self->id_number_masked);
  g_free (self->phone_masked);
  G_OBJECT_CLASS (yqq_person_parent_class)->finalize (object);
}

static void
yqq_person_class_init (YqqPersonClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->get_property = yqq_person_get_property;
  object_class->finalize = yqq_person_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_ID_TYPE] = g_param_spec_int ("id-type", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_ID_NUMBER_MASKED] =
      g_param_spec_string ("id-number-masked", NULL, NULL, NULL, flags);
  properties[PROP_PHONE_MASKED] = g_param_spec_string ("phone-masked", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
yqq_person_init (YqqPerson *self)
{
}

YqqPerson *
yqq_person_new (const char *id,
                const char *name,
                YqqIdType id_type,
                const char *id_number_masked,
                const char *phone_masked)
{
  YqqPerson *self = g_object_new (YQQ_TYPE_PERSON, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->id_type = id_type;
  self->id_number_masked = g_strdup (id_number_masked);
  self->phone_masked = g_strdup (phone_masked);
  return self;
}

const char *
yqq_person_get_id (YqqPerson *self)
{
  return self->id;
}

const char *
yqq_person_get_name (YqqPerson *self)
{
  return self->name;
}

YqqIdType
yqq_person_get_id_type (YqqPerson *self)
{
  return self->id_type;
}

const char *
yqq_person_get_id_number_masked (YqqPerson *self)
{
  return self->id_number_masked;
}

const char *
yqq_person_get_phone_masked (YqqPerson *self)
{
  return self->phone_masked;
}
