/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls on a session by its id: who may make them, and what of a session that is past. */
#include <string.h>

#include "authority/relay/session-private.h"
#include "base/secret-bytes.h"
#include "crypto/digest.h"

static gboolean
check_token_hash (const YqqRelayPastSession *past, const char *token)
{
  if (token == NULL || past->token_hash == NULL)
    return FALSE;
  g_autoptr (GBytes) bytes = g_bytes_new (token, strlen (token));
  g_autoptr (GBytes) hash = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, bytes);
  return g_bytes_get_size (hash) == g_bytes_get_size (past->token_hash) &&
         yqq_equal_constant_time (g_bytes_get_data (hash, NULL),
                                  g_bytes_get_data (past->token_hash, NULL),
                                  g_bytes_get_size (hash));
}

/* A session that is not in memory: whoever was in it is told how it ended. */
static void
explain_absence (YqqRelay *self,
                 const char *session_id,
                 const YqqRelayCaller *caller,
                 GError **error)
{
  g_autoptr (YqqRelayPastSession) past =
      yqq_relay_registry_dup_past_session (yqq_relay_get_registry (self), session_id);
  if (past == NULL ||
      (!check_token_hash (past, caller->token) &&
       (caller->device_id == NULL || g_strcmp0 (past->device_id, caller->device_id) != 0))) {
    yqq_problem_error_set (
        error, caller->token != NULL ? YQQ_PROBLEM_TOKEN_INVALID : YQQ_PROBLEM_NOT_FOUND, NULL);
    return;
  }
  YqqProblem *problem = yqq_problem_error_set (error, YQQ_PROBLEM_SESSION_CLOSED, NULL);
  problem->state = g_strdup (yqq_session_state_to_nick (past->state));
  problem->reason = g_strdup (yqq_session_reason_to_nick (past->reason));
}

/* The session that the caller is a side of. Borrowed. */
static YqqRelaySession *
resolve (YqqRelay *self,
         const char *session_id,
         const YqqRelayCaller *caller,
         YqqRelaySide *side,
         GError **error)
{
  YqqRelaySession *session = yqq_relay_find_session (self, session_id);
  *side = caller->device_id != NULL ? YQQ_RELAY_SIDE_DEVICE : YQQ_RELAY_SIDE_RELYING_PARTY;
  if (session == NULL) {
    explain_absence (self, session_id, caller, error);
    return NULL;
  }
  if (caller->device_id != NULL ? yqq_relay_session_is_device (session, caller->device_id)
                                : yqq_relay_session_check_token (session, caller->token))
    return session;
  yqq_problem_error_set (
      error, caller->device_id != NULL ? YQQ_PROBLEM_NOT_FOUND : YQQ_PROBLEM_TOKEN_INVALID, NULL);
  return NULL;
}

static YqqRelaySession *
resolve_relying_party (YqqRelay *self,
                       const char *session_id,
                       const YqqRelayCaller *caller,
                       GError **error)
{
  YqqRelaySide side;
  YqqRelaySession *session = resolve (self, session_id, caller, &side, error);
  if (session == NULL || side == YQQ_RELAY_SIDE_RELYING_PARTY)
    return session;
  yqq_problem_error_set (error, YQQ_PROBLEM_TOKEN_INVALID, NULL);
  return NULL;
}

static void
reply_problem (const GError *error, YqqRelayReply reply, gpointer user_data)
{
  reply (yqq_problem_code_get_status (error->code), NULL, error, user_data);
}

void
yqq_relay_claim (YqqRelay *self,
                 const char *session_id,
                 const YqqRelayCaller *caller,
                 const YqqSessionClaim *claim,
                 YqqRelayReply reply,
                 gpointer user_data)
{
  YqqRelaySession *session = yqq_relay_find_session (self, session_id);
  if (session != NULL) {
    yqq_relay_session_claim (session, caller, claim, reply, user_data);
    return;
  }
  g_autoptr (YqqRelayPastSession) past =
      yqq_relay_registry_dup_past_session (yqq_relay_get_registry (self), session_id);
  g_autoptr (GError) error = yqq_problem_error_new (
      past != NULL ? YQQ_PROBLEM_CODE_EXPIRED : YQQ_PROBLEM_CODE_UNKNOWN, NULL);
  reply_problem (error, reply, user_data);
}

