/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-office-private.h"

#include <string.h>

#include "model/grant.h"
#include "model/phone.h"

static void
fake_user_free (FakeUser *self)
{
  yqq_authorised_user_free (self->shown);
  g_free (self->id_number);
  g_free (self->phone);
  g_free (self);
}

static YqqEnterpriseOverview *
create_overview (const char *enterprise_id, const char *enterprise_name)
{
  YqqEnterpriseOverview *overview = g_new0 (YqqEnterpriseOverview, 1);
  YqqAdministratorView *me = g_new0 (YqqAdministratorView, 1);
  /* Messages take identifiers only; those of the small workspace have names in them. */
  overview->enterprise =
      yqq_enterprise_new (g_str_is_ascii (enterprise_id) ? enterprise_id : "enterprise-1",
                          enterprise_name, "91440101MA5CYQ0Y3K", "黄大明", TRUE);
  overview->roles = YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE;
  overview->quota.total = 20;
  overview->certificate_code = g_strdup ("YQ4401202603010001");
  overview->certificate_not_after_ms =
      g_get_real_time () / 1000 + 3 * 366 * FAKE_OFFICE_DAY_MS - FAKE_OFFICE_DAY_MS;
  overview->administrators =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_administrator_view_free);
  overview->seals = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_seal_view_free);
  overview->transfers = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_transfer_view_free);
  overview->proposals = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_proposal_view_free);
  *me = (YqqAdministratorView){g_strdup ("own"), g_strdup ("陈演示"), TRUE};
  g_ptr_array_add (overview->administrators, me);
  return overview;
}

static void
add_own_grant (FakeOffice *self)
{
  FakeUser *own = fake_office_add (self, "own", "陈演示", "11010519491231002X", "13800005678");
  own->shown->kind = YQQ_CERTIFICATE_KIND_ENTERPRISE;
  own->shown->roles = YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE;
  own->shown->me = TRUE;
  fake_office_count_quota (self);
}

FakeOffice *
fake_office_new (const char *enterprise_id, const char *enterprise_name)
{
  FakeOffice *self = g_new0 (FakeOffice, 1);
  self->overview = create_overview (enterprise_id, enterprise_name);
  self->users = g_ptr_array_new_with_free_func ((GDestroyNotify)fake_user_free);
  self->next_id = 1000;
  self->code_ms = 30 * 60 * 1000;
  add_own_grant (self);
  return self;
}

void
fake_office_free (FakeOffice *self)
{
  yqq_enterprise_overview_free (self->overview);
  g_ptr_array_unref (self->users);
  g_free (self);
}

FakeUser *
fake_office_find (FakeOffice *self, const char *grant_id)
{
  for (guint i = 0; i < self->users->len; i++) {
    FakeUser *each = self->users->pdata[i];
    if (g_str_equal (each->shown->grant, grant_id))
      return each;
  }
  return NULL;
}

