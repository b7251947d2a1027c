/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What takes long keeps nobody waiting but who asked for it. */
#include "act-support.h"

static YqqClock *clock_of_test;
static TestAuthority *authority;
static TestActor *administrator;

/* Questions that are answered when the gate is opened. */
typedef struct {
  GMutex mutex;
  GCond condition;
  guint begun;
  guint ended;
  gboolean open;
} Gate;

static Gate gate;

static void
set_up (gpointer fixture, gconstpointer data)
{
  clock_of_test = yqq_clock_new_manual (g_get_real_time () / 1000);
  authority = test_authority_new (clock_of_test);
  administrator = test_actor_new (authority, "林晓");
  gate = (Gate){.open = FALSE};
}

static void
tear_down (gpointer fixture, gconstpointer data)
{
  g_clear_pointer (&administrator, test_actor_free);
  g_clear_pointer (&authority, test_authority_free);
  g_clear_pointer (&clock_of_test, yqq_clock_unref);
}

static JsonObject *
answer_when_open (YqqDatabase *database,
                  const YqqDevice *device,
                  const char *enterprise_id,
                  gpointer data,
                  gint64 now_ms,
                  GError **error)
{
  g_mutex_lock (&gate.mutex);
  gate.begun++;
  g_cond_broadcast (&gate.condition);
  while (!gate.open)
    g_cond_wait (&gate.condition, &gate.mutex);
  g_mutex_unlock (&gate.mutex);
  return json_object_new ();
}

static void
on_answered (guint status, JsonObject *answer, const GError *problem, gpointer user_data)
{
  g_assert_cmpuint (status, ==, 200);
  g_mutex_lock (&gate.mutex);
  gate.ended++;
  g_cond_broadcast (&gate.condition);
  g_mutex_unlock (&gate.mutex);
}

static void
ask_long (gpointer data)
{
  const YqqDevice device = {.id = administrator->device->id,
                            .person_id = administrator->device->person_id};
  yqq_questions_ask (authority->authority->questions, &device, administrator->enterprise,
                     answer_when_open, NULL, NULL, on_answered, NULL);
}

/* Until they are being answered, all at a time. */
static void
begin_long_questions (guint n)
{
  for (guint i = 0; i < n; i++)
    yqq_loop_post (authority->authority->loop, ask_long, NULL);
  g_mutex_lock (&gate.mutex);
  while (gate.begun < n)
    g_cond_wait (&gate.condition, &gate.mutex);
  g_mutex_unlock (&gate.mutex);
}

static void
end_long_questions (guint n)
{
  g_mutex_lock (&gate.mutex);
  g_assert_cmpuint (gate.ended, ==, 0);
  gate.open = TRUE;
  g_cond_broadcast (&gate.condition);
  while (gate.ended < n)
    g_cond_wait (&gate.condition, &gate.mutex);
  g_mutex_unlock (&gate.mutex);
}

static void
no_act_waits_for_long_questions (gpointer fixture, gconstpointer data)
{
  begin_long_questions (YQQ_QUESTIONS_AT_ONCE);
  g_autoptr (YqqEnterpriseAct) act = test_act_new (administrator, YQQ_ACT_GRANT_ADD, TRUE);
  test_act_add_draft (act, test_draft_new (700));
  g_autoptr (YqqActResult) result = test_actor_perform (administrator, act);
  g_assert_true (result->done);
  end_long_questions (YQQ_QUESTIONS_AT_ONCE);
}

static void
a_short_question_passes_long_ones (gpointer fixture, gconstpointer data)
{
  begin_long_questions (YQQ_QUESTIONS_AT_ONCE - 1);
  g_autoptr (TestAnswer) overview = test_actor_ask (administrator, "GET", "", NULL);
  g_assert_cmpuint (overview->status, ==, 200);
  g_autoptr (TestAnswer) users = test_actor_ask (administrator, "GET", "/grants", NULL);
  g_assert_cmpuint (users->status, ==, 200);
  end_long_questions (YQQ_QUESTIONS_AT_ONCE - 1);
}

static gboolean
write_when_open (YqqDatabase *database, gpointer data, GError **error)
{
  json_object_unref (answer_when_open (database, NULL, NULL, NULL, 0, NULL));
  return TRUE;
}

static void
on_written (const GError *error, gpointer data)
{
  g_assert_no_error (error);
  on_answered (200, NULL, NULL, NULL);
}

static void
no_question_waits_for_what_is_written (gpointer fixture, gconstpointer data)
{
  yqq_writer_submit (authority->authority->writer, write_when_open, on_written, NULL);
  g_mutex_lock (&gate.mutex);
  while (gate.begun < 1)
    g_cond_wait (&gate.condition, &gate.mutex);
  g_mutex_unlock (&gate.mutex);
  g_autoptr (TestAnswer) overview = test_actor_ask (administrator, "GET", "", NULL);
  g_assert_cmpuint (overview->status, ==, 200);
  g_autoptr (TestAnswer) history = test_actor_ask (administrator, "GET", "/history", NULL);
  g_assert_cmpuint (history->status, ==, 200);
  end_long_questions (1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(story)                                                                                 \
  g_test_add_vtable ("/authority/questions/" #story, 0, NULL, set_up, story, tear_down)
  ADD (no_act_waits_for_long_questions);
  ADD (a_short_question_passes_long_ones);
  ADD (no_question_waits_for_what_is_written);
#undef ADD
  return g_test_run ();
}
