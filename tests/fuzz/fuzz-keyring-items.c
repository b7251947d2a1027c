/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a keyring gives back, whoever wrote it: items with an empty line's "%%" between them, each a
 * line of kind, account, grant and fingerprint ("-" for none), then its secret. */
#include <string.h>

#include "fuzz.h"
#include "wallet/wallet-error.h"
#include "wallet/wallet-private.h"

#define BETWEEN "\n%%\n"
#define MAX_ITEMS 16

/* --- a keyring that holds what it is given ------------------------------------------------- */

#define TYPE_GIVEN_KEYRING (given_keyring_get_type ())
G_DECLARE_FINAL_TYPE (GivenKeyring, given_keyring, GIVEN, KEYRING, GObject)

struct _GivenKeyring {
  GObject parent;

  GPtrArray *items;
};

static void given_keyring_iface_init (YqqKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GivenKeyring,
                               given_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_KEYRING, given_keyring_iface_init))

static gboolean
has_all (YqqKeyringItem *item, GHashTable *attributes)
{
  GHashTableIter iter;
  gpointer name, value;
  g_hash_table_iter_init (&iter, attributes);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_strcmp0 (yqq_keyring_item_get (item, name), value) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
given_keyring_get_state (YqqKeyring *keyring,
                         YqqKeyringState *state,
                         GCancellable *cancellable,
                         GError **error)
{
  *state = YQQ_KEYRING_AVAILABLE;
  return TRUE;
}

static gboolean
given_keyring_unlock (YqqKeyring *keyring, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static gboolean
given_keyring_store (YqqKeyring *keyring,
                     GHashTable *attributes,
                     const char *label,
                     YqqSecretBytes *secret,
                     GCancellable *cancellable,
                     GError **error)
{
  g_ptr_array_add (GIVEN_KEYRING (keyring)->items, yqq_keyring_item_new (attributes, secret));
  return TRUE;
}

static GPtrArray *
given_keyring_search (YqqKeyring *keyring,
                      GHashTable *attributes,
                      GCancellable *cancellable,
                      GError **error)
{
  GPtrArray *items = GIVEN_KEYRING (keyring)->items;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_keyring_item_free);
  for (guint i = 0; i < items->len; i++) {
    YqqKeyringItem *item = items->pdata[i];
    if (has_all (item, attributes))
      g_ptr_array_add (found, yqq_keyring_item_new (item->attributes, item->secret));
  }
  return found;
}

static gboolean
given_keyring_remove (YqqKeyring *keyring,
                      GHashTable *attributes,
                      GCancellable *cancellable,
                      GError **error)
{
  GPtrArray *items = GIVEN_KEYRING (keyring)->items;
  for (guint i = items->len; i > 0; i--)
    if (has_all (items->pdata[i - 1], attributes))
      g_ptr_array_remove_index (items, i - 1);
  return TRUE;
}

static void
given_keyring_iface_init (YqqKeyringInterface *iface)
{
  iface->get_state = given_keyring_get_state;
  iface->unlock = given_keyring_unlock;
  iface->store = given_keyring_store;
  iface->search = given_keyring_search;
  iface->remove = given_keyring_remove;
}

static void
given_keyring_finalize (GObject *object)
{
  g_ptr_array_unref (GIVEN_KEYRING (object)->items);
  G_OBJECT_CLASS (given_keyring_parent_class)->finalize (object);
}

static void
given_keyring_class_init (GivenKeyringClass *class)
{
  G_OBJECT_CLASS (class)->finalize = given_keyring_finalize;
}

static void
given_keyring_init (GivenKeyring *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_keyring_item_free);
}

/* --- from bytes to items ------------------------------------------------------------------- */

static void
add_item (GivenKeyring *self, const char *bytes, gsize size)
{
  static const char *const names[] = {"kind", "account", "grant", "fingerprint"};
  const char *end = memchr (bytes, '\n', size);
  gsize length = end != NULL ? (gsize)(end - bytes) : size;
  const char *secret = bytes + MIN (length + 1, size);
  g_autofree char *line = g_utf8_make_valid (bytes, (gssize)length);
  g_auto (GStrv) values = g_strsplit (line, " ", G_N_ELEMENTS (names));
  g_autoptr (GHashTable) attributes = yqq_keyring_attributes (NULL, NULL);
  for (guint i = 0; values[i] != NULL; i++)
    if (strcmp (values[i], "-") != 0)
      g_hash_table_insert (attributes, g_strdup (names[i]), g_strdup (values[i]));
  g_autoptr (YqqSecretBytes) kept =
      yqq_secret_bytes_new_copy (secret, size - (gsize)(secret - bytes));
  g_ptr_array_add (self->items, yqq_keyring_item_new (attributes, kept));
}

static YqqKeyring *
read_keyring (const char *bytes, gsize size)
{
  GivenKeyring *self = g_object_new (TYPE_GIVEN_KEYRING, NULL);
  const char *end;
  while (self->items->len + 1 < MAX_ITEMS &&
         (end = memmem (bytes, size, BETWEEN, strlen (BETWEEN))) != NULL) {
    add_item (self, bytes, (gsize)(end - bytes));
    size -= (gsize)(end - bytes) + strlen (BETWEEN);
    bytes = end + strlen (BETWEEN);
  }
  add_item (self, bytes, size);
  return YQQ_KEYRING (self);
}

/* --- what must hold ------------------------------------------------------------------------ */

/* A key opens only as the key it says it is. */
static void
check_key (YqqSigningKeyItem *item, YqqUnlockedVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqKey) key = yqq_signing_key_item_open (item, vault, &error);
  g_assert_true ((key == NULL) == (error != NULL));
  if (key != NULL)
    g_assert_true (g_bytes_equal (yqq_key_get_public (key), item->public_key));
  else
    g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
}

static void
check_credential (YqqCredential *credential, YqqUnlockedVault *vault)
{
  g_autoptr (YqqKey) key = yqq_credential_open_key (credential, vault, NULL);
  YqqPublicKey *certified = yqq_x509_get_public_key (yqq_credential_get_certificate (credential));
  if (key != NULL)
    g_assert_true (g_bytes_equal (yqq_key_get_public (key), yqq_public_key_get_spki (certified)));
}

static void
check_contents (YqqWalletContents *contents)
{
  g_autoptr (YqqSecretBytes) kek =
      yqq_secret_bytes_new_copy ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr (YqqUnlockedVault) vault = yqq_unlocked_vault_new (kek);
  g_assert_true (contents->account == NULL || contents->device_key != NULL);
  g_assert_true (contents->account == NULL || contents->login_key == NULL);
  for (guint i = 0; i < contents->credentials->len; i++)
    check_credential (contents->credentials->pdata[i], vault);
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, contents->pending);
  while (g_hash_table_iter_next (&iter, NULL, &key))
    check_key (key, vault);
}

/* Whether an item is damaged is told to the log, which fills up here. */
static void
ignore (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

static void
be_silent_of_damage (void)
{
  static guint handler;
  if (handler != 0)
    return;
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  handler = g_log_set_handler (NULL, G_LOG_LEVEL_WARNING, ignore, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  be_silent_of_damage ();
  g_autoptr (YqqKeyring) keyring = read_keyring ((const char *)data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqWalletContents) contents = yqq_wallet_contents_read (keyring, NULL, &error);
  g_assert_true ((contents == NULL) == (error != NULL));
  if (contents != NULL)
    check_contents (contents);
  else
    g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_DAMAGED);
  return 0;
}
