/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/authority-private.h"

#include <malloc.h>

#include "authority/audit-signing.h"
#include "authority/data-directory.h"
#include "authority/demonstration.h"
#include "authority/session-journal.h"
#include "authority/session-registry.h"
#include "authority/store/closings.h"
#include "authority/store/enterprises.h"
#include "authority/store/migrations.h"
#include "authority/store/sessions.h"
#include "authority/store/sqlite-database.h"

#define WITHDRAWN_MS 1000
#define CLOSINGS_MS 300
#define REMINDERS_MS 1000
#define ATTEMPTS_PER_SECOND 5
#define ATTEMPTS_BURST 40

YqqDatabase *
yqq_authority_open_database (const char *data, GError **error)
{
  if (!yqq_make_private_directory (data, error))
    return NULL;
  g_autofree char *path = g_build_filename (data, "authority.db", NULL);
  g_autoptr (YqqDatabase) database = yqq_sqlite_database_open (path, error);
  if (database == NULL || !yqq_migrations_apply (database, error))
    return NULL;
  return g_steal_pointer (&database);
}

static void
deliver (gpointer loop, GSourceOnceFunc func, gpointer data)
{
  yqq_loop_post (loop, func, data);
}

static void
tick (gpointer data)
{
  YqqAuthority *self = data;
  if (self->relay != NULL)
    yqq_relay_tick (self->relay);
}

static void
remind (gpointer data)
{
  yqq_reminders_tick (((YqqAuthority *)data)->reminders);
}

/* Staff withdraw a relying party in another process; its sessions here end soon after. */
static void
look_for_withdrawn (gpointer data)
{
  YqqAuthority *self = data;
  if (self->relay == NULL || yqq_relay_get_n_sessions (self->relay) == 0)
    return;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = yqq_sessions_list_withdrawn_parties (self->reader, &error);
  if (ids == NULL)
    g_message ("withdrawn relying parties cannot be read: %s", error->message);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    yqq_relay_end_sessions (self->relay, YQQ_RELAY_SCOPE_RELYING_PARTY, ids[i],
                            YQQ_SESSION_REASON_RELYING_PARTY_WITHDRAWN);
}

/* Acts of this process and of others say whose sessions have to end. */
void
yqq_authority_carry_out_closings (gpointer data)
{
  YqqAuthority *self = data;
  if (self->relay == NULL)
    return;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) closings = yqq_closings_list (self->reader, self->closing, &error);
  if (closings == NULL)
    g_message ("closings cannot be read: %s", error->message);
  for (guint i = 0; closings != NULL && i < closings->len; i++) {
    const YqqClosing *closing = g_ptr_array_index (closings, i);
    YqqSessionReason reason = YQQ_SESSION_REASON_GRANT_CHANGED;
    yqq_session_reason_from_nick (closing->reason, &reason);
    self->closing = closing->sequence;
    yqq_relay_end_sessions (self->relay, YQQ_RELAY_SCOPE_PERSON, closing->person_id, reason);
  }
}

/* A closing is written with what supersedes it. */
static void
on_superseded (const char *fingerprint, gpointer data)
{
  yqq_authority_carry_out_closings (data);
}

static gboolean
create_demonstration (YqqDatabase *database, gpointer data, GError **error)
{
  gint64 now = yqq_clock_get_unix_ms (((YqqAuthority *)data)->clock);
  return yqq_demonstration_create (database, now, error);
}

/* Of processes that have ended; others may share the data, and have their own. */
static gboolean
close_left_over_sessions (YqqDatabase *database, gpointer data, GError **error)
{
  YqqAuthority *self = data;
  g_auto (GStrv) processes = yqq_sessions_list_processes (database, error);
  for (guint i = 0; processes != NULL && processes[i] != NULL; i++) {
    guint ended = 0;
    if (yqq_process_register_is_alive (self->processes, processes[i]))
      continue;
    if (!yqq_sessions_end_all (database, processes[i],
                               yqq_session_state_to_nick (YQQ_SESSION_STATE_CLOSED),
                               yqq_session_reason_to_nick (YQQ_SESSION_REASON_AUTHORITY_RESTARTED),
                               yqq_clock_get_unix_ms (self->clock), &ended, error))
      return FALSE;
    g_message ("%u sessions were open when the authority stopped last", ended);
  }
  return processes != NULL;
}

static gboolean
begin_counting (YqqDatabase *database, gpointer data, GError **error)
{
  return yqq_devices_begin_counting (database,
                                     yqq_clock_get_unix_ms (((YqqAuthority *)data)->clock), error);
}

static gboolean
open_store (YqqAuthority *self, const YqqAuthorityOptions *options, GError **error)
{
  g_autoptr (YqqDatabase) database = NULL;
  if (!yqq_make_private_directory (options->data, error))
    return FALSE;
  self->processes = yqq_process_register_new (options->data, options->shared, error);
  if (self->processes == NULL)
    return FALSE;
  database = yqq_authority_open_database (options->data, error);
  self->reader = database != NULL ? yqq_authority_open_database (options->data, error) : NULL;
  if (self->reader == NULL ||
      !yqq_database_transact (database, close_left_over_sessions, self, error) ||
      !yqq_database_transact (database, begin_counting, self, error) ||
      (options->demonstration &&
       !yqq_database_transact (database, create_demonstration, self, error)) ||
      !yqq_enterprises_have_demonstration (self->reader, &self->demonstration, error))
    return FALSE;
  self->writer = yqq_writer_new (g_steal_pointer (&database), deliver, self->loop);
  return TRUE;
}

