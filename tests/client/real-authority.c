/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "real-authority.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "../support/await.h"
#include "base/json.h"
#include "client/fetch-grants.h"
#include "client/identity.h"
#include "client/install-certificate.h"
#include "client/log-in.h"
#include "client/remote-pin-gate.h"
#include "identity/method.h"
#include "model/grant.h"
#include "wallet/secret-service-keyring.h"

static char *keyring_directory;

void
real_initialise (void)
{
  keyring_directory = g_dir_make_tmp ("yqq-keyring-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (keyring_directory, "items.keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of the test", TRUE);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_tree (child);
    else
      g_remove (child);
  }
  g_rmdir (path);
}

YqqSecretBytes *
real_pin (const char *text)
{
  return yqq_secret_bytes_new_copy (text, strlen (text));
}

static gboolean
on_time_up (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_CONTINUE;
}

gboolean
real_wait_for (gboolean (*condition) (gpointer data), gpointer data, guint milliseconds)
{
  gboolean time_up = FALSE;
  guint timer = g_timeout_add (milliseconds, on_time_up, &time_up);
  while (!condition (data) && !time_up)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  return condition (data);
}

/* --- the process --------------------------------------------------------------------------- */

static char *
find_program (void)
{
  const char *build = g_getenv ("YQQ_BUILD_DIR");
  g_assert_nonnull (build);
  return g_build_filename (build, "src", "authority", "yqq-authority", NULL);
}

/* host:port of the origin, or any port the first time. */
static const char *
get_listen (Real *self)
{
  return self->origin != NULL ? self->origin + strlen ("http://") : "127.0.0.1:0";
}

void
real_start (Real *self)
{
  g_autofree char *program = find_program ();
  g_autoptr (GError) error = NULL;
  self->process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                        program, "--embedded", "--demonstration", "--data", self->directory,
                        "--socket", self->socket, "--listen", get_listen (self), NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) lines =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_autoptr (JsonObject) ready = yqq_json_parse (line, -1, 0, &error);
  g_assert_no_error (error);
  g_free (self->origin);
  self->origin = g_strdup (json_object_get_string_member (ready, "origin"));
}

static void
wait_for_end (Real *self)
{
  g_autoptr (GError) error = NULL;
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->process);
}

void
real_kill (Real *self)
{
  g_subprocess_send_signal (self->process, SIGKILL);
  wait_for_end (self);
}

void
real_stop (Real *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  wait_for_end (self);
}

/* --- fixture ------------------------------------------------------------------------------- */

static const char *const item_kinds[] = {"account",   "device-secret", "device-key",
                                         "pin-vault", "signing-key",   "certificate"};

static void
empty_keyring (YqqKeyring *keyring)
{
  for (guint i = 0; i < G_N_ELEMENTS (item_kinds); i++) {
    g_autoptr (GHashTable) attributes = yqq_keyring_attributes ("kind", item_kinds[i], NULL);
    g_assert_true (yqq_keyring_remove (keyring, attributes, NULL, NULL));
  }
}

void
real_restart_client (Real *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_strconcat ("unix:", self->socket, NULL);
  g_clear_object (&self->gate);
  g_clear_object (&self->wallet);
  g_clear_object (&self->connection);
  self->connection = yqq_authority_connection_new (address, &error);
  g_assert_no_error (error);
  self->wallet = yqq_wallet_new (self->keyring);
  self->gate = yqq_remote_pin_gate_new (self->connection);
  g_auto (Await) await = {0};
  yqq_wallet_load_async (self->wallet, NULL, await_callback, &await);
  yqq_wallet_load_finish (self->wallet, await_result (&await), &error);
  g_assert_no_error (error);
  yqq_authority_connection_set_device_key (self->connection,
                                           yqq_wallet_get_device_key (self->wallet));
}

void
real_set_up (Real *self, gconstpointer data)
{
  self->directory = g_dir_make_tmp ("yqq-real-XXXXXX", NULL);
  self->socket = g_build_filename (self->directory, "socket", NULL);
  real_start (self);
  self->keyring = yqq_secret_service_keyring_new ();
  empty_keyring (self->keyring);
  real_restart_client (self);
}

