/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority --embedded, --listen …: runs the service until it is told to end. */
#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "authority/authority.h"
#include "authority/command/command.h"
#include "authority/data-directory.h"
#include "base/json.h"
#include "protocol/qr-payload.h"

#define DESCRIPTORS 20000

typedef struct {
  gboolean embedded;
  char *listen;
  char *socket;
  char *origin;
  char *certificate;
  char *key;
  gboolean behind_edge;
  gboolean shared;
  gboolean demonstration;
  char *identity_file;
  YqqIdentityPolicy *identity; /* NULL: what is built in */
  char *data;
  char *address; /* of listen */
  int port;
} Settings;

static void
clear_settings (Settings *self)
{
  g_free (self->listen);
  g_free (self->socket);
  g_free (self->origin);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self->identity_file);
  g_clear_pointer (&self->identity, yqq_identity_policy_unref);
  g_free (self->data);
  g_free (self->address);
}

static gboolean
parse (Settings *self, int argc, char **argv, int *exit_code)
{
  const GOptionEntry entries[] = {
      {"embedded", 0, 0, G_OPTION_ARG_NONE, &self->embedded,
       N_ ("Serve this user's applications; end when standard input ends"), NULL},
      {"listen", 0, 0, G_OPTION_ARG_STRING, &self->listen,
       N_ ("Listen on a numeric address; port 0 is any free one"), N_ ("ADDRESS:PORT")},
      {"socket", 0, 0, G_OPTION_ARG_FILENAME, &self->socket, N_ ("Listen on a Unix socket"),
       N_ ("PATH")},
      {"origin", 0, 0, G_OPTION_ARG_STRING, &self->origin,
       N_ ("The address by which browsers and codes name this authority"), N_ ("URL")},
      {"tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &self->certificate,
       N_ ("Certificate chain for TLS (PEM)"), N_ ("FILE")},
      {"tls-key", 0, 0, G_OPTION_ARG_FILENAME, &self->key, N_ ("Key for TLS (PEM)"), N_ ("FILE")},
      {"behind-edge", 0, 0, G_OPTION_ARG_NONE, &self->behind_edge,
       N_ ("A reverse proxy that ends TLS stands before every connection"), NULL},
      {"share-data", 0, 0, G_OPTION_ARG_NONE, &self->shared,
       N_ ("Let other processes with this option serve the same data"), NULL},
      {"demonstration", 0, 0, G_OPTION_ARG_NONE, &self->demonstration,
       N_ ("Make fictional enterprises and people to try everything with"), NULL},
      {"identity-policy", 0, 0, G_OPTION_ARG_FILENAME, &self->identity_file,
       N_ ("How people are verified (identity-policy.json in the data's directory)"), N_ ("FILE")},
      {NULL},
  };
  return yqq_command_parse (argc, argv, _ ("Serves devices and PC web systems."), entries,
                            &self->data, NULL, exit_code);
}

/* "127.0.0.1:8080", "[::1]:8080" */
static gboolean
split_listen (Settings *self)
{
  const char *colon = strrchr (self->listen, ':');
  guint64 port;
  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return FALSE;
  g_autofree char *address = g_strndup (self->listen, (gsize)(colon - self->listen));
  gsize length = strlen (address);
  gboolean bracketed = length > 2 && address[0] == '[' && address[length - 1] == ']';
  self->address = bracketed ? g_strndup (address + 1, length - 2) : g_steal_pointer (&address);
  self->port = (int)port;
  return g_hostname_is_ip_address (self->address);
}

/* Browsers and devices reach an authority that others can reach by its name, not by the address it
 * happens to listen on. */
static gboolean
check_origin (const Settings *self)
{
  if (self->origin != NULL && !yqq_origin_is_valid (self->origin)) {
    yqq_command_complain (_ ("“%s” is not of the form https://host or https://host:port."),
                          self->origin);
    return FALSE;
  }
  g_autoptr (GInetAddress) address =
      self->address != NULL ? g_inet_address_new_from_string (self->address) : NULL;
  gboolean loopback = address == NULL || g_inet_address_get_is_loopback (address);
  gboolean guarded = self->certificate != NULL || self->behind_edge;
  if (self->origin == NULL && guarded && (!loopback || self->behind_edge)) {
    yqq_command_complain (
        _ ("Say with --origin by which https:// address this authority is reached."));
    return FALSE;
  }
  return TRUE;
}

