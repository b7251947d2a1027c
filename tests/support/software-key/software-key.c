/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The software key's commands: authenticatorMakeCredential and its fellows (CTAP 6). */
#include "software-key.h"

#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <fido/err.h>

#include "crypto/digest.h"
#include "crypto/random.h"
#include "software-key-private.h"

#define AAGUID "yueqiqian-tests!" /* which kind of key it is, 16 bytes */
#define CREDENTIAL_SIZE 32
#define COSE_ES256 (-7)

enum {
  MAKE_CREDENTIAL = 0x01,
  GET_ASSERTION = 0x02,
  GET_INFO = 0x04,
  CLIENT_PIN = 0x06,
  FLAG_PRESENT = 0x01,
  FLAG_VERIFIED = 0x04,
  FLAG_CREDENTIAL = 0x40,
};

static void
credential_free (gpointer data)
{
  SoftwareCredential *self = data;
  g_bytes_unref (self->id);
  g_bytes_unref (self->rp_id);
  yqq_key_unref (self->key);
  g_free (self);
}

static void
put_options (SoftwareKey *self, GByteArray *answer)
{
  cbor_put_map (answer, 3);
  cbor_put_text (answer, "rk");
  cbor_put_boolean (answer, FALSE);
  cbor_put_text (answer, "up");
  cbor_put_boolean (answer, TRUE);
  cbor_put_text (answer, "clientPin");
  cbor_put_boolean (answer, self->pin != NULL);
}

static guint8
get_info (SoftwareKey *self, GByteArray *answer)
{
  cbor_put_map (answer, 5);
  cbor_put_int (answer, 1);
  cbor_put_array (answer, 1);
  cbor_put_text (answer, "FIDO_2_0");
  cbor_put_int (answer, 3);
  cbor_put_bytes (answer, AAGUID, strlen (AAGUID));
  cbor_put_int (answer, 4);
  put_options (self, answer);
  cbor_put_int (answer, 5);
  cbor_put_int (answer, 1200);
  cbor_put_int (answer, 6);
  cbor_put_array (answer, 1);
  cbor_put_int (answer, 1);
  return FIDO_OK;
}

static SoftwareCredential *
find_in_list (SoftwareKey *self, GBytes *rp_id, const CborItem *list)
{
  for (guint i = 0; list != NULL && list->items != NULL && i < list->items->len; i++) {
    const CborItem *descriptor = g_ptr_array_index (list->items, i);
    g_autoptr (GBytes) id = cbor_dup_bytes (cbor_get_named (descriptor, "id"));
    for (guint j = 0; j < self->credentials->len; j++) {
      SoftwareCredential *credential = g_ptr_array_index (self->credentials, j);
      if (g_bytes_equal (credential->id, id) && g_bytes_equal (credential->rp_id, rp_id))
        return credential;
    }
  }
  return NULL;
}

static SoftwareCredential *
make_credential (SoftwareKey *self, GBytes *rp_id)
{
  guint8 id[CREDENTIAL_SIZE];
  SoftwareCredential *credential = g_new0 (SoftwareCredential, 1);
  yqq_random_bytes (id, sizeof id);
  credential->id = g_bytes_new (id, sizeof id);
  credential->rp_id = g_bytes_ref (rp_id);
  credential->key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->credentials, credential);
  g_mutex_unlock (&self->lock);
  return credential;
}

static void
append_bytes (GByteArray *to, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_byte_array_append (to, data, (guint)size);
}

/* The point is the end of a SubjectPublicKeyInfo. */
static void
put_public_key (GByteArray *to, YqqKey *key)
{
  gsize size;
  const guint8 *spki = g_bytes_get_data (yqq_key_get_public (key), &size);
  cbor_put_map (to, 5);
  cbor_put_int (to, 1);
  cbor_put_int (to, 2);
  cbor_put_int (to, 3);
  cbor_put_int (to, COSE_ES256);
  cbor_put_int (to, -1);
  cbor_put_int (to, 1);
  cbor_put_int (to, -2);
  cbor_put_bytes (to, spki + size - 64, 32);
  cbor_put_int (to, -3);
  cbor_put_bytes (to, spki + size - 32, 32);
}

