/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/certificate.h"

#include "model/nick-table.h"

static const char *const state_nicks[] = {
    [YQQ_ISSUED_STATE_ACTIVE] = "active",
    [YQQ_ISSUED_STATE_SUPERSEDED] = "superseded",
    [YQQ_ISSUED_STATE_REVOKED] = "revoked",
};

struct _YqqCertificate {
  GObject parent_instance;

  char *fingerprint;
  YqqAlgorithm algorithm;
  GBytes *der;
  GPtrArray *chain;
  gint64 not_before_ms;
  gint64 not_after_ms;
  YqqIssuedState state;
  gboolean this_device;
};

G_DEFINE_FINAL_TYPE (YqqCertificate, yqq_certificate, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_FINGERPRINT,
  PROP_ALGORITHM,
  PROP_DER,
  PROP_CHAIN,
  PROP_NOT_BEFORE_MS,
  PROP_NOT_AFTER_MS,
  PROP_STATE,
  PROP_THIS_DEVICE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
yqq_certificate_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  YqqCertificate *self = YQQ_CERTIFICATE (object);
  switch (id) {
  case PROP_FINGERPRINT:
    g_value_set_string (value, self->fingerprint);
    break;
  case PROP_ALGORITHM:
    g_value_set_int (value, self->algorithm);
    break;
  case PROP_DER:
    g_value_set_boxed (value, self->der);
    break;
  case PROP_CHAIN:
    g_value_set_boxed (value, self->chain);
    break;
  case PROP_NOT_BEFORE_MS:
    g_value_set_int64 (value, self->not_before_ms);
    break;
  case PROP_NOT_AFTER_MS:
    g_value_set_int64 (value, self->not_after_ms);
    break;
  case PROP_STATE:
    g_value_set_int (value, self->state);
    break;
  case PROP_THIS_DEVICE:
    g_value_set_boolean (value, self->this_device);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
yqq_certificate_finalize (GObject *object)
{
  YqqCertificate *self = YQQ_CERTIFICATE (object);
  g_free (self->fingerprint);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  G_OBJECT_CLASS (yqq_certificate_parent_class)->finalize (object);
}

static void
yqq_certificate_class_init (YqqCertificateClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->get_property = yqq_certificate_get_property;
  object_class->finalize = yqq_certificate_finalize;
  properties[PROP_FINGERPRINT] = g_param_spec_string ("fingerprint", NULL, NULL, NULL, flags);
  properties[PROP_ALGORITHM] = g_param_spec_int ("algorithm", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_DER] = g_param_spec_boxed ("der", NULL, NULL, G_TYPE_BYTES, flags);
  properties[PROP_CHAIN] = g_param_spec_boxed ("chain", NULL, NULL, G_TYPE_PTR_ARRAY, flags);
  properties[PROP_NOT_BEFORE_MS] =
      g_param_spec_int64 ("not-before-ms", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_NOT_AFTER_MS] =
      g_param_spec_int64 ("not-after-ms", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_THIS_DEVICE] = g_param_spec_boolean ("this-device", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
yqq_certificate_init (YqqCertificate *self)
{
}

YqqCertificate *
yqq_certificate_new (const char *fingerprint,
                     YqqAlgorithm algorithm,
                     GBytes *der,
                     GPtrArray *chain,
                     gint64 not_before_ms,
                     gint64 not_after_ms,
                     YqqIssuedState state,
                     gboolean this_device)
{
  YqqCertificate *self = g_object_new (YQQ_TYPE_CERTIFICATE, NULL);
  self->fingerprint = g_strdup (fingerprint);
  self->algorithm = algorithm;
  self->der = g_bytes_ref (der);
  self->chain = chain != NULL ? g_ptr_array_ref (chain) : g_ptr_array_new ();
  self->not_before_ms = not_before_ms;
  self->not_after_ms = not_after_ms;
  self->state = state;
  self->this_device = this_device;
  return self;
}

const char *
yqq_certificate_get_fingerprint (YqqCertificate *self)
{
  return self->fingerprint;
}

YqqAlgorithm
yqq_certificate_get_algorithm (YqqCertificate *self)
{
  return self->algorithm;
}

GBytes *
yqq_certificate_get_der (YqqCertificate *self)
{
  return self->der;
}

GPtrArray *
yqq_certificate_get_chain (YqqCertificate *self)
{
  return self->chain;
}

gint64
yqq_certificate_get_not_before_ms (YqqCertificate *self)
{
  return self->not_before_ms;
}

gint64
yqq_certificate_get_not_after_ms (YqqCertificate *self)
{
  return self->not_after_ms;
}

YqqIssuedState
yqq_certificate_get_state (YqqCertificate *self)
{
  return self->state;
}

gboolean
yqq_certificate_get_this_device (YqqCertificate *self)
{
  return self->this_device;
}

const char *
yqq_issued_state_to_nick (YqqIssuedState state)
{
  g_return_val_if_fail ((guint)state < G_N_ELEMENTS (state_nicks), NULL);
  return state_nicks[state];
}

gboolean
yqq_issued_state_from_nick (const char *nick, YqqIssuedState *state)
{
  return yqq_nick_table_find (state_nicks, G_N_ELEMENTS (state_nicks), nick, (guint *)state);
}
