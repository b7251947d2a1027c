/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/membership.h"

const YqqMembership *
yqq_membership_find (const YqqMe *me, const char *enterprise_id)
{
  for (guint i = 0; me && i < me->memberships->len; i++) {
    const YqqMembership *each = me->memberships->pdata[i];
    if (g_str_equal (yqq_enterprise_get_id (each->enterprise), enterprise_id))
      return each;
  }
  return NULL;
}

static gboolean
looks_after (const YqqMembership *membership)
{
  return membership->roles & (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE);
}

YqqEnterprise *
yqq_membership_find_office (const YqqMe *me, const char *chosen)
{
  YqqEnterprise *found = NULL;
  for (guint i = 0; me && i < me->memberships->len; i++) {
    const YqqMembership *each = me->memberships->pdata[i];
    if (!looks_after (each) ||
        (chosen && !g_str_equal (yqq_enterprise_get_id (each->enterprise), chosen)))
      continue;
    if (found)
      return NULL; /* several: one has to be chosen */
    found = each->enterprise;
  }
  return found;
}

YqqEnterprise *
yqq_membership_find_desk (const YqqMe *me, const char *chosen)
{
  for (guint i = 0; me && i < me->memberships->len; i++) {
    const YqqMembership *each = me->memberships->pdata[i];
    if (each->roles & YQQ_ROLE_REVIEWER &&
        (!chosen || g_str_equal (yqq_enterprise_get_id (each->enterprise), chosen)))
      return each->enterprise;
  }
  return NULL;
}