typedef struct {
  YqqAuthority *authority;
  const char *data;
  char *id;
  YqqKey *key;
} OwnParty;

static gboolean
ensure_own_party (YqqDatabase *database, gpointer data, GError **error)
{
  OwnParty *own = data;
  g_clear_pointer (&own->id, g_free);
  g_clear_pointer (&own->key, yqq_key_unref);
  own->id = yqq_relying_party_ensure_built_in (database, own->data, own->authority->origin,
                                               yqq_clock_get_unix_ms (own->authority->clock),
                                               &own->key, error);
  return own->id != NULL;
}

static gboolean
open_acts (YqqAuthority *self, const YqqAuthorityOptions *options, GError **error)
{
  YqqDatabase *own = yqq_authority_open_database (options->data, error);
  if (own == NULL || !yqq_closings_get_last (own, &self->closing, error)) {
    g_clear_object (&own);
    return FALSE;
  }
  self->act_workers = yqq_workers_new (self->loop);
  self->limits = yqq_inquiry_limits_new (self->clock);
  self->acts = yqq_acts_new (self->reader, own, self->writer, self->act_workers, self->gate,
                             self->limits, self->identity, self->clock);
  yqq_acts_set_listener (self->acts, yqq_authority_carry_out_closings, self);
  yqq_loop_add_timer (self->loop, CLOSINGS_MS, yqq_authority_carry_out_closings, self);
  return TRUE;
}

static gboolean
open_questions (YqqAuthority *self, const YqqAuthorityOptions *options, GError **error)
{
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < YQQ_QUESTIONS_AT_ONCE; i++) {
    YqqDatabase *connection = yqq_authority_open_database (options->data, error);
    if (connection == NULL)
      return FALSE;
    g_ptr_array_add (connections, connection);
  }
  self->questions = yqq_questions_new (self->loop, self->clock, g_steal_pointer (&connections));
  self->audit_desk = yqq_audit_desk_new (self->questions, self->writer, self->issuer, self->clock);
  self->people =
      (YqqPeopleInquiry){self->questions, self->writer, self->gate, self->limits, self->clock};
  return TRUE;
}

/* The origin is known only now that there is a port; the relay's codes carry it. */
static gboolean
open_relay (YqqAuthority *self, const YqqAuthorityOptions *options, GError **error)
{
  OwnParty own = {.authority = self, .data = options->data};
  if (!yqq_database_transact (self->reader, ensure_own_party, &own, error))
    return FALSE;
  self->registry = yqq_session_registry_new (self->reader, self->issuer, self->gate,
                                             self->processes, self->clock, own.id, own.key);
  self->journal =
      yqq_session_journal_new (self->writer, yqq_process_register_get_name (self->processes));
  self->relay = yqq_relay_new (self->origin, self->clock, self->registry, self->journal);
  self->workers = yqq_workers_new (self->loop);
  self->audit_rounds =
      yqq_audit_rounds_new (self->writer, self->workers, self->issuer, self->clock);
  yqq_relay_set_runner (self->relay, yqq_workers_run, self->workers);
  yqq_loop_add_timer (self->loop, YQQ_RELAY_TICK_MS, tick, self);
  yqq_loop_add_timer (self->loop, WITHDRAWN_MS, look_for_withdrawn, self);
  yqq_installation_set_listener (self->installation, on_superseded, self);
  g_free (own.id);
  yqq_key_unref (own.key);
  return TRUE;
}

static void
sign_heads (gpointer data)
{
  YqqAuthority *self = data;
  if (self->audit_rounds != NULL)
    yqq_audit_rounds_begin (self->audit_rounds);
}

/* What was recorded since the last time is signed before the process ends. */
static void
sign_last_heads (YqqAuthority *self)
{
  g_autoptr (GError) error = NULL;
  if (self->running && !yqq_audit_sign_heads (self->reader, self->issuer,
                                              yqq_clock_get_unix_ms (self->clock), &error))
    g_message ("the audit record's heads were not signed: %s", error->message);
}

static void
open_identity (YqqAuthority *self, YqqIdentityPolicy *given)
{
  g_autoptr (YqqIdentityPolicy) policy = given != NULL ? yqq_identity_policy_ref (given)
                                         : self->demonstration
                                             ? yqq_identity_policy_new_demonstration ()
                                             : yqq_identity_policy_new_default ();
  self->devices =
      yqq_device_authentication_new (self->clock, yqq_identity_policy_get_log_in_days (policy));
  self->gate = yqq_pin_gate_service_new (self->reader, self->writer, self->clock);
  self->identity = yqq_identity_desk_new (self->writer, policy, self->clock);
  self->authenticators = yqq_authenticator_desk_new (self->writer, self->identity, self->clock);
  self->faces = yqq_face_desk_new (self->writer, self->identity, self->clock);
  self->identity_workers = yqq_workers_new (self->loop);
  self->identity_oidc =
      yqq_identity_oidc_open (self->identity, self->identity_workers, self->clock);
  self->accounts =
      yqq_account_desk_new (self->writer, self->identity, self->identity_oidc, self->clock);
  self->enrolment = yqq_enrolment_new (self->writer, self->identity, self->clock);
}

