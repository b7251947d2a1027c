/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/permission.h"

#include <string.h>

static const char id_characters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

static gboolean
fail (GError **error, YqqModelError code, const char *message)
{
  g_set_error_literal (error, YQQ_MODEL_ERROR, code, message);
  return FALSE;
}

const char *
yqq_permission_get_seal (const char *permission)
{
  const gsize prefix = sizeof YQQ_PERMISSION_SEAL_PREFIX - 1;
  if (permission == NULL || !g_str_has_prefix (permission, YQQ_PERMISSION_SEAL_PREFIX))
    return NULL;
  const char *id = permission + prefix;
  gsize length = strlen (id);
  if (length == 0 || prefix + length > YQQ_PERMISSION_MAX_LENGTH ||
      strspn (id, id_characters) != length)
    return NULL;
  return id;
}

gboolean
yqq_permission_is_valid (const char *permission)
{
  return g_strcmp0 (permission, YQQ_PERMISSION_ENTERPRISE_CERTIFICATE) == 0 ||
         yqq_permission_get_seal (permission) != NULL;
}

gboolean
yqq_permissions_validate (const char *const *permissions, GError **error)
{
  for (guint i = 0; permissions != NULL && permissions[i] != NULL; i++) {
    if (i == YQQ_PERMISSIONS_MAX_COUNT)
      return fail (error, YQQ_MODEL_ERROR_LENGTH, "there are too many permissions");
    if (!yqq_permission_is_valid (permissions[i]))
      return fail (error, YQQ_MODEL_ERROR_CHARACTER, "one of the permissions is unknown");
    for (guint j = 0; j < i; j++)
      if (g_str_equal (permissions[i], permissions[j]))
        return fail (error, YQQ_MODEL_ERROR_CHARACTER, "a permission stands there twice");
  }
  return TRUE;
}

gboolean
yqq_permissions_contain (const char *const *permissions, const char *permission)
{
  return permissions != NULL && g_strv_contains (permissions, permission);
}

static gboolean
are_all_in (const char *const *a, const char *const *b)
{
  for (guint i = 0; a != NULL && a[i] != NULL; i++)
    if (!yqq_permissions_contain (b, a[i]))
      return FALSE;
  return TRUE;
}

gboolean
yqq_permissions_equal (const char *const *a, const char *const *b)
{
  return are_all_in (a, b) && are_all_in (b, a);
}
