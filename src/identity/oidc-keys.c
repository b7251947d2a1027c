/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-keys.h"

#include "base/json.h"

struct _YqqOidcKeys {
  gatomicrefcount references;
  GPtrArray *keys; /* of YqqJwk */
};

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_BAD_ANSWER, "the provider's keys: %s",
               message);
  return FALSE;
}

static gboolean
read_keys (YqqOidcKeys *self, JsonObject *json, GError **error)
{
  JsonArray *array;
  if (!yqq_json_read_objects (json, "keys", YQQ_OIDC_MAX_KEYS, &array, NULL))
    return refuse (error, "not a set of keys");
  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autoptr (GError) local = NULL;
    YqqJwk *key = yqq_jwk_new (json_array_get_object_element (array, i), &local);
    if (key != NULL)
      g_ptr_array_add (self->keys, key);
    else if (!g_error_matches (local, YQQ_CRYPTO_ERROR, YQQ_CRYPTO_ERROR_UNSUPPORTED))
      return refuse (error, local->message);
  }
  return self->keys->len > 0 || refuse (error, "none that we can use");
}

YqqOidcKeys *
yqq_oidc_keys_parse (JsonObject *json, GError **error)
{
  g_autoptr (YqqOidcKeys) self = g_new0 (YqqOidcKeys, 1);
  g_atomic_ref_count_init (&self->references);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_jwk_unref);
  return read_keys (self, json, error) ? g_steal_pointer (&self) : NULL;
}

YqqOidcKeys *
yqq_oidc_keys_ref (YqqOidcKeys *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_oidc_keys_unref (YqqOidcKeys *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->keys);
  g_free (self);
}

YqqJwk *
yqq_oidc_keys_find (YqqOidcKeys *self, const char *kid, YqqJwkAlgorithm algorithm)
{
  YqqJwk *found = NULL;
  for (guint i = 0; i < self->keys->len; i++) {
    YqqJwk *key = g_ptr_array_index (self->keys, i);
    if (yqq_jwk_get_algorithm (key) != algorithm ||
        (kid != NULL && g_strcmp0 (yqq_jwk_get_kid (key), kid) != 0))
      continue;
    if (found != NULL)
      return NULL; /* two that it could be: no key is guessed */
    found = key;
  }
  return found;
}
