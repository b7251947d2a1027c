/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members that several messages about an enterprise share: roles, permissions, quota, names. */
#pragma once

#include "model/quota.h"
#include "protocol/message-reader.h"

G_BEGIN_DECLS

#define YQQ_NAME_MAX_LENGTH 200 /* of people and enterprises, in characters */
#define YQQ_QUOTA_MAX G_GINT64_CONSTANT (1000000000)

/* The member "roles" as YqqRole bits. */
guint yqq_message_reader_get_roles (YqqMessageReader *self);
void yqq_message_set_roles (JsonObject *object, guint roles);

/* The member "permissions": each valid, none twice. Owned; empty where there are none. */
GStrv yqq_message_reader_dup_permissions (YqqMessageReader *self);

/* The member "quota". */
void yqq_message_reader_get_quota (YqqMessageReader *self, YqqQuota *quota);
void yqq_message_set_quota (JsonObject *object, const YqqQuota *quota);

/* A certificate's fingerprint. Owned. */
char *yqq_message_reader_dup_fingerprint (YqqMessageReader *self, const char *member);

/* Reads an array of at most max_length objects one by one with read, until one fails; the array
 * frees its elements with free. Never NULL. */
typedef gpointer (*YqqElementReader) (JsonObject *object, GError **error);
GPtrArray *yqq_message_reader_dup_elements (YqqMessageReader *self,
                                            const char *member,
                                            guint max_length,
                                            YqqElementReader read,
                                            GDestroyNotify free);
typedef JsonObject *(*YqqElementWriter) (gconstpointer element);
void yqq_message_set_elements (JsonObject *object,
                               const char *member,
                               GPtrArray *elements,
                               YqqElementWriter write);

G_END_DECLS