/* WebAuthn 6.1; with the credential where it is new. */
static GByteArray *
make_data (SoftwareKey *self, const SoftwareCredential *credential, guint8 flags)
{
  GByteArray *data = g_byte_array_new ();
  g_autoptr (GBytes) rp_hash = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, credential->rp_id);
  g_mutex_lock (&self->lock);
  if (self->counts && (flags & FLAG_PRESENT) != 0)
    self->counter++;
  guint32 counter = GUINT32_TO_BE (self->counter);
  g_mutex_unlock (&self->lock);
  append_bytes (data, rp_hash);
  g_byte_array_append (data, &flags, 1);
  g_byte_array_append (data, (const guint8 *)&counter, sizeof counter);
  if ((flags & FLAG_CREDENTIAL) != 0) {
    guint16 size = GUINT16_TO_BE (CREDENTIAL_SIZE);
    g_byte_array_append (data, (const guint8 *)AAGUID, strlen (AAGUID));
    g_byte_array_append (data, (const guint8 *)&size, sizeof size);
    append_bytes (data, credential->id);
    put_public_key (data, credential->key);
  }
  return data;
}

static GBytes *
sign (const SoftwareCredential *credential, const GByteArray *data, const CborItem *hash)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  g_byte_array_append (message, data->data, data->len);
  g_byte_array_append (message, hash->data, (guint)hash->value);
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&message));
  GBytes *signature = yqq_key_sign (credential->key, bytes, NULL);
  g_assert_nonnull (signature);
  return signature;
}

static void
put_signature (GByteArray *to, GBytes *signature)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (signature, &size);
  cbor_put_bytes (to, data, size);
}

/* Whether the person showed the PIN, where it is needed. A status of CTAP. */
static guint8
check_pin (SoftwareKey *self,
           const CborItem *hash,
           const CborItem *pin_auth,
           gboolean needed,
           guint8 *flags)
{
  if (pin_auth == NULL)
    return needed && self->pin != NULL ? FIDO_ERR_PIN_REQUIRED : FIDO_OK;
  if (!software_key_check_pin_auth (self, hash, pin_auth))
    return FIDO_ERR_PIN_AUTH_INVALID;
  *flags |= FLAG_VERIFIED;
  return FIDO_OK;
}

/* An empty pinAuth asks for nothing but a touch (CTAP 6.1.2 step 1). */
static guint8
answer_touch (SoftwareKey *self)
{
  guint8 status = software_key_wait_for_touch (self);
  if (status != FIDO_OK)
    return status;
  return self->pin != NULL ? FIDO_ERR_PIN_INVALID : FIDO_ERR_PIN_NOT_SET;
}

static guint8
answer_make_credential (SoftwareKey *self, const CborItem *request, GByteArray *answer)
{
  const CborItem *hash = cbor_get (request, 1);
  const CborItem *pin_auth = cbor_get (request, 8);
  g_autoptr (GBytes) rp_id = cbor_dup_bytes (cbor_get_named (cbor_get (request, 2), "id"));
  guint8 flags = FLAG_PRESENT | FLAG_CREDENTIAL;
  if (pin_auth != NULL && pin_auth->value == 0)
    return answer_touch (self);
  if (hash == NULL || hash->major != CBOR_BYTES || g_bytes_get_size (rp_id) == 0)
    return FIDO_ERR_MISSING_PARAMETER;
  guint8 status = check_pin (self, hash, pin_auth, TRUE, &flags);
  if (status == FIDO_OK)
    status = software_key_wait_for_touch (self);
  if (status == FIDO_OK && find_in_list (self, rp_id, cbor_get (request, 5)) != NULL)
    status = FIDO_ERR_CREDENTIAL_EXCLUDED;
  if (status != FIDO_OK)
    return status;
  const SoftwareCredential *credential = make_credential (self, rp_id);
  g_autoptr (GByteArray) data = make_data (self, credential, flags);
  g_autoptr (GBytes) signature = sign (credential, data, hash);
  cbor_put_map (answer, 3);
  cbor_put_int (answer, 1);
  cbor_put_text (answer, "packed");
  cbor_put_int (answer, 2);
  cbor_put_bytes (answer, data->data, data->len);
  cbor_put_int (answer, 3);
  cbor_put_map (answer, 2);
  cbor_put_text (answer, "alg");
  cbor_put_int (answer, COSE_ES256);
  cbor_put_text (answer, "sig");
  put_signature (answer, signature);
  return FIDO_OK;
}

static void
put_credential (GByteArray *to, const SoftwareCredential *credential)
{
  cbor_put_map (to, 2);
  cbor_put_text (to, "id");
  put_signature (to, credential->id);
  cbor_put_text (to, "type");
  cbor_put_text (to, "public-key");
}

