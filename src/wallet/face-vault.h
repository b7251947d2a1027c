/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one thing that is kept of a face: a template in a file, sealed under a key in the keyring.
 *
 * The seal is bound to the account and its person, to the networks that made the template and to
 * the text that was agreed to: under any other it does not open. Erasing takes the key away first,
 * and then the file, so that no copy of the file is of use to anybody. */
#pragma once

#include "wallet/wallet.h"

G_BEGIN_DECLS

typedef struct {
  char *template_id; /* our name for it, made anew with each enrolment */
  char *model;
  char *consent;
  gint64 made_at_ms;
  gint64 expires_at_ms;
  YqqSecretBytes *bytes; /* as face/face-process.h gives it */
} YqqKeptFace;

YqqKeptFace *yqq_kept_face_copy (const YqqKeptFace *self);
void yqq_kept_face_free (YqqKeptFace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqKeptFace, yqq_kept_face_free)

/* A new template_id. Owned. */
char *yqq_kept_face_make_id (void);

/* Keeps a face of the person who is logged in, instead of the one before, which is erased. Errors:
 * NOT_LOGGED_IN, the keyring's, FAILED where the file cannot be written. */
void yqq_wallet_keep_face_async (YqqWallet *self,
                                 const YqqKeptFace *face,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean yqq_wallet_keep_face_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* The face, owned; NULL without an error where there is none. One that has expired is erased, and
 * then there is none. Errors: NOT_LOGGED_IN, the keyring's, DAMAGED. */
void yqq_wallet_open_face_async (YqqWallet *self,
                                 gint64 now_ms,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
YqqKeptFace *yqq_wallet_open_face_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* Key and file are gone. None is no error. */
void yqq_wallet_erase_face_async (YqqWallet *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean yqq_wallet_erase_face_finish (YqqWallet *self, GAsyncResult *result, GError **error);

/* Blocks; for logging out, which takes the key away by itself. */
gboolean yqq_face_vault_delete_file (const char *account_id, GError **error);
/* Where the file of an account is. Owned. */
char *yqq_face_vault_get_path (const char *account_id);

G_END_DECLS
