/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of authorised users as a model: pages that come in, searching, choosing, sorting. */
#include "app/users-filter.h"

#include "app/users-list.h"

static YqqAuthorisedUser *
create_user (const char *grant, const char *name, YqqGrantState state, gint64 end)
{
  YqqAuthorisedUser *user = g_new0 (YqqAuthorisedUser, 1);
  user->grant = g_strdup (grant);
  user->code = g_strdup_printf ("YQ44%s", grant);
  user->name = g_strdup (name);
  user->id_number_masked = g_strdup ("4401**********1234");
  user->phone_masked = g_strdup_printf ("139****%s", grant);
  user->permissions = g_new0 (char *, 1);
  user->state = state;
  user->not_after_ms = end;
  return user;
}

static GPtrArray *
create_page (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authorised_user_free);
}

/* grants: of one character each. */
static void
add_page (YqqUsersList *list, const char *grants, gboolean first, gboolean last)
{
  g_autoptr (GPtrArray) page = create_page ();
  for (; *grants; grants++) {
    char grant[] = {*grants, 0};
    g_ptr_array_add (page, create_user (grant, grant, YQQ_GRANT_STATE_ACTIVE, 1));
  }
  yqq_users_list_add (list, page, first, last);
}

static char *
read_grants (GListModel *model)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (YqqAuthorisedUserEntry) entry = g_list_model_get_item (model, i);
    g_string_append (text, yqq_authorised_user_entry_get_user (entry)->grant);
  }
  return g_string_free (text, FALSE);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
assert_grants (gpointer model, const char *expected)
{
  settle ();
  g_autofree char *grants = read_grants (G_LIST_MODEL (model));
  g_assert_cmpstr (grants, ==, expected);
}

typedef struct {
  guint count;
  guint position;
  guint removed;
  guint added;
} Told;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Told *told)
{
  told->count++;
  told->position = position;
  told->removed = removed;
  told->added = added;
}

static void
pages_are_appended (void)
{
  g_autoptr (YqqUsersList) list = yqq_users_list_new ();
  add_page (list, "ab", TRUE, FALSE);
  g_assert_false (yqq_users_list_get_complete (list));
  add_page (list, "cd", FALSE, TRUE);
  assert_grants (list, "abcd");
  g_assert_true (yqq_users_list_get_complete (list));
  g_assert_nonnull (yqq_users_list_find (list, "c"));
  g_assert_null (yqq_users_list_find (list, "x"));
}

static void
a_refresh_tells_only_what_is_new (void)
{
  g_autoptr (YqqUsersList) list = yqq_users_list_new ();
  Told told = {0};
  add_page (list, "abc", TRUE, FALSE);
  add_page (list, "def", FALSE, TRUE);
  gpointer kept = yqq_users_list_find (list, "b");
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &told);
  add_page (list, "xab", TRUE, FALSE);
  g_assert_cmpuint (told.count, ==, 1);
  g_assert_cmpuint (told.position, ==, 0);
  g_assert_cmpuint (told.removed, ==, 0);
  g_assert_cmpuint (told.added, ==, 1);
  assert_grants (list, "xabcdef");
  add_page (list, "cde", FALSE, FALSE);
  add_page (list, "f", FALSE, TRUE);
  g_assert_cmpuint (told.count, ==, 1);
  assert_grants (list, "xabcdef");
  g_assert_true (yqq_users_list_find (list, "b") == kept);
}

static void
a_changed_user_is_replaced_where_they_are (void)
{
  g_autoptr (YqqUsersList) list = yqq_users_list_new ();
  g_autoptr (GPtrArray) page = create_page ();
  Told told = {0};
  add_page (list, "abc", TRUE, TRUE);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &told);
  g_ptr_array_add (page, create_user ("a", "a", YQQ_GRANT_STATE_ACTIVE, 1));
  g_ptr_array_add (page, create_user ("b", "b", YQQ_GRANT_STATE_SUSPENDED, 1));
  g_ptr_array_add (page, create_user ("c", "c", YQQ_GRANT_STATE_ACTIVE, 1));
  yqq_users_list_add (list, page, TRUE, TRUE);
  g_assert_cmpuint (told.count, ==, 1);
  g_assert_cmpuint (told.position, ==, 1);
  g_assert_cmpuint (told.removed, ==, 1);
  g_assert_cmpuint (told.added, ==, 1);
  g_assert_cmpint (yqq_authorised_user_entry_get_user (yqq_users_list_find (list, "b"))->state, ==,
                   YQQ_GRANT_STATE_SUSPENDED);
}

static void
who_is_gone_at_the_end_goes_with_the_last_page (void)
{
  g_autoptr (YqqUsersList) list = yqq_users_list_new ();
  add_page (list, "abcd", TRUE, TRUE);
  add_page (list, "ab", TRUE, TRUE);
  assert_grants (list, "ab");
  g_assert_null (yqq_users_list_find (list, "d"));
  add_page (list, "", TRUE, TRUE);
  assert_grants (list, "");
}

