/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/demonstration.h"

#include <string.h>

#include "authority/registration-desk.h"
#include "authority/reviewer-desk.h"
#include "authority/store/staff-codes.h"
#include "identity/staff-code.h"
#include "protocol/authority-info.h"
#include "protocol/problem.h"

#define FIRST "91440101YQDEM0017N"
#define SECOND "91440300YQDEM0025D"
#define DESK "12440000YQDEM0033X"

/* Nobody was born in Guangzhou in January 1900 and works today: the numbers pass every check and
 * belong to no one. */
#define ADMINISTRATOR                                                                              \
  {                                                                                                \
    "演示管理员林晓", "resident-id", "440100190001010014", "19900000001"                           \
  }

static const YqqDeskEnterprise enterprises[] = {
    {
        .name = "演示科技（广东）有限公司",
        .credit_code = FIRST,
        .legal_representative = "演示法定代表人陈明",
        .administrator = ADMINISTRATOR,
        .quota = 20,
        .years = 3,
        .demonstration = TRUE,
    },
    {
        .name = "演示文创（深圳）有限公司",
        .credit_code = SECOND,
        .legal_representative = "演示法定代表人陈明",
        .administrator = ADMINISTRATOR,
        .quota = 5,
        .years = 1,
        .demonstration = TRUE,
    },
};

/* Whose one person is the reviewer. */
static const YqqDeskEnterprise service_desk = {
    .name = "演示政务服务中心",
    .credit_code = DESK,
    .legal_representative = "演示法定代表人陈明",
    .administrator = {"演示服务台客服赵琳", "resident-id", "440100190008080082", "19900000008"},
    .quota = 5,
    .years = 3,
    .demonstration = TRUE,
};

#define YEAR_MS (365 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static const YqqDeskPerson legal_representative = {"演示法定代表人陈明", "resident-id",
                                                   "44010019000202002X", "19900000002"};

/* One of each state that a list of users has to show. */
typedef struct {
  YqqDeskGrant grant;
  gint64 made_before_ms; /* how long ago it was given */
  gboolean suspended;
  gboolean cancelled;
} Employee;

static const Employee employees[] = {
    {.grant = {FIRST,
               {"演示员工黄敏", "resident-id", "440100190003030035", "19900000003"},
               "employee",
               2}},
    {.grant = {FIRST,
               {"演示员工周杰", "resident-id", "440100190004040040", "19900000004"},
               "enterprise",
               1}},
    {.grant = {FIRST,
               {"演示员工吴婷", "resident-id", "440100190005050056", "19900000005"},
               "employee",
               1},
     .suspended = TRUE},
    {.grant = {FIRST,
               {"演示员工郑伟", "resident-id", "440100190006060061", "19900000006"},
               "employee",
               1},
     .cancelled = TRUE},
    {.grant = {FIRST,
               {"演示员工何静", "resident-id", "440100190007070077", "19900000007"},
               "employee",
               1},
     .made_before_ms = YEAR_MS + YEAR_MS / 12},
};

/* What people have made of the demonstration since it was made stays: whoever has, or had, a grant
 * gets no other. */
static gboolean
is_new (YqqDatabase *database,
        const char *credit_code,
        const YqqDeskPerson *entry,
        gboolean *fresh,
        GError **error)
{
  YqqIdType type = YQQ_ID_TYPE_RESIDENT_ID;
  g_autoptr (YqqPersonRecord) person = NULL;
  g_autoptr (YqqEnterprise) enterprise = NULL;
  *fresh = TRUE;
  if (!yqq_id_type_from_nick (entry->id_type, &type) ||
      !yqq_people_find_by_document (database, type, entry->id_number, &person, error) ||
      !yqq_enterprises_find_by_credit_code (database, credit_code, &enterprise, error))
    return FALSE;
  if (person == NULL || enterprise == NULL)
    return TRUE;
  g_autoptr (GPtrArray) grants = yqq_grants_list (database, person->id, error);
  if (grants == NULL)
    return FALSE;
  for (guint i = 0; i < grants->len; i++) {
    const YqqGrantRecord *grant = g_ptr_array_index (grants, i);
    *fresh &= strcmp (grant->enterprise_id, yqq_enterprise_get_id (enterprise)) != 0;
  }
  return TRUE;
}

