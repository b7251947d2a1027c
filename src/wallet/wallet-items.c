/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wallet/wallet-items.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/digest.h"
#include "wallet/wallet-error.h"

#define FORMAT_VERSION 1
#define MAX_ITEM_BYTES (256 * 1024)
#define MAX_CERTIFICATE_BYTES (16 * 1024)
#define MAX_CHAIN 8
#define FINGERPRINT_LENGTH 64

static const struct {
  const char *nick;
  const char *label;
} kinds[YQQ_ITEM_KIND_COUNT] = {
    [YQQ_ITEM_ACCOUNT] = {"account", N_ ("Yueqiqian: account")},
    [YQQ_ITEM_DEVICE_SECRET] = {"device-secret", N_ ("Yueqiqian: device secret")},
    [YQQ_ITEM_DEVICE_KEY] = {"device-key", N_ ("Yueqiqian: device key")},
    [YQQ_ITEM_PIN_VAULT] = {"pin-vault", N_ ("Yueqiqian: PIN vault")},
    [YQQ_ITEM_SIGNING_KEY] = {"signing-key", N_ ("Yueqiqian: signing key (sealed)")},
    [YQQ_ITEM_CERTIFICATE] = {"certificate", N_ ("Yueqiqian: certificate")},
    [YQQ_ITEM_FACE_KEY] = {"face-key", N_ ("Yueqiqian: key of the face template")},
};

const char *
yqq_item_kind_to_nick (YqqItemKind kind)
{
  return kinds[kind].nick;
}

gboolean
yqq_item_kind_from_nick (const char *nick, YqqItemKind *kind)
{
  for (guint i = 0; i < YQQ_ITEM_KIND_COUNT; i++)
    if (g_strcmp0 (nick, kinds[i].nick) == 0) {
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

GHashTable *
yqq_item_attributes (YqqItemKind kind,
                     const char *account,
                     const char *grant,
                     const char *fingerprint)
{
  GHashTable *attributes = yqq_keyring_attributes ("kind", yqq_item_kind_to_nick (kind), "account",
                                                   account, "grant", grant, NULL);
  if (fingerprint != NULL)
    g_hash_table_insert (attributes, g_strdup ("fingerprint"), g_strdup (fingerprint));
  return attributes;
}

gboolean
yqq_item_store (YqqKeyring *keyring,
                YqqItemKind kind,
                const char *account,
                const char *grant,
                const char *fingerprint,
                YqqSecretBytes *secret,
                GError **error)
{
  g_autoptr (GHashTable) attributes = yqq_item_attributes (kind, account, grant, fingerprint);
  return yqq_keyring_store (keyring, attributes, _ (kinds[kind].label), secret, NULL, error);
}

YqqSecretBytes *
yqq_item_write_json (JsonObject *object)
{
  json_object_set_int_member (object, "version", FORMAT_VERSION);
  g_autofree char *text = yqq_json_to_string (object);
  return yqq_secret_bytes_new_copy (text, strlen (text));
}

/* Reports *cause as a damaged item. */
static void
set_damaged (GError **error, const char *what, GError *cause)
{
  g_autoptr (GError) owned = cause;
  g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "%s: %s", what, owned->message);
}

JsonObject *
yqq_item_read_json (YqqSecretBytes *secret, GError **error)
{
  GError *local = NULL;
  gint64 version;
  g_autoptr (JsonObject) object =
      yqq_json_parse ((const char *)yqq_secret_bytes_get_data (secret),
                      (gssize)yqq_secret_bytes_get_size (secret), MAX_ITEM_BYTES, &local);
  if (object == NULL ||
      !yqq_json_read_int (object, "version", FORMAT_VERSION, FORMAT_VERSION, &version, &local)) {
    set_damaged (error, "item", local);
    return NULL;
  }
  return g_steal_pointer (&object);
}

YqqPinVaultItem *
yqq_pin_vault_item_new (GBytes *salt, gboolean registered)
{
  YqqPinVaultItem *self = g_new0 (YqqPinVaultItem, 1);
  self->salt = g_bytes_ref (salt);
  self->registered = registered;
  return self;
}

YqqPinVaultItem *
yqq_pin_vault_item_new_with_next (GBytes *salt, gboolean registered, GBytes *next)
{
  YqqPinVaultItem *self = yqq_pin_vault_item_new (salt, registered);
  self->next = next != NULL ? g_bytes_ref (next) : NULL;
  return self;
}

YqqPinVaultItem *
yqq_pin_vault_item_copy (YqqPinVaultItem *self)
{
  YqqPinVaultItem *copy =
      yqq_pin_vault_item_new_with_next (self->salt, self->registered, self->next);
  copy->stale = g_strdupv (self->stale);
  return copy;
}

void
yqq_pin_vault_item_free (YqqPinVaultItem *self)
{
  g_bytes_unref (self->salt);
  g_clear_pointer (&self->next, g_bytes_unref);
  g_strfreev (self->stale);
  g_free (self);
}

YqqSecretBytes *
yqq_pin_vault_item_write (YqqPinVaultItem *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  yqq_json_set_bytes (object, "salt", self->salt);
  json_object_set_boolean_member (object, "registered", self->registered);
  if (self->next != NULL)
    yqq_json_set_bytes (object, "next_salt", self->next);
  if (self->stale != NULL && self->stale[0] != NULL) {
    JsonArray *stale = json_array_new ();
    for (guint i = 0; self->stale[i] != NULL; i++)
      json_array_add_string_element (stale, self->stale[i]);
    json_object_set_array_member (object, "stale", stale);
  }
  return yqq_item_write_json (object);
}

YqqPinVaultItem *
yqq_pin_vault_item_read (YqqSecretBytes *secret, GError **error)
{
  g_autoptr (JsonObject) object = yqq_item_read_json (secret, error);
  if (object == NULL)
    return NULL;
  GError *local = NULL;
  g_autoptr (GBytes) salt = NULL;
  g_autoptr (GBytes) next = NULL;
  g_auto (GStrv) stale = NULL;
  gboolean registered;
  if (!yqq_json_read_bytes (object, "salt", 32, &salt, &local) ||
      (json_object_has_member (object, "next_salt") &&
       !yqq_json_read_bytes (object, "next_salt", 32, &next, &local)) ||
      (json_object_has_member (object, "stale") &&
       !yqq_json_read_strings (object, "stale", YQQ_PIN_VAULT_MAX_STALE, FINGERPRINT_LENGTH, &stale,
                               &local)) ||
      !yqq_json_read_boolean (object, "registered", &registered, &local)) {
    set_damaged (error, "PIN vault", local);
    return NULL;
  }
  if (g_bytes_get_size (salt) < 16) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "PIN vault: short salt");
    return NULL;
  }
  YqqPinVaultItem *self = yqq_pin_vault_item_new_with_next (salt, registered, next);
  self->stale = g_steal_pointer (&stale);
  return self;
}

