/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-workspace.h"

#include <string.h>

#include "protocol/authority-info.h"
#include "wallet/wallet-error.h"

#define TRIES 5

typedef void (*Answer) (FakeWorkspace *self, GTask *task, gpointer data);

/* A question that waits for its answer. */
typedef struct {
  GTask *task;
  Answer answer;
  gpointer data;
  GDestroyNotify free_data;
} Held;

struct _FakeWorkspace {
  YqqWorkspace parent;

  GError *next_error;
  const char *asked;
  char *logged_in_name;
  YqqSecretBytes *pin;
  int tries_left;
  guint installed;
  gboolean hold;
  gboolean hold_pin;
  Held *held;
  FakeSession *next_session;
  gboolean lost;
  FakeIdentityOffice *desk;
  FakeKeyOffice *keys;
  FakeAccountOffice *accounts;
  FakeFaceOffice *faces;
};

G_DEFINE_FINAL_TYPE (FakeWorkspace, fake_workspace, YQQ_TYPE_WORKSPACE)

static void answer_pin (FakeWorkspace *self, GTask *task, gpointer data);
static gboolean refuse_pin (FakeWorkspace *self, YqqSecretBytes *pin, GTask *task);

static void
held_free (Held *self)
{
  g_object_unref (self->task);
  if (self->free_data)
    self->free_data (self->data);
  g_free (self);
}

static void
release (FakeWorkspace *self)
{
  Held *held = g_steal_pointer (&self->held);
  if (!held)
    return;
  if (g_cancellable_is_cancelled (g_task_get_cancellable (held->task)))
    g_task_return_error_if_cancelled (held->task);
  else if (self->next_error && held->answer != answer_pin)
    g_task_return_error (held->task, g_steal_pointer (&self->next_error));
  else
    held->answer (self, held->task, held->data);
  held_free (held);
}

/* Takes data. */
static void
answer_or_hold (FakeWorkspace *self,
                gboolean hold,
                GTask *task,
                Answer answer,
                gpointer data,
                GDestroyNotify free_data)
{
  g_assert_null (self->held); /* one at a time */
  self->held = g_new (Held, 1);
  *self->held = (Held){g_object_ref (task), answer, data, free_data};
  if (!hold)
    release (self);
}

static void
fake_start (YqqWorkspace *workspace)
{
  FAKE_WORKSPACE (workspace)->asked = "restart";
  yqq_workspace_set_authority (workspace, NULL, "粤企签演示机构", "http://127.0.0.1:8765", TRUE);
  yqq_workspace_set_phase (workspace, YQQ_PHASE_LOGGED_OUT);
}

static void
fake_unlock_keyring (YqqWorkspace *workspace)
{
  FAKE_WORKSPACE (workspace)->asked = "unlock";
  yqq_workspace_set_phase (workspace, YQQ_PHASE_LOGGED_OUT);
}

static void
fake_refresh (YqqWorkspace *workspace)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  self->asked = "refresh";
  yqq_workspace_set_trouble (workspace, self->next_error);
  g_clear_error (&self->next_error);
}

static void
answer_connect (FakeWorkspace *self, GTask *task, gpointer address)
{
  yqq_workspace_set_authority (YQQ_WORKSPACE (self), address, "另一机构", "https://sign.example.cn",
                               FALSE);
  g_task_return_boolean (task, TRUE);
}

static void
fake_connect (YqqWorkspace *workspace, const char *address, GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  self->asked = "connect";
  answer_or_hold (self, self->hold, task, answer_connect, g_strdup (address), g_free);
}

static YqqDemonstrationPerson *
create_person (const char *name, const char *number, const char *role)
{
  YqqDemonstrationPerson *person = g_new0 (YqqDemonstrationPerson, 1);
  person->name = g_strdup (name);
  person->id_type = YQQ_ID_TYPE_RESIDENT_ID;
  person->id_number = g_strdup (number);
  person->role = g_strdup (role);
  person->enterprise = g_strdup ("粤演示科技有限公司");
  person->staff_code = g_strdup ("20260301");
  return person;
}

static void
fake_fetch_demonstration (YqqWorkspace *workspace, GTask *task)
{
  GPtrArray *people =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_demonstration_person_free);
  g_ptr_array_add (people, create_person ("陈演示", "11010519491231002X", "administrator"));
  g_ptr_array_add (people, create_person ("林样例", "440524188001010014", "employee"));
  g_task_return_pointer (task, people, (GDestroyNotify)g_ptr_array_unref);
}

