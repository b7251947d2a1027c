/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/relay/relay.h"

#include <string.h>

#include "authority/relay/session-private.h"
#include "crypto/digest.h"
#include "crypto/jws.h"
#include "crypto/random.h"

/* Clients that are remembered for the rates; full buckets are forgotten. */
#define SWEEP_MS 10000

struct _YqqRelay {
  char *origin;
  YqqClock *clock;
  YqqRelayRegistry *registry;
  YqqRelayJournal *journal;
  YqqSecretBytes *code_key; /* with a session's id it is that session's QR secret */
  YqqSigners *signers;
  GHashTable *sessions; /* id → YqqRelaySession */
  GHashTable *buckets;  /* "p:" relying party or "a:" address → YqqBucket */
  GHashTable *used;     /* "relying party jti" → when it may be forgotten (gint64 *) */
  gint64 swept_at;
  gsize supplied_bytes; /* documents of all sessions */
  YqqRelayRun run;      /* NULL: at once */
  gpointer runner;
  gint checks; /* under way */
};

YqqRelay *
yqq_relay_new (const char *origin,
               YqqClock *clock,
               YqqRelayRegistry *registry,
               YqqRelayJournal *journal)
{
  YqqRelay *self = g_new0 (YqqRelay, 1);
  self->origin = g_strdup (origin);
  self->clock = yqq_clock_ref (clock);
  self->registry = g_object_ref (registry);
  self->journal = g_object_ref (journal);
  self->code_key = yqq_random_secret (32);
  self->signers = yqq_signers_new ();
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                          (GDestroyNotify)yqq_relay_session_detach);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
yqq_relay_free (YqqRelay *self)
{
  g_hash_table_unref (self->sessions);
  g_hash_table_unref (self->buckets);
  g_hash_table_unref (self->used);
  yqq_signers_free (self->signers);
  yqq_secret_bytes_unref (self->code_key);
  g_object_unref (self->journal);
  g_object_unref (self->registry);
  yqq_clock_unref (self->clock);
  g_free (self->origin);
  g_free (self);
}

void
yqq_relay_end (YqqRelay *self)
{
  g_hash_table_remove_all (self->sessions);
}

void
yqq_relay_set_runner (YqqRelay *self, YqqRelayRun run, gpointer runner)
{
  self->run = run;
  self->runner = runner;
}

gboolean
yqq_relay_is_checking (YqqRelay *self)
{
  return self->checks > 0;
}

void
yqq_relay_count_checks (YqqRelay *self, gint more)
{
  self->checks += more;
}

void
yqq_relay_run (YqqRelay *self, GSourceOnceFunc work, GSourceOnceFunc done, gpointer data)
{
  if (self->run != NULL) {
    self->run (self->runner, work, done, data);
    return;
  }
  work (data);
  done (data);
}

YqqClock *
yqq_relay_get_clock (YqqRelay *self)
{
  return self->clock;
}

YqqRelayRegistry *
yqq_relay_get_registry (YqqRelay *self)
{
  return self->registry;
}

YqqRelayJournal *
yqq_relay_get_journal (YqqRelay *self)
{
  return self->journal;
}

YqqSigners *
yqq_relay_get_signers (YqqRelay *self)
{
  return self->signers;
}

const char *
yqq_relay_get_origin (YqqRelay *self)
{
  return self->origin;
}

void
yqq_relay_make_mac (YqqRelay *self,
                    const guint8 sid[YQQ_QR_SID_SIZE],
                    guint16 step,
                    guint8 mac[YQQ_QR_MAC_SIZE])
{
  guint8 input[YQQ_QR_SID_SIZE + 2];
  memcpy (input, sid, YQQ_QR_SID_SIZE);
  input[YQQ_QR_SID_SIZE] = (guint8)(step >> 8);
  input[YQQ_QR_SID_SIZE + 1] = (guint8)step;
  g_autoptr (GBytes) whole = yqq_hmac_sha256 (self->code_key, input, sizeof input);
  memcpy (mac, g_bytes_get_data (whole, NULL), YQQ_QR_MAC_SIZE);
}

static gboolean
take_token (YqqRelay *self, const char *kind, const char *name, guint rate)
{
  g_autofree char *key = g_strconcat (kind, name, NULL);
  YqqBucket *bucket = g_hash_table_lookup (self->buckets, key);
  if (bucket == NULL) {
    bucket = g_new0 (YqqBucket, 1);
    g_hash_table_insert (self->buckets, g_steal_pointer (&key), bucket);
  }
  return yqq_bucket_take (bucket, rate, yqq_clock_get_unix_ms (self->clock));
}

static gboolean
refuse_rate (GError **error)
{
  yqq_problem_error_set (error, YQQ_PROBLEM_RATE_LIMITED, NULL)->retry_after = 1;
  return FALSE;
}