typedef struct {
  YqqUsersList *list;
  YqqUsersFilter *filter;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *grant;
    const char *name;
    YqqGrantState state;
    gint64 end;
  } users[] = {
      {"1", "Zhou Wei", YQQ_GRANT_STATE_ACTIVE, 40},
      {"2", "Li Na", YQQ_GRANT_STATE_SUSPENDED, 30},
      {"3", "chen wei", YQQ_GRANT_STATE_CANCELLED, 20},
      {"4", "An Jun", YQQ_GRANT_STATE_EXPIRING, 10},
  };
  g_autoptr (GPtrArray) page = create_page ();
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    g_ptr_array_add (page,
                     create_user (users[i].grant, users[i].name, users[i].state, users[i].end));
  fixture->list = yqq_users_list_new ();
  fixture->filter = yqq_users_filter_new (G_LIST_MODEL (fixture->list));
  yqq_users_list_add (fixture->list, page, TRUE, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->filter);
  g_object_unref (fixture->list);
}

static void
every_word_must_be_found (Fixture *fixture, gconstpointer data)
{
  yqq_users_filter_set_search (fixture->filter, "WEI");
  assert_grants (fixture->filter, "13");
  yqq_users_filter_set_search (fixture->filter, "  wei  ch ");
  assert_grants (fixture->filter, "3");
  yqq_users_filter_set_search (fixture->filter, "wei li");
  assert_grants (fixture->filter, "");
  g_assert_cmpuint (yqq_users_filter_get_found (fixture->filter), ==, 0);
  yqq_users_filter_set_search (fixture->filter, "");
  assert_grants (fixture->filter, "1234");
}

static void
codes_and_shown_digits_are_searched_too (Fixture *fixture, gconstpointer data)
{
  yqq_users_filter_set_search (fixture->filter, "yq442");
  assert_grants (fixture->filter, "2");
  yqq_users_filter_set_search (fixture->filter, "139****4");
  assert_grants (fixture->filter, "4");
}

static void
a_state_shows_its_users_only (Fixture *fixture, gconstpointer data)
{
  yqq_users_filter_set_choice (fixture->filter, YQQ_USERS_IN_USE);
  assert_grants (fixture->filter, "14");
  yqq_users_filter_set_choice (fixture->filter, YQQ_USERS_SUSPENDED);
  assert_grants (fixture->filter, "2");
  yqq_users_filter_set_search (fixture->filter, "wei");
  assert_grants (fixture->filter, "");
  yqq_users_filter_set_choice (fixture->filter, YQQ_USERS_ALL);
  assert_grants (fixture->filter, "13");
}

static void
assert_order (Fixture *fixture, YqqUsersOrder order, const char *expected)
{
  yqq_users_filter_set_order (fixture->filter, order);
  settle ();
  assert_grants (fixture->filter, expected);
}

static void
each_order_puts_them_its_way (Fixture *fixture, gconstpointer data)
{
  assert_order (fixture, YQQ_USERS_BY_END, "4321");
  assert_order (fixture, YQQ_USERS_BY_STATE, "4213");
  assert_order (fixture, YQQ_USERS_NEWEST, "1234");
  yqq_users_filter_set_order (fixture->filter, YQQ_USERS_BY_NAME);
  settle ();
  g_autoptr (YqqAuthorisedUserEntry) first =
      g_list_model_get_item (G_LIST_MODEL (fixture->filter), 0);
  g_assert_cmpstr (yqq_authorised_user_entry_get_user (first)->name, ==, "An Jun");
}

static void
a_long_list_begins_short_and_grows_when_it_is_scrolled (void)
{
  g_autoptr (YqqUsersList) list = yqq_users_list_new ();
  g_autoptr (YqqUsersFilter) filter = yqq_users_filter_new (G_LIST_MODEL (list));
  g_autoptr (GPtrArray) page = create_page ();
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *grant = g_strdup_printf ("%u", i);
    g_ptr_array_add (page, create_user (grant, grant, YQQ_GRANT_STATE_ACTIVE, 1));
  }
  yqq_users_list_add (list, page, TRUE, TRUE);
  settle ();
  g_assert_cmpuint (yqq_users_filter_get_found (filter), ==, 1000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (filter)), <, 50);
  yqq_users_filter_show_more (filter);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (filter)), ==, 1000);
  yqq_users_filter_set_search (filter, "9");
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (filter)), <, 50);
  g_assert_cmpuint (yqq_users_filter_get_found (filter), >, 100);
  yqq_users_filter_show_more (filter);
  settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (filter)), ==,
                    yqq_users_filter_get_found (filter));
}

#define ADD(name) g_test_add ("/app/users-filter/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/users-list/pages_are_appended", pages_are_appended);
  g_test_add_func ("/app/users-list/a_refresh_tells_only_what_is_new",
                   a_refresh_tells_only_what_is_new);
  g_test_add_func ("/app/users-list/a_changed_user_is_replaced_where_they_are",
                   a_changed_user_is_replaced_where_they_are);
  g_test_add_func ("/app/users-list/who_is_gone_at_the_end_goes_with_the_last_page",
                   who_is_gone_at_the_end_goes_with_the_last_page);
  ADD (every_word_must_be_found);
  ADD (codes_and_shown_digits_are_searched_too);
  ADD (a_state_shows_its_users_only);
  ADD (each_order_puts_them_its_way);
  g_test_add_func ("/app/users-filter/a_long_list_begins_short_and_grows_when_it_is_scrolled",
                   a_long_list_begins_short_and_grows_when_it_is_scrolled);
  return g_test_run ();
}
