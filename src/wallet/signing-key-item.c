/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "crypto/digest.h"
#include "wallet/wallet-error.h"
#include "wallet/wallet-items.h"

#define MAX_PUBLIC_KEY_BYTES 512
#define MAX_SEALED_BYTES (16 * 1024)

/* What a sealed key is bound to: moved to another account, grant or algorithm it does not open. */
static GBytes *
build_associated_data (const char *account,
                       const char *grant,
                       YqqAlgorithm algorithm,
                       const char *fingerprint)
{
  g_autofree char *text = g_strdup_printf ("yqq-signing-key-v1\n%s\n%s\n%s\n%s", account, grant,
                                           yqq_algorithm_to_nick (algorithm), fingerprint);
  return g_bytes_new (text, strlen (text));
}

char *
yqq_public_key_fingerprint (GBytes *public_key)
{
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, public_key);
  gsize size;
  gconstpointer data = g_bytes_get_data (digest, &size);
  return yqq_hex_encode (data, size);
}

YqqSigningKeyItem *
yqq_signing_key_item_new (const char *account,
                          const char *grant,
                          YqqKey *key,
                          YqqUnlockedVault *vault,
                          GError **error)
{
  g_autofree char *fingerprint = yqq_public_key_fingerprint (yqq_key_get_public (key));
  g_autoptr (GBytes) associated_data =
      build_associated_data (account, grant, yqq_key_get_algorithm (key), fingerprint);
  g_autoptr (YqqSecretBytes) secret = yqq_key_dup_secret (key);
  GBytes *sealed = yqq_unlocked_vault_seal (vault, secret, associated_data, error);
  if (sealed == NULL)
    return NULL;
  YqqSigningKeyItem *self = g_new0 (YqqSigningKeyItem, 1);
  self->account = g_strdup (account);
  self->grant = g_strdup (grant);
  self->fingerprint = g_steal_pointer (&fingerprint);
  self->algorithm = yqq_key_get_algorithm (key);
  self->public_key = g_bytes_ref (yqq_key_get_public (key));
  self->sealed = sealed;
  return self;
}

YqqSigningKeyItem *
yqq_signing_key_item_copy (YqqSigningKeyItem *self)
{
  YqqSigningKeyItem *copy = g_new0 (YqqSigningKeyItem, 1);
  copy->account = g_strdup (self->account);
  copy->grant = g_strdup (self->grant);
  copy->fingerprint = g_strdup (self->fingerprint);
  copy->algorithm = self->algorithm;
  copy->public_key = g_bytes_ref (self->public_key);
  copy->sealed = g_bytes_ref (self->sealed);
  copy->next_sealed = self->next_sealed != NULL ? g_bytes_ref (self->next_sealed) : NULL;
  return copy;
}

void
yqq_signing_key_item_free (YqqSigningKeyItem *self)
{
  g_free (self->account);
  g_free (self->grant);
  g_free (self->fingerprint);
  g_bytes_unref (self->public_key);
  g_bytes_unref (self->sealed);
  g_clear_pointer (&self->next_sealed, g_bytes_unref);
  g_free (self);
}

YqqSecretBytes *
yqq_signing_key_item_write (YqqSigningKeyItem *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "algorithm", yqq_algorithm_to_nick (self->algorithm));
  yqq_json_set_bytes (object, "public_key", self->public_key);
  yqq_json_set_bytes (object, "sealed", self->sealed);
  if (self->next_sealed != NULL)
    yqq_json_set_bytes (object, "next_sealed", self->next_sealed);
  return yqq_item_write_json (object);
}

/* The attributes are in the open and could be edited: they have to fit what they name. */
static gboolean
check_attributes (YqqKeyringItem *item, GBytes *public_key, GError **error)
{
  g_autofree char *fingerprint = yqq_public_key_fingerprint (public_key);
  if (yqq_keyring_item_get (item, "account") != NULL &&
      yqq_keyring_item_get (item, "grant") != NULL &&
      g_strcmp0 (yqq_keyring_item_get (item, "fingerprint"), fingerprint) == 0)
    return TRUE;
  g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "signing key: wrong attributes");
  return FALSE;
}

