/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices, as every engine must keep them. */
#include "authority/store/enterprises.h"
#include "authority/store/migrations.h"
#include "authority/store/notices.h"
#include "authority/store/people.h"
#include "rewind.h"
#include "store-suite.h"

#define PROCESSES 4
#define NOTICES_EACH 25

static const StoreEngine *engine;
static YqqDatabase *database;

static void
add_person (const char *id)
{
  YqqPersonRecord person = {(char *)id, (char *)"林晓",        YQQ_ID_TYPE_RESIDENT_ID,
                            (char *)id, (char *)"19900000001", FALSE};
  g_assert_true (yqq_people_add (database, &person, 1000, NULL));
}

static void
set_up (gpointer fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  engine->clear ();
  database = engine->open ();
  yqq_migrations_apply (database, &error);
  g_assert_no_error (error);
  g_autoptr (YqqEnterprise) enterprise = yqq_enterprise_new ("e", "企业", "c", "陈明", FALSE);
  g_assert_true (yqq_enterprises_add (database, enterprise, 1000, NULL));
  add_person ("p");
  add_person ("q");
}

static void
tear_down (gpointer fixture, gconstpointer data)
{
  g_clear_object (&database);
}

static void
add (const char *person, const char *subject)
{
  g_autoptr (GError) error = NULL;
  yqq_notices_add (database, person, YQQ_NOTICE_CERTIFICATE_USED, "e", subject, "陈明", "应用", 3,
                   2000, &error);
  g_assert_no_error (error);
}

static YqqNotices *
list (const char *person, gint64 after)
{
  g_autoptr (GError) error = NULL;
  YqqNotices *notices = yqq_notices_list (database, person, after, &error);
  g_assert_no_error (error);
  return notices;
}

static gint64
sequence_at (YqqNotices *notices, guint place)
{
  return ((YqqNotice *)g_ptr_array_index (notices->notices, place))->sequence;
}

static void
a_notice_comes_back_as_it_was_given (gpointer fixture, gconstpointer data)
{
  add ("p", "s");
  g_autoptr (YqqNotices) notices = list ("p", 0);
  g_assert_cmpuint (notices->notices->len, ==, 1);
  const YqqNotice *notice = g_ptr_array_index (notices->notices, 0);
  g_assert_cmpint (notice->sequence, ==, 1);
  g_assert_cmpint (notice->kind, ==, YQQ_NOTICE_CERTIFICATE_USED);
  g_assert_cmpint (notice->at_ms, ==, 2000);
  g_assert_cmpstr (notice->enterprise, ==, "e");
  g_assert_cmpstr (notice->enterprise_name, ==, "企业");
  g_assert_cmpstr (notice->subject, ==, "s");
  g_assert_cmpstr (notice->person, ==, "陈明");
  g_assert_cmpstr (notice->detail, ==, "应用");
  g_assert_cmpint (notice->number, ==, 3);
  g_assert_false (notice->seen);
}

static void
a_notice_may_be_about_a_person_alone (gpointer fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  add ("p", "s");
  yqq_notices_tell_person (database, "p", YQQ_NOTICE_DEVICE_ADDED, "d", "办公室", 3000, &error);
  g_assert_no_error (error);
  g_autoptr (YqqNotices) notices = list ("p", 0);
  g_assert_cmpuint (notices->notices->len, ==, 2);
  const YqqNotice *notice = g_ptr_array_index (notices->notices, 1);
  g_assert_cmpint (notice->sequence, ==, 2);
  g_assert_null (notice->enterprise);
  g_assert_null (notice->enterprise_name);
  g_assert_cmpstr (notice->subject, ==, "d");
  g_assert_cmpstr (notice->detail, ==, "办公室");
}

/* Their table is made anew by the script that lets in those about a person alone. */
static void
notices_outlive_the_coming_of_those_about_people (gpointer fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  add ("p", "first");
  add ("p", "second");
  g_assert_true (yqq_notices_see (database, "p", 1, NULL));
  test_rewind_schema (database, 15);
  yqq_migrations_apply (database, &error);
  g_assert_no_error (error);
  g_autoptr (YqqNotices) notices = list ("p", 0);
  g_assert_cmpuint (notices->notices->len, ==, 2);
  g_assert_cmpint (notices->unseen, ==, 1);
  const YqqNotice *notice = g_ptr_array_index (notices->notices, 1);
  g_assert_cmpstr (notice->subject, ==, "second");
  g_assert_cmpstr (notice->enterprise_name, ==, "企业");
  g_assert_cmpstr (notice->person, ==, "陈明");
  g_assert_cmpint (notice->number, ==, 3);
}

