/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request to a security key, with the person: find the key, have it touched, ask for its PIN.
 * For the provers of this folder; it runs in a worker thread. */
#pragma once

#include <gio/gio.h>

#include "base/secret-bytes.h"
#include "identity/fido2-bus.h"

G_BEGIN_DECLS

struct fido_dev;
typedef struct _YqqFido2Conversation YqqFido2Conversation;

/* What the person is to see (the states of identity/fido2-prover.h); called on the main context
 * that the conversation was made on. detail is borrowed, or NULL. */
typedef void (*YqqFido2Tell) (gpointer target, const char *state, GVariant *detail);

/* target is kept alive. patience_ms: for each wait, for a key, for a touch, for a PIN. */
YqqFido2Conversation *yqq_fido2_conversation_new (YqqFido2Bus *bus,
                                                  GCancellable *cancellable,
                                                  int patience_ms,
                                                  YqqFido2Tell tell,
                                                  GObject *target);
YqqFido2Conversation *yqq_fido2_conversation_ref (YqqFido2Conversation *self);
void yqq_fido2_conversation_unref (YqqFido2Conversation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFido2Conversation, yqq_fido2_conversation_unref)

/* From any thread: the PIN that was asked for (UTF-8, not terminated), or NULL to give up. */
void yqq_fido2_conversation_answer_pin (YqqFido2Conversation *self, YqqSecretBytes *pin);

/* One request; a status of libfido2 (FIDO_OK, FIDO_ERR_…). pin NULL: without. */
typedef int (*YqqFido2Request) (struct fido_dev *device, const char *pin, gpointer user_data);

/* Waits for a key that fits, that is, whose answer to the question is not FIDO_ERR_NO_CREDENTIALS
 * (question NULL: every key fits); where several do, for the one that is touched. Free with
 * yqq_fido2_channel_close. Errors: YQQ_FIDO2_ERROR, G_IO_ERROR_CANCELLED. */
struct fido_dev *yqq_fido2_conversation_find_key (YqqFido2Conversation *self,
                                                  YqqFido2Request question,
                                                  gpointer user_data,
                                                  GError **error);

/* Asks a key, and asks the person for the key's PIN as long as it wants one. */
gboolean yqq_fido2_conversation_ask (YqqFido2Conversation *self,
                                     struct fido_dev *device,
                                     YqqFido2Request request,
                                     gpointer user_data,
                                     GError **error);

G_END_DECLS
