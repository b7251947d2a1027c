/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/notice-board.h"

#include "authority/store/notices.h"

JsonObject *
yqq_notice_board_list (YqqDatabase *reader, const YqqDevice *device, gint64 after, GError **error)
{
  g_autoptr (YqqNotices) notices = yqq_notices_list (reader, device->person_id, after, error);
  return notices != NULL ? yqq_notices_to_json (notices) : NULL;
}

typedef struct {
  char *person_id;
  gint64 up_to;
  YqqReply reply;
  gpointer user_data;
} Seeing;

static gboolean
do_see (YqqDatabase *database, gpointer data, GError **error)
{
  Seeing *job = data;
  return yqq_notices_see (database, job->person_id, job->up_to, error);
}

static void
on_seen (const GError *error, gpointer data)
{
  Seeing *job = data;
  g_autoptr (JsonObject) answer = json_object_new ();
  job->reply (error == NULL ? 200 : 0, error == NULL ? answer : NULL, error, job->user_data);
  g_free (job->person_id);
  g_free (job);
}

void
yqq_notice_board_see (YqqWriter *writer,
                      const YqqDevice *device,
                      gint64 up_to,
                      YqqReply reply,
                      gpointer user_data)
{
  Seeing *job = g_new0 (Seeing, 1);
  job->person_id = g_strdup (device->person_id);
  job->up_to = up_to;
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (writer, do_see, on_seen, job);
}
