/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/authority.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "authority/data-directory.h"
#include "authority/demonstration.h"
#include "authority/http/router.h"
#include "authority/session-journal.h"
#include "authority/session-registry.h"
#include "authority/store/enterprises.h"
#include "authority/store/migrations.h"
#include "authority/store/sessions.h"
#include "authority/store/sqlite-database.h"
#include "crypto/tls.h"

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
on_superseded (const char *fingerprint, gpointer data)
{
  YqqAuthority *self = data;
  if (self->relay == NULL)
    return;
  yqq_relay_end_sessions (self->relay, YQQ_RELAY_SCOPE_CERTIFICATE, fingerprint,
                          YQQ_SESSION_REASON_GRANT_CHANGED);
}

/* The address is kept from one start to the next, so that links and bookmarks stay good. */
static guint16
recall_port (const char *data)
{
  g_autofree char *path = g_build_filename (data, "port", NULL);
  g_autofree char *text = NULL;
  guint64 port = 0;
  if (!g_file_get_contents (path, &text, NULL, NULL) ||
      !g_ascii_string_to_unsigned (g_strstrip (text), 10, 1, G_MAXUINT16, &port, NULL))
    return 0;
  return (guint16)port;
}

static void
remember_port (const char *data, guint16 port)
{
  g_autofree char *path = g_build_filename (data, "port", NULL);
  g_autofree char *text = g_strdup_printf ("%u\n", port);
  g_autoptr (GError) error = NULL;
  if (!yqq_private_file_write (path, text, strlen (text), &error))
    g_message ("the port was not kept: %s", error->message);
}