static void
answer_log_in (FakeWorkspace *self, GTask *task, gpointer data)
{
  fake_workspace_fill (self);
  g_task_return_boolean (task, TRUE);
}

static void
fake_log_in (YqqWorkspace *workspace, const YqqLogInDetails *details, GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  self->asked = "log-in";
  g_free (self->logged_in_name);
  self->logged_in_name = g_strdup (details->name);
  answer_or_hold (self, self->hold, task, answer_log_in, NULL, NULL);
}

static void
answer_log_out (FakeWorkspace *self, GTask *task, gpointer data)
{
  yqq_workspace_set_phase (YQQ_WORKSPACE (self), YQQ_PHASE_LOGGED_OUT);
  g_task_return_boolean (task, TRUE);
}

static void
fake_log_out (YqqWorkspace *workspace, gboolean only_here, GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  self->asked = only_here ? "log-out-here" : "log-out";
  answer_or_hold (self, self->hold, task, answer_log_out, NULL, NULL);
}

static void
answer_set_pin (FakeWorkspace *self, GTask *task, gpointer pin)
{
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  self->pin = yqq_secret_bytes_ref (pin);
  yqq_workspace_set_pin_set (YQQ_WORKSPACE (self), TRUE);
  g_task_return_boolean (task, TRUE);
}

static void
fake_set_pin (YqqWorkspace *workspace, YqqSecretBytes *pin, GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  self->asked = "set-pin";
  answer_or_hold (self, self->hold, task, answer_set_pin, yqq_secret_bytes_ref (pin),
                  (GDestroyNotify)yqq_secret_bytes_unref);
}

/* As with two certificates; a failure that was asked for comes after the first of them. */
static void
fake_replace_pin (YqqWorkspace *workspace,
                  YqqSecretBytes *pin,
                  const char *identity,
                  YqqReplacePinProgress progress,
                  gpointer progress_data,
                  GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  self->asked = identity ? "replace-pin" : "go-on";
  if (!identity && refuse_pin (self, pin, task))
    return;
  if (identity) {
    g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
    self->pin = yqq_secret_bytes_ref (pin);
    self->tries_left = TRIES;
    progress (0, 0, 2, progress_data);
  }
  progress (1, 0, 2, progress_data);
  if (self->next_error) {
    g_task_return_error (task, g_steal_pointer (&self->next_error));
    return;
  }
  progress (2, 0, 2, progress_data);
  g_task_return_boolean (task, TRUE);
}

typedef struct {
  YqqSecretBytes *old_pin;
  YqqSecretBytes *new_pin;
} PinChange;

static void
pin_change_free (gpointer data)
{
  PinChange *change = data;
  yqq_secret_bytes_unref (change->old_pin);
  yqq_secret_bytes_unref (change->new_pin);
  g_free (change);
}

static void
answer_change_pin (FakeWorkspace *self, GTask *task, gpointer data)
{
  PinChange *change = data;
  if (refuse_pin (self, change->old_pin, task))
    return;
  yqq_secret_bytes_unref (self->pin);
  self->pin = yqq_secret_bytes_ref (change->new_pin);
  g_task_return_boolean (task, TRUE);
}

static void
fake_change_pin (YqqWorkspace *workspace,
                 YqqSecretBytes *old_pin,
                 YqqSecretBytes *new_pin,
                 GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  PinChange *change = g_new (PinChange, 1);
  *change = (PinChange){yqq_secret_bytes_ref (old_pin), yqq_secret_bytes_ref (new_pin)};
  self->asked = "change-pin";
  answer_or_hold (self, self->hold, task, answer_change_pin, change, pin_change_free);
}

static void
fake_dispute_device (YqqWorkspace *workspace, const char *device_id, GTask *task)
{
  FAKE_WORKSPACE (workspace)->asked = "dispute";
  g_task_return_boolean (task, TRUE);
}

typedef struct {
  YqqSecretBytes *pin;
  YqqInstallProgress progress;
  gpointer progress_data;
} Install;

static void
install_free (Install *self)
{
  yqq_secret_bytes_unref (self->pin);
  g_free (self);
}

static gboolean
refuse_pin (FakeWorkspace *self, YqqSecretBytes *pin, GTask *task)
{
  if (yqq_secret_bytes_equal (self->pin, pin)) {
    self->tries_left = TRIES;
    return FALSE;
  }
  self->tries_left--;
  g_task_return_error (task, yqq_wallet_error_new_for_pin (self->tries_left > 0
                                                               ? YQQ_WALLET_ERROR_WRONG_PIN
                                                               : YQQ_WALLET_ERROR_PIN_LOCKED,
                                                           self->tries_left));
  return TRUE;
}

