/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/enrolment-private.h"

#include "authority/store/devices.h"

YqqEnrolment *
yqq_enrolment_new (YqqWriter *writer, YqqIdentityDesk *desk, YqqClock *clock)
{
  YqqEnrolment *self = g_new0 (YqqEnrolment, 1);
  self->writer = writer;
  self->desk = desk;
  self->clock = yqq_clock_ref (clock);
  return self;
}

void
yqq_enrolment_free (YqqEnrolment *self)
{
  yqq_clock_unref (self->clock);
  g_free (self);
}

/* Logging out */

typedef struct {
  char *device_id;
  gint64 now_ms;
  YqqReply reply;
  gpointer user_data;
} LoggingOut;

static gboolean
do_log_out (YqqDatabase *database, gpointer data, GError **error)
{
  LoggingOut *job = data;
  return yqq_devices_revoke (database, job->device_id, job->now_ms, error);
}

static void
on_logged_out (const GError *error, gpointer data)
{
  LoggingOut *job = data;
  g_autoptr (JsonObject) answer = json_object_new ();
  job->reply (error == NULL ? 200 : 0, error == NULL ? answer : NULL, error, job->user_data);
  g_free (job->device_id);
  g_free (job);
}

void
yqq_enrolment_log_out (YqqEnrolment *self,
                       const char *device_id,
                       YqqReply reply,
                       gpointer user_data)
{
  LoggingOut *job = g_new0 (LoggingOut, 1);
  job->device_id = g_strdup (device_id);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_log_out, on_logged_out, job);
}
