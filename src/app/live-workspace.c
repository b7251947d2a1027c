/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/live-workspace.h"
#include "app/live-account-office.h"

#include "app/certificate-entries.h"
#include "app/live-face-office.h"
#include "app/live-identity-office.h"
#include "app/live-key-office.h"
#include "app/live-records.h"
#include "app/live-workspace-private.h"
#include "client/fetch-grants.h"
#include "client/fetch-me.h"
#include "client/remote-pin-gate.h"

G_DEFINE_FINAL_TYPE (YqqLiveWorkspace, yqq_live_workspace, YQQ_TYPE_WORKSPACE)

enum { PC_PAGE, SIGNALS };

static guint signals[SIGNALS];

static void
show_certificates (YqqLiveWorkspace *self)
{
  g_autoptr (GPtrArray) entries =
      yqq_certificate_entries_collect (self->grants, self->wallet, g_get_real_time () / 1000);
  yqq_workspace_set_certificates (YQQ_WORKSPACE (self), entries);
}

/* Accounts that were kept by earlier versions do not tell it. */
static YqqIdType
read_id_type (YqqAccount *account)
{
  const char *nick = account ? yqq_account_get_id_type (account) : NULL;
  YqqIdType type = YQQ_ID_TYPE_RESIDENT_ID;
  if (nick)
    yqq_id_type_from_nick (nick, &type);
  return type;
}

void
yqq_live_workspace_show_wallet (YqqLiveWorkspace *self)
{
  YqqWorkspace *workspace = YQQ_WORKSPACE (self);
  YqqAccount *account = yqq_wallet_get_account (self->wallet);
  yqq_workspace_set_person_name (workspace, account ? yqq_account_get_person_name (account) : NULL);
  yqq_workspace_set_id_type (workspace, read_id_type (account));
  yqq_workspace_set_pin_set (workspace, yqq_wallet_get_pin_set (self->wallet));
  if (self->grants)
    show_certificates (self);
}

void
yqq_live_workspace_forget_person (YqqLiveWorkspace *self)
{
  YqqWorkspace *workspace = YQQ_WORKSPACE (self);
  g_clear_pointer (&self->grants, g_ptr_array_unref);
  yqq_workspace_set_session (workspace, NULL);
  yqq_workspace_take_me (workspace, NULL);
  yqq_workspace_forget_enterprise (workspace);
  yqq_workspace_set_certificates (workspace, NULL);
  yqq_workspace_set_trouble (workspace, NULL);
}

static void
finish_refresh (YqqLiveWorkspace *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  yqq_workspace_set_trouble (YQQ_WORKSPACE (self), error);
  yqq_workspace_set_busy (YQQ_WORKSPACE (self), FALSE);
}

static void
on_grants_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLiveWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) grants = yqq_fetch_grants_finish (result, &error);
  if (grants && yqq_wallet_get_logged_in (self->wallet)) {
    g_clear_pointer (&self->grants, g_ptr_array_unref);
    self->grants = g_steal_pointer (&grants);
    show_certificates (self);
  }
  finish_refresh (self, error);
}

static void
on_me_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLiveWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  YqqMe *me = yqq_fetch_me_finish (result, &error);
  if (!me) {
    finish_refresh (self, error);
    return;
  }
  yqq_workspace_take_me (YQQ_WORKSPACE (self), me);
  yqq_fetch_grants_async (yqq_authority_access_get_connection (self->access), self->cancellable,
                          on_grants_fetched, g_object_ref (self));
}

static void
on_installations_finished (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLiveWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  if (!yqq_finish_installations_finish (result, &error)) {
    finish_refresh (self, error);
    return;
  }
  yqq_fetch_me_async (yqq_authority_access_get_connection (self->access), self->cancellable,
                      on_me_fetched, g_object_ref (self));
}

/* What could not be found out is found out with the next PIN. */
static void
on_pin_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLiveWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  if (!yqq_wallet_settle_pin_finish (YQQ_WALLET (source), result, &error))
    g_debug ("which PIN counts is not known yet: %s", error->message);
  yqq_finish_installations_async (yqq_authority_access_get_connection (self->access), self->wallet,
                                  self->cancellable, on_installations_finished,
                                  g_object_ref (self));
}

static void
ask_for_person (YqqLiveWorkspace *self)
{
  YqqAuthorityConnection *connection = yqq_authority_access_get_connection (self->access);
  g_autoptr (YqqPinGate) gate = yqq_remote_pin_gate_new (connection);
  yqq_authority_connection_set_device_key (connection, yqq_wallet_get_device_key (self->wallet));
  yqq_wallet_settle_pin_async (self->wallet, gate, self->cancellable, on_pin_settled,
                               g_object_ref (self));
}

void
yqq_live_workspace_show_authority (YqqLiveWorkspace *self)
{
  const YqqAuthorityInfo *info = yqq_authority_access_get_info (self->access);
  yqq_workspace_set_authority (YQQ_WORKSPACE (self),
                               yqq_authority_access_get_address (self->access), info->name,
                               info->origin, info->demonstration);
  if (yqq_authority_access_get_own (self->access))
    g_signal_emit (self, signals[PC_PAGE], 0, info->origin);
}

static void
on_reached (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLiveWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  if (!yqq_authority_access_reach_finish (YQQ_AUTHORITY_ACCESS (source), result, &error)) {
    finish_refresh (self, error);
    return;
  }
  yqq_live_workspace_show_authority (self);
  if (yqq_wallet_get_logged_in (self->wallet) &&
      yqq_workspace_get_phase (YQQ_WORKSPACE (self)) != YQQ_PHASE_LOCKED)
    ask_for_person (self);
  else
    finish_refresh (self, NULL);
}

