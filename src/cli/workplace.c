/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/workplace.h"

#include "cli/failure.h"
#include "cli/wait.h"
#include "client/embedded-authority.h"
#include "client/remote-pin-gate.h"
#include "wallet/secret-service-keyring.h"

static gboolean
load_wallet (YqqWorkplace *self, gboolean logged_in, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (YqqKeyring) keyring = yqq_secret_service_keyring_new ();
  self->wallet = yqq_wallet_new (keyring);
  yqq_wallet_load_async (self->wallet, yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  result = yqq_wait_for (&place);
  if (!yqq_wallet_load_finish (self->wallet, result, error))
    return FALSE;
  if (!logged_in || yqq_wallet_get_logged_in (self->wallet))
    return TRUE;
  g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_NOT_LOGGED_IN, "not logged in");
  return FALSE;
}

static const char *
start_embedded (YqqWorkplace *self, GError **error)
{
  GAsyncResult *place = NULL;
  YqqEmbeddedAuthority *embedded = yqq_embedded_authority_new (NULL, FALSE);
  self->embedded = G_OBJECT (embedded);
  yqq_embedded_authority_start_async (embedded, yqq_wait_get_cancellable (), yqq_wait_note_result,
                                      &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (!yqq_embedded_authority_start_finish (embedded, result, error))
    return NULL;
  return yqq_embedded_authority_get_address (embedded);
}

/* An account at the embedded authority names its socket, behind which nobody may be at the moment.
 */
static gboolean
is_embedded (const char *address)
{
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "yueqiqian", NULL);
  return g_str_has_prefix (address, "unix:") && g_str_has_prefix (address + 5, socket);
}

static const char *
choose_address (YqqWorkplace *self, const char *address, GError **error)
{
  YqqAccount *account = yqq_wallet_get_account (self->wallet);
  if (address == NULL && account != NULL)
    address = yqq_account_get_authority_address (account);
  if (address == NULL)
    address = g_getenv ("YQQ_AUTHORITY");
  return address == NULL || is_embedded (address) ? start_embedded (self, error) : address;
}

static gboolean
open_all (YqqWorkplace *self, const char *wanted, gboolean logged_in, GError **error)
{
  if (!load_wallet (self, logged_in, error))
    return FALSE;
  const char *address = choose_address (self, wanted, error);
  if (address == NULL)
    return FALSE;
  self->connection = yqq_authority_connection_new (address, error);
  if (self->connection == NULL)
    return FALSE;
  if (yqq_wallet_get_logged_in (self->wallet))
    yqq_authority_connection_set_device_key (self->connection,
                                             yqq_wallet_get_device_key (self->wallet));
  self->gate = yqq_remote_pin_gate_new (self->connection);
  return TRUE;
}

YqqWorkplace *
yqq_workplace_open (const char *address, gboolean logged_in, int *exit_code)
{
  g_autoptr (YqqWorkplace) self = g_new0 (YqqWorkplace, 1);
  g_autoptr (GError) error = NULL;
  if (open_all (self, address, logged_in, &error))
    return g_steal_pointer (&self);
  *exit_code = yqq_failure_report (error);
  return NULL;
}

void
yqq_workplace_close (YqqWorkplace *self)
{
  g_clear_object (&self->gate);
  g_clear_object (&self->connection);
  g_clear_object (&self->wallet);
  if (self->embedded != NULL)
    yqq_embedded_authority_stop (YQQ_EMBEDDED_AUTHORITY (self->embedded));
  g_clear_object (&self->embedded);
  g_free (self);
}
