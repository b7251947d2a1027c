/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wallet's items in the keyring: how each is named, found, written and read. */
#pragma once

#include <json-glib/json-glib.h>

#include "crypto/certificate.h"
#include "wallet/keyring.h"
#include "wallet/unlocked-vault.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_ITEM_ACCOUNT,
  YQQ_ITEM_DEVICE_SECRET,
  YQQ_ITEM_DEVICE_KEY,
  YQQ_ITEM_PIN_VAULT,
  YQQ_ITEM_SIGNING_KEY,
  YQQ_ITEM_CERTIFICATE,
  YQQ_ITEM_FACE_KEY,
} YqqItemKind;
#define YQQ_ITEM_KIND_COUNT 7

/* The value of the attribute kind. */
const char *yqq_item_kind_to_nick (YqqItemKind kind);
gboolean yqq_item_kind_from_nick (const char *nick, YqqItemKind *kind);

/* The attributes of one item; NULL leaves one out (also to search with). Owned. */
GHashTable *yqq_item_attributes (YqqItemKind kind,
                                 const char *account,
                                 const char *grant,
                                 const char *fingerprint);

/* Stores an item under its attributes and its label in the person's language. */
gboolean yqq_item_store (YqqKeyring *keyring,
                         YqqItemKind kind,
                         const char *account,
                         const char *grant,
                         const char *fingerprint,
                         YqqSecretBytes *secret,
                         GError **error);

/* Text items are JSON. Reading fails with YQQ_WALLET_ERROR_DAMAGED. */
YqqSecretBytes *yqq_item_write_json (JsonObject *object);
JsonObject *yqq_item_read_json (YqqSecretBytes *secret, GError **error);

/* The salt of the PIN's stretching, and whether the PIN gate has answered its registration. next:
 * the salt of a new PIN that the gate was asked to take, while nobody knows whether it has; the
 * gate's challenge tells which of both counts. stale: the keys (fingerprints) that were sealed
 * under a PIN that is gone: their certificates are to be made anew. */
typedef struct {
  GBytes *salt;
  gboolean registered;
  GBytes *next; /* NULL: none */
  GStrv stale;  /* NULL: none */
} YqqPinVaultItem;
#define YQQ_PIN_VAULT_MAX_STALE 1000

YqqPinVaultItem *yqq_pin_vault_item_new (GBytes *salt, gboolean registered);
YqqPinVaultItem *yqq_pin_vault_item_new_with_next (GBytes *salt, gboolean registered, GBytes *next);
YqqPinVaultItem *yqq_pin_vault_item_copy (YqqPinVaultItem *self);
void yqq_pin_vault_item_free (YqqPinVaultItem *self);
YqqSecretBytes *yqq_pin_vault_item_write (YqqPinVaultItem *self);
YqqPinVaultItem *yqq_pin_vault_item_read (YqqSecretBytes *secret, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPinVaultItem, yqq_pin_vault_item_free)

/* A signing key as it is kept: sealed, with its public half in the open. While the PIN is changed
 * it is sealed twice, and whichever form opens is the key. */
typedef struct {
  char *account;
  char *grant;
  char *fingerprint; /* of the public half: SHA-256, lower-case hexadecimal */
  YqqAlgorithm algorithm;
  GBytes *public_key; /* SPKI */
  GBytes *sealed;
  GBytes *next_sealed; /* under a PIN that is on its way; NULL */
} YqqSigningKeyItem;

YqqSigningKeyItem *yqq_signing_key_item_new (const char *account,
                                             const char *grant,
                                             YqqKey *key,
                                             YqqUnlockedVault *vault,
                                             GError **error);
YqqSigningKeyItem *yqq_signing_key_item_copy (YqqSigningKeyItem *self);
void yqq_signing_key_item_free (YqqSigningKeyItem *self);
YqqSecretBytes *yqq_signing_key_item_write (YqqSigningKeyItem *self);
YqqSigningKeyItem *yqq_signing_key_item_read (YqqKeyringItem *item, GError **error);
/* Errors: VAULT_CLOSED, DAMAGED (also if another key is inside than the public half says). */
YqqKey *
yqq_signing_key_item_open (YqqSigningKeyItem *self, YqqUnlockedVault *vault, GError **error);
/* Seals the key a second time, under another vault. Errors: as open. */
gboolean yqq_signing_key_item_seal_next (YqqSigningKeyItem *self,
                                         YqqUnlockedVault *vault,
                                         YqqUnlockedVault *next,
                                         GError **error);
/* Keeps the form that the vault opens alone. FALSE where it opens neither, and nothing changes. */
gboolean yqq_signing_key_item_settle (YqqSigningKeyItem *self, YqqUnlockedVault *vault);
/* SHA-256 of an SPKI, lower-case hexadecimal. Owned. */
char *yqq_public_key_fingerprint (GBytes *public_key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSigningKeyItem, yqq_signing_key_item_free)

/* A certificate with its chain as it is kept. */
typedef struct {
  char *grant;
  YqqX509 *certificate;
  GPtrArray *chain; /* GBytes */
} YqqCertificateItem;

/* Errors: DAMAGED if the certificate cannot be read. */
YqqCertificateItem *
yqq_certificate_item_new (const char *grant, GBytes *certificate, GPtrArray *chain, GError **error);
YqqCertificateItem *yqq_certificate_item_copy (YqqCertificateItem *self);
void yqq_certificate_item_free (YqqCertificateItem *self);
YqqSecretBytes *yqq_certificate_item_write (YqqCertificateItem *self);
YqqCertificateItem *yqq_certificate_item_read (YqqKeyringItem *item, GError **error);
/* The key that the certificate is for. Owned. */
char *yqq_certificate_item_dup_key_fingerprint (YqqCertificateItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqCertificateItem, yqq_certificate_item_free)

G_END_DECLS
