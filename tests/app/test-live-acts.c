/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages ask of the workspace, at a real authority, and left in the middle. */
#include "app/live-workspace.h"

#include "../support/await.h"
#include "real-authority.h"
#include "wallet/wallet-error.h"

#define OTHER_PIN "583026"
/* Nobody answers there. */
#define NOWHERE "https://127.0.0.1:9"

typedef struct {
  Real real;
  YqqWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  real_set_up (&fixture->real, data);
  fixture->workspace = yqq_live_workspace_new (fixture->real.keyring, fixture->real.origin, FALSE);
  yqq_workspace_start (fixture->workspace);
  while (yqq_workspace_get_phase (fixture->workspace) != YQQ_PHASE_LOGGED_OUT ||
         yqq_workspace_get_busy (fixture->workspace))
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (yqq_workspace_get_trouble (fixture->workspace));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer workspace = fixture->workspace;
  yqq_workspace_stop (fixture->workspace);
  g_object_add_weak_pointer (workspace, &workspace);
  g_object_unref (fixture->workspace);
  while (workspace)
    g_main_context_iteration (NULL, TRUE);
  real_tear_down (&fixture->real, data);
}

static gboolean
finish (Fixture *fixture, Await *await, GError **error)
{
  return yqq_workspace_finish (fixture->workspace, await_result (await), error);
}

static gboolean
set_pin (Fixture *fixture, const char *text, GError **error)
{
  g_autoptr (YqqSecretBytes) pin = real_pin (text);
  g_auto (Await) await = {0};
  yqq_workspace_set_pin_async (fixture->workspace, pin, NULL, await_callback, &await);
  return finish (fixture, &await, error);
}

/* As somebody of the demonstration. */
static void
log_in (Fixture *fixture, GCancellable *cancellable, Await *await)
{
  g_autoptr (GPtrArray) people = real_fetch_people (&fixture->real);
  YqqDemonstrationPerson *person = people->pdata[0];
  YqqLogInDetails details = {.name = person->name,
                             .id_type = yqq_id_type_to_nick (person->id_type),
                             .id_number = person->id_number,
                             .staff_code = person->staff_code};
  yqq_workspace_log_in_async (fixture->workspace, &details, cancellable, await_callback, await);
}

static void
set_up_logged_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  set_up (fixture, data);
  log_in (fixture, NULL, &await);
  finish (fixture, &await, &error);
  g_assert_no_error (error);
}

/* The pages would ask for a new one again and again. */
static void
a_pin_that_is_there_already_is_known_then (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (set_pin (fixture, REAL_PIN, &error));
  yqq_workspace_set_pin_set (fixture->workspace, FALSE);
  g_assert_false (set_pin (fixture, OTHER_PIN, &error));
  g_assert_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_PIN_ALREADY_SET);
  g_assert_true (yqq_workspace_get_pin_set (fixture->workspace));
}

static void
after_a_pin_that_was_left_another_can_be_set (Fixture *fixture, gconstpointer data)
{
  g_autoptr (YqqSecretBytes) pin = real_pin (REAL_PIN);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_workspace_set_pin_async (fixture->workspace, pin, cancellable, await_callback, &await);
  g_cancellable_cancel (cancellable);
  g_assert_true (set_pin (fixture, OTHER_PIN, &error));
  g_assert_no_error (error);
  g_assert_false (finish (fixture, &await, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (yqq_workspace_get_pin_set (fixture->workspace));
}

static void
who_left_the_log_in_can_log_in_afterwards (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Await) left = {0}, again = {0};
  log_in (fixture, cancellable, &left);
  g_cancellable_cancel (cancellable);
  g_assert_false (finish (fixture, &left, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (yqq_workspace_get_phase (fixture->workspace), ==, YQQ_PHASE_LOGGED_OUT);
  g_clear_error (&error);
  log_in (fixture, NULL, &again);
  g_assert_true (finish (fixture, &again, &error));
  g_assert_cmpint (yqq_workspace_get_phase (fixture->workspace), ==, YQQ_PHASE_LOGGED_IN);
}

static void
an_authority_that_was_not_waited_for_changes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_workspace_connect_async (fixture->workspace, NOWHERE, cancellable, await_callback, &await);
  g_cancellable_cancel (cancellable);
  g_assert_false (finish (fixture, &await, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (yqq_workspace_get_busy (fixture->workspace));
  g_assert_cmpstr (yqq_workspace_get_authority_address (fixture->workspace), ==,
                   fixture->real.origin);
}

#define ADD(name, set_up)                                                                          \
  g_test_add ("/app/live-acts/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  real_initialise ();
  ADD (a_pin_that_is_there_already_is_known_then, set_up_logged_in);
  ADD (after_a_pin_that_was_left_another_can_be_set, set_up_logged_in);
  ADD (who_left_the_log_in_can_log_in_afterwards, set_up);
  ADD (an_authority_that_was_not_waited_for_changes_nothing, set_up);
  int failures = g_test_run ();
  real_clean_up ();
  return failures;
}