static gboolean
check_address_rate (YqqRelay *self, const char *address, GError **error)
{
  if (g_hash_table_size (self->sessions) < YQQ_RELAY_MAX_SESSIONS &&
      (address == NULL || take_token (self, "a:", address, YQQ_RELAY_CREATIONS_PER_ADDRESS)))
    return TRUE;
  return refuse_rate (error);
}

/* Only what a relying party has signed counts against it: nobody else can use its rate up. */
static gboolean
check_party_rate (YqqRelay *self, const char *relying_party_id, GError **error)
{
  return take_token (self, "p:", relying_party_id, YQQ_RELAY_CREATIONS_PER_PARTY) ||
         refuse_rate (error);
}

static void
on_opening_written (gboolean committed, gpointer data)
{
  YqqRelayFrame *pending = data;
  YqqRelaySession *session = pending->session;
  g_autoptr (GError) error = yqq_relay_session_make_write_error (committed);
  if (error != NULL) {
    if (session->relay != NULL) /* nobody knows its token */
      g_hash_table_remove (session->relay->sessions, session->id);
    pending->reply (yqq_problem_code_get_status (error->code), NULL, error, pending->data);
  } else {
    YqqSessionCreated created = {session->id,
                                 session->token,
                                 session->state,
                                 session->expires_at,
                                 YQQ_SESSION_IDLE_MS / 1000,
                                 YQQ_SESSION_ABSOLUTE_MS / 1000,
                                 YQQ_SESSION_SIGNATURE_LIMIT};
    g_autoptr (JsonObject) answer = yqq_session_created_to_json (&created);
    pending->reply (201, answer, NULL, pending->data);
  }
  yqq_relay_session_unref (session);
  g_free (pending);
}

/* Takes session over. */
static void
add_session (YqqRelay *self,
             YqqRelaySession *session,
             const char *purpose,
             YqqRelayReply reply,
             gpointer data)
{
  YqqRelayFrame *pending = g_new0 (YqqRelayFrame, 1);
  g_autoptr (GBytes) token = g_bytes_new (session->token, strlen (session->token));
  g_autoptr (GBytes) hash = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, token);
  YqqRelayRecord record = {.type = YQQ_RELAY_RECORD_OPENED,
                           .session_id = session->id,
                           .at_ms = session->created_at,
                           .relying_party_id = session->relying_party_id,
                           .token_hash = hash,
                           .purpose = purpose};
  pending->session = yqq_relay_session_ref (session);
  pending->reply = reply;
  pending->data = data;
  g_hash_table_insert (self->sessions, session->id, session);
  yqq_relay_session_push_state (session, YQQ_RELAY_SIDE_RELYING_PARTY);
  yqq_relay_journal_append (self->journal, &record, on_opening_written, pending);
}

/* A request that was taken once is not taken again, so that copying one opens nothing. */
static gboolean
use_once (YqqRelay *self, const YqqSessionRequest *request)
{
  gint64 *until = g_new (gint64, 1);
  *until = (request->expires_at + YQQ_SESSION_REQUEST_SKEW_S) * 1000;
  return g_hash_table_insert (self->used, g_strdup_printf ("%s %s", request->issuer, request->id),
                              until);
}

static YqqSessionRequest *
verify_opening (YqqRelay *self, const char *jws, const char *id, GError **error)
{
  g_autoptr (YqqRelayRelyingParty) party =
      yqq_relay_registry_dup_relying_party (self->registry, id);
  if (party == NULL) {
    yqq_problem_error_set (error, YQQ_PROBLEM_RELYING_PARTY_UNKNOWN, NULL);
    return NULL;
  }
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) payload = yqq_jws_verify (jws, YQQ_JWS_SESSION_REQUEST, party->key, &reason);
  g_autoptr (YqqSessionRequest) request =
      payload != NULL ? yqq_session_request_parse (payload, &reason) : NULL;
  if (request == NULL ||
      !yqq_session_request_check (request, id, self->origin, yqq_clock_get_unix_ms (self->clock),
                                  NULL, NULL, &reason)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_REQUEST_INVALID, "%s", reason->message);
    return NULL;
  }
  if (!check_party_rate (self, id, error))
    return NULL;
  if (use_once (self, request))
    return g_steal_pointer (&request);
  yqq_problem_error_set (error, YQQ_PROBLEM_REQUEST_INVALID, "this request was used already");
  return NULL;
}

void
yqq_relay_create_session (YqqRelay *self,
                          const char *jws,
                          const char *address,
                          YqqRelayReply reply,
                          gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSessionRequest) request = NULL;
  g_autofree char *party = yqq_jws_peek_kid (jws, YQQ_JWS_SESSION_REQUEST, NULL);
  if (party == NULL)
    yqq_problem_error_set (&error, YQQ_PROBLEM_REQUEST_INVALID, "not a JWS with a kid");
  else if (check_address_rate (self, address, &error))
    request = verify_opening (self, jws, party, &error);
  if (request == NULL)
    reply (yqq_problem_code_get_status (error->code), NULL, error, user_data);
  else
    add_session (self, yqq_relay_session_new (self, party), request->purpose, reply, user_data);
}