static gboolean
add_enterprise (YqqDatabase *database,
                const YqqDeskEnterprise *entry,
                gint64 now_ms,
                GError **error)
{
  YqqDeskOfficer officer = {entry->credit_code, legal_representative,
                            YQQ_ROLE_LEGAL_REPRESENTATIVE};
  g_autoptr (YqqEnterprise) there = NULL;
  g_autofree char *id = NULL;
  g_autofree char *code = NULL;
  gboolean made, fresh;
  if (!yqq_enterprises_find_by_credit_code (database, entry->credit_code, &there, error) ||
      (there == NULL && !yqq_desk_add_enterprise (database, entry, now_ms, &id, &made, error)) ||
      !is_new (database, entry->credit_code, &officer.person, &fresh, error))
    return FALSE;
  return !fresh || yqq_desk_add_officer (database, &officer, now_ms + 1, &code, &made, error);
}

static gboolean
add_service_desk (YqqDatabase *database, gint64 now_ms, GError **error)
{
  const YqqDeskPerson *person = &service_desk.administrator;
  const YqqDeskReviewer reviewer = {DESK, person->id_type, person->id_number};
  g_autoptr (YqqEnterprise) there = NULL;
  g_autofree char *id = NULL;
  gboolean made, changed;
  if (!yqq_enterprises_find_by_credit_code (database, DESK, &there, error))
    return FALSE;
  return there != NULL ||
         (yqq_desk_add_enterprise (database, &service_desk, now_ms, &id, &made, error) &&
          yqq_desk_add_reviewer (database, &reviewer, now_ms + 1, &changed, error));
}

static gboolean
find_given (YqqDatabase *database, const char *code, char **id, GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error, "SELECT id FROM grants WHERE code = $1", YQQ_TEXT (code), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *id = g_strdup (yqq_rows_get_text (rows, 0, 0));
  return TRUE;
}

static gboolean
add_employee (YqqDatabase *database, const Employee *employee, gint64 now_ms, GError **error)
{
  g_autofree char *person_id = NULL;
  g_autofree char *code = NULL;
  g_autofree char *id = NULL;
  gboolean made, fresh;
  if (!is_new (database, employee->grant.enterprise, &employee->grant.person, &fresh, error))
    return FALSE;
  if (!fresh)
    return TRUE;
  if (!yqq_desk_add_person (database, &employee->grant.person, TRUE, now_ms, &person_id, error) ||
      !yqq_desk_add_grant (database, &employee->grant, now_ms - employee->made_before_ms, &code,
                           &made, error) ||
      !find_given (database, code, &id, error) ||
      (employee->suspended && !yqq_grants_set_permissions (database, id, NULL, error)) ||
      (employee->cancelled && !yqq_grants_cancel (database, id, "left", NULL, now_ms, error)))
    return FALSE;
  return TRUE;
}

/* Each some milliseconds after the one before: everything is listed in the order of this file. */
gboolean
yqq_demonstration_create (YqqDatabase *database, gint64 now_ms, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (enterprises); i++, now_ms += 2)
    if (!add_enterprise (database, &enterprises[i], now_ms, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (employees); i++)
    if (!add_employee (database, &employees[i], now_ms++, error))
      return FALSE;
  return add_service_desk (database, now_ms, error);
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
  YqqRole role = roles & YQQ_ROLE_REVIEWER               ? YQQ_ROLE_REVIEWER
                 : roles & YQQ_ROLE_ADMINISTRATOR        ? YQQ_ROLE_ADMINISTRATOR
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
    person->staff_code =
        yqq_staff_code_issue (store, record->id, NULL, "demonstration", YQQ_STAFF_CODE_MS,
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
