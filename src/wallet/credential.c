/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/credential.h"

#include "wallet/credential-private.h"

struct _YqqCredential {
  GObject parent;

  YqqCertificateItem *certificate;
  GMutex mutex; /* guards signing_key, which signing threads read */
  YqqSigningKeyItem *signing_key;
};

G_DEFINE_FINAL_TYPE (YqqCredential, yqq_credential, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_GRANT_ID,
  PROP_FINGERPRINT,
  PROP_ALGORITHM,
  PROP_ENTERPRISE_NAME,
  PROP_CREDIT_CODE,
  PROP_PERSON_NAME,
  PROP_NOT_BEFORE,
  PROP_NOT_AFTER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
yqq_credential_finalize (GObject *object)
{
  YqqCredential *self = YQQ_CREDENTIAL (object);
  yqq_certificate_item_free (self->certificate);
  yqq_signing_key_item_free (self->signing_key);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (yqq_credential_parent_class)->finalize (object);
}

static void
yqq_credential_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  YqqCredential *self = YQQ_CREDENTIAL (object);
  switch (id) {
  case PROP_GRANT_ID:
    g_value_set_string (value, yqq_credential_get_grant_id (self));
    break;
  case PROP_FINGERPRINT:
    g_value_set_string (value, yqq_credential_get_fingerprint (self));
    break;
  case PROP_ALGORITHM:
    g_value_set_string (value, yqq_algorithm_to_nick (yqq_credential_get_algorithm (self)));
    break;
  case PROP_ENTERPRISE_NAME:
    g_value_set_string (value, yqq_credential_get_enterprise_name (self));
    break;
  case PROP_CREDIT_CODE:
    g_value_set_string (value, yqq_credential_get_credit_code (self));
    break;
  case PROP_PERSON_NAME:
    g_value_set_string (value, yqq_credential_get_person_name (self));
    break;
  case PROP_NOT_BEFORE:
    g_value_set_int64 (value, yqq_credential_get_not_before (self));
    break;
  case PROP_NOT_AFTER:
    g_value_set_int64 (value, yqq_credential_get_not_after (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
install_text (guint id, const char *name)
{
  properties[id] =
      g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_time (guint id, const char *name)
{
  properties[id] = g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
yqq_credential_class_init (YqqCredentialClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->finalize = yqq_credential_finalize;
  object_class->get_property = yqq_credential_get_property;

  install_text (PROP_GRANT_ID, "grant-id");
  install_text (PROP_FINGERPRINT, "fingerprint");
  install_text (PROP_ALGORITHM, "algorithm");
  install_text (PROP_ENTERPRISE_NAME, "enterprise-name");
  install_text (PROP_CREDIT_CODE, "credit-code");
  install_text (PROP_PERSON_NAME, "person-name");
  install_time (PROP_NOT_BEFORE, "not-before");
  install_time (PROP_NOT_AFTER, "not-after");
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
yqq_credential_init (YqqCredential *self)
{
  g_mutex_init (&self->mutex);
}

YqqCredential *
yqq_credential_new (YqqCertificateItem *certificate, YqqSigningKeyItem *signing_key)
{
  YqqCredential *self = g_object_new (YQQ_TYPE_CREDENTIAL, NULL);
  self->certificate = yqq_certificate_item_copy (certificate);
  self->signing_key = yqq_signing_key_item_copy (signing_key);
  return self;
}

YqqKey *
yqq_credential_open_key (YqqCredential *self, YqqUnlockedVault *vault, GError **error)
{
  const char *fingerprint = yqq_credential_get_fingerprint (self);
  YqqKey *key = yqq_unlocked_vault_dup_key (vault, fingerprint);
  if (key != NULL)
    return key;
  g_mutex_lock (&self->mutex);
  g_autoptr (YqqSigningKeyItem) item = yqq_signing_key_item_copy (self->signing_key);
  g_mutex_unlock (&self->mutex);
  key = yqq_signing_key_item_open (item, vault, error);
  if (key != NULL)
    yqq_unlocked_vault_keep_key (vault, fingerprint, key);
  return key;
}

void
yqq_credential_take_forms (YqqCredential *self, YqqSigningKeyItem *item)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  YqqSigningKeyItem *own = self->signing_key;
  g_bytes_unref (own->sealed);
  g_clear_pointer (&own->next_sealed, g_bytes_unref);
  own->sealed = g_bytes_ref (item->sealed);
  own->next_sealed = item->next_sealed != NULL ? g_bytes_ref (item->next_sealed) : NULL;
}

gboolean
yqq_credential_has_two_forms (YqqCredential *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  return self->signing_key->next_sealed != NULL;
}

const char *
yqq_credential_get_key_fingerprint (YqqCredential *self)
{
  return self->signing_key->fingerprint;
}

const char *
yqq_credential_get_grant_id (YqqCredential *self)
{
  return self->certificate->grant;
}

YqqAlgorithm
yqq_credential_get_algorithm (YqqCredential *self)
{
  return self->signing_key->algorithm;
}

const char *
yqq_credential_get_fingerprint (YqqCredential *self)
{
  return yqq_x509_get_fingerprint (self->certificate->certificate);
}

const char *
yqq_credential_get_enterprise_name (YqqCredential *self)
{
  return yqq_x509_get_enterprise (self->certificate->certificate);
}

const char *
yqq_credential_get_credit_code (YqqCredential *self)
{
  return yqq_x509_get_credit_code (self->certificate->certificate);
}

const char *
yqq_credential_get_person_name (YqqCredential *self)
{
  return yqq_x509_get_person (self->certificate->certificate);
}

const char *
yqq_credential_get_issuer (YqqCredential *self)
{
  return yqq_x509_get_issuer (self->certificate->certificate);
}

const char *
yqq_credential_get_serial (YqqCredential *self)
{
  return yqq_x509_get_serial (self->certificate->certificate);
}

gint64
yqq_credential_get_not_before (YqqCredential *self)
{
  return yqq_x509_get_not_before_ms (self->certificate->certificate);
}

gint64
yqq_credential_get_not_after (YqqCredential *self)
{
  return yqq_x509_get_not_after_ms (self->certificate->certificate);
}

YqqX509 *
yqq_credential_get_certificate (YqqCredential *self)
{
  return self->certificate->certificate;
}

GPtrArray *
yqq_credential_get_chain (YqqCredential *self)
{
  return self->certificate->chain;
}