static YqqPcSessionRequest *
copy_request (const YqqPcSessionRequest *request)
{
  YqqPcSessionRequest *copy = g_new0 (YqqPcSessionRequest, 1);
  copy->purpose = g_strdup (request->purpose);
  copy->documents = yqq_document_list_copy (request->documents);
  return copy;
}

void
yqq_relay_create_own_session (YqqRelay *self,
                              const YqqPcSessionRequest *request,
                              const char *address,
                              YqqRelayReply reply,
                              gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  const char *party = yqq_relay_registry_get_own_id (self->registry);
  if (!check_address_rate (self, address, &error) || !check_party_rate (self, party, &error)) {
    reply (yqq_problem_code_get_status (error->code), NULL, error, user_data);
    return;
  }
  YqqRelaySession *session = yqq_relay_session_new (self, party);
  session->own = copy_request (request);
  add_session (self, session, request->purpose, reply, user_data);
}

static gboolean
is_idle_bucket (gpointer key, gpointer value, gpointer data)
{
  guint rate = g_str_has_prefix (key, "p:") ? YQQ_RELAY_CREATIONS_PER_PARTY
                                            : YQQ_RELAY_CREATIONS_PER_ADDRESS;
  return yqq_bucket_is_full (value, rate, *(gint64 *)data);
}

static gboolean
is_past (gpointer key, gpointer value, gpointer data)
{
  return *(gint64 *)value < *(gint64 *)data;
}

static gboolean
is_forgettable (gpointer key, gpointer value, gpointer data)
{
  YqqRelaySession *session = value;
  return session->ended_at != 0 && session->ended_at + YQQ_RELAY_KEEP_ENDED_MS < *(gint64 *)data;
}

static void
sweep (YqqRelay *self, gint64 now)
{
  if (now - self->swept_at < SWEEP_MS)
    return;
  self->swept_at = now;
  g_hash_table_foreach_remove (self->buckets, is_idle_bucket, &now);
  g_hash_table_foreach_remove (self->used, is_past, &now);
  g_hash_table_foreach_remove (self->sessions, is_forgettable, &now);
}

/* What a session does may open or end others: the table is not walked while that happens. */
static GPtrArray *
list_sessions (YqqRelay *self)
{
  GPtrArray *list = g_ptr_array_new_full (g_hash_table_size (self->sessions),
                                          (GDestroyNotify)yqq_relay_session_unref);
  GHashTableIter iter;
  gpointer session;
  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &session))
    g_ptr_array_add (list, yqq_relay_session_ref (session));
  return list;
}

void
yqq_relay_tick (YqqRelay *self)
{
  g_autoptr (GPtrArray) sessions = list_sessions (self);
  for (guint i = 0; i < sessions->len; i++)
    yqq_relay_session_tick (sessions->pdata[i]);
  sweep (self, yqq_clock_get_unix_ms (self->clock));
}

static gboolean
is_in_scope (YqqRelaySession *session, YqqRelayScope scope, const char *id)
{
  switch (scope) {
  case YQQ_RELAY_SCOPE_PERSON:
    return g_strcmp0 (session->person_id, id) == 0;
  case YQQ_RELAY_SCOPE_DEVICE:
    return yqq_relay_session_is_device (session, id);
  case YQQ_RELAY_SCOPE_RELYING_PARTY:
    return g_strcmp0 (session->relying_party_id, id) == 0;
  case YQQ_RELAY_SCOPE_CERTIFICATE:
    return yqq_relay_session_offers (session, id);
  default:
    return FALSE;
  }
}

void
yqq_relay_end_sessions (YqqRelay *self,
                        YqqRelayScope scope,
                        const char *id,
                        YqqSessionReason reason)
{
  g_autoptr (GPtrArray) sessions = list_sessions (self);
  for (guint i = 0; i < sessions->len; i++)
    if (is_in_scope (sessions->pdata[i], scope, id))
      yqq_relay_session_move (sessions->pdata[i], YQQ_SESSION_MESSAGE_END, reason);
}

guint
yqq_relay_get_n_sessions (YqqRelay *self)
{
  return g_hash_table_size (self->sessions);
}

YqqRelaySession *
yqq_relay_find_session (YqqRelay *self, const char *session_id)
{
  return g_hash_table_lookup (self->sessions, session_id);
}

gboolean
yqq_relay_reserve_bytes (YqqRelay *self, gsize bytes)
{
  if (self->supplied_bytes + bytes > YQQ_RELAY_MAX_SUPPLIED_BYTES)
    return FALSE;
  self->supplied_bytes += bytes;
  return TRUE;
}

void
yqq_relay_release_bytes (YqqRelay *self, gsize bytes)
{
  self->supplied_bytes -= bytes;
}
