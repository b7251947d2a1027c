/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices' log ins and confirmed PINs, as every engine must keep them. */
#include "authority/store/devices.h"
#include "authority/store/migrations.h"
#include "authority/store/people.h"
#include "authority/store/pin-confirmations.h"
#include "rewind.h"
#include "store-suite.h"

static const StoreEngine *engine;
static YqqDatabase *database;

static void
add_device (const char *id)
{
  g_autoptr (GBytes) key = g_bytes_new (id, 1);
  const YqqDevice device = {.id = (char *)id,
                            .person_id = (char *)"p",
                            .thumbprint = (char *)id,
                            .public_key = key,
                            .label = (char *)""};
  g_assert_true (yqq_devices_add (database, &device, 1000, NULL));
}

static void
set_up (gpointer fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  YqqPersonRecord person = {(char *)"p", (char *)"林晓",        YQQ_ID_TYPE_RESIDENT_ID,
                            (char *)"p", (char *)"19900000001", FALSE};
  engine->clear ();
  database = engine->open ();
  yqq_migrations_apply (database, &error);
  g_assert_no_error (error);
  g_assert_true (yqq_people_add (database, &person, 1000, NULL));
  add_device ("d");
  add_device ("e");
}

static void
tear_down (gpointer fixture, gconstpointer data)
{
  g_clear_object (&database);
}

static gint64
get_verified (const char *id)
{
  g_autoptr (YqqDevice) device = NULL;
  g_assert_true (yqq_devices_find_by_id (database, id, &device, NULL));
  return device->verified_at_ms;
}

static void
an_upgrade_gives_those_their_time_who_were_never_verified_since (gpointer fixture,
                                                                 gconstpointer data)
{
  g_assert_true (yqq_devices_restore (database, "e", 5000, NULL));
  test_rewind_schema (database, 14);
  g_assert_true (yqq_migrations_apply (database, NULL));
  g_assert_true (yqq_devices_begin_counting (database, 9000, NULL));
  g_assert_cmpint (get_verified ("d"), ==, 9000);
  g_assert_cmpint (get_verified ("e"), ==, 5000);
  g_assert_true (yqq_devices_begin_counting (database, 9999, NULL));
  g_assert_cmpint (get_verified ("d"), ==, 9000);
}

static gboolean
take (const char *device_id, const char *challenge_id, gint64 now_ms)
{
  gboolean confirmed = FALSE;
  g_assert_true (
      yqq_pin_confirmations_take (database, device_id, challenge_id, now_ms, &confirmed, NULL));
  return confirmed;
}

static void
a_confirmed_pin_counts_once_and_for_a_while (gpointer fixture, gconstpointer data)
{
  g_assert_true (yqq_pin_confirmations_add (database, "d", "c1", 2000, 1000, NULL));
  g_assert_true (yqq_pin_confirmations_add (database, "d", "c2", 2000, 1000, NULL));
  g_assert_false (take ("e", "c1", 1500));
  g_assert_false (take ("d", "c3", 1500));
  g_assert_true (take ("d", "c1", 1999));
  g_assert_false (take ("d", "c1", 1999));
  g_assert_false (take ("d", "c2", 2000));
  /* Entered twice, it counts from the last time. */
  g_assert_true (yqq_pin_confirmations_add (database, "d", "c4", 3000, 1000, NULL));
  g_assert_true (yqq_pin_confirmations_add (database, "d", "c4", 4000, 2000, NULL));
  g_assert_true (take ("d", "c4", 3500));
}

static void
with_the_device_its_confirmations_go (gpointer fixture, gconstpointer data)
{
  g_assert_true (yqq_pin_confirmations_add (database, "d", "c", 2000, 1000, NULL));
  g_assert_true (yqq_pin_confirmations_add (database, "e", "c", 2000, 1000, NULL));
  g_assert_true (yqq_devices_revoke (database, "d", 1100, NULL));
  g_assert_false (take ("d", "c", 1500));
  g_assert_true (take ("e", "c", 1500));
}

void
store_devices_suite_add (const StoreEngine *given)
{
  engine = given;
#define ADD(story)                                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *path = g_strdup_printf ("/authority/store/%s/" #story, given->name);          \
    g_test_add_vtable (path, 0, NULL, set_up, story, tear_down);                                   \
  }                                                                                                \
  G_STMT_END
  ADD (an_upgrade_gives_those_their_time_who_were_never_verified_since);
  ADD (a_confirmed_pin_counts_once_and_for_a_while);
  ADD (with_the_device_its_confirmations_go);
#undef ADD
}
