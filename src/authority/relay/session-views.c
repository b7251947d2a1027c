/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be read of a session. */
#include "authority/relay/session-private.h"

JsonObject *
yqq_relay_session_view (YqqRelaySession *self)
{
  gboolean open = yqq_session_state_is_open (self->state);
  YqqSessionView view = {
      .session_id = self->id,
      .state = self->state,
      .reason = self->reason,
      .expires_at_ms = open ? self->expires_at : 0,
      .idle_at_ms = open && self->connected_at != 0 ? self->frame_at + YQQ_SESSION_IDLE_MS : 0,
      .signatures = self->signatures,
      .signature_limit = YQQ_SESSION_SIGNATURE_LIMIT,
      .person_name_masked = self->person_name_masked,
      .check_code_required = self->device_id != NULL && !self->check_passed,
  };
  return yqq_session_view_to_json (&view);
}

static GPtrArray *
list_certificates (YqqRelaySession *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_session_certificate_free);
  for (char **offered = self->certificates; offered != NULL && *offered != NULL; offered++) {
    g_autoptr (YqqRelayCertificate) certificate = yqq_relay_registry_dup_certificate (
        yqq_relay_get_registry (self->relay), self->device_id, *offered);
    if (certificate != NULL && certificate->unusable == NULL)
      g_ptr_array_add (list, g_steal_pointer (&certificate->shown));
  }
  return list;
}

JsonObject *
yqq_relay_session_get_certificates (YqqRelaySession *self, GError **error)
{
  if (self->state != YQQ_SESSION_STATE_CONNECTED && self->state != YQQ_SESSION_STATE_SIGNING) {
    yqq_relay_session_refuse_state (self, error);
    return NULL;
  }
  g_autoptr (GPtrArray) certificates = list_certificates (self);
  return yqq_session_certificates_to_json (certificates);
}

JsonObject *
yqq_relay_session_get_result (YqqRelaySession *self, const char *request_id, GError **error)
{
  YqqSignRequest *request = yqq_relay_session_find_request (self, request_id);
  if (request == NULL) {
    yqq_problem_error_set (error, YQQ_PROBLEM_NOT_FOUND, NULL);
    return NULL;
  }
  YqqSessionResult result = {request->id, request->state,
                             (char *)yqq_refusal_to_nick (request->refusal), request->signatures};
  return yqq_session_result_to_json (&result);
}
