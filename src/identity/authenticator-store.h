/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where registered security keys are kept, as their provider needs it. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A registered security key. */
typedef struct {
  char *id;
  char *label;        /* what the person calls it */
  GBytes *credential; /* the key's own name for what it made */
  GBytes *public_key; /* ES256: x and y, 64 bytes */
  guint32 counter;    /* of its last signature; 0 for keys that do not count */
  gint64 added_at_ms;
  gint64 used_at_ms; /* 0: never yet */
} YqqAuthenticator;

YqqAuthenticator *yqq_authenticator_copy (const YqqAuthenticator *self);
void yqq_authenticator_free (YqqAuthenticator *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuthenticator, yqq_authenticator_free)

#define YQQ_TYPE_AUTHENTICATOR_STORE (yqq_authenticator_store_get_type ())
G_DECLARE_INTERFACE (YqqAuthenticatorStore,
                     yqq_authenticator_store,
                     YQQ,
                     AUTHENTICATOR_STORE,
                     GObject)

/* All of it within the caller's transaction; FALSE or NULL with the store's own error. */
struct _YqqAuthenticatorStoreInterface {
  GTypeInterface parent;
  gboolean (*add) (YqqAuthenticatorStore *self,
                   const char *person_id,
                   const YqqAuthenticator *authenticator,
                   GError **error);
  GPtrArray *(*list) (YqqAuthenticatorStore *self, const char *person_id, GError **error);
  gboolean (*record_use) (YqqAuthenticatorStore *self,
                          const char *person_id,
                          const char *id,
                          guint32 counter,
                          gint64 at_ms,
                          GError **error);
  gboolean (*rename) (YqqAuthenticatorStore *self,
                      const char *person_id,
                      const char *id,
                      const char *label,
                      gboolean *found,
                      GError **error);
  gboolean (*remove) (YqqAuthenticatorStore *self,
                      const char *person_id,
                      const char *id,
                      gboolean *found,
                      GError **error);
};

/* Keeps one more key of the person's. */
gboolean yqq_authenticator_store_add (YqqAuthenticatorStore *self,
                                      const char *person_id,
                                      const YqqAuthenticator *authenticator,
                                      GError **error);

/* The person's keys (YqqAuthenticator), oldest first; owned. */
GPtrArray *
yqq_authenticator_store_list (YqqAuthenticatorStore *self, const char *person_id, GError **error);

/* Keeps the counter of a signature that was accepted, and when that was. */
gboolean yqq_authenticator_store_record_use (YqqAuthenticatorStore *self,
                                             const char *person_id,
                                             const char *id,
                                             guint32 counter,
                                             gint64 at_ms,
                                             GError **error);

/* *found: whether the person has such a key. */
gboolean yqq_authenticator_store_rename (YqqAuthenticatorStore *self,
                                         const char *person_id,
                                         const char *id,
                                         const char *label,
                                         gboolean *found,
                                         GError **error);
gboolean yqq_authenticator_store_remove (YqqAuthenticatorStore *self,
                                         const char *person_id,
                                         const char *id,
                                         gboolean *found,
                                         GError **error);

G_END_DECLS
