/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the identity pages ask of the authority: a challenge, and judgement on evidence. */
#pragma once

#include "base/secret-bytes.h"
#include "client/identity.h"

G_BEGIN_DECLS

#define YQQ_TYPE_IDENTITY_OFFICE (yqq_identity_office_get_type ())
G_DECLARE_INTERFACE (YqqIdentityOffice, yqq_identity_office, YQQ, IDENTITY_OFFICE, GObject)

struct _YqqIdentityOfficeInterface {
  GTypeInterface parent;

  void (*begin_async) (YqqIdentityOffice *self,
                       const char *purpose,
                       const char *subject,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  YqqIdentityCase *(*begin_finish) (YqqIdentityOffice *self, GAsyncResult *result, GError **error);
  void (*prove_async) (YqqIdentityOffice *self,
                       YqqIdentityCase *which,
                       const char *method,
                       JsonObject *evidence,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  YqqIdentityAnswer *(*prove_finish) (YqqIdentityOffice *self,
                                      GAsyncResult *result,
                                      GError **error);
  void (*confirm_pin_async) (YqqIdentityOffice *self,
                             YqqIdentityCase *which,
                             YqqSecretBytes *pin,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
  gboolean (*confirm_pin_finish) (YqqIdentityOffice *self, GAsyncResult *result, GError **error);
};

/* A challenge for a purpose (identity/policy.h) and what it is about ("" for nothing). */
void yqq_identity_office_begin_async (YqqIdentityOffice *self,
                                      const char *purpose,
                                      const char *subject,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Owned. Errors: YQQ_PROBLEM_ERROR, YQQ_CLIENT_ERROR. */
YqqIdentityCase *
yqq_identity_office_begin_finish (YqqIdentityOffice *self, GAsyncResult *result, GError **error);

/* Brings a method's evidence. Before a log in nothing is sent until a way is complete. */
void yqq_identity_office_prove_async (YqqIdentityOffice *self,
                                      YqqIdentityCase *which,
                                      const char *method,
                                      JsonObject *evidence,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Owned. */
YqqIdentityAnswer *
yqq_identity_office_prove_finish (YqqIdentityOffice *self, GAsyncResult *result, GError **error);

/* Has the PIN gate confirm the PIN for this challenge, which is what the method "pin" is about.
 * Errors: YQQ_WALLET_ERROR_WRONG_PIN and PIN_LOCKED with the tries left, NO_PIN. */
void yqq_identity_office_confirm_pin_async (YqqIdentityOffice *self,
                                            YqqIdentityCase *which,
                                            YqqSecretBytes *pin,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean yqq_identity_office_confirm_pin_finish (YqqIdentityOffice *self,
                                                 GAsyncResult *result,
                                                 GError **error);

G_END_DECLS