static void
answer_installed (FakeWorkspace *self, GTask *task, gpointer data)
{
  self->installed++;
  g_task_return_boolean (task, TRUE);
}

static void
answer_pin (FakeWorkspace *self, GTask *task, gpointer data)
{
  Install *install = data;
  if (refuse_pin (self, install->pin, task))
    return;
  install->progress (YQQ_INSTALL_MAKING_KEY, install->progress_data);
  install->progress (YQQ_INSTALL_REQUESTING, install->progress_data);
  answer_or_hold (self, self->hold, task, answer_installed, NULL, NULL);
}

static void
fake_install (YqqWorkspace *workspace,
              const char *grant_id,
              YqqAlgorithm algorithm,
              YqqSecretBytes *pin,
              YqqInstallProgress progress,
              gpointer progress_data,
              GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  Install *install = g_new (Install, 1);
  *install = (Install){yqq_secret_bytes_ref (pin), progress, progress_data};
  self->asked = "install";
  progress (YQQ_INSTALL_UNLOCKING, progress_data);
  answer_or_hold (self, self->hold_pin, task, answer_pin, install, (GDestroyNotify)install_free);
}

static YqqScanSession *
fake_create_session (YqqWorkspace *workspace)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  if (self->lost)
    return NULL;
  FakeSession *session = fake_workspace_get_next_session (self);
  self->next_session = NULL;
  return YQQ_SCAN_SESSION (session);
}

static YqqAdministration *
fake_create_administration (YqqWorkspace *workspace, YqqEnterprise *enterprise)
{
  return YQQ_ADMINISTRATION (fake_administration_new (
      yqq_enterprise_get_id (enterprise), yqq_enterprise_get_name (enterprise), FAKE_PIN));
}

static gboolean
fake_check_pin (YqqWorkspace *workspace, YqqSecretBytes *pin, YqqPinWeakness *weakness)
{
  return yqq_pin_policy_check (pin, "19491231", weakness);
}

static YqqIdentityOffice *
fake_get_identity_office (YqqWorkspace *workspace)
{
  return YQQ_IDENTITY_OFFICE (FAKE_WORKSPACE (workspace)->desk);
}

static YqqKeyOffice *
fake_get_key_office (YqqWorkspace *workspace)
{
  return YQQ_KEY_OFFICE (FAKE_WORKSPACE (workspace)->keys);
}

static YqqAccountOffice *
fake_get_account_office (YqqWorkspace *workspace)
{
  return YQQ_ACCOUNT_OFFICE (FAKE_WORKSPACE (workspace)->accounts);
}

static YqqIdentityOffice *
fake_create_log_in_office (YqqWorkspace *workspace, const YqqLogInDetails *details)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  g_free (self->logged_in_name);
  self->logged_in_name = g_strdup (details->name);
  return YQQ_IDENTITY_OFFICE (g_object_ref (self->desk));
}

static void
fake_enter (YqqWorkspace *workspace)
{
  fake_workspace_fill (FAKE_WORKSPACE (workspace));
  FAKE_WORKSPACE (workspace)->asked = "enter";
}

static YqqFaceOffice *
fake_get_face_office (YqqWorkspace *workspace)
{
  return YQQ_FACE_OFFICE (FAKE_WORKSPACE (workspace)->faces);
}

static void
fake_lock (YqqWorkspace *workspace)
{
  FAKE_WORKSPACE (workspace)->asked = "lock";
  yqq_workspace_set_session (workspace, NULL);
  yqq_workspace_take_me (workspace, NULL);
  yqq_workspace_forget_enterprise (workspace);
  yqq_workspace_set_certificates (workspace, NULL);
  yqq_workspace_set_phase (workspace, YQQ_PHASE_LOCKED);
}

static void
fake_reopen (YqqWorkspace *workspace)
{
  fake_workspace_fill (FAKE_WORKSPACE (workspace));
  FAKE_WORKSPACE (workspace)->asked = "reopen";
}

static void
answer_unlock (FakeWorkspace *self, GTask *task, gpointer pin)
{
  if (refuse_pin (self, pin, task))
    return;
  yqq_workspace_reopen (YQQ_WORKSPACE (self));
  g_task_return_boolean (task, TRUE);
}

static void
fake_unlock (YqqWorkspace *workspace, YqqSecretBytes *pin, GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  self->asked = "unlock-app";
  answer_or_hold (self, self->hold, task, answer_unlock, yqq_secret_bytes_ref (pin),
                  (GDestroyNotify)yqq_secret_bytes_unref);
}