static guint8
answer_get_assertion (SoftwareKey *self, const CborItem *request, GByteArray *answer)
{
  const CborItem *hash = cbor_get (request, 2);
  const CborItem *up = cbor_get_named (cbor_get (request, 5), "up");
  g_autoptr (GBytes) rp_id = cbor_dup_bytes (cbor_get (request, 1));
  guint8 flags = up == NULL || cbor_is_true (up) ? FLAG_PRESENT : 0;
  if (hash == NULL || hash->major != CBOR_BYTES)
    return FIDO_ERR_MISSING_PARAMETER;
  gboolean needs_pin = self->always_pin && flags != 0;
  guint8 status = check_pin (self, hash, cbor_get (request, 6), needs_pin, &flags);
  const SoftwareCredential *credential = find_in_list (self, rp_id, cbor_get (request, 3));
  if (status == FIDO_OK && credential == NULL)
    status = FIDO_ERR_NO_CREDENTIALS;
  if (status == FIDO_OK && (flags & FLAG_PRESENT) != 0)
    status = software_key_wait_for_touch (self);
  if (status != FIDO_OK)
    return status;
  g_autoptr (GByteArray) data = make_data (self, credential, flags);
  g_autoptr (GBytes) signature = sign (credential, data, hash);
  cbor_put_map (answer, 3);
  cbor_put_int (answer, 1);
  put_credential (answer, credential);
  cbor_put_int (answer, 2);
  cbor_put_bytes (answer, data->data, data->len);
  cbor_put_int (answer, 3);
  put_signature (answer, signature);
  return FIDO_OK;
}

static guint8
carry_out (SoftwareKey *self, guint8 command, const CborItem *request, GByteArray *answer)
{
  switch (command) {
  case MAKE_CREDENTIAL:
    return answer_make_credential (self, request, answer);
  case GET_ASSERTION:
    return answer_get_assertion (self, request, answer);
  case GET_INFO:
    return get_info (self, answer);
  case CLIENT_PIN:
    return software_key_client_pin (self, request, answer);
  default:
    return FIDO_ERR_INVALID_COMMAND;
  }
}

GByteArray *
software_key_answer (SoftwareKey *self, const guint8 *data, gsize size)
{
  g_autoptr (CborItem) request = size > 1 ? cbor_parse (data + 1, size - 1) : NULL;
  g_autoptr (GByteArray) made = g_byte_array_new ();
  guint8 status = FIDO_ERR_INVALID_CBOR;
  if (size == 1 || request != NULL)
    status = carry_out (self, data[0], request, made);
  GByteArray *answer = g_byte_array_new ();
  g_byte_array_append (answer, &status, 1);
  if (status == FIDO_OK)
    g_byte_array_append (answer, made->data, made->len);
  return answer;
}

SoftwareKey *
software_key_new (const char *name)
{
  SoftwareKey *self = g_new0 (SoftwareKey, 1);
  self->name = g_strdup (name);
  self->counts = TRUE;
  self->host = -1;
  self->finger = eventfd (0, EFD_CLOEXEC | EFD_SEMAPHORE);
  self->credentials = g_ptr_array_new_with_free_func (credential_free);
  g_mutex_init (&self->lock);
  return self;
}

void
software_key_free (SoftwareKey *self)
{
  software_key_disconnect (self);
  g_clear_pointer (&self->thread, g_thread_join);
  close (self->finger);
  g_ptr_array_unref (self->credentials);
  g_mutex_clear (&self->lock);
  g_free (self->pin);
  g_free (self->name);
  g_free (self);
}

const char *
software_key_get_name (SoftwareKey *self)
{
  return self->name;
}

void
software_key_set_touch (SoftwareKey *self, SoftwareKeyTouch touch)
{
  g_mutex_lock (&self->lock);
  self->touch = touch;
  g_mutex_unlock (&self->lock);
}

void
software_key_touch (SoftwareKey *self)
{
  const guint64 once = 1;
  g_assert_cmpint (write (self->finger, &once, sizeof once), ==, sizeof once);
}

void
software_key_set_pin (SoftwareKey *self, const char *pin, guint tries)
{
  g_free (self->pin);
  self->pin = g_strdup (pin);
  self->pin_tries = tries;
}

void
software_key_set_always_pin (SoftwareKey *self, gboolean always)
{
  self->always_pin = always;
}

void
software_key_set_counter (SoftwareKey *self, gboolean counts, guint32 counter)
{
  g_mutex_lock (&self->lock);
  self->counts = counts;
  self->counter = counter;
  g_mutex_unlock (&self->lock);
}

void
software_key_set_old (SoftwareKey *self, gboolean old)
{
  self->old = old;
}

guint
software_key_count_credentials (SoftwareKey *self)
{
  g_mutex_lock (&self->lock);
  guint count = self->credentials->len;
  g_mutex_unlock (&self->lock);
  return count;
}

guint
software_key_count_cancelled (SoftwareKey *self)
{
  g_mutex_lock (&self->lock);
  guint count = self->cancelled;
  g_mutex_unlock (&self->lock);
  return count;
}
