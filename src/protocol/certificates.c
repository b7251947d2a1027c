/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/certificates.h"

#include "base/json.h"
#include "protocol/message-reader.h"
#include "protocol/relying-party-frame.h"

#define REQUEST_MAX_BYTES (8 * 1024)

YqqInstallRequest *
yqq_install_request_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  g_autoptr (YqqInstallRequest) self = g_new0 (YqqInstallRequest, 1);
  self->request = yqq_message_reader_dup_bytes (&reader, "request", 1, REQUEST_MAX_BYTES);
  self->algorithm =
      yqq_message_reader_get_nick (&reader, "algorithm", (YqqNickReader)yqq_algorithm_from_nick);
  return yqq_message_reader_finish (&reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonObject *
yqq_install_request_to_json (const YqqInstallRequest *self)
{
  JsonObject *object = json_object_new ();
  yqq_json_set_bytes (object, "request", self->request);
  json_object_set_string_member (object, "algorithm", yqq_algorithm_to_nick (self->algorithm));
  return object;
}

void
yqq_install_request_free (YqqInstallRequest *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->request, g_bytes_unref);
  g_free (self);
}

YqqCertificate *
yqq_certificate_from_json (JsonObject *object, GError **error)
{
  YqqMessageReader reader = {.object = object};
  YqqIssuedState state = YQQ_ISSUED_STATE_ACTIVE;
  gboolean this_device = TRUE;
  g_autofree char *fingerprint =
      yqq_message_reader_dup_text (&reader, "fingerprint", YQQ_FINGERPRINT_LENGTH);
  YqqAlgorithm algorithm =
      yqq_message_reader_get_nick (&reader, "algorithm", (YqqNickReader)yqq_algorithm_from_nick);
  g_autoptr (GBytes) der =
      yqq_message_reader_dup_bytes (&reader, "certificate", 1, YQQ_CERTIFICATE_MAX_BYTES);
  g_autoptr (GPtrArray) chain = yqq_message_reader_dup_bytes_array (
      &reader, "chain", YQQ_CHAIN_MAX_LENGTH, YQQ_CERTIFICATE_MAX_BYTES);
  gint64 not_before_ms = yqq_message_reader_get_time (&reader, "not_before");
  gint64 not_after_ms = yqq_message_reader_get_time (&reader, "not_after");
  if (yqq_message_reader_has (&reader, "state"))
    state =
        yqq_message_reader_get_nick (&reader, "state", (YqqNickReader)yqq_issued_state_from_nick);
  if (yqq_message_reader_has (&reader, "this_device"))
    this_device = yqq_message_reader_get_boolean (&reader, "this_device");
  if (fingerprint != NULL && !yqq_fingerprint_is_valid (fingerprint))
    yqq_message_reader_fail (&reader, "fingerprint", "not a fingerprint");
  if (!yqq_message_reader_finish (&reader, error))
    return NULL;
  return yqq_certificate_new (fingerprint, algorithm, der, chain, not_before_ms, not_after_ms,
                              state, this_device);
}

JsonObject *
yqq_certificate_to_json (YqqCertificate *certificate)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "fingerprint",
                                 yqq_certificate_get_fingerprint (certificate));
  json_object_set_string_member (
      object, "algorithm", yqq_algorithm_to_nick (yqq_certificate_get_algorithm (certificate)));
  yqq_json_set_bytes (object, "certificate", yqq_certificate_get_der (certificate));
  yqq_message_set_bytes_array (object, "chain", yqq_certificate_get_chain (certificate));
  yqq_message_set_time (object, "not_before", yqq_certificate_get_not_before_ms (certificate));
  yqq_message_set_time (object, "not_after", yqq_certificate_get_not_after_ms (certificate));
  json_object_set_string_member (
      object, "state", yqq_issued_state_to_nick (yqq_certificate_get_state (certificate)));
  json_object_set_boolean_member (object, "this_device",
                                  yqq_certificate_get_this_device (certificate));
  return object;
}
