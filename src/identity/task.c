/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/task.h"

#include <string.h>

#include "crypto/digest.h"

YqqIdentityTask *
yqq_identity_task_new (const char *challenge_id,
                       GBytes *nonce,
                       const char *purpose,
                       const char *subject,
                       const char *person_id,
                       const char *device_thumbprint,
                       JsonObject *offer)
{
  YqqIdentityTask *self = g_new0 (YqqIdentityTask, 1);
  self->challenge_id = g_strdup (challenge_id);
  self->nonce = g_bytes_ref (nonce);
  self->purpose = g_strdup (purpose);
  self->subject = g_strdup (subject != NULL ? subject : "");
  self->person_id = g_strdup (person_id);
  self->device_thumbprint = g_strdup (device_thumbprint);
  self->offer = offer != NULL ? json_object_ref (offer) : NULL;
  return self;
}

YqqIdentityTask *
yqq_identity_task_copy (const YqqIdentityTask *self)
{
  return yqq_identity_task_new (self->challenge_id, self->nonce, self->purpose, self->subject,
                                self->person_id, self->device_thumbprint, self->offer);
}

void
yqq_identity_task_free (YqqIdentityTask *self)
{
  g_free (self->challenge_id);
  g_bytes_unref (self->nonce);
  g_free (self->purpose);
  g_free (self->subject);
  g_free (self->person_id);
  g_free (self->device_thumbprint);
  g_clear_pointer (&self->offer, json_object_unref);
  g_free (self);
}

static void
add_line (YqqDigest *digest, const char *text)
{
  yqq_digest_update (digest, text, strlen (text));
  yqq_digest_update (digest, "\n", 1);
}

GBytes *
yqq_identity_task_dup_binding (const YqqIdentityTask *self)
{
  g_autoptr (YqqDigest) digest = yqq_digest_new (YQQ_DIGEST_ALGORITHM_SHA256);
  add_line (digest, "yqq-identity-v1");
  add_line (digest, self->purpose);
  add_line (digest, self->subject);
  add_line (digest, self->device_thumbprint);
  gsize size;
  gconstpointer nonce = g_bytes_get_data (self->nonce, &size);
  yqq_digest_update (digest, nonce, size);
  return yqq_digest_finish (digest);
}