static void
fake_workspace_finalize (GObject *object)
{
  FakeWorkspace *self = FAKE_WORKSPACE (object);
  g_clear_error (&self->next_error);
  g_free (self->logged_in_name);
  g_clear_pointer (&self->held, held_free);
  g_clear_object (&self->next_session);
  g_clear_object (&self->desk);
  g_clear_object (&self->keys);
  g_clear_object (&self->accounts);
  g_clear_object (&self->faces);
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  G_OBJECT_CLASS (fake_workspace_parent_class)->finalize (object);
}

static void
fake_workspace_class_init (FakeWorkspaceClass *class)
{
  YqqWorkspaceClass *workspace_class = YQQ_WORKSPACE_CLASS (class);
  G_OBJECT_CLASS (class)->finalize = fake_workspace_finalize;
  workspace_class->start = fake_start;
  workspace_class->unlock_keyring = fake_unlock_keyring;
  workspace_class->refresh = fake_refresh;
  workspace_class->connect_async = fake_connect;
  workspace_class->fetch_demonstration_async = fake_fetch_demonstration;
  workspace_class->log_in_async = fake_log_in;
  workspace_class->log_out_async = fake_log_out;
  workspace_class->set_pin_async = fake_set_pin;
  workspace_class->replace_pin_async = fake_replace_pin;
  workspace_class->change_pin_async = fake_change_pin;
  workspace_class->dispute_device_async = fake_dispute_device;
  workspace_class->install_async = fake_install;
  workspace_class->create_session = fake_create_session;
  workspace_class->create_administration = fake_create_administration;
  workspace_class->check_pin = fake_check_pin;
  workspace_class->get_identity_office = fake_get_identity_office;
  workspace_class->get_key_office = fake_get_key_office;
  workspace_class->get_account_office = fake_get_account_office;
  workspace_class->create_log_in_office = fake_create_log_in_office;
  workspace_class->enter = fake_enter;
  workspace_class->get_face_office = fake_get_face_office;
  workspace_class->lock = fake_lock;
  workspace_class->unlock_async = fake_unlock;
  workspace_class->reopen = fake_reopen;
}

static void
fake_workspace_init (FakeWorkspace *self)
{
  self->pin = yqq_secret_bytes_new_copy (FAKE_PIN, strlen (FAKE_PIN));
  self->tries_left = TRIES;
  self->faces = fake_face_office_new ();
  self->desk = fake_identity_office_new ((const char *[]){"staff-code", NULL});
  self->keys = fake_key_office_new ();
  self->accounts = fake_account_office_new ();
}

FakeWorkspace *
fake_workspace_new (void)
{
  return g_object_new (FAKE_TYPE_WORKSPACE, NULL);
}

void
fake_workspace_fail_next (FakeWorkspace *self, const GError *error)
{
  g_clear_error (&self->next_error);
  self->next_error = g_error_copy (error);
}

const char *
fake_workspace_get_logged_in_name (FakeWorkspace *self)
{
  return self->logged_in_name;
}

guint
fake_workspace_get_installed (FakeWorkspace *self)
{
  return self->installed;
}

void
fake_workspace_hold (FakeWorkspace *self, gboolean hold)
{
  self->hold = hold;
  if (!hold)
    release (self);
}

void
fake_workspace_hold_pin (FakeWorkspace *self, gboolean hold)
{
  self->hold_pin = hold;
  if (!hold)
    release (self);
}

void
fake_workspace_lose_authority (FakeWorkspace *self)
{
  self->lost = TRUE;
}

const char *
fake_workspace_get_asked (FakeWorkspace *self)
{
  return self->asked;
}

FakeSession *
fake_workspace_get_next_session (FakeWorkspace *self)
{
  if (!self->next_session)
    self->next_session = fake_session_new ();
  return self->next_session;
}

FakeAdministration *
fake_workspace_get_administration (FakeWorkspace *self)
{
  return FAKE_ADMINISTRATION (yqq_workspace_get_administration (YQQ_WORKSPACE (self)));
}

FakeKeyOffice *
fake_workspace_get_keys (FakeWorkspace *self)
{
  return self->keys;
}

FakeAccountOffice *
fake_workspace_get_accounts (FakeWorkspace *self)
{
  return self->accounts;
}

FakeIdentityOffice *
fake_workspace_get_desk (FakeWorkspace *self)
{
  return self->desk;
}

FakeFaceOffice *
fake_workspace_get_faces (FakeWorkspace *self)
{
  return self->faces;
}
