/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the bytes of a request to an act whose signature holds. */
#include <string.h>

#include "authority/acts/acts-private.h"
#include "authority/store/enterprises.h"
#include "base/json.h"
#include "crypto/certificate.h"
#include "crypto/digest.h"
#include "crypto/jws.h"
#include "protocol/pin.h"

static gboolean
refuse (GError **error, const char *reason)
{
  yqq_problem_error_set (error, YQQ_PROBLEM_ACT_INVALID, NULL)->reason = g_strdup (reason);
  return FALSE;
}

gboolean
yqq_act_job_open (YqqActJob *self, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (self->body, &size);
  g_autoptr (JsonObject) object =
      yqq_json_parse (text != NULL ? text : "", (gssize)size, YQQ_ACT_BODY_MAX_BYTES, error);
  const char *jws;
  if (object == NULL || !yqq_json_read_string (object, "act", YQQ_ACT_MAX_BYTES, &jws, error))
    return FALSE;
  self->jws = g_strdup (jws);
  g_autoptr (GBytes) bytes = g_bytes_new_static (self->jws, strlen (self->jws));
  self->digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, bytes);
  self->certificate = yqq_jws_peek_kid (self->jws, YQQ_JWS_ACT, NULL);
  return self->certificate != NULL || refuse (error, "malformed");
}

gboolean
yqq_act_job_find_actor (YqqActJob *self,
                        YqqDatabase *database,
                        YqqCertificateRecord **certificate,
                        GError **error)
{
  g_autoptr (YqqCertificateRecord) found = NULL;
  g_autoptr (YqqGrantRecord) grant = NULL;
  if (!yqq_memberships_read (database, self->enterprise_id, self->device.person_id, &self->roles,
                             error) ||
      !yqq_authorise_member (self->roles, error) ||
      !yqq_certificates_find (database, self->certificate, &found, error))
    return FALSE;
  if (found == NULL || strcmp (found->device_id, self->device.id) != 0)
    return refuse (error, "certificate");
  if (!yqq_grants_find (database, found->grant_id, &grant, error))
    return FALSE;
  if (grant == NULL || strcmp (grant->person_id, self->device.person_id) != 0 ||
      strcmp (grant->enterprise_id, self->enterprise_id) != 0)
    return refuse (error, "certificate");
  self->state = yqq_effective_grant_state (grant, self->now_ms);
  self->unusable = yqq_authorise_certificate (found, grant, self->now_ms);
  *certificate = g_steal_pointer (&found);
  return TRUE;
}

gboolean
yqq_act_job_verify (YqqActJob *self, const YqqCertificateRecord *certificate, GError **error)
{
  g_autoptr (YqqX509) x509 = yqq_x509_new (certificate->certificate, NULL);
  g_autoptr (GBytes) payload =
      x509 != NULL ? yqq_jws_verify (self->jws, YQQ_JWS_ACT, yqq_x509_get_public_key (x509), NULL)
                   : NULL;
  if (payload == NULL)
    return refuse (error, "signature");
  self->act = yqq_enterprise_act_parse (payload, error);
  if (self->act == NULL)
    return FALSE;
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, payload);
  self->pin_subject = yqq_pin_act_subject (digest);
  return strcmp (self->act->enterprise, self->enterprise_id) == 0 || refuse (error, "enterprise");
}

gboolean
yqq_act_job_check_certificate (const YqqActJob *self, GError **error)
{
  return self->unusable == NULL || refuse (error, self->unusable);
}

void
yqq_act_job_free (YqqActJob *self)
{
  g_free (self->device.id);
  g_free (self->device.person_id);
  g_free (self->enterprise_id);
  g_bytes_unref (self->body);
  g_free (self->jws);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_free (self->certificate);
  g_clear_pointer (&self->act, yqq_enterprise_act_free);
  g_free (self->pin_subject);
  g_clear_error (&self->problem);
  g_clear_pointer (&self->answer, yqq_act_record_free);
  g_clear_pointer (&self->object, json_object_unref);
  g_free (self);
}
