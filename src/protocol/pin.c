/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/pin.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "model/nick-table.h"
#include "protocol/identifier.h"
#include "protocol/message-reader.h"

#define SALT_MIN_SIZE 16
#define SALT_MAX_SIZE 32
#define SIGNATURE_SIZE 64
#define KEY_MAX_BYTES 256
#define PEPPER_TEXT_LENGTH 44 /* base64 of 32 bytes */
#define GATE_PREFIX "yqq-pin-gate-v1"

static const char *const purpose_nicks[] = {
    [YQQ_PIN_PURPOSE_INSTALL] = "install",   [YQQ_PIN_PURPOSE_SESSION] = "session",
    [YQQ_PIN_PURPOSE_CHECK] = "check",       [YQQ_PIN_PURPOSE_ACT] = "act",
    [YQQ_PIN_PURPOSE_IDENTITY] = "identity", [YQQ_PIN_PURPOSE_CHANGE] = "change",
};

const char *
yqq_pin_purpose_to_nick (YqqPinPurpose purpose)
{
  g_return_val_if_fail ((guint)purpose < G_N_ELEMENTS (purpose_nicks), NULL);
  return purpose_nicks[purpose];
}

gboolean
yqq_pin_purpose_from_nick (const char *nick, YqqPinPurpose *purpose)
{
  return yqq_nick_table_find (purpose_nicks, G_N_ELEMENTS (purpose_nicks), nick, (guint *)purpose);
}

YqqPinRegistration *
yqq_pin_registration_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqPinRegistration) self = g_new0 (YqqPinRegistration, 1);
  self->verifier_key = yqq_message_reader_dup_bytes (&reader, "verifier_key", 1, KEY_MAX_BYTES);
  self->salt = yqq_message_reader_dup_bytes (&reader, "salt", SALT_MIN_SIZE, SALT_MAX_SIZE);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_pin_registration_to_json (const YqqPinRegistration *self)
{
  JsonObject *object = json_object_new ();
  yqq_json_set_bytes (object, "verifier_key", self->verifier_key);
  yqq_json_set_bytes (object, "salt", self->salt);
  return object;
}

void
yqq_pin_registration_free (YqqPinRegistration *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->verifier_key, g_bytes_unref);
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_free (self);
}

YqqPinChallengeRequest *
yqq_pin_challenge_request_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqPinChallengeRequest) self = g_new0 (YqqPinChallengeRequest, 1);
  self->purpose =
      yqq_message_reader_get_nick (&reader, "purpose", (YqqNickReader)yqq_pin_purpose_from_nick);
  self->subject = yqq_message_reader_dup_identifier (&reader, "subject");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_pin_challenge_request_to_json (const YqqPinChallengeRequest *self)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "purpose", yqq_pin_purpose_to_nick (self->purpose));
  json_object_set_string_member (object, "subject", self->subject);
  return object;
}

void
yqq_pin_challenge_request_free (YqqPinChallengeRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self);
}

YqqPinChallenge *
yqq_pin_challenge_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqPinChallenge) self = g_new0 (YqqPinChallenge, 1);
  self->challenge = yqq_message_reader_dup_bytes (&reader, "challenge", YQQ_PIN_CHALLENGE_SIZE,
                                                  YQQ_PIN_CHALLENGE_SIZE);
  self->salt = yqq_message_reader_dup_bytes (&reader, "salt", SALT_MIN_SIZE, SALT_MAX_SIZE);
  self->tries_left = (guint)yqq_message_reader_get_int (&reader, "tries_left", 0, YQQ_PIN_TRIES);
  self->expires_at_ms = yqq_message_reader_get_time (&reader, "expires_at");
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_pin_challenge_to_json (const YqqPinChallenge *self)
{
  JsonObject *object = json_object_new ();
  yqq_json_set_bytes (object, "challenge", self->challenge);
  yqq_json_set_bytes (object, "salt", self->salt);
  json_object_set_int_member (object, "tries_left", self->tries_left);
  yqq_message_set_time (object, "expires_at", self->expires_at_ms);
  return object;
}

void
yqq_pin_challenge_free (YqqPinChallenge *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->challenge, g_bytes_unref);
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_free (self);
}

