/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-workspace.h"

#include <string.h>

#include "protocol/authority-info.h"
#include "wallet/wallet-error.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define TRIES 5

struct _FakeWorkspace {
  YqqWorkspace parent;

  GError *next_error;
  char *logged_in_name;
  YqqSecretBytes *pin;
  int tries_left;
  guint installed;
  gboolean hold;
  GTask *held;
  FakeSession *next_session;
};

G_DEFINE_FINAL_TYPE (FakeWorkspace, fake_workspace, YQQ_TYPE_WORKSPACE)

static gboolean
take_error (FakeWorkspace *self, GTask *task)
{
  if (!self->next_error)
    return FALSE;
  g_task_return_error (task, g_steal_pointer (&self->next_error));
  return TRUE;
}

static void
answer (FakeWorkspace *self, GTask *task)
{
  if (!take_error (self, task))
    g_task_return_boolean (task, TRUE);
}

static void
fake_start (YqqWorkspace *workspace)
{
  yqq_workspace_set_authority (workspace, NULL, "粤企签演示机构", "http://127.0.0.1:8765", TRUE);
  yqq_workspace_set_phase (workspace, YQQ_PHASE_LOGGED_OUT);
}

static void
fake_unlock_keyring (YqqWorkspace *workspace)
{
  yqq_workspace_set_phase (workspace, YQQ_PHASE_LOGGED_OUT);
}

static void
fake_refresh (YqqWorkspace *workspace)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  yqq_workspace_set_trouble (workspace, self->next_error);
  g_clear_error (&self->next_error);
}

static void
fake_connect (YqqWorkspace *workspace, const char *address, GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  if (!self->next_error)
    yqq_workspace_set_authority (workspace, address, "另一机构", "https://sign.example.cn", FALSE);
  answer (self, task);
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
  if (take_error (FAKE_WORKSPACE (workspace), task))
    return;
  GPtrArray *people =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_demonstration_person_free);
  g_ptr_array_add (people, create_person ("陈演示", "11010519491231002X", "administrator"));
  g_ptr_array_add (people, create_person ("林样例", "440524188001010014", "employee"));
  g_task_return_pointer (task, people, (GDestroyNotify)g_ptr_array_unref);
}

static void
fake_log_in (YqqWorkspace *workspace, const YqqLogInDetails *details, GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  g_free (self->logged_in_name);
  self->logged_in_name = g_strdup (details->name);
  if (!self->next_error)
    fake_workspace_fill (self);
  answer (self, task);
}

static void
fake_log_out (YqqWorkspace *workspace, gboolean only_here, GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  if (!self->next_error)
    yqq_workspace_set_phase (workspace, YQQ_PHASE_LOGGED_OUT);
  answer (self, task);
}

static void
fake_set_pin (YqqWorkspace *workspace, YqqSecretBytes *pin, GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  if (take_error (self, task))
    return;
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  self->pin =
      yqq_secret_bytes_new_copy (yqq_secret_bytes_get_data (pin), yqq_secret_bytes_get_size (pin));
  yqq_workspace_set_pin_set (workspace, TRUE);
  g_task_return_boolean (task, TRUE);
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
fake_install (YqqWorkspace *workspace,
              const char *grant_id,
              YqqAlgorithm algorithm,
              YqqSecretBytes *pin,
              YqqInstallProgress progress,
              gpointer progress_data,
              GTask *task)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  progress (YQQ_INSTALL_UNLOCKING, progress_data);
  if (refuse_pin (self, pin, task))
    return;
  progress (YQQ_INSTALL_MAKING_KEY, progress_data);
  progress (YQQ_INSTALL_REQUESTING, progress_data);
  if (self->hold) {
    g_set_object (&self->held, task);
    return;
  }
  if (take_error (self, task))
    return;
  self->installed++;
  g_task_return_boolean (task, TRUE);
}

static YqqScanSession *
fake_create_session (YqqWorkspace *workspace)
{
  FakeWorkspace *self = FAKE_WORKSPACE (workspace);
  FakeSession *session = fake_workspace_get_next_session (self);
  self->next_session = NULL;
  return YQQ_SCAN_SESSION (session);
}

static gboolean
fake_check_pin (YqqWorkspace *workspace, YqqSecretBytes *pin, YqqPinWeakness *weakness)
{
  return yqq_pin_policy_check (pin, "19491231", weakness);
}

static void
fake_workspace_finalize (GObject *object)
{
  FakeWorkspace *self = FAKE_WORKSPACE (object);
  g_clear_error (&self->next_error);
  g_free (self->logged_in_name);
  g_clear_object (&self->held);
  g_clear_object (&self->next_session);
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
  workspace_class->install_async = fake_install;
  workspace_class->create_session = fake_create_session;
  workspace_class->check_pin = fake_check_pin;
}

static void
fake_workspace_init (FakeWorkspace *self)
{
  self->pin = yqq_secret_bytes_new_copy (FAKE_PIN, strlen (FAKE_PIN));
  self->tries_left = TRIES;
}

FakeWorkspace *
fake_workspace_new (void)
{
  return g_object_new (FAKE_TYPE_WORKSPACE, NULL);
}

