/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clock.h"

struct _YqqClock {
  gatomicrefcount references;
  gboolean manual;
  GMutex lock;
  gint64 unix_ms;
};

static YqqClock *
clock_new (gboolean manual, gint64 unix_ms)
{
  YqqClock *self = g_new0 (YqqClock, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->manual = manual;
  self->unix_ms = unix_ms;
  return self;
}

YqqClock *
yqq_clock_get_system (void)
{
  static gsize system;
  if (g_once_init_enter (&system))
    g_once_init_leave (&system, (gsize)clock_new (FALSE, 0));
  return (YqqClock *)system;
}

YqqClock *
yqq_clock_new_manual (gint64 unix_ms)
{
  return clock_new (TRUE, unix_ms);
}

YqqClock *
yqq_clock_ref (YqqClock *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_clock_unref (YqqClock *self)
{
  if (!self->manual || !g_atomic_ref_count_dec (&self->references))
    return;
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gint64
read_manual (YqqClock *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return self->unix_ms;
}

gint64
yqq_clock_get_unix_ms (YqqClock *self)
{
  return self->manual ? read_manual (self) : g_get_real_time () / 1000;
}

gint64
yqq_clock_get_monotonic_ms (YqqClock *self)
{
  return self->manual ? read_manual (self) : g_get_monotonic_time () / 1000;
}

void
yqq_clock_advance (YqqClock *self, gint64 milliseconds)
{
  g_return_if_fail (self->manual);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  self->unix_ms += milliseconds;
}
