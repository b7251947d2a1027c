/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/demonstration.h"

#include "authority/registration-desk.h"
#include "authority/store/staff-codes.h"
#include "identity/staff-code.h"
#include "protocol/authority-info.h"
#include "protocol/problem.h"

/* Nobody was born in Guangzhou in January 1900 and works today: the numbers pass every check and
 * belong to no one. */
#define ADMINISTRATOR                                                                              \
  {                                                                                                \
    "演示管理员林晓", "resident-id", "440100190001010014", "19900000001"                           \
  }

static const YqqDeskEnterprise enterprises[] = {
    {
        .name = "演示科技（广东）有限公司",
        .credit_code = "91440101YQDEM0017N",
        .legal_representative = "演示法定代表人陈明",
        .administrator = ADMINISTRATOR,
        .quota = 20,
        .years = 3,
        .demonstration = TRUE,
    },
    {
        .name = "演示文创（深圳）有限公司",
        .credit_code = "91440300YQDEM0025D",
        .legal_representative = "演示法定代表人陈明",
        .administrator = ADMINISTRATOR,
        .quota = 5,
        .years = 1,
        .demonstration = TRUE,
    },
};

static const YqqDeskPerson legal_representative = {"演示法定代表人陈明", "resident-id",
                                                   "44010019000202002X", "19900000002"};

static const YqqDeskGrant grants[] = {
    {"91440101YQDEM0017N",
     {"演示员工黄敏", "resident-id", "440100190003030035", "19900000003"},
     "employee",
     2},
    {"91440101YQDEM0017N",
     {"演示员工周杰", "resident-id", "440100190004040040", "19900000004"},
     "enterprise",
     1},
};

static gboolean
add_enterprise (YqqDatabase *database,
                const YqqDeskEnterprise *entry,
                gint64 now_ms,
                GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *person_id = NULL;
  gboolean made;
  return yqq_desk_add_enterprise (database, entry, now_ms, &id, &made, error) &&
         yqq_desk_add_person (database, &legal_representative, TRUE, now_ms + 1, &person_id,
                              error) &&
         yqq_memberships_add (database, id, person_id, YQQ_ROLE_LEGAL_REPRESENTATIVE, now_ms,
                              error);
}

/* Each a millisecond after the one before: everything is listed in the order of this file. */
gboolean
yqq_demonstration_create (YqqDatabase *database, gint64 now_ms, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (enterprises); i++)
    if (!add_enterprise (database, &enterprises[i], now_ms++, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (grants); i++) {
    g_autofree char *code = NULL;
    gboolean made;
    if (!yqq_desk_add_grant (database, &grants[i], now_ms++, &code, &made, error))
      return FALSE;
  }
  return TRUE;
}

/* Listing */

typedef struct {
  GPtrArray *people; /* YqqDemonstrationPerson */
  YqqClock *clock;
  YqqReply reply;
  gpointer user_data;
} Listing;

/* The first enterprise, and the highest role there. */
static gboolean
describe_role (YqqDatabase *database,
               const char *person_id,
               YqqDemonstrationPerson *person,
               GError **error)
{
  g_auto (GStrv) ids = yqq_memberships_list (database, person_id, error);
  g_autoptr (YqqEnterprise) enterprise = NULL;
  guint roles = 0;
  if (ids == NULL)
    return FALSE;
  if (ids[0] != NULL && (!yqq_enterprises_find (database, ids[0], &enterprise, error) ||
                         !yqq_memberships_read (database, ids[0], person_id, &roles, error)))
    return FALSE;
  YqqRole role = roles & YQQ_ROLE_ADMINISTRATOR          ? YQQ_ROLE_ADMINISTRATOR
                 : roles & YQQ_ROLE_LEGAL_REPRESENTATIVE ? YQQ_ROLE_LEGAL_REPRESENTATIVE
                                                         : YQQ_ROLE_EMPLOYEE;
  person->role = g_strdup (yqq_role_to_nick (role));
  person->enterprise = g_strdup (enterprise != NULL ? yqq_enterprise_get_name (enterprise) : "");
  return TRUE;
}

static gboolean
do_list (YqqDatabase *database, gpointer data, GError **error)
{
  Listing *job = data;
  g_ptr_array_set_size (job->people, 0);
  g_autoptr (YqqStaffCodeStore) store = yqq_staff_codes_new (database, job->clock);
  g_autoptr (GPtrArray) records = yqq_people_list_demonstration (database, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    const YqqPersonRecord *record = g_ptr_array_index (records, i);
    YqqDemonstrationPerson *person = g_new0 (YqqDemonstrationPerson, 1);
    g_ptr_array_add (job->people, person);
    person->name = g_strdup (record->name);
    person->id_type = record->id_type;
    person->id_number = g_strdup (record->id_number);
    person->staff_code = yqq_staff_code_issue (store, record->id, "demonstration",
                                               yqq_clock_get_unix_ms (job->clock), error);
    if (person->staff_code == NULL || !describe_role (database, record->id, person, error))
      return FALSE;
  }
  return TRUE;
}

static void
on_listed (const GError *error, gpointer data)
{
  Listing *job = data;
  if (error != NULL)
    job->reply (0, NULL, error, job->user_data);
  else if (job->people->len == 0) {
    g_autoptr (GError) problem = yqq_problem_error_new (YQQ_PROBLEM_NOT_FOUND, NULL);
    job->reply (0, NULL, problem, job->user_data);
  } else {
    g_autoptr (JsonObject) answer = yqq_demonstration_people_to_json (job->people);
    job->reply (200, answer, NULL, job->user_data);
  }
  g_ptr_array_unref (job->people);
  yqq_clock_unref (job->clock);
  g_free (job);
}

void
yqq_demonstration_list (YqqWriter *writer, YqqClock *clock, YqqReply reply, gpointer user_data)
{
  Listing *job = g_new0 (Listing, 1);
  job->people = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_demonstration_person_free);
  job->clock = yqq_clock_ref (clock);
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (writer, do_list, on_listed, job);
}
