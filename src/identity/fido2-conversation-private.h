/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of a conversation with a security key share. */
#pragma once

#include "identity/fido2-conversation.h"

G_BEGIN_DECLS

struct _YqqFido2Conversation {
  YqqFido2Bus *bus;
  GCancellable *cancellable; /* or NULL */
  int patience_ms;
  YqqFido2Tell tell;
  GObject *target;
  GMainContext *context;

  GMutex lock; /* for what follows */
  GCond answered;
  gboolean waits_for_pin;
  YqqSecretBytes *pin; /* terminated */
};

/* Tells the person's side; takes a floating detail. From the worker. */
void yqq_fido2_conversation_tell (YqqFido2Conversation *self, const char *state, GVariant *detail);

/* Sets the error for a request that ended with status. */
void yqq_fido2_conversation_fail (YqqFido2Conversation *self,
                                  struct fido_dev *device,
                                  int status,
                                  GError **error);

G_END_DECLS