YqqGrant *
fake_grant_new (const char *id,
                const char *enterprise_name,
                YqqCertificateKind kind,
                YqqGrantState state,
                gint64 not_after_ms)
{
  g_autofree char *code = g_strdup_printf ("YQ440120260301%s", id);
  g_autofree char *enterprise_id = g_strdup_printf ("enterprise-%s", enterprise_name);
  g_autoptr (YqqEnterprise) enterprise =
      yqq_enterprise_new (enterprise_id, enterprise_name, "91440101MA5CYQ0Y3K", "黄大明", TRUE);
  return yqq_grant_new (id, code, enterprise, kind,
                        kind == YQQ_CERTIFICATE_KIND_ENTERPRISE ? YQQ_ROLE_ADMINISTRATOR
                                                                : YQQ_ROLE_EMPLOYEE,
                        state, not_after_ms, NULL);
}

static GPtrArray *
create_installed (gboolean both)
{
  GPtrArray *installed =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_installed_certificate_free);
  g_ptr_array_add (
      installed,
      yqq_installed_certificate_new (
          YQQ_ALGORITHM_SM2_SM3, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
          "5f2b9c01d3e84a77a1c0de5510aa9b42", "CN=粤企签演示 SM2 CA, O=粤企签演示机构, C=CN",
          FAKE_NOW_MS - 30 * DAY_MS, FAKE_NOW_MS + 700 * DAY_MS));
  if (both)
    g_ptr_array_add (installed,
                     yqq_installed_certificate_new (
                         YQQ_ALGORITHM_P256_SHA256,
                         "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
                         "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "CN=粤企签演示 P-256 CA, C=CN",
                         FAKE_NOW_MS - 10 * DAY_MS, FAKE_NOW_MS + 700 * DAY_MS));
  return installed;
}

static void
add_item (GPtrArray *items,
          const char *id,
          const char *enterprise,
          YqqCertificateKind kind,
          YqqGrantState state,
          int days,
          guint installed_count)
{
  g_autoptr (YqqGrant) grant =
      fake_grant_new (id, enterprise, kind, state, FAKE_NOW_MS + days * DAY_MS);
  g_autoptr (GPtrArray) installed =
      installed_count > 0 ? create_installed (installed_count > 1) : NULL;
  g_ptr_array_add (items, yqq_certificate_entry_new (grant, installed, TRUE, FAKE_NOW_MS));
}

static YqqMe *
create_me (void)
{
  YqqMe *me = g_new0 (YqqMe, 1);
  YqqMembership *membership = g_new0 (YqqMembership, 1);
  me->device_id = g_strdup ("device-1");
  me->person = yqq_person_new ("person-1", "陈演示", YQQ_ID_TYPE_RESIDENT_ID, "1101**********002X",
                               "138****5678");
  me->pin_set = TRUE;
  me->pin_tries_left = TRIES;
  me->demonstration = TRUE;
  me->memberships = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_membership_free);
  membership->enterprise = yqq_enterprise_new (
      "enterprise-粤演示科技有限公司", "粤演示科技有限公司", "91440101MA5CYQ0Y3K", "黄大明", TRUE);
  membership->roles = YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE;
  g_ptr_array_add (me->memberships, membership);
  return me;
}

void
fake_workspace_fill (FakeWorkspace *self)
{
  YqqWorkspace *workspace = YQQ_WORKSPACE (self);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  const char *long_name =
      "广东省演示建设工程质量安全检测与信息技术服务（集团）股份有限公司广州分公司";
  add_item (items, "0001", "粤演示科技有限公司", YQQ_CERTIFICATE_KIND_ENTERPRISE,
            YQQ_GRANT_STATE_ACTIVE, 700, 1);
  add_item (items, "0002", "粤演示科技有限公司", YQQ_CERTIFICATE_KIND_EMPLOYEE,
            YQQ_GRANT_STATE_ACTIVE, 700, 0);
  add_item (items, "0003", long_name, YQQ_CERTIFICATE_KIND_EMPLOYEE, YQQ_GRANT_STATE_ACTIVE, 12, 1);
  add_item (items, "0004", "南沙样例贸易有限公司", YQQ_CERTIFICATE_KIND_EMPLOYEE,
            YQQ_GRANT_STATE_SUSPENDED, 300, 1);
  add_item (items, "0005", "佛山虚构机械厂", YQQ_CERTIFICATE_KIND_EMPLOYEE,
            YQQ_GRANT_STATE_CANCELLED, 300, 0);
  add_item (items, "0006", "东莞假想物流有限公司", YQQ_CERTIFICATE_KIND_ENTERPRISE,
            YQQ_GRANT_STATE_EXPIRED, -3, 0);
  yqq_workspace_set_authority (workspace, NULL, "粤企签演示机构", "http://127.0.0.1:8765", TRUE);
  yqq_workspace_set_person_name (workspace, "陈演示");
  yqq_workspace_take_me (workspace, create_me ());
  yqq_workspace_set_pin_set (workspace, TRUE);
  yqq_workspace_set_certificates (workspace, items);
  yqq_workspace_set_phase (workspace, YQQ_PHASE_LOGGED_IN);
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
  if (hold || !self->held)
    return;
  g_autoptr (GTask) task = g_steal_pointer (&self->held);
  self->installed++;
  g_task_return_boolean (task, TRUE);
}

FakeSession *
fake_workspace_get_next_session (FakeWorkspace *self)
{
  if (!self->next_session)
    self->next_session = fake_session_new ();
  return self->next_session;
}