void
real_tear_down (Real *self, gconstpointer data)
{
  g_clear_object (&self->gate);
  g_clear_object (&self->wallet);
  g_clear_object (&self->keyring);
  g_clear_object (&self->connection);
  if (self->process != NULL)
    real_stop (self);
  remove_tree (self->directory);
  g_clear_pointer (&self->directory, g_free);
  g_clear_pointer (&self->socket, g_free);
  g_clear_pointer (&self->origin, g_free);
}

/* --- steps --------------------------------------------------------------------------------- */

GPtrArray *
real_fetch_people (Real *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_fetch_demonstration_async (self->connection, NULL, await_callback, &await);
  GPtrArray *people = yqq_fetch_demonstration_finish (await_result (&await), &error);
  g_assert_no_error (error);
  return people;
}

gboolean
real_try_log_in (Real *self, const YqqDemonstrationPerson *person, const char *code, GError **error)
{
  YqqLogInDetails details = {
      .name = person->name,
      .id_type = yqq_id_type_to_nick (person->id_type),
      .id_number = person->id_number,
      .staff_code = code,
      .device_label = "test",
  };
  g_auto (Await) await = {0};
  yqq_log_in_async (self->connection, self->wallet, &details, NULL, await_callback, &await);
  return yqq_log_in_finish (await_result (&await), error);
}

/* The demonstration lists its people in no order. */
static YqqDemonstrationPerson *
find_person (GPtrArray *people, const char *name)
{
  for (guint i = 0; i < people->len; i++)
    if (g_str_has_suffix (((YqqDemonstrationPerson *)people->pdata[i])->name, name))
      return people->pdata[i];
  g_assert_not_reached ();
}

void
real_log_in (Real *self, const char *name)
{
  g_autoptr (GPtrArray) people = real_fetch_people (self);
  YqqDemonstrationPerson *person = find_person (people, name);
  g_autoptr (GError) error = NULL;
  real_try_log_in (self, person, person->staff_code, &error);
  g_assert_no_error (error);
}

char *
real_prove (Real *self, const char *purpose)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) begun = {0};
  g_auto (Await) proven = {0};
  yqq_identity_begin_async (self->connection, purpose, NULL, NULL, await_callback, &begun);
  g_autoptr (YqqIdentityCase) which = yqq_identity_begin_finish (await_result (&begun), &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) people = real_fetch_people (self);
  g_autoptr (JsonObject) evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", find_person (people, REAL_EMPLOYEE)->staff_code);
  yqq_identity_prove_async (self->connection, which->task->challenge_id,
                            YQQ_IDENTITY_METHOD_STAFF_CODE, evidence, NULL, await_callback,
                            &proven);
  g_autoptr (YqqIdentityAnswer) answer = yqq_identity_prove_finish (await_result (&proven), &error);
  g_assert_no_error (error);
  g_assert_true (answer->satisfied);
  return g_strdup (which->task->challenge_id);
}

void
real_set_pin (Real *self)
{
  g_autoptr (YqqSecretBytes) pin = real_pin (REAL_PIN);
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_wallet_set_pin_async (self->wallet, self->gate, pin, NULL, await_callback, &await);
  yqq_wallet_set_pin_finish (self->wallet, await_result (&await), &error);
  g_assert_no_error (error);
}

char *
real_find_grant (Real *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_fetch_grants_async (self->connection, NULL, await_callback, &await);
  g_autoptr (GPtrArray) grants = yqq_fetch_grants_finish (await_result (&await), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < grants->len; i++)
    if (yqq_grant_get_state (grants->pdata[i]) == YQQ_GRANT_STATE_ACTIVE)
      return g_strdup (yqq_grant_get_id (grants->pdata[i]));
  g_assert_not_reached ();
}

