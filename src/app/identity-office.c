/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/identity-office.h"

G_DEFINE_INTERFACE (YqqIdentityOffice, yqq_identity_office, G_TYPE_OBJECT)

static void
yqq_identity_office_default_init (YqqIdentityOfficeInterface *interface)
{
}

void
yqq_identity_office_begin_async (YqqIdentityOffice *self,
                                 const char *purpose,
                                 const char *subject,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  YQQ_IDENTITY_OFFICE_GET_IFACE (self)->begin_async (self, purpose, subject, cancellable, callback,
                                                     user_data);
}

YqqIdentityCase *
yqq_identity_office_begin_finish (YqqIdentityOffice *self, GAsyncResult *result, GError **error)
{
  return YQQ_IDENTITY_OFFICE_GET_IFACE (self)->begin_finish (self, result, error);
}

void
yqq_identity_office_prove_async (YqqIdentityOffice *self,
                                 YqqIdentityCase *which,
                                 const char *method,
                                 JsonObject *evidence,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  YQQ_IDENTITY_OFFICE_GET_IFACE (self)->prove_async (self, which, method, evidence, cancellable,
                                                     callback, user_data);
}

YqqIdentityAnswer *
yqq_identity_office_prove_finish (YqqIdentityOffice *self, GAsyncResult *result, GError **error)
{
  return YQQ_IDENTITY_OFFICE_GET_IFACE (self)->prove_finish (self, result, error);
}

void
yqq_identity_office_confirm_pin_async (YqqIdentityOffice *self,
                                       YqqIdentityCase *which,
                                       YqqSecretBytes *pin,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  YQQ_IDENTITY_OFFICE_GET_IFACE (self)->confirm_pin_async (self, which, pin, cancellable, callback,
                                                           user_data);
}

gboolean
yqq_identity_office_confirm_pin_finish (YqqIdentityOffice *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  return YQQ_IDENTITY_OFFICE_GET_IFACE (self)->confirm_pin_finish (self, result, error);
}