static void
everybody_counts_from_one (gpointer fixture, gconstpointer data)
{
  add ("p", "a");
  add ("q", "b");
  add ("p", "c");
  g_autoptr (YqqNotices) first = list ("p", 0);
  g_autoptr (YqqNotices) second = list ("q", 0);
  g_autoptr (YqqNotices) nobody = list ("r", 0);
  g_assert_cmpuint (first->notices->len, ==, 2);
  g_assert_cmpint (sequence_at (first, 1), ==, 2);
  g_assert_cmpuint (second->notices->len, ==, 1);
  g_assert_cmpint (sequence_at (second, 0), ==, 1);
  g_assert_cmpuint (nobody->notices->len, ==, 0);
  g_assert_cmpint (nobody->unseen, ==, 0);
}

static void
without_a_place_the_newest_come_and_with_one_those_after_it (gpointer fixture, gconstpointer data)
{
  g_assert_true (yqq_database_begin (database, NULL));
  for (guint i = 0; i < YQQ_NOTICES_MAX_COUNT + 10; i++)
    add ("p", "s");
  g_assert_true (yqq_database_commit (database, NULL));
  g_autoptr (YqqNotices) newest = list ("p", 0);
  g_autoptr (YqqNotices) first = list ("p", 3);
  g_autoptr (YqqNotices) last = list ("p", YQQ_NOTICES_MAX_COUNT + 9);
  g_assert_cmpuint (newest->notices->len, ==, YQQ_NOTICES_MAX_COUNT);
  g_assert_cmpint (sequence_at (newest, 0), ==, 11);
  g_assert_cmpint (newest->unseen, ==, YQQ_NOTICES_MAX_COUNT + 10);
  g_assert_cmpuint (first->notices->len, ==, YQQ_NOTICES_MAX_COUNT);
  g_assert_cmpint (sequence_at (first, 0), ==, 4);
  g_assert_cmpuint (last->notices->len, ==, 1);
}

static void
what_was_seen_stays_seen (gpointer fixture, gconstpointer data)
{
  static const struct {
    gint64 up_to;
    gint64 unseen;
  } steps[] = {{2, 1}, {1, 1}, {0, 1}, {-5, 1}, {G_MAXINT64, 0}, {1, 0}};
  for (guint i = 0; i < 3; i++)
    add ("p", "s");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_assert_true (yqq_notices_see (database, "p", steps[i].up_to, NULL));
    g_autoptr (YqqNotices) notices = list ("p", 0);
    g_assert_cmpint (notices->unseen, ==, steps[i].unseen);
  }
  add ("p", "s");
  g_assert_true (yqq_notices_see (database, "q", 1, NULL));
  g_autoptr (YqqNotices) after = list ("p", 0);
  g_assert_cmpint (after->unseen, ==, 1);
  g_assert_true (((YqqNotice *)g_ptr_array_index (after->notices, 2))->seen);
  g_assert_false (((YqqNotice *)g_ptr_array_index (after->notices, 3))->seen);
}

static gboolean
add_then_fail (YqqDatabase *self, gpointer data, GError **error)
{
  add ("p", "lost");
  g_set_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_FAILED, "on purpose");
  return FALSE;
}

static void
a_notice_of_what_did_not_happen_leaves_no_gap (gpointer fixture, gconstpointer data)
{
  add ("p", "a");
  g_assert_false (yqq_database_transact (database, add_then_fail, NULL, NULL));
  add ("p", "b");
  g_autoptr (YqqNotices) notices = list ("p", 0);
  g_assert_cmpuint (notices->notices->len, ==, 2);
  g_assert_cmpint (sequence_at (notices, 1), ==, 2);
  g_assert_cmpint (notices->unseen, ==, 2);
}

