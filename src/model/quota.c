/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/quota.h"

gint64
yqq_quota_get_left (const YqqQuota *self)
{
  return MAX (0, self->total - self->in_use - self->suspended - self->cancelled);
}

gint64
yqq_quota_get_left_after (const YqqQuota *self, gint64 n)
{
  gint64 left = yqq_quota_get_left (self);
  return n >= 0 && n <= left ? left - n : -1;
}