YqqPinOpening *
yqq_pin_opening_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqPinOpening) self = g_new0 (YqqPinOpening, 1);
  self->challenge = yqq_message_reader_dup_bytes (&reader, "challenge", YQQ_PIN_CHALLENGE_SIZE,
                                                  YQQ_PIN_CHALLENGE_SIZE);
  self->signature =
      yqq_message_reader_dup_bytes (&reader, "signature", SIGNATURE_SIZE, SIGNATURE_SIZE);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_pin_opening_to_json (const YqqPinOpening *self)
{
  JsonObject *object = json_object_new ();
  yqq_json_set_bytes (object, "challenge", self->challenge);
  yqq_json_set_bytes (object, "signature", self->signature);
  return object;
}

void
yqq_pin_opening_free (YqqPinOpening *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->challenge, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

/* Decodes the pepper straight into locked memory and wipes the text it came as. */
static YqqSecretBytes *
take_pepper (YqqMessageReader *reader)
{
  const char *text = NULL;
  if (reader->error != NULL ||
      !yqq_json_read_string (reader->object, "pepper", PEPPER_TEXT_LENGTH, &text, NULL) ||
      strlen (text) != PEPPER_TEXT_LENGTH) {
    yqq_message_reader_fail (reader, "pepper", "not the text of 32 bytes");
    return NULL;
  }
  g_autoptr (YqqSecretBytes) copy = yqq_secret_bytes_new_copy (text, PEPPER_TEXT_LENGTH + 1);
  yqq_wipe ((char *)text, PEPPER_TEXT_LENGTH);
  char *held = (char *)yqq_secret_bytes_get_data (copy);
  gint state = 0;
  guint save = 0;
  g_autoptr (YqqSecretBytes) pepper = yqq_secret_bytes_new (YQQ_PIN_PEPPER_SIZE + 3);
  gsize size = g_base64_decode_step (held, PEPPER_TEXT_LENGTH, yqq_secret_bytes_get_data (pepper),
                                     &state, &save);
  if (size != YQQ_PIN_PEPPER_SIZE) {
    yqq_message_reader_fail (reader, "pepper", "not the text of 32 bytes");
    return NULL;
  }
  return yqq_secret_bytes_new_copy (yqq_secret_bytes_get_data (pepper), YQQ_PIN_PEPPER_SIZE);
}

YqqPinOpened *
yqq_pin_opened_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqPinOpened) self = g_new0 (YqqPinOpened, 1);
  self->pepper = take_pepper (&reader);
  self->tries_left = (guint)yqq_message_reader_get_int (&reader, "tries_left", 0, YQQ_PIN_TRIES);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

YqqSecretBytes *
yqq_pin_opened_to_text (const YqqPinOpened *self)
{
  static const char before[] = "{\"pepper\":\"", between[] = "\",\"tries_left\":";
  g_autofree char *tries = g_strdup_printf ("%u}", self->tries_left);
  gsize size = sizeof before - 1 + PEPPER_TEXT_LENGTH + sizeof between - 1 + strlen (tries);
  YqqSecretBytes *text = yqq_secret_bytes_new (size);
  char *end = (char *)yqq_secret_bytes_get_data (text);
  gint state = 0, save = 0;
  end = (char *)memcpy (end, before, sizeof before - 1) + sizeof before - 1;
  end += g_base64_encode_step (yqq_secret_bytes_get_data (self->pepper), YQQ_PIN_PEPPER_SIZE, FALSE,
                               end, &state, &save);
  end += g_base64_encode_close (FALSE, end, &state, &save);
  end = (char *)memcpy (end, between, sizeof between - 1) + sizeof between - 1;
  memcpy (end, tries, strlen (tries));
  return text;
}

void
yqq_pin_opened_free (YqqPinOpened *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->pepper, yqq_secret_bytes_unref);
  g_free (self);
}

char *
yqq_pin_act_subject (GBytes *payload_sha256)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (payload_sha256, &size);
  return yqq_base64url_encode (bytes, size);
}

char *
yqq_pin_change_subject (GBytes *verifier_key)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, verifier_key);
}

GBytes *
yqq_pin_gate_message (YqqPinPurpose purpose, const char *subject, GBytes *challenge)
{
  g_return_val_if_fail (yqq_identifier_is_valid (subject), NULL);
  g_autofree char *head =
      g_strdup_printf (GATE_PREFIX "\n%s\n%s\n", yqq_pin_purpose_to_nick (purpose), subject);
  g_autoptr (GByteArray) message = g_byte_array_new ();
  gsize size;
  const guint8 *bytes = g_bytes_get_data (challenge, &size);
  g_byte_array_append (message, (const guint8 *)head, (guint)strlen (head));
  g_byte_array_append (message, bytes, (guint)size);
  return g_byte_array_free_to_bytes (g_steal_pointer (&message));
}