YqqCredential *
real_try_install (Real *self,
                  const char *grant,
                  YqqAlgorithm algorithm,
                  const char *text,
                  GError **error)
{
  g_autoptr (YqqSecretBytes) pin = real_pin (text);
  g_auto (Await) await = {0};
  yqq_install_certificate_async (self->connection, self->wallet, self->gate, grant, algorithm, pin,
                                 NULL, NULL, NULL, await_callback, &await);
  return yqq_install_certificate_finish (await_result (&await), error);
}

/* --- somebody who can sign ----------------------------------------------------------------- */

/* What the copies are made of. */
static struct {
  char *directory;
  char *origin;
  GPtrArray *items; /* YqqKeyringItem */
} model;

static void
copy_tree (const char *from, const char *to)
{
  g_autoptr (GDir) directory = g_dir_open (from, 0, NULL);
  const char *name;
  g_mkdir_with_parents (to, 0700);
  while ((name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *source = g_build_filename (from, name, NULL);
    g_autofree char *target = g_build_filename (to, name, NULL);
    if (g_file_test (source, G_FILE_TEST_IS_DIR)) {
      copy_tree (source, target);
    } else if (g_file_test (source, G_FILE_TEST_IS_REGULAR)) {
      g_autofree char *content = NULL;
      gsize length;
      g_assert_true (g_file_get_contents (source, &content, &length, NULL));
      g_assert_true (g_file_set_contents_full (target, content, (gssize)length,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
  }
}

static void
collect_items (YqqKeyring *keyring)
{
  model.items = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_keyring_item_free);
  for (guint i = 0; i < G_N_ELEMENTS (item_kinds); i++) {
    g_autoptr (GHashTable) attributes = yqq_keyring_attributes ("kind", item_kinds[i], NULL);
    g_ptr_array_extend_and_steal (model.items,
                                  yqq_keyring_search (keyring, attributes, NULL, NULL));
  }
}

static void
make_model (void)
{
  Real real = {0};
  g_autoptr (GError) error = NULL;
  real_set_up (&real, NULL);
  real_log_in (&real, REAL_EMPLOYEE);
  real_set_pin (&real);
  g_autofree char *grant = real_find_grant (&real);
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++) {
    g_autoptr (YqqCredential) credential = real_try_install (&real, grant, i, REAL_PIN, &error);
    g_assert_no_error (error);
  }
  real_stop (&real);
  model.directory = g_strconcat (real.directory, "-model", NULL);
  model.origin = g_strdup (real.origin);
  copy_tree (real.directory, model.directory);
  collect_items (real.keyring);
  real_tear_down (&real, NULL);
}

static void
copy_item (gpointer data, gpointer keyring)
{
  YqqKeyringItem *item = data;
  g_autoptr (GHashTable) attributes = yqq_keyring_attributes (
      "kind", yqq_keyring_item_get (item, "kind"), "account",
      yqq_keyring_item_get (item, "account"), "grant", yqq_keyring_item_get (item, "grant"),
      "fingerprint", yqq_keyring_item_get (item, "fingerprint"), NULL);
  g_assert_true (yqq_keyring_store (keyring, attributes, "copy", item->secret, NULL, NULL));
}

void
real_set_up_signer (Real *self, gconstpointer data)
{
  if (model.items == NULL)
    make_model ();
  self->directory = g_dir_make_tmp ("yqq-real-XXXXXX", NULL);
  /* The account knows socket and origin by name. */
  self->socket = g_build_filename (self->directory, "socket", NULL);
  self->origin = g_strdup (model.origin);
  copy_tree (model.directory, self->directory);
  real_start (self);
  self->keyring = yqq_secret_service_keyring_new ();
  empty_keyring (self->keyring);
  g_ptr_array_foreach (model.items, copy_item, self->keyring);
  real_restart_client (self);
  g_assert_cmpuint (g_list_model_get_n_items (yqq_wallet_get_credentials (self->wallet)), ==, 2);
}

void
real_clean_up (void)
{
  if (model.items != NULL) {
    remove_tree (model.directory);
    g_free (model.directory);
    g_free (model.origin);
    g_ptr_array_unref (model.items);
  }
  remove_tree (keyring_directory);
  g_clear_pointer (&keyring_directory, g_free);
}
