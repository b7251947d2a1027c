/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an authorised user may use: the enterprise's certificate, and each of its seals. */
#pragma once

#include "model/error.h"

G_BEGIN_DECLS

/* A permission is a text: this one, or "seal:" and the seal's id. */
#define YQQ_PERMISSION_ENTERPRISE_CERTIFICATE "enterprise-certificate"
#define YQQ_PERMISSION_SEAL_PREFIX "seal:"
#define YQQ_PERMISSIONS_MAX_COUNT 64
#define YQQ_PERMISSION_MAX_LENGTH 80

gboolean yqq_permission_is_valid (const char *permission);
/* The seal's id inside permission, or NULL. */
const char *yqq_permission_get_seal (const char *permission);
/* Each valid, none twice, at most YQQ_PERMISSIONS_MAX_COUNT. None at all is 可稍后设置: the grant
 * is suspended. YQQ_MODEL_ERROR. */
gboolean yqq_permissions_validate (const char *const *permissions, GError **error);
gboolean yqq_permissions_contain (const char *const *permissions, const char *permission);
/* The same ones, in whatever order. */
gboolean yqq_permissions_equal (const char *const *a, const char *const *b);

G_END_DECLS
