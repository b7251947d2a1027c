/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Security keys, as every engine must keep them. */
#include <string.h>

#include "authority/store/authenticators.h"
#include "authority/store/migrations.h"
#include "authority/store/people.h"
#include "store-suite.h"

static const StoreEngine *engine;
static YqqDatabase *database;
static YqqAuthenticatorStore *store;

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
  add_person ("p");
  add_person ("q");
  store = yqq_authenticators_new (database);
}

static void
tear_down (gpointer fixture, gconstpointer data)
{
  g_clear_object (&store);
  g_clear_object (&database);
}

static gboolean
add (const char *person_id, const char *id, const char *credential, GError **error)
{
  g_autoptr (GBytes) name = g_bytes_new (credential, strlen (credential));
  g_autoptr (GBytes) key = g_bytes_new ("x and y", 7);
  const YqqAuthenticator authenticator = {
      .id = (char *)id,
      .label = (char *)"办公室",
      .credential = name,
      .public_key = key,
      .counter = G_MAXUINT32,
      .added_at_ms = 2000,
  };
  return yqq_authenticator_store_add (store, person_id, &authenticator, error);
}

static void
add_well (const char *person_id, const char *id, const char *credential)
{
  g_autoptr (GError) error = NULL;
  add (person_id, id, credential, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (const char *person_id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *keys = yqq_authenticator_store_list (store, person_id, &error);
  g_assert_no_error (error);
  return keys;
}

static void
a_key_comes_back_as_it_was_kept (gpointer fixture, gconstpointer data)
{
  add_well ("p", "k", "credential");
  g_autoptr (GPtrArray) keys = list ("p");
  g_assert_cmpuint (keys->len, ==, 1);
  const YqqAuthenticator *key = g_ptr_array_index (keys, 0);
  g_assert_cmpstr (key->id, ==, "k");
  g_assert_cmpstr (key->label, ==, "办公室");
  g_assert_cmpuint (g_bytes_get_size (key->credential), ==, 10);
  g_assert_cmpuint (g_bytes_get_size (key->public_key), ==, 7);
  g_assert_cmpuint (key->counter, ==, G_MAXUINT32);
  g_assert_cmpint (key->added_at_ms, ==, 2000);
  g_assert_cmpint (key->used_at_ms, ==, 0);
}

static void
a_use_is_kept (gpointer fixture, gconstpointer data)
{
  add_well ("p", "k", "credential");
  g_assert_true (yqq_authenticator_store_record_use (store, "p", "k", 7, 3000, NULL));
  g_assert_true (yqq_authenticator_store_record_use (store, "q", "k", 9, 4000, NULL));
  g_autoptr (GPtrArray) keys = list ("p");
  const YqqAuthenticator *key = g_ptr_array_index (keys, 0);
  g_assert_cmpuint (key->counter, ==, 7);
  g_assert_cmpint (key->used_at_ms, ==, 3000);
}

static void
each_person_has_their_own (gpointer fixture, gconstpointer data)
{
  gboolean found = TRUE;
  add_well ("p", "k", "credential");
  add_well ("q", "l", "credential");
  g_assert_true (yqq_authenticator_store_rename (store, "q", "k", "other", &found, NULL));
  g_assert_false (found);
  found = TRUE;
  g_assert_true (yqq_authenticator_store_remove (store, "q", "k", &found, NULL));
  g_assert_false (found);
  g_autoptr (GPtrArray) keys = list ("p");
  g_assert_cmpuint (keys->len, ==, 1);
}

static void
one_credential_is_kept_once (gpointer fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  add_well ("p", "k", "credential");
  g_assert_false (add ("p", "l", "credential", &error));
  g_assert_error (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_CONFLICT);
}

static void
a_key_is_renamed_and_removed (gpointer fixture, gconstpointer data)
{
  gboolean found = FALSE;
  add_well ("p", "k", "credential");
  add_well ("p", "l", "another");
  g_assert_true (yqq_authenticator_store_rename (store, "p", "k", "home", &found, NULL));
  g_assert_true (found);
  g_assert_true (yqq_authenticator_store_remove (store, "p", "l", &found, NULL));
  g_assert_true (found);
  g_autoptr (GPtrArray) keys = list ("p");
  g_assert_cmpuint (keys->len, ==, 1);
  g_assert_cmpstr (((YqqAuthenticator *)g_ptr_array_index (keys, 0))->label, ==, "home");
}

void
store_authenticators_suite_add (const StoreEngine *given)
{
  engine = given;
#define ADD(story)                                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *path = g_strdup_printf ("/authority/store/%s/" #story, given->name);          \
    g_test_add_vtable (path, 0, NULL, set_up, story, tear_down);                                   \
  }                                                                                                \
  G_STMT_END
  ADD (a_key_comes_back_as_it_was_kept);
  ADD (a_use_is_kept);
  ADD (each_person_has_their_own);
  ADD (one_credential_is_kept_once);
  ADD (a_key_is_renamed_and_removed);
#undef ADD
}
