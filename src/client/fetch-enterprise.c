/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fetch-enterprise.h"

#include "client/ask.h"
#include "client/fetch-proposal.h"

typedef struct {
  YqqAuthorityConnection *connection;
  char *enterprise_id;
  YqqEnterpriseOverview *overview;
  guint next; /* the proposal to be looked at */
} Fetching;

static void
fetching_free (Fetching *self)
{
  g_object_unref (self->connection);
  g_free (self->enterprise_id);
  g_clear_pointer (&self->overview, yqq_enterprise_overview_free);
  g_free (self);
}

static void complete (GTask *task);

static void
on_proposal_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetching *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  YqqProposalView *proposal = self->overview->proposals->pdata[self->next++];
  proposal->act = yqq_fetch_proposal_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    complete (task); /* one that was decided meanwhile is shown without */
}

/* Asks for the next long act that the overview had no room for. */
static void
complete (GTask *task)
{
  Fetching *self = g_task_get_task_data (task);
  GPtrArray *proposals = self->overview->proposals;
  for (; self->next < proposals->len; self->next++) {
    const YqqProposalView *proposal = proposals->pdata[self->next];
    if (proposal->act != NULL || proposal->state != YQQ_TRANSFER_STATE_WAITING)
      continue;
    yqq_fetch_proposal_async (self->connection, self->enterprise_id, proposal->id,
                              g_task_get_cancellable (task), on_proposal_fetched,
                              g_object_ref (task));
    return;
  }
  g_task_return_pointer (task, g_steal_pointer (&self->overview),
                         (GDestroyNotify)yqq_enterprise_overview_free);
}

static void
on_overview_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetching *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  self->overview = yqq_ask_finish (result, &error);
  if (self->overview != NULL)
    complete (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
yqq_fetch_enterprise_async (YqqAuthorityConnection *connection,
                            const char *enterprise_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *path = g_strdup_printf ("/v1/enterprises/%s", enterprise_id);
  Fetching *self = g_new0 (Fetching, 1);
  self->connection = g_object_ref (connection);
  self->enterprise_id = g_strdup (enterprise_id);
  g_task_set_task_data (task, self, (GDestroyNotify)fetching_free);
  yqq_ask_async (connection, "GET", path, NULL, YQQ_REQUEST_SIGNED, YQQ_OVERVIEW_MAX_BYTES,
                 (YqqAnswerReader)yqq_enterprise_overview_from_json,
                 (GDestroyNotify)yqq_enterprise_overview_free, cancellable, on_overview_fetched,
                 g_object_ref (task));
}

YqqEnterpriseOverview *
yqq_fetch_enterprise_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