void
yqq_relay_post_frame (YqqRelay *self,
                      const char *session_id,
                      const YqqRelayCaller *caller,
                      JsonObject *frame,
                      YqqRelayReply reply,
                      gpointer user_data)
{
  YqqRelaySide side;
  g_autoptr (GError) error = NULL;
  YqqRelaySession *session = resolve (self, session_id, caller, &side, &error);
  if (session == NULL)
    reply_problem (error, reply, user_data);
  else
    yqq_relay_session_take_frame (session, side, frame, reply, user_data);
}

JsonObject *
yqq_relay_get_session (YqqRelay *self,
                       const char *session_id,
                       const YqqRelayCaller *caller,
                       GError **error)
{
  YqqRelaySide side;
  YqqRelaySession *session = resolve (self, session_id, caller, &side, error);
  return session != NULL ? yqq_relay_session_view (session) : NULL;
}

JsonObject *
yqq_relay_get_code (YqqRelay *self,
                    const char *session_id,
                    const YqqRelayCaller *caller,
                    GError **error)
{
  YqqRelaySession *session = resolve_relying_party (self, session_id, caller, error);
  return session != NULL ? yqq_relay_session_get_code (session, error) : NULL;
}

JsonObject *
yqq_relay_get_certificates (YqqRelay *self,
                            const char *session_id,
                            const YqqRelayCaller *caller,
                            GError **error)
{
  YqqRelaySession *session = resolve_relying_party (self, session_id, caller, error);
  return session != NULL ? yqq_relay_session_get_certificates (session, error) : NULL;
}

JsonObject *
yqq_relay_get_result (YqqRelay *self,
                      const char *session_id,
                      const YqqRelayCaller *caller,
                      const char *request_id,
                      GError **error)
{
  YqqRelaySession *session = resolve_relying_party (self, session_id, caller, error);
  return session != NULL ? yqq_relay_session_get_result (session, request_id, error) : NULL;
}

JsonObject *
yqq_relay_put_document (YqqRelay *self,
                        const char *session_id,
                        const YqqRelayCaller *caller,
                        const char *document,
                        GBytes *body,
                        GError **error)
{
  YqqRelaySession *session = resolve_relying_party (self, session_id, caller, error);
  return session != NULL ? yqq_relay_session_supply_document (session, document, body, error)
                         : NULL;
}

GBytes *
yqq_relay_dup_document (YqqRelay *self,
                        const char *session_id,
                        const YqqRelayCaller *caller,
                        const char *document,
                        GError **error)
{
  YqqRelaySide side;
  YqqRelaySession *session = resolve (self, session_id, caller, &side, error);
  GBytes *content =
      session != NULL ? yqq_relay_session_get_document (session, document, error) : NULL;
  return content != NULL ? g_bytes_ref (content) : NULL;
}

gboolean
yqq_relay_check_stream (YqqRelay *self,
                        const char *session_id,
                        const YqqRelayCaller *caller,
                        gint64 after,
                        GError **error)
{
  YqqRelaySide side;
  YqqRelaySession *session = resolve (self, session_id, caller, &side, error);
  if (session == NULL)
    return FALSE;
  return yqq_session_state_is_open (session->state) ||
         yqq_event_queue_has_after (session->peers[side].events, after) ||
         yqq_relay_session_refuse_state (session, error);
}

YqqRelayStream *
yqq_relay_open_stream (YqqRelay *self,
                       const char *session_id,
                       const YqqRelayCaller *caller,
                       gint64 after,
                       const YqqRelaySink *sink,
                       gpointer target)
{
  YqqRelaySide side;
  YqqRelaySession *session = resolve (self, session_id, caller, &side, NULL);
  if (session != NULL)
    return yqq_relay_session_open_stream (session, side, after, sink, target);
  sink->close (target);
  return NULL;
}

YqqRelayPoll *
yqq_relay_poll (YqqRelay *self,
                const char *session_id,
                const YqqRelayCaller *caller,
                gint64 after,
                guint wait_seconds,
                YqqRelayReply reply,
                gpointer user_data)
{
  YqqRelaySide side;
  g_autoptr (GError) error = NULL;
  YqqRelaySession *session = resolve (self, session_id, caller, &side, &error);
  if (session != NULL)
    return yqq_relay_session_poll (
        session, side, after, MIN (wait_seconds, YQQ_RELAY_POLL_MAX_SECONDS), reply, user_data);
  reply_problem (error, reply, user_data);
  return NULL;
}