static gboolean
add_some (YqqDatabase *own, gpointer data, GError **error)
{
  return yqq_notices_add (own, "p", YQQ_NOTICE_GRANT_CHANGED, "e", "g", NULL, NULL, 0, 2000, error);
}

static gpointer
add_many (gpointer data)
{
  g_autoptr (YqqDatabase) own = engine->open ();
  for (guint i = 0; i < NOTICES_EACH; i++) {
    g_autoptr (GError) error = NULL;
    yqq_database_transact (own, add_some, NULL, &error);
    g_assert_no_error (error);
  }
  return NULL;
}

static void
several_programs_give_no_number_twice (gpointer fixture, gconstpointer data)
{
  GThread *threads[PROCESSES];
  for (guint i = 0; i < PROCESSES; i++)
    threads[i] = g_thread_new ("notices", add_many, NULL);
  for (guint i = 0; i < PROCESSES; i++)
    g_thread_join (threads[i]);
  g_autoptr (YqqNotices) notices = list ("p", 0);
  g_assert_cmpuint (notices->notices->len, ==, PROCESSES * NOTICES_EACH);
  for (guint i = 0; i < notices->notices->len; i++)
    g_assert_cmpint (sequence_at (notices, i), ==, i + 1);
}

/* TRUE where there may be more to forget. */
static gboolean
prune (gint64 now_ms, guint limit)
{
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;
  g_assert_true (yqq_database_begin (database, NULL));
  yqq_notices_prune (database, now_ms, limit, &more, &error);
  g_assert_no_error (error);
  g_assert_true (yqq_database_commit (database, NULL));
  return more;
}

static guint
count (const char *person)
{
  g_autoptr (YqqNotices) notices = list (person, 0);
  return notices->notices->len;
}

static void
read_ones_go_after_ninety_days_and_all_after_four_hundred (gpointer fixture, gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    add ("p", "s");
  g_assert_true (yqq_notices_see (database, "p", 3, NULL));
  g_assert_false (prune (2000 + YQQ_NOTICES_KEEP_SEEN_MS - 1, 10));
  g_assert_cmpuint (count ("p"), ==, 4);
  g_assert_true (prune (2000 + YQQ_NOTICES_KEEP_SEEN_MS, 2));
  g_assert_cmpuint (count ("p"), ==, 2);
  g_assert_false (prune (2000 + YQQ_NOTICES_KEEP_SEEN_MS, 2));
  g_autoptr (YqqNotices) unread = list ("p", 0);
  g_assert_cmpuint (unread->notices->len, ==, 1);
  g_assert_cmpint (unread->unseen, ==, 1);
  prune (2000 + YQQ_NOTICES_KEEP_MS - 1, 10);
  g_assert_cmpuint (count ("p"), ==, 1);
  prune (2000 + YQQ_NOTICES_KEEP_MS, 10);
  g_autoptr (YqqNotices) none = list ("p", 0);
  g_assert_cmpuint (none->notices->len, ==, 0);
  g_assert_cmpint (none->unseen, ==, 0);
  add ("p", "new");
  g_autoptr (YqqNotices) after = list ("p", 0);
  g_assert_cmpint (((YqqNotice *)after->notices->pdata[0])->sequence, ==, 5);
  g_assert_cmpint (after->unseen, ==, 1);
}

void
store_notices_suite_add (const StoreEngine *given)
{
  engine = given;
#define ADD(story)                                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *path = g_strdup_printf ("/authority/store/%s/" #story, given->name);          \
    g_test_add_vtable (path, 0, NULL, set_up, story, tear_down);                                   \
  }                                                                                                \
  G_STMT_END
  ADD (a_notice_comes_back_as_it_was_given);
  ADD (a_notice_may_be_about_a_person_alone);
  ADD (notices_outlive_the_coming_of_those_about_people);
  ADD (everybody_counts_from_one);
  ADD (without_a_place_the_newest_come_and_with_one_those_after_it);
  ADD (what_was_seen_stays_seen);
  ADD (a_notice_of_what_did_not_happen_leaves_no_gap);
  ADD (several_programs_give_no_number_twice);
  ADD (read_ones_go_after_ninety_days_and_all_after_four_hundred);
#undef ADD
}
