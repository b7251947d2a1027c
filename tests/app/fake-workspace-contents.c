/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the small workspace holds: a person with a certificate in each state. */
#include "fake-workspace.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define TRIES 5

YqqGrant *
fake_grant_new (const char *id,
                const char *enterprise_name,
                YqqCertificateKind kind,
                YqqGrantState state,
                gint64 not_after_ms)
{
  g_autofree char *code = g_strdup_printf ("YQ440120260301%s", id);
  g_autofree char *enterprise_id =
      g_strdup_printf ("enterprise-%08x", g_str_hash (enterprise_name));
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
create_me (guint roles)
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
  membership->enterprise = yqq_enterprise_new (FAKE_ENTERPRISE, "粤演示科技有限公司",
                                               "91440101MA5CYQ0Y3K", "黄大明", TRUE);
  membership->roles = roles;
  g_ptr_array_add (me->memberships, membership);
  return me;
}

void
fake_workspace_set_roles (FakeWorkspace *self, guint roles)
{
  yqq_workspace_take_me (YQQ_WORKSPACE (self), create_me (roles));
}

void
fake_workspace_join (FakeWorkspace *self, const char *id, const char *name)
{
  YqqMe *me = create_me (YQQ_ROLE_ADMINISTRATOR);
  YqqMembership *membership = g_new0 (YqqMembership, 1);
  membership->enterprise = yqq_enterprise_new (id, name, "91440300YQDEM0025D", "黄大明", TRUE);
  membership->roles = YQQ_ROLE_EMPLOYEE;
  g_ptr_array_add (me->memberships, membership);
  yqq_workspace_take_me (YQQ_WORKSPACE (self), me);
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
  fake_workspace_set_roles (self, YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE);
  yqq_workspace_set_pin_set (workspace, TRUE);
  yqq_workspace_set_certificates (workspace, items);
  yqq_workspace_set_phase (workspace, YQQ_PHASE_LOGGED_IN);
}

void
fake_workspace_leave_stale (FakeWorkspace *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (YqqGrant) grant =
      fake_grant_new ("0001", "粤演示科技有限公司", YQQ_CERTIFICATE_KIND_ENTERPRISE,
                      YQQ_GRANT_STATE_ACTIVE, FAKE_NOW_MS + 700 * DAY_MS);
  g_autoptr (GPtrArray) installed = create_installed (FALSE);
  ((YqqInstalledCertificate *)installed->pdata[0])->stale = TRUE;
  g_ptr_array_add (items, yqq_certificate_entry_new (grant, installed, TRUE, FAKE_NOW_MS));
  yqq_workspace_set_certificates (YQQ_WORKSPACE (self), items);
}
