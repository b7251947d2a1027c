/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of linked accounts asks of the authority. */
#pragma once

#include "client/accounts.h"

G_BEGIN_DECLS

#define YQQ_TYPE_ACCOUNT_OFFICE (yqq_account_office_get_type ())
G_DECLARE_INTERFACE (YqqAccountOffice, yqq_account_office, YQQ, ACCOUNT_OFFICE, GObject)

/* What finishes is a GTask: with YqqLinkedAccounts, with a YqqLinkedAccount, or with anything but
 * NULL. */
struct _YqqAccountOfficeInterface {
  GTypeInterface parent;

  void (*list) (YqqAccountOffice *self,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data);
  void (*link) (YqqAccountOffice *self,
                const char *identity,
                JsonObject *evidence,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data);
  void (*unlink) (YqqAccountOffice *self,
                  const char *id,
                  const char *identity,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data);
};

/* As client/accounts.h has them. Errors: YQQ_PROBLEM_ERROR, YQQ_CLIENT_ERROR. */
void yqq_account_office_list_async (YqqAccountOffice *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* Owned. */
YqqLinkedAccounts *yqq_account_office_list_finish (GAsyncResult *result, GError **error);
void yqq_account_office_link_async (YqqAccountOffice *self,
                                    const char *identity,
                                    JsonObject *evidence,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean yqq_account_office_link_finish (GAsyncResult *result, GError **error);
void yqq_account_office_unlink_async (YqqAccountOffice *self,
                                      const char *id,
                                      const char *identity,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean yqq_account_office_unlink_finish (GAsyncResult *result, GError **error);

G_END_DECLS
