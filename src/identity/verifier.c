/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/verifier.h"

G_DEFINE_INTERFACE (YqqIdentityVerifier, yqq_identity_verifier, G_TYPE_OBJECT)

static void
yqq_identity_verifier_default_init (YqqIdentityVerifierInterface *interface)
{
}

const char *
yqq_identity_verifier_get_method (YqqIdentityVerifier *self)
{
  return YQQ_IDENTITY_VERIFIER_GET_IFACE (self)->get_method (self);
}

YqqIdentityResult *
yqq_identity_verifier_verify (YqqIdentityVerifier *self,
                              const YqqIdentityTask *task,
                              JsonObject *evidence,
                              GError **error)
{
  return YQQ_IDENTITY_VERIFIER_GET_IFACE (self)->verify (self, task, evidence, error);
}

YqqIdentityResult *
yqq_identity_result_new (const char *method,
                         const char *person_id,
                         const char *purpose,
                         const char *confirmed_by,
                         gint64 at_ms)
{
  YqqIdentityResult *self = g_new0 (YqqIdentityResult, 1);
  self->method = g_strdup (method);
  self->person_id = g_strdup (person_id);
  self->purpose = g_strdup (purpose);
  self->confirmed_by = g_strdup (confirmed_by);
  self->at_ms = at_ms;
  return self;
}

void
yqq_identity_result_free (YqqIdentityResult *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->person_id);
  g_free (self->purpose);
  g_free (self->confirmed_by);
  g_free (self);
}