static gboolean
complete (Settings *self)
{
  if (!self->embedded && self->listen == NULL && self->socket == NULL) {
    yqq_command_complain (_ ("Say where to serve: --embedded, --listen or --socket. See --help."));
    return FALSE;
  }
  if ((self->certificate == NULL) != (self->key == NULL)) {
    yqq_command_complain (_ ("--tls-certificate and --tls-key belong together."));
    return FALSE;
  }
  if (self->listen != NULL && !split_listen (self)) {
    yqq_command_complain (_ ("“%s” is not a numeric address with a port."), self->listen);
    return FALSE;
  }
  if (self->embedded && self->listen == NULL) {
    self->address = g_strdup ("127.0.0.1");
    self->port = -1;
  }
  if (self->embedded && self->socket == NULL)
    self->socket =
        g_build_filename (g_get_user_runtime_dir (), "yueqiqian", "authority.sock", NULL);
  if (self->data == NULL)
    self->data = yqq_command_default_data ();
  return check_origin (self);
}

/* Whether somebody answers at the socket. */
static gboolean
is_answered (const char *path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  return connection != NULL;
}

static gboolean
prepare_socket (const Settings *self, int *exit_code)
{
  if (self->socket == NULL)
    return TRUE;
  g_autofree char *directory = g_path_get_dirname (self->socket);
  g_autoptr (GError) error = NULL;
  if (self->embedded && !yqq_make_private_directory (directory, &error)) {
    yqq_command_complain (_ ("The socket's directory cannot be used: %s"), error->message);
    *exit_code = YQQ_EXIT_FAILED;
    return FALSE;
  }
  if (is_answered (self->socket)) {
    yqq_command_complain (_ ("Another authority already answers at %s."), self->socket);
    *exit_code = YQQ_EXIT_RUNNING;
    return FALSE;
  }
  return TRUE;
}

static void
raise_descriptors (void)
{
  struct rlimit limit;
  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= DESCRIPTORS)
    return;
  limit.rlim_cur = MIN ((rlim_t)DESCRIPTORS, limit.rlim_max);
  setrlimit (RLIMIT_NOFILE, &limit);
}

static int
explain (const Settings *self, const GError *error)
{
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_EXIST)) {
    yqq_command_complain (_ ("Another authority already uses the data in %s."), self->data);
    return YQQ_EXIT_RUNNING;
  }
  if (g_error_matches (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_NEWER_SCHEMA))
    yqq_command_complain (_ ("The data in %s were written by a newer version of this program. "
                             "Nothing was changed; use that version."),
                          self->data);
  else if (g_error_matches (error, YQQ_HTTP_ERROR, YQQ_HTTP_ERROR_PUBLIC))
    yqq_command_complain (
        _ ("%s can be reached by others: give --tls-certificate and --tls-key, or "
           "say --behind-edge if a reverse proxy ends TLS before it."),
        self->address);
  else
    yqq_command_complain (_ ("The authority cannot start: %s"), error->message);
  return YQQ_EXIT_FAILED;
}

static void
announce (YqqAuthority *authority)
{
  g_autoptr (JsonObject) line = json_object_new ();
  json_object_set_boolean_member (line, "ready", TRUE);
  json_object_set_string_member (line, "socket", authority->socket);
  json_object_set_string_member (line, "origin", authority->origin);
  json_object_set_int_member (line, "pid", getpid ());
  g_autofree char *text = yqq_json_to_string (line);
  printf ("%s\n", text);
  fflush (stdout);
}

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_standard_input (int fd, GIOCondition condition, gpointer loop)
{
  char ignored[256];
  gssize count = read (fd, ignored, sizeof ignored);
  if (count > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Before the readiness is told, so that nobody can end the process out of order after that. */
static GMainLoop *
listen_for_end (gboolean embedded)
{
  GMainLoop *loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  if (embedded)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_standard_input, loop);
  return loop;
}

static int
serve (const Settings *self)
{
  YqqAuthorityOptions options = {
      .data = self->data,
      .socket = self->socket,
      .address = self->address,
      .port = self->port,
      .origin = self->origin,
      .certificate = self->certificate,
      .key = self->key,
      .behind_edge = self->behind_edge,
      .shared = self->shared,
      .demonstration = self->demonstration,
      .identity = self->identity,
  };
  g_autoptr (GError) error = NULL;
  YqqAuthority *authority = yqq_authority_start (&options, yqq_clock_get_system (), &error);
  if (authority == NULL)
    return explain (self, error);
  g_autoptr (GMainLoop) loop = listen_for_end (self->embedded);
  announce (authority);
  g_main_loop_run (loop);
  yqq_authority_stop (authority);
  return YQQ_EXIT_OK;
}

int
yqq_command_serve (int argc, char **argv)
{
  Settings settings = {0};
  int exit_code = YQQ_EXIT_USAGE;
  signal (SIGPIPE, SIG_IGN);
  raise_descriptors ();
  if (parse (&settings, argc, argv, &exit_code)) {
    exit_code = YQQ_EXIT_USAGE;
    if (complete (&settings) && prepare_socket (&settings, &exit_code) &&
        yqq_command_read_identity_policy (settings.identity_file, settings.data, &settings.identity,
                                          &exit_code))
      exit_code = serve (&settings);
  }
  clear_settings (&settings);
  return exit_code;
}