YqqSigningKeyItem *
yqq_signing_key_item_read (YqqKeyringItem *item, GError **error)
{
  g_autoptr (JsonObject) object = yqq_item_read_json (item->secret, error);
  if (object == NULL)
    return NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) next_sealed = NULL;
  const char *nick;
  YqqAlgorithm algorithm;
  if (!yqq_json_read_string (object, "algorithm", 32, &nick, &local) ||
      !yqq_json_read_bytes (object, "public_key", MAX_PUBLIC_KEY_BYTES, &public_key, &local) ||
      !yqq_json_read_bytes (object, "sealed", MAX_SEALED_BYTES, &sealed, &local) ||
      (json_object_has_member (object, "next_sealed") &&
       !yqq_json_read_bytes (object, "next_sealed", MAX_SEALED_BYTES, &next_sealed, &local)) ||
      !yqq_algorithm_from_nick (nick, &algorithm)) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "signing key: %s",
                 local != NULL ? local->message : "unknown algorithm");
    return NULL;
  }
  if (!check_attributes (item, public_key, error))
    return NULL;
  YqqSigningKeyItem *self = g_new0 (YqqSigningKeyItem, 1);
  self->account = g_strdup (yqq_keyring_item_get (item, "account"));
  self->grant = g_strdup (yqq_keyring_item_get (item, "grant"));
  self->fingerprint = g_strdup (yqq_keyring_item_get (item, "fingerprint"));
  self->algorithm = algorithm;
  self->public_key = g_steal_pointer (&public_key);
  self->sealed = g_steal_pointer (&sealed);
  self->next_sealed = g_steal_pointer (&next_sealed);
  return self;
}

static GBytes *
bind (YqqSigningKeyItem *self)
{
  return build_associated_data (self->account, self->grant, self->algorithm, self->fingerprint);
}

static YqqKey *
open_form (YqqSigningKeyItem *self, GBytes *sealed, YqqUnlockedVault *vault, GError **error)
{
  g_autoptr (GBytes) associated_data = bind (self);
  g_autoptr (YqqSecretBytes) secret =
      yqq_unlocked_vault_open (vault, sealed, associated_data, error);
  if (secret == NULL)
    return NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (YqqKey) key = yqq_key_new_from_secret (self->algorithm, secret, &local);
  if (key == NULL || !g_bytes_equal (yqq_key_get_public (key), self->public_key)) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED, "signing key: %s",
                 local != NULL ? local->message : "not the key it says");
    return NULL;
  }
  return g_steal_pointer (&key);
}

YqqKey *
yqq_signing_key_item_open (YqqSigningKeyItem *self, YqqUnlockedVault *vault, GError **error)
{
  YqqKey *key = NULL;
  if (self->next_sealed != NULL)
    key = open_form (self, self->next_sealed, vault, NULL);
  return key != NULL ? key : open_form (self, self->sealed, vault, error);
}

gboolean
yqq_signing_key_item_seal_next (YqqSigningKeyItem *self,
                                YqqUnlockedVault *vault,
                                YqqUnlockedVault *next,
                                GError **error)
{
  g_autoptr (YqqKey) key = yqq_signing_key_item_open (self, vault, error);
  if (key == NULL)
    return FALSE;
  g_autoptr (GBytes) associated_data = bind (self);
  g_autoptr (YqqSecretBytes) secret = yqq_key_dup_secret (key);
  g_autoptr (GBytes) sealed = yqq_unlocked_vault_seal (next, secret, associated_data, error);
  if (sealed == NULL)
    return FALSE;
  /* Of two forms that are there from a change before, the one that counts stays. */
  yqq_signing_key_item_settle (self, vault);
  self->next_sealed = g_steal_pointer (&sealed);
  return TRUE;
}

gboolean
yqq_signing_key_item_settle (YqqSigningKeyItem *self, YqqUnlockedVault *vault)
{
  GBytes **forms[] = {&self->sealed, &self->next_sealed};
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (YqqKey) key = *forms[i] != NULL ? open_form (self, *forms[i], vault, NULL) : NULL;
    if (key == NULL)
      continue;
    GBytes *kept = g_bytes_ref (*forms[i]);
    g_bytes_unref (self->sealed);
    g_clear_pointer (&self->next_sealed, g_bytes_unref);
    self->sealed = kept;
    return TRUE;
  }
  return FALSE;
}