FakeUser *
fake_office_add (FakeOffice *self,
                 const char *grant,
                 const char *name,
                 const char *id_number,
                 const char *phone)
{
  static const char *const certificate[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  FakeUser *user = g_new0 (FakeUser, 1);
  YqqAuthorisedUser *shown = g_new0 (YqqAuthorisedUser, 1);
  shown->grant = g_strdup (grant);
  shown->code = g_strdup_printf ("YQ440120260301%4.4s", grant);
  shown->name = g_strdup (name);
  shown->id_number_masked = yqq_id_number_mask (id_number);
  shown->phone_masked = yqq_phone_mask (phone);
  shown->kind = YQQ_CERTIFICATE_KIND_EMPLOYEE;
  shown->roles = YQQ_ROLE_EMPLOYEE;
  shown->state = YQQ_GRANT_STATE_ACTIVE;
  shown->permissions = g_strdupv ((char **)certificate);
  shown->created_at_ms = FAKE_OFFICE_NOW_MS + self->users->len * 60000;
  shown->not_after_ms = FAKE_OFFICE_NOW_MS + 700 * FAKE_OFFICE_DAY_MS;
  *user = (FakeUser){shown, g_strdup (id_number), g_strdup (phone)};
  g_ptr_array_add (self->users, user);
  return user;
}

void
fake_office_count_quota (FakeOffice *self)
{
  YqqQuota *quota = &self->overview->quota;
  *quota = (YqqQuota){.total = quota->total};
  for (guint i = 0; i < self->users->len; i++) {
    const YqqAuthorisedUser *user = ((FakeUser *)self->users->pdata[i])->shown;
    if (user->kind == YQQ_CERTIFICATE_KIND_ENTERPRISE)
      continue;
    if (user->state == YQQ_GRANT_STATE_CANCELLED)
      quota->cancelled++;
    else if (user->state == YQQ_GRANT_STATE_SUSPENDED)
      quota->suspended++;
    else
      quota->in_use++;
  }
}

void
fake_office_copy_quota (FakeOffice *self, YqqQuota *quota)
{
  *quota = self->overview->quota;
}

static void
add_in_state (FakeOffice *self,
              const char *grant,
              const char *name,
              const char *number,
              YqqGrantState state,
              int days)
{
  g_autofree char *phone = g_strdup_printf ("1390000%s", grant);
  FakeUser *user = fake_office_add (self, grant, name, number, phone);
  user->shown->state = state;
  user->shown->not_after_ms = FAKE_OFFICE_NOW_MS + days * FAKE_OFFICE_DAY_MS;
  if (state == YQQ_GRANT_STATE_CANCELLED)
    user->shown->cancelled_at_ms = FAKE_OFFICE_NOW_MS + FAKE_OFFICE_DAY_MS;
  if (state == YQQ_GRANT_STATE_SUSPENDED || state == YQQ_GRANT_STATE_CANCELLED)
    user->shown->permissions[0] = (g_free (user->shown->permissions[0]), NULL);
}

void
fake_office_fill (FakeOffice *self)
{
  add_in_state (self, "0106", "何期满", "440524188001010014", YQQ_GRANT_STATE_EXPIRED, -3);
  add_in_state (self, "0105", "吴离职", "44010619900307671X", YQQ_GRANT_STATE_CANCELLED, 300);
  add_in_state (self, "0104", "欧阳将至", "440106199003076816", YQQ_GRANT_STATE_EXPIRING, 12);
  add_in_state (self, "0103", "赵停用", "440106199003076736", YQQ_GRANT_STATE_SUSPENDED, 400);
  add_in_state (self, "0102", "周待装", "440106199003076752", YQQ_GRANT_STATE_PENDING_INSTALL, 700);
  add_in_state (self, "0101", "林样例", "440106199003076779", YQQ_GRANT_STATE_ACTIVE, 700);
  fake_office_count_quota (self);
}

void
fake_office_add_many (FakeOffice *self, guint count)
{
  static const char *const families[] = {"李", "王", "张", "刘", "陈",
                                         "杨", "黄", "赵", "周", "吴"};
  static const char *const given[] = {"伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋"};
  for (guint i = 0; i < count; i++) {
    g_autofree char *grant = g_strdup_printf ("%06u", i + 100000);
    g_autofree char *name =
        g_strconcat (families[i % 10], given[i / 10 % 10], given[i / 100 % 10], NULL);
    g_autofree char *number = g_strdup_printf ("44010619%06u%04u", i % 1000000, i % 9973);
    g_autofree char *phone = g_strdup_printf ("139%08u", i);
    fake_office_add (self, grant, name, number, phone);
  }
  self->overview->quota.total += count;
  fake_office_count_quota (self);
}

YqqEnterpriseOverview *
fake_office_get_overview (FakeOffice *self)
{
  return self->overview;
}

YqqEnterpriseOverview *
fake_office_dup_overview (FakeOffice *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = yqq_enterprise_overview_to_json (self->overview);
  YqqEnterpriseOverview *copy = yqq_enterprise_overview_from_json (object, &error);
  g_assert_no_error (error);
  return copy;
}

guint
fake_office_count (FakeOffice *self)
{
  return self->users->len;
}

GPtrArray *
fake_office_list (FakeOffice *self, guint from, guint count)
{
  GPtrArray *page = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authorised_user_free);
  for (guint i = from; i < self->users->len && i < from + count; i++) {
    FakeUser *user = self->users->pdata[self->users->len - 1 - i];
    g_ptr_array_add (page, yqq_authorised_user_copy (user->shown));
  }
  return page;
}

YqqRevealedUser *
fake_office_reveal (FakeOffice *self, const char *grant_id)
{
  FakeUser *user = fake_office_find (self, grant_id);
  if (!user)
    return NULL;
  YqqRevealedUser *revealed = g_new (YqqRevealedUser, 1);
  *revealed = (YqqRevealedUser){g_strdup (user->id_number), g_strdup (user->phone)};
  return revealed;
}

void
fake_office_set_code_ms (FakeOffice *self, gint64 milliseconds)
{
  self->code_ms = milliseconds;
}

void
fake_office_fault_next (FakeOffice *self, YqqGrantField field, YqqGrantFault fault)
{
  self->fault_field = field;
  self->fault = fault;
}
