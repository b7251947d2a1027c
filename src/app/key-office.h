/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of security keys asks of the authority. */
#pragma once

#include "client/authenticators.h"

G_BEGIN_DECLS

#define YQQ_TYPE_KEY_OFFICE (yqq_key_office_get_type ())
G_DECLARE_INTERFACE (YqqKeyOffice, yqq_key_office, YQQ, KEY_OFFICE, GObject)

/* What finishes is a GTask: with a GPtrArray of YqqAuthenticatorView, or with anything but NULL. */
struct _YqqKeyOfficeInterface {
  GTypeInterface parent;

  void (*list) (YqqKeyOffice *self,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data);
  void (*add) (YqqKeyOffice *self,
               const char *identity,
               JsonObject *registration,
               const char *label,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data);
  void (*rename) (YqqKeyOffice *self,
                  const char *id,
                  const char *label,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data);
  void (*remove) (YqqKeyOffice *self,
                  const char *id,
                  const char *identity,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data);
};

/* As client/authenticators.h has them. Errors: YQQ_PROBLEM_ERROR, YQQ_CLIENT_ERROR. */
void yqq_key_office_list_async (YqqKeyOffice *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Owned. */
GPtrArray *yqq_key_office_list_finish (GAsyncResult *result, GError **error);
void yqq_key_office_add_async (YqqKeyOffice *self,
                               const char *identity,
                               JsonObject *registration,
                               const char *label,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean yqq_key_office_add_finish (GAsyncResult *result, GError **error);
void yqq_key_office_rename_async (YqqKeyOffice *self,
                                  const char *id,
                                  const char *label,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean yqq_key_office_rename_finish (GAsyncResult *result, GError **error);
void yqq_key_office_remove_async (YqqKeyOffice *self,
                                  const char *id,
                                  const char *identity,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean yqq_key_office_remove_finish (GAsyncResult *result, GError **error);

G_END_DECLS
