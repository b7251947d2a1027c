/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device.h"

#include "await.h"
#include "client/fetch-demonstration.h"
#include "client/fetch-grants.h"
#include "client/install-certificate.h"
#include "client/log-in.h"
#include "client/remote-pin-gate.h"
#include "model/grant.h"
#include "wallet/secret-service-keyring.h"

static void
start_authority (Device *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  g_autofree char *data = g_build_filename (self->directory, "authority", NULL);
  self->authority = yqq_embedded_authority_new (data, TRUE);
  yqq_embedded_authority_start_async (self->authority, NULL, await_callback, &await);
  yqq_embedded_authority_start_finish (self->authority, await_result (&await), &error);
  g_assert_no_error (error);
  self->connection =
      yqq_authority_connection_new (yqq_embedded_authority_get_address (self->authority), &error);
  g_assert_no_error (error);
}

static void
load_wallet (Device *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  g_autoptr (YqqKeyring) keyring = yqq_secret_service_keyring_new ();
  self->wallet = yqq_wallet_new (keyring);
  yqq_wallet_load_async (self->wallet, NULL, await_callback, &await);
  yqq_wallet_load_finish (self->wallet, await_result (&await), &error);
  g_assert_no_error (error);
}

static void
log_in (Device *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) asked = {NULL};
  g_auto (Await) answered = {NULL};
  yqq_fetch_demonstration_async (self->connection, NULL, await_callback, &asked);
  g_autoptr (GPtrArray) people = yqq_fetch_demonstration_finish (await_result (&asked), &error);
  g_assert_no_error (error);
  YqqDemonstrationPerson *person = people->pdata[0]; /* whose certificates have not expired */
  YqqLogInDetails details = {person->name, yqq_id_type_to_nick (person->id_type), person->id_number,
                             person->staff_code, NULL};
  yqq_log_in_async (self->connection, self->wallet, &details, NULL, await_callback, &answered);
  yqq_log_in_finish (await_result (&answered), &error);
  g_assert_no_error (error);
}

static void
set_pin (Device *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  self->gate = yqq_remote_pin_gate_new (self->connection);
  self->pin = yqq_secret_bytes_new_copy ("830517", 6);
  yqq_wallet_set_pin_async (self->wallet, self->gate, self->pin, NULL, await_callback, &await);
  yqq_wallet_set_pin_finish (self->wallet, await_result (&await), &error);
  g_assert_no_error (error);
}

/* libsecret's own file, so that the figures need no session bus. */
static void
set_environment (Device *self)
{
  g_autofree char *keyring = g_build_filename (self->directory, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "bench", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", self->directory, TRUE);
}

Device *
device_new (void)
{
  g_autoptr (GError) error = NULL;
  Device *self = g_new0 (Device, 1);
  self->directory = g_dir_make_tmp ("yqq-bench-XXXXXX", &error);
  g_assert_no_error (error);
  set_environment (self);
  start_authority (self);
  load_wallet (self);
  log_in (self);
  set_pin (self);
  return self;
}

void
device_free (Device *self)
{
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", self->directory);
  yqq_embedded_authority_stop (self->authority);
  g_object_unref (self->gate);
  g_object_unref (self->connection);
  g_object_unref (self->wallet);
  g_object_unref (self->authority);
  yqq_secret_bytes_unref (self->pin);
  g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL);
  g_free (self->directory);
  g_free (self);
}

char *
device_install (Device *self, YqqAlgorithm algorithm)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) asked = {NULL};
  g_auto (Await) installed = {NULL};
  yqq_fetch_grants_async (self->connection, NULL, await_callback, &asked);
  g_autoptr (GPtrArray) grants = yqq_fetch_grants_finish (await_result (&asked), &error);
  g_assert_no_error (error);
  yqq_install_certificate_async (self->connection, self->wallet, self->gate,
                                 yqq_grant_get_id (grants->pdata[0]), algorithm, self->pin, NULL,
                                 NULL, NULL, await_callback, &installed);
  g_autoptr (YqqCredential) credential =
      yqq_install_certificate_finish (await_result (&installed), &error);
  g_assert_no_error (error);
  return g_strdup (yqq_credential_get_fingerprint (credential));
}
