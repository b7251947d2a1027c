/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/administration.h"

#include <string.h>

#include "authority/acts/grant-acts.h"
#include "authority/acts/record.h"
#include "authority/store/enterprises.h"
#include "authority/store/people.h"
#include "authority/store/quota.h"
#include "authority/waiting-view.h"
#include "base/json.h"
#include "protocol/enterprise-overview.h"

static gboolean
read_roles (YqqDatabase *database,
            const YqqDevice *device,
            const char *enterprise_id,
            guint *roles,
            GError **error)
{
  return yqq_memberships_read (database, enterprise_id, device->person_id, roles, error);
}

static gboolean
check_administers (YqqDatabase *database,
                   const YqqDevice *device,
                   const char *enterprise_id,
                   GError **error)
{
  guint roles;
  return read_roles (database, device, enterprise_id, &roles, error) &&
         yqq_authorise_administration (roles, error);
}

/* The overview */

static gboolean
add_administrators (YqqDatabase *database,
                    const YqqDevice *device,
                    YqqEnterpriseOverview *overview,
                    GError **error)
{
  const char *enterprise_id = yqq_enterprise_get_id (overview->enterprise);
  g_autoptr (GPtrArray) holders =
      yqq_memberships_list_holders (database, enterprise_id, YQQ_ROLE_ADMINISTRATOR, error);
  if (holders == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (holders->len, YQQ_OVERVIEW_MAX_ENTRIES); i++) {
    const YqqOfficeHolder *holder = g_ptr_array_index (holders, i);
    YqqAdministratorView *view = g_new0 (YqqAdministratorView, 1);
    view->grant = g_strdup (holder->grant_id);
    view->name = g_strdup (holder->name);
    view->me = strcmp (holder->person_id, device->person_id) == 0;
    g_ptr_array_add (overview->administrators, view);
  }
  return TRUE;
}

static gboolean
add_certificate (YqqDatabase *database, YqqEnterpriseOverview *overview, GError **error)
{
  g_autoptr (YqqGrantRecord) certificate = NULL;
  if (!yqq_grants_find_enterprise_certificate (
          database, yqq_enterprise_get_id (overview->enterprise), &certificate, error))
    return FALSE;
  if (certificate != NULL) {
    overview->certificate_code = g_strdup (certificate->code);
    overview->certificate_not_after_ms = certificate->not_after_ms;
  }
  return TRUE;
}

static YqqEnterpriseOverview *
begin_overview (YqqEnterprise *enterprise, guint roles)
{
  YqqEnterpriseOverview *overview = g_new0 (YqqEnterpriseOverview, 1);
  overview->enterprise = g_object_ref (enterprise);
  overview->roles = roles;
  overview->administrators =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_administrator_view_free);
  overview->seals = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_seal_view_free);
  overview->transfers = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_transfer_view_free);
  overview->proposals = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_proposal_view_free);
  return overview;
}

JsonObject *
yqq_administration_describe (YqqDatabase *database,
                             const YqqDevice *device,
                             const char *enterprise_id,
                             gpointer data,
                             gint64 now_ms,
                             GError **error)
{
  guint roles;
  g_autoptr (YqqEnterprise) enterprise = NULL;
  if (!read_roles (database, device, enterprise_id, &roles, error) ||
      !yqq_authorise_member (roles, error) ||
      !yqq_enterprises_find (database, enterprise_id, &enterprise, error))
    return NULL;
  g_autoptr (YqqEnterpriseOverview) overview = begin_overview (enterprise, roles);
  if (yqq_authorise_administration (roles, NULL) &&
      (!yqq_quota_describe (database, enterprise_id, &overview->quota, error) ||
       !add_certificate (database, overview, error) ||
       !add_administrators (database, device, overview, error) ||
       !yqq_waiting_view_add_proposals (database, device->person_id, overview, now_ms, error)))
    return NULL;
  if (!yqq_waiting_view_add_transfers (database, device->person_id, overview, now_ms, error))
    return NULL;
  return yqq_enterprise_overview_to_json (overview);
}

/* What an act would do */

JsonObject *
yqq_administration_check_grants (YqqDatabase *database,
                                 const YqqDevice *device,
                                 const char *enterprise_id,
                                 gpointer data,
                                 gint64 now_ms,
                                 GError **error)
{
  gsize size;
  gint64 total, taken;
  const char *text = g_bytes_get_data (data, &size);
  if (!check_administers (database, device, enterprise_id, error))
    return NULL;
  g_autoptr (JsonObject) body =
      yqq_json_parse (text != NULL ? text : "", (gssize)size, YQQ_ACT_MAX_BYTES, error);
  g_autoptr (GPtrArray) drafts = body != NULL ? yqq_grant_checks_from_json (body, error) : NULL;
  YqqEnterpriseAct nothing = {0};
  g_autoptr (YqqActResult) result = yqq_act_result_begin (&nothing);
  if (drafts == NULL || !yqq_quota_read (database, enterprise_id, &total, &taken, error) ||
      !yqq_grant_drafts_judge (database, enterprise_id, drafts, total - taken, now_ms, result,
                               error) ||
      !yqq_quota_describe (database, enterprise_id, &result->quota, error))
    return NULL;
  return yqq_act_result_to_json (result);
}

/* Numbers in full */

typedef struct {
  YqqDevice device; /* its person's id only */
  char *enterprise_id;
  char *grant_id;
  gint64 now_ms;
  YqqPersonRecord *person;
  char *phone; /* as this enterprise has it */
  YqqReply reply;
  gpointer user_data;
} Revealing;

static gboolean
do_reveal (YqqDatabase *database, gpointer data, GError **error)
{
  Revealing *job = data;
  g_autoptr (YqqGrantRecord) grant = NULL;
  g_clear_pointer (&job->person, yqq_person_record_free);
  if (!check_administers (database, &job->device, job->enterprise_id, error) ||
      !yqq_grants_find (database, job->grant_id, &grant, error))
    return FALSE;
  if (grant == NULL || strcmp (grant->enterprise_id, job->enterprise_id) != 0) {
    yqq_problem_error_set (error, YQQ_PROBLEM_GRANT_NOT_FOUND, NULL);
    return FALSE;
  }
  g_free (job->phone);
  job->phone = g_strdup (grant->phone);
  return yqq_people_find (database, grant->person_id, &job->person, error) &&
         yqq_record_reveal (database, job->enterprise_id, job->device.person_id, grant->id,
                            job->now_ms, error);
}

static void
on_revealed (const GError *error, gpointer data)
{
  Revealing *job = data;
  if (error != NULL)
    job->reply (0, NULL, error, job->user_data);
  else {
    YqqRevealedUser user = {job->person->id_number, job->phone};
    g_autoptr (JsonObject) answer = yqq_revealed_user_to_json (&user);
    job->reply (200, answer, NULL, job->user_data);
  }
  g_free (job->device.person_id);
  g_free (job->enterprise_id);
  g_free (job->grant_id);
  g_clear_pointer (&job->person, yqq_person_record_free);
  g_free (job->phone);
  g_free (job);
}

void
yqq_administration_reveal (YqqWriter *writer,
                           const YqqDevice *device,
                           const char *enterprise_id,
                           const char *grant_id,
                           gint64 now_ms,
                           YqqReply reply,
                           gpointer user_data)
{
  Revealing *job = g_new0 (Revealing, 1);
  job->device.person_id = g_strdup (device->person_id);
  job->enterprise_id = g_strdup (enterprise_id);
  job->grant_id = g_strdup (grant_id);
  job->now_ms = now_ms;
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (writer, do_reveal, on_revealed, job);
}
