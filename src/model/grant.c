/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grant.h"

#include "model/nick-table.h"

static const char *const role_nicks[YQQ_ROLE_COUNT] = {
    "administrator",
    "legal-representative",
    "employee",
    "reviewer",
};

struct _YqqGrant {
  GObject parent_instance;

  char *id;
  char *code;
  YqqEnterprise *enterprise;
  YqqCertificateKind kind;
  guint roles;
  YqqGrantState state;
  gint64 not_after_ms;
  GStrv permissions;
  GPtrArray *certificates;
};

G_DEFINE_FINAL_TYPE (YqqGrant, yqq_grant, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ID,
  PROP_CODE,
  PROP_ENTERPRISE,
  PROP_KIND,
  PROP_ROLES,
  PROP_STATE,
  PROP_NOT_AFTER_MS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
yqq_grant_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  YqqGrant *self = YQQ_GRANT (object);
  switch (id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_CODE:
    g_value_set_string (value, self->code);
    break;
  case PROP_ENTERPRISE:
    g_value_set_object (value, self->enterprise);
    break;
  case PROP_KIND:
    g_value_set_int (value, self->kind);
    break;
  case PROP_ROLES:
    g_value_set_uint (value, self->roles);
    break;
  case PROP_STATE:
    g_value_set_int (value, self->state);
    break;
  case PROP_NOT_AFTER_MS:
    g_value_set_int64 (value, self->not_after_ms);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
yqq_grant_finalize (GObject *object)
{
  YqqGrant *self = YQQ_GRANT (object);
  g_free (self->id);
  g_free (self->code);
  g_clear_object (&self->enterprise);
  g_strfreev (self->permissions);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  G_OBJECT_CLASS (yqq_grant_parent_class)->finalize (object);
}

static void
yqq_grant_class_init (YqqGrantClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->get_property = yqq_grant_get_property;
  object_class->finalize = yqq_grant_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  properties[PROP_ENTERPRISE] =
      g_param_spec_object ("enterprise", NULL, NULL, YQQ_TYPE_ENTERPRISE, flags);
  properties[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_ROLES] = g_param_spec_uint ("roles", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_NOT_AFTER_MS] =
      g_param_spec_int64 ("not-after-ms", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
yqq_grant_init (YqqGrant *self)
{
  static const char *const usual[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  self->permissions = g_strdupv ((GStrv)usual);
}

YqqGrant *
yqq_grant_new (const char *id,
               const char *code,
               YqqEnterprise *enterprise,
               YqqCertificateKind kind,
               guint roles,
               YqqGrantState state,
               gint64 not_after_ms,
               GPtrArray *certificates)
{
  YqqGrant *self = g_object_new (YQQ_TYPE_GRANT, NULL);
  self->id = g_strdup (id);
  self->code = g_strdup (code);
  self->enterprise = g_object_ref (enterprise);
  self->kind = kind;
  self->roles = roles;
  self->state = state;
  self->not_after_ms = not_after_ms;
  self->certificates = certificates != NULL ? g_ptr_array_ref (certificates) : g_ptr_array_new ();
  return self;
}

const char *
yqq_grant_get_id (YqqGrant *self)
{
  return self->id;
}

const char *
yqq_grant_get_code (YqqGrant *self)
{
  return self->code;
}

YqqEnterprise *
yqq_grant_get_enterprise (YqqGrant *self)
{
  return self->enterprise;
}

YqqCertificateKind
yqq_grant_get_kind (YqqGrant *self)
{
  return self->kind;
}

guint
yqq_grant_get_roles (YqqGrant *self)
{
  return self->roles;
}

YqqGrantState
yqq_grant_get_state (YqqGrant *self)
{
  return self->state;
}

gint64
yqq_grant_get_not_after_ms (YqqGrant *self)
{
  return self->not_after_ms;
}

const char *const *
yqq_grant_get_permissions (YqqGrant *self)
{
  return (const char *const *)self->permissions;
}

void
yqq_grant_set_permissions (YqqGrant *self, const char *const *permissions)
{
  GStrv before = self->permissions;
  self->permissions = g_strdupv ((GStrv)permissions);
  g_strfreev (before);
}

GPtrArray *
yqq_grant_get_certificates (YqqGrant *self)
{
  return self->certificates;
}

YqqCertificate *
yqq_grant_find_certificate (YqqGrant *self, YqqAlgorithm algorithm)
{
  for (guint i = self->certificates->len; i > 0; i--) {
    YqqCertificate *certificate = g_ptr_array_index (self->certificates, i - 1);
    if (yqq_certificate_get_algorithm (certificate) == algorithm &&
        yqq_certificate_get_state (certificate) == YQQ_ISSUED_STATE_ACTIVE &&
        yqq_certificate_get_this_device (certificate))
      return certificate;
  }
  return NULL;
}

const char *
yqq_role_to_nick (YqqRole role)
{
  for (guint i = 0; i < YQQ_ROLE_COUNT; i++)
    if ((guint)role == 1u << i)
      return role_nicks[i];
  return NULL;
}

gboolean
yqq_role_from_nick (const char *nick, YqqRole *role)
{
  guint index;
  if (!yqq_nick_table_find (role_nicks, YQQ_ROLE_COUNT, nick, &index))
    return FALSE;
  *role = 1u << index;
  return TRUE;
}
