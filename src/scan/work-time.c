/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/work-time.h"

#include <time.h>

gint64
yqq_work_time_get (void)
{
  struct timespec time;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

gboolean
yqq_work_time_is_over (gint64 deadline_us)
{
  return yqq_work_time_get () >= deadline_us;
}
