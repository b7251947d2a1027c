/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place where this device keeps its secrets: labelled items found by their attributes. */
#pragma once

#include <gio/gio.h>

#include "base/secret-bytes.h"

G_BEGIN_DECLS

#define YQQ_TYPE_KEYRING (yqq_keyring_get_type ())
G_DECLARE_INTERFACE (YqqKeyring, yqq_keyring, YQQ, KEYRING, GObject)

typedef enum {
  YQQ_KEYRING_AVAILABLE, /* unlocked; what is not found does not exist */
  YQQ_KEYRING_LOCKED,    /* there, and answers like an empty one until it is unlocked */
  YQQ_KEYRING_ABSENT,    /* no keyring service in this session */
} YqqKeyringState;

/* One item as a search finds it. */
typedef struct {
  GHashTable *attributes; /* name → value, both text */
  YqqSecretBytes *secret;
} YqqKeyringItem;

YqqKeyringItem *yqq_keyring_item_new (GHashTable *attributes, YqqSecretBytes *secret);
void yqq_keyring_item_free (YqqKeyringItem *self);
/* The value of an attribute or NULL. */
const char *yqq_keyring_item_get (YqqKeyringItem *self, const char *attribute);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqKeyringItem, yqq_keyring_item_free)

/* A table of attributes from pairs of name and value, ended by NULL; pairs whose value is NULL are
 * left out. Owned. */
GHashTable *yqq_keyring_attributes (const char *name, ...) G_GNUC_NULL_TERMINATED;

/* All functions block, so they are for worker threads; the two with _async beside them are for the
 * main loop. Errors of all: YQQ_WALLET_ERROR_KEYRING_LOCKED, KEYRING_ABSENT, FAILED; a cancelled
 * call ends with G_IO_ERROR_CANCELLED. */
struct _YqqKeyringInterface {
  GTypeInterface parent;

  gboolean (*get_state) (YqqKeyring *self,
                         YqqKeyringState *state,
                         GCancellable *cancellable,
                         GError **error);
  gboolean (*unlock) (YqqKeyring *self, GCancellable *cancellable, GError **error);
  gboolean (*store) (YqqKeyring *self,
                     GHashTable *attributes,
                     const char *label,
                     YqqSecretBytes *secret,
                     GCancellable *cancellable,
                     GError **error);
  GPtrArray *(*search) (YqqKeyring *self,
                        GHashTable *attributes,
                        GCancellable *cancellable,
                        GError **error);
  gboolean (*remove) (YqqKeyring *self,
                      GHashTable *attributes,
                      GCancellable *cancellable,
                      GError **error);
};

gboolean yqq_keyring_get_state (YqqKeyring *self,
                                YqqKeyringState *state,
                                GCancellable *cancellable,
                                GError **error);

/* Asks the person to unlock (the keyring shows its own prompt). A dismissed prompt is
 * G_IO_ERROR_CANCELLED. */
gboolean yqq_keyring_unlock (YqqKeyring *self, GCancellable *cancellable, GError **error);

/* Stores one item durably; an item with the same attributes is replaced. The label is what the
 * person reads in their password manager. */
gboolean yqq_keyring_store (YqqKeyring *self,
                            GHashTable *attributes,
                            const char *label,
                            YqqSecretBytes *secret,
                            GCancellable *cancellable,
                            GError **error);

/* Every item that has at least these attributes, as an array of YqqKeyringItem that may be empty. A
 * locked keyring is an error and never an empty array. */
GPtrArray *yqq_keyring_search (YqqKeyring *self,
                               GHashTable *attributes,
                               GCancellable *cancellable,
                               GError **error);

/* The secret of the one item that has these attributes, or NULL without an error if there is none.
 */
YqqSecretBytes *yqq_keyring_lookup (YqqKeyring *self,
                                    GHashTable *attributes,
                                    GCancellable *cancellable,
                                    GError **error);

/* Removes every item that has at least these attributes; none is no error. */
gboolean yqq_keyring_remove (YqqKeyring *self,
                             GHashTable *attributes,
                             GCancellable *cancellable,
                             GError **error);

void yqq_keyring_get_state_async (YqqKeyring *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean yqq_keyring_get_state_finish (YqqKeyring *self,
                                       GAsyncResult *result,
                                       YqqKeyringState *state,
                                       GError **error);

void yqq_keyring_unlock_async (YqqKeyring *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean yqq_keyring_unlock_finish (YqqKeyring *self, GAsyncResult *result, GError **error);

G_END_DECLS