void
yqq_live_workspace_reach (YqqLiveWorkspace *self)
{
  YqqAccount *account = yqq_wallet_get_account (self->wallet);
  if (account)
    yqq_authority_access_set_address (self->access, yqq_account_get_authority_address (account));
  yqq_workspace_set_busy (YQQ_WORKSPACE (self), TRUE);
  yqq_authority_access_reach_async (self->access, self->cancellable, on_reached,
                                    g_object_ref (self));
}

static void
live_refresh (YqqWorkspace *workspace)
{
  if (!yqq_workspace_get_busy (workspace))
    yqq_live_workspace_reach (YQQ_LIVE_WORKSPACE (workspace));
}

static void
show_wallet_error (YqqLiveWorkspace *self, const GError *error)
{
  YqqWorkspace *workspace = YQQ_WORKSPACE (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEYRING_LOCKED)) {
    yqq_workspace_set_phase (workspace, YQQ_PHASE_KEYRING_LOCKED);
  } else if (g_error_matches (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEYRING_ABSENT)) {
    yqq_workspace_set_phase (workspace, YQQ_PHASE_KEYRING_ABSENT);
  } else {
    yqq_workspace_set_trouble (workspace, error);
    yqq_workspace_set_phase (workspace, YQQ_PHASE_LOGGED_OUT);
  }
}

static void
on_wallet_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLiveWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  yqq_workspace_set_busy (YQQ_WORKSPACE (self), FALSE);
  if (!yqq_wallet_load_finish (YQQ_WALLET (source), result, &error)) {
    show_wallet_error (self, error);
    return;
  }
  yqq_live_workspace_show_wallet (self);
  yqq_workspace_set_phase (YQQ_WORKSPACE (self), yqq_wallet_get_logged_in (self->wallet)
                                                     ? YQQ_PHASE_LOGGED_IN
                                                     : YQQ_PHASE_LOGGED_OUT);
  yqq_live_workspace_reach (self);
}

static void
live_start (YqqWorkspace *workspace)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  yqq_workspace_set_busy (workspace, TRUE);
  yqq_wallet_load_async (self->wallet, self->cancellable, on_wallet_loaded, g_object_ref (self));
}

static void
on_keyring_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqLiveWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  yqq_workspace_set_busy (YQQ_WORKSPACE (self), FALSE);
  if (yqq_keyring_unlock_finish (YQQ_KEYRING (source), result, &error))
    live_start (YQQ_WORKSPACE (self));
  else
    show_wallet_error (self, error);
}

static void
live_unlock_keyring (YqqWorkspace *workspace)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  yqq_workspace_set_busy (workspace, TRUE);
  yqq_keyring_unlock_async (yqq_wallet_get_keyring (self->wallet), self->cancellable,
                            on_keyring_unlocked, g_object_ref (self));
}

static void
live_stop (YqqWorkspace *workspace)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (workspace);
  g_cancellable_cancel (self->cancellable);
  yqq_authority_access_stop (self->access);
}

static void
yqq_live_workspace_dispose (GObject *object)
{
  YqqLiveWorkspace *self = YQQ_LIVE_WORKSPACE (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->records);
  g_clear_object (&self->identity_office);
  g_clear_object (&self->key_office);
  g_clear_object (&self->account_office);
  g_clear_object (&self->face_office);
  g_clear_object (&self->access);
  g_clear_object (&self->wallet);
  g_clear_pointer (&self->grants, g_ptr_array_unref);
  G_OBJECT_CLASS (yqq_live_workspace_parent_class)->dispose (object);
}

static YqqKeyOffice *
live_get_key_office (YqqWorkspace *workspace)
{
  return YQQ_LIVE_WORKSPACE (workspace)->key_office;
}

static YqqAccountOffice *
live_get_account_office (YqqWorkspace *workspace)
{
  return YQQ_LIVE_WORKSPACE (workspace)->account_office;
}

static void
yqq_live_workspace_class_init (YqqLiveWorkspaceClass *class)
{
  YqqWorkspaceClass *workspace_class = YQQ_WORKSPACE_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_live_workspace_dispose;
  workspace_class->start = live_start;
  workspace_class->unlock_keyring = live_unlock_keyring;
  workspace_class->refresh = live_refresh;
  workspace_class->stop = live_stop;
  workspace_class->get_key_office = live_get_key_office;
  workspace_class->get_account_office = live_get_account_office;
  yqq_live_workspace_install_lock (workspace_class);
  yqq_live_workspace_install_acts (workspace_class);
  signals[PC_PAGE] = g_signal_new ("pc-page", YQQ_TYPE_LIVE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
yqq_live_workspace_init (YqqLiveWorkspace *self)
{
  self->cancellable = g_cancellable_new ();
}

YqqWorkspace *
yqq_live_workspace_new (YqqKeyring *keyring, const char *address, gboolean demonstration)
{
  YqqLiveWorkspace *self = g_object_new (YQQ_TYPE_LIVE_WORKSPACE, NULL);
  self->wallet = yqq_wallet_new (keyring);
  self->access = yqq_authority_access_new (address, demonstration);
  self->records = yqq_live_records_new (self->access);
  self->identity_office = yqq_live_identity_office_new (self->access, self->wallet);
  self->key_office = yqq_live_key_office_new (self->access);
  self->account_office = yqq_live_account_office_new (self->access);
  self->face_office = yqq_live_face_office_new (self->access, self->wallet);
  g_signal_connect_object (self->access, "ended", G_CALLBACK (yqq_workspace_refresh), self,
                           G_CONNECT_SWAPPED);
  return YQQ_WORKSPACE (self);
}

YqqRecords *
yqq_live_workspace_get_records (YqqLiveWorkspace *self)
{
  return self->records;
}
