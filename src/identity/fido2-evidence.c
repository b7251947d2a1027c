/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/fido2-evidence.h"

#include "base/encoding.h"
#include "base/json.h"

#define MAX_RELYING_PARTY 253
#define MAX_FORMAT 32
#define MAX_CREDENTIAL 1023 /* WebAuthn 5.8.3 */
#define MAX_AUTHENTICATOR_DATA 2048
#define MAX_SIGNATURE 512
#define MAX_CERTIFICATE 4096

/* Characters of base64 for so many bytes. */
#define BASE64_LENGTH(size) (((size) + 2) / 3 * 4)

static gboolean
read_credentials (JsonObject *object, GPtrArray *credentials, GError **error)
{
  g_auto (GStrv) texts = NULL;
  if (!yqq_json_read_strings (object, "credentials", YQQ_FIDO2_MAX_KEYS,
                              BASE64_LENGTH (MAX_CREDENTIAL), &texts, error))
    return FALSE;
  for (guint i = 0; texts[i] != NULL; i++) {
    GBytes *credential = yqq_base64_decode (texts[i], -1, error);
    if (credential == NULL)
      return FALSE;
    g_ptr_array_add (credentials, credential);
  }
  return TRUE;
}

YqqFido2Offer *
yqq_fido2_offer_read (JsonObject *object, GError **error)
{
  const char *rp_id;
  g_autoptr (GPtrArray) credentials =
      g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  if (!yqq_json_read_string (object, "rp_id", MAX_RELYING_PARTY, &rp_id, error) ||
      !read_credentials (object, credentials, error))
    return NULL;
  YqqFido2Offer *self = g_new0 (YqqFido2Offer, 1);
  self->rp_id = g_strdup (rp_id);
  self->credentials = g_steal_pointer (&credentials);
  return self;
}

JsonObject *
yqq_fido2_offer_write (const char *rp_id, GPtrArray *credentials)
{
  JsonObject *object = json_object_new ();
  JsonArray *texts = json_array_new ();
  for (guint i = 0; i < credentials->len; i++) {
    gsize size;
    gconstpointer data = g_bytes_get_data (g_ptr_array_index (credentials, i), &size);
    g_autofree char *text = yqq_base64_encode (data, size);
    json_array_add_string_element (texts, text);
  }
  json_object_set_string_member (object, "rp_id", rp_id);
  json_object_set_array_member (object, "credentials", texts);
  return object;
}

void
yqq_fido2_offer_free (YqqFido2Offer *self)
{
  if (self == NULL)
    return;
  g_free (self->rp_id);
  g_ptr_array_unref (self->credentials);
  g_free (self);
}

YqqFido2Assertion *
yqq_fido2_assertion_read (JsonObject *object, GError **error)
{
  g_autoptr (YqqFido2Assertion) self = g_new0 (YqqFido2Assertion, 1);
  if (!yqq_json_read_bytes (object, "credential", MAX_CREDENTIAL, &self->credential, error) ||
      !yqq_json_read_bytes (object, "authenticator_data", MAX_AUTHENTICATOR_DATA,
                            &self->authenticator_data, error) ||
      !yqq_json_read_bytes (object, "signature", MAX_SIGNATURE, &self->signature, error))
    return NULL;
  return g_steal_pointer (&self);
}

JsonObject *
yqq_fido2_assertion_write (const YqqFido2Assertion *self)
{
  JsonObject *object = json_object_new ();
  yqq_json_set_bytes (object, "credential", self->credential);
  yqq_json_set_bytes (object, "authenticator_data", self->authenticator_data);
  yqq_json_set_bytes (object, "signature", self->signature);
  return object;
}

void
yqq_fido2_assertion_free (YqqFido2Assertion *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->credential, g_bytes_unref);
  g_clear_pointer (&self->authenticator_data, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

YqqFido2Registration *
yqq_fido2_registration_read (JsonObject *object, GError **error)
{
  g_autoptr (YqqFido2Registration) self = g_new0 (YqqFido2Registration, 1);
  const char *format;
  if (!yqq_json_read_string (object, "format", MAX_FORMAT, &format, error) ||
      !yqq_json_read_bytes (object, "authenticator_data", MAX_AUTHENTICATOR_DATA,
                            &self->authenticator_data, error) ||
      !yqq_json_read_bytes (object, "signature", MAX_SIGNATURE, &self->signature, error))
    return NULL;
  if (yqq_json_has (object, "certificate") &&
      !yqq_json_read_bytes (object, "certificate", MAX_CERTIFICATE, &self->certificate, error))
    return NULL;
  self->format = g_strdup (format);
  return g_steal_pointer (&self);
}

JsonObject *
yqq_fido2_registration_write (const YqqFido2Registration *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "format", self->format);
  yqq_json_set_bytes (object, "authenticator_data", self->authenticator_data);
  yqq_json_set_bytes (object, "signature", self->signature);
  if (self->certificate != NULL)
    yqq_json_set_bytes (object, "certificate", self->certificate);
  return object;
}

YqqFido2Registration *
yqq_fido2_registration_copy (const YqqFido2Registration *self)
{
  YqqFido2Registration *copy = g_new0 (YqqFido2Registration, 1);
  copy->format = g_strdup (self->format);
  copy->authenticator_data = g_bytes_ref (self->authenticator_data);
  copy->signature = g_bytes_ref (self->signature);
  copy->certificate = self->certificate != NULL ? g_bytes_ref (self->certificate) : NULL;
  return copy;
}

void
yqq_fido2_registration_free (YqqFido2Registration *self)
{
  if (self == NULL)
    return;
  g_free (self->format);
  g_clear_pointer (&self->authenticator_data, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_free (self);
}