static gboolean
open_services (YqqAuthority *self, const YqqAuthorityOptions *options, GError **error)
{
  g_autofree char *ca = g_build_filename (options->data, "ca", NULL);
  self->issuer = yqq_local_issuer_open (ca, self->clock, error);
  if (self->issuer == NULL)
    return FALSE;
  open_identity (self, options->identity);
  self->installation =
      yqq_installation_new (self->reader, self->writer, self->issuer, self->gate, self->clock);
  self->relying_parties = yqq_relying_party_desk_new (self->reader, self->writer, self->clock);
  self->reminders = yqq_reminders_new (self->writer, self->clock);
  yqq_loop_add_timer (self->loop, REMINDERS_MS, remind, self);
  yqq_loop_add_timer (self->loop, YQQ_AUDIT_HEADS_MS, sign_heads, self);
  self->sinks = yqq_event_sinks_new (self->loop);
  self->attempts = yqq_rate_limit_new (self->clock, ATTEMPTS_PER_SECOND, ATTEMPTS_BURST);
  return TRUE;
}

YqqAuthority *
yqq_authority_start (const YqqAuthorityOptions *options, YqqClock *clock, GError **error)
{
  YqqAuthority *self = g_new0 (YqqAuthority, 1);
  self->clock = yqq_clock_ref (clock);
  self->behind_edge = options->behind_edge;
  self->origin = g_strdup (options->origin);
  self->loop = yqq_loop_new (error);
  if (self->loop == NULL || !open_store (self, options, error) ||
      !open_services (self, options, error) ||
      !yqq_authority_open_listeners (self, options, error) || !open_relay (self, options, error) ||
      !open_acts (self, options, error) || !open_questions (self, options, error)) {
    yqq_authority_stop (self);
    return NULL;
  }
#ifdef __GLIBC__
  malloc_trim (0); /* opening the issuer's keys took 16 MB that nothing needs again */
#endif
  yqq_process_register_settle (self->processes);
  yqq_loop_start (self->loop);
  self->running = TRUE;
  return self;
}

void
yqq_authority_stop (YqqAuthority *self)
{
  if (self->running)
    yqq_authority_stop_loop (self);
  g_clear_pointer (&self->workers, yqq_workers_free);
  g_clear_pointer (&self->act_workers, yqq_workers_free);
  g_clear_pointer (&self->questions, yqq_questions_free);
  g_clear_pointer (&self->identity_workers, yqq_workers_free);
  g_clear_pointer (&self->writer, yqq_writer_stop);
  g_clear_pointer (&self->audit_rounds, yqq_audit_rounds_free);
  sign_last_heads (self);
  g_clear_pointer (&self->reminders, yqq_reminders_free);
  g_clear_pointer (&self->relay, yqq_relay_free);
  g_clear_pointer (&self->acts, yqq_acts_free);
  g_clear_pointer (&self->audit_desk, yqq_audit_desk_free);
  g_clear_pointer (&self->limits, yqq_inquiry_limits_free);
  g_clear_pointer (&self->sinks, yqq_event_sinks_free);
  g_clear_pointer (&self->server, yqq_http_server_free);
  g_clear_object (&self->journal);
  g_clear_object (&self->registry);
  g_clear_pointer (&self->installation, yqq_installation_free);
  g_clear_pointer (&self->enrolment, yqq_enrolment_free);
  g_clear_pointer (&self->authenticators, yqq_authenticator_desk_free);
  g_clear_pointer (&self->faces, yqq_face_desk_free);
  g_clear_pointer (&self->accounts, yqq_account_desk_free);
  g_clear_pointer (&self->identity_oidc, yqq_identity_oidc_free);
  g_clear_pointer (&self->identity, yqq_identity_desk_free);
  g_clear_pointer (&self->gate, yqq_pin_gate_service_free);
  g_clear_pointer (&self->relying_parties, yqq_relying_party_desk_free);
  g_clear_pointer (&self->devices, yqq_device_authentication_free);
  g_clear_pointer (&self->attempts, yqq_rate_limit_free);
  g_clear_object (&self->issuer);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->loop, yqq_loop_free);
  g_clear_pointer (&self->processes, yqq_process_register_free);
  g_free (self->origin);
  g_free (self->socket);
  yqq_clock_unref (self->clock);
  g_free (self);
}

void
yqq_authority_end_sessions_of_device (YqqAuthority *self, const char *device_id)
{
  yqq_relay_end_sessions (self->relay, YQQ_RELAY_SCOPE_DEVICE, device_id,
                          YQQ_SESSION_REASON_DEVICE_REVOKED);
}