YqqCertificateItem *
yqq_certificate_item_new (const char *grant, GBytes *certificate, GPtrArray *chain, GError **error)
{
  GError *local = NULL;
  YqqX509 *parsed = yqq_x509_new (certificate, &local);
  if (parsed == NULL) {
    set_damaged (error, "certificate", local);
    return NULL;
  }
  YqqCertificateItem *self = g_new0 (YqqCertificateItem, 1);
  self->grant = g_strdup (grant);
  self->certificate = parsed;
  self->chain = g_ptr_array_ref (chain);
  return self;
}

YqqCertificateItem *
yqq_certificate_item_copy (YqqCertificateItem *self)
{
  YqqCertificateItem *copy = g_new0 (YqqCertificateItem, 1);
  copy->grant = g_strdup (self->grant);
  copy->certificate = yqq_x509_ref (self->certificate);
  copy->chain = g_ptr_array_ref (self->chain);
  return copy;
}

void
yqq_certificate_item_free (YqqCertificateItem *self)
{
  g_free (self->grant);
  yqq_x509_unref (self->certificate);
  g_ptr_array_unref (self->chain);
  g_free (self);
}

YqqSecretBytes *
yqq_certificate_item_write (YqqCertificateItem *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  yqq_json_set_bytes (object, "certificate", yqq_x509_get_der (self->certificate));
  JsonArray *chain = json_array_new ();
  for (guint i = 0; i < self->chain->len; i++) {
    gsize size;
    gconstpointer data = g_bytes_get_data (g_ptr_array_index (self->chain, i), &size);
    g_autofree char *text = yqq_base64_encode (data, size);
    json_array_add_string_element (chain, text);
  }
  json_object_set_array_member (object, "chain", chain);
  return yqq_item_write_json (object);
}

static GPtrArray *
read_chain (JsonObject *object, GError **error)
{
  g_auto (GStrv) texts = NULL;
  gsize max_characters = MAX_CERTIFICATE_BYTES / 3 * 4 + 4;
  if (!yqq_json_read_strings (object, "chain", MAX_CHAIN, max_characters, &texts, error))
    return NULL;
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; texts[i] != NULL; i++) {
    GBytes *issuer = yqq_base64_decode (texts[i], -1, error);
    if (issuer == NULL)
      return NULL;
    g_ptr_array_add (chain, issuer);
  }
  return g_steal_pointer (&chain);
}

YqqCertificateItem *
yqq_certificate_item_read (YqqKeyringItem *item, GError **error)
{
  g_autoptr (JsonObject) object = yqq_item_read_json (item->secret, error);
  if (object == NULL)
    return NULL;
  GError *local = NULL;
  g_autoptr (GBytes) certificate = NULL;
  g_autoptr (GPtrArray) chain = NULL;
  if (!yqq_json_read_bytes (object, "certificate", MAX_CERTIFICATE_BYTES, &certificate, &local) ||
      (chain = read_chain (object, &local)) == NULL) {
    set_damaged (error, "certificate", local);
    return NULL;
  }
  return yqq_certificate_item_new (yqq_keyring_item_get (item, "grant"), certificate, chain, error);
}

char *
yqq_certificate_item_dup_key_fingerprint (YqqCertificateItem *self)
{
  YqqPublicKey *key = yqq_x509_get_public_key (self->certificate);
  return yqq_public_key_fingerprint (yqq_public_key_get_spki (key));
}