static gboolean
listen_tcp (YqqAuthority *self, const YqqAuthorityOptions *options, GError **error)
{
  guint16 kept = options->port < 0 ? recall_port (options->data) : 0;
  guint16 wanted = options->port > 0 ? (guint16)options->port : kept;
  guint16 port = 0;
  g_autoptr (GError) reason = NULL;
  if (!yqq_http_server_listen_tcp (self->server, options->address, wanted, &port, &reason)) {
    if (kept == 0 || g_error_matches (reason, YQQ_HTTP_ERROR, YQQ_HTTP_ERROR_PUBLIC)) {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
    if (!yqq_http_server_listen_tcp (self->server, options->address, 0, &port, error))
      return FALSE;
  }
  if (options->port < 0 && port != kept)
    remember_port (options->data, port);
  if (self->origin == NULL) {
    gboolean six = strchr (options->address, ':') != NULL;
    self->origin =
        g_strdup_printf (six ? "%s://[%s]:%u" : "%s://%s:%u",
                         options->certificate != NULL ? "https" : "http", options->address, port);
  }
  return TRUE;
}

static gboolean
open_listeners (YqqAuthority *self, const YqqAuthorityOptions *options, GError **error)
{
  self->server = yqq_http_server_new (self->loop, options->behind_edge, yqq_router_handle, self);
  if (options->certificate != NULL) {
    gpointer tls = yqq_tls_server_context_new (options->certificate, options->key, error);
    if (tls == NULL)
      return FALSE;
    yqq_http_server_use_tls (self->server, tls);
  }
  if (options->address != NULL && !listen_tcp (self, options, error))
    return FALSE;
  if (self->origin == NULL)
    self->origin = g_strdup ("http://localhost");
  if (options->socket == NULL)
    return TRUE;
  self->socket = g_strdup (options->socket);
  return yqq_http_server_listen_unix (self->server, options->socket, error);
}

static gboolean
create_demonstration (YqqDatabase *database, gpointer data, GError **error)
{
  gint64 now = yqq_clock_get_unix_ms (((YqqAuthority *)data)->clock);
  return yqq_demonstration_create (database, now, error);
}

static gboolean
close_left_over_sessions (YqqDatabase *database, gpointer data, GError **error)
{
  guint ended = 0;
  gint64 now = yqq_clock_get_unix_ms (((YqqAuthority *)data)->clock);
  if (!yqq_sessions_end_all (database, yqq_session_state_to_nick (YQQ_SESSION_STATE_CLOSED),
                             yqq_session_reason_to_nick (YQQ_SESSION_REASON_AUTHORITY_RESTARTED),
                             now, &ended, error))
    return FALSE;
  if (ended > 0)
    g_message ("%u sessions were open when the authority stopped last", ended);
  return TRUE;
}

static gboolean
open_store (YqqAuthority *self, const YqqAuthorityOptions *options, GError **error)
{
  g_autoptr (YqqDatabase) database = NULL;
  if (!yqq_make_private_directory (options->data, error) ||
      !yqq_lock_directory (options->data, &self->lock, error))
    return FALSE;
  database = yqq_authority_open_database (options->data, error);
  self->reader = database != NULL ? yqq_authority_open_database (options->data, error) : NULL;
  if (self->reader == NULL ||
      !yqq_database_transact (database, close_left_over_sessions, self, error) ||
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

/* The origin is known only now that there is a port; the relay's codes carry it. */
static gboolean
open_relay (YqqAuthority *self, const YqqAuthorityOptions *options, GError **error)
{
  OwnParty own = {.authority = self, .data = options->data};
  if (!yqq_database_transact (self->reader, ensure_own_party, &own, error))
    return FALSE;
  self->registry = yqq_session_registry_new (self->reader, self->issuer, self->gate, self->clock,
                                             own.id, own.key);
  self->journal = yqq_session_journal_new (self->writer);
  self->relay = yqq_relay_new (self->origin, self->clock, self->registry, self->journal);
  yqq_loop_add_timer (self->loop, YQQ_RELAY_TICK_MS, tick, self);
  yqq_installation_set_listener (self->installation, on_superseded, self);
  g_free (own.id);
  yqq_key_unref (own.key);
  return TRUE;
}

static gboolean
open_services (YqqAuthority *self, const YqqAuthorityOptions *options, GError **error)
{
  g_autofree char *ca = g_build_filename (options->data, "ca", NULL);
  self->issuer = yqq_local_issuer_open (ca, self->clock, error);
  if (self->issuer == NULL)
    return FALSE;
  self->devices = yqq_device_authentication_new (self->clock);
  self->enrolment = yqq_enrolment_new (self->writer, self->clock);
  self->gate = yqq_pin_gate_service_new (self->reader, self->writer, self->clock);
  self->installation =
      yqq_installation_new (self->reader, self->writer, self->issuer, self->gate, self->clock);
  self->relying_parties = yqq_relying_party_desk_new (self->reader, self->writer, self->clock);
  self->sinks = yqq_event_sinks_new (self->loop);
  self->attempts = yqq_rate_limit_new (self->clock, ATTEMPTS_PER_SECOND, ATTEMPTS_BURST);
  return TRUE;
}

YqqAuthority *
yqq_authority_start (const YqqAuthorityOptions *options, YqqClock *clock, GError **error)
{
  YqqAuthority *self = g_new0 (YqqAuthority, 1);
  self->clock = yqq_clock_ref (clock);
  self->lock = -1;
  self->behind_edge = options->behind_edge;
  self->origin = g_strdup (options->origin);
  self->loop = yqq_loop_new (error);
  if (self->loop == NULL || !open_store (self, options, error) ||
      !open_services (self, options, error) || !open_listeners (self, options, error) ||
      !open_relay (self, options, error)) {
    yqq_authority_stop (self);
    return NULL;
  }
  yqq_loop_start (self->loop);
  self->running = TRUE;
  return self;
}

/* Chains of writing are at most two items long (a try taken, then given back): after as many rounds
 * nothing that was begun is unfinished. */
#define ROUNDS 3

typedef struct {
  YqqAuthority *authority;
  guint rounds;
  GMutex mutex;
  GCond condition;
  gboolean done;
} Farewell;

static gboolean
do_nothing (YqqDatabase *database, gpointer data, GError **error)
{
  return TRUE;
}

static void
finish (Farewell *farewell)
{
  g_clear_pointer (&farewell->authority->relay, yqq_relay_free);
  g_mutex_lock (&farewell->mutex);
  farewell->done = TRUE;
  g_cond_signal (&farewell->condition);
  g_mutex_unlock (&farewell->mutex);
}

static void
on_round_written (const GError *error, gpointer data)
{
  Farewell *farewell = data;
  if (++farewell->rounds < ROUNDS)
    yqq_writer_submit (farewell->authority->writer, do_nothing, on_round_written, farewell);
  else
    finish (farewell);
}

/* On the loop's thread: no new requests; what has begun is written and answered. */
static void
say_farewell (gpointer data)
{
  Farewell *farewell = data;
  farewell->authority->stopping = TRUE;
  yqq_http_server_close_listeners (farewell->authority->server);
  yqq_writer_submit (farewell->authority->writer, do_nothing, on_round_written, farewell);
}

static void
stop_loop (YqqAuthority *self)
{
  Farewell farewell = {.authority = self};
  g_mutex_init (&farewell.mutex);
  g_cond_init (&farewell.condition);
  yqq_loop_post (self->loop, say_farewell, &farewell);
  g_mutex_lock (&farewell.mutex);
  while (!farewell.done)
    g_cond_wait (&farewell.condition, &farewell.mutex);
  g_mutex_unlock (&farewell.mutex);
  yqq_loop_stop (self->loop);
  g_mutex_clear (&farewell.mutex);
  g_cond_clear (&farewell.condition);
}

void
yqq_authority_stop (YqqAuthority *self)
{
  if (self->running)
    stop_loop (self);
  g_clear_pointer (&self->writer, yqq_writer_stop);
  g_clear_pointer (&self->relay, yqq_relay_free);
  g_clear_pointer (&self->sinks, yqq_event_sinks_free);
  g_clear_pointer (&self->server, yqq_http_server_free);
  g_clear_object (&self->journal);
  g_clear_object (&self->registry);
  g_clear_pointer (&self->installation, yqq_installation_free);
  g_clear_pointer (&self->enrolment, yqq_enrolment_free);
  g_clear_pointer (&self->gate, yqq_pin_gate_service_free);
  g_clear_pointer (&self->relying_parties, yqq_relying_party_desk_free);
  g_clear_pointer (&self->devices, yqq_device_authentication_free);
  g_clear_pointer (&self->attempts, yqq_rate_limit_free);
  g_clear_object (&self->issuer);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->loop, yqq_loop_free);
  if (self->lock >= 0)
    close (self->lock);
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

static const char *
after_scheme (const char *origin)
{
  const char *rest = strstr (origin, "://");
  return rest != NULL ? rest + 3 : "";
}

static char *
without_port (const char *host)
{
  const char *colon = strrchr (host, ':');
  gboolean port = colon != NULL && strchr (colon, ']') == NULL;
  return port ? g_strndup (host, (gsize)(colon - host)) : g_strdup (host);
}

gboolean
yqq_authority_is_own_origin (YqqAuthority *self, const char *origin, const char *host)
{
  return g_ascii_strcasecmp (origin, self->origin) == 0 ||
         (host != NULL && g_ascii_strcasecmp (after_scheme (origin), host) == 0);
}

gboolean
yqq_authority_is_own_host (YqqAuthority *self, const char *host)
{
  if (self->behind_edge)
    return TRUE;
  if (host == NULL)
    return FALSE;
  g_autofree char *own = without_port (after_scheme (self->origin));
  g_autofree char *name = without_port (host);
  const char *const names[] = {own, "localhost", "127.0.0.1", "[::1]", NULL};
  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}
