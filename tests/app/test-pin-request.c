/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pin-request.h"

#include <gio/gio.h>

#include "protocol/problem.h"
#include "wallet/wallet-error.h"

typedef struct {
  YqqPinRequest *request;
  YqqSecretBytes *pin;
  guint submitted;
  guint refused;
  guint cancelled;
} Fixture;

static void
on_submitted (YqqPinRequest *request, YqqSecretBytes *pin, Fixture *fixture)
{
  g_assert_true (yqq_secret_bytes_equal (pin, fixture->pin));
  g_assert_true (yqq_pin_request_get_busy (request));
  fixture->submitted++;
}

static void
count_up (YqqPinRequest *request, guint *count)
{
  *count += 1;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->request = yqq_pin_request_new ("粤演示科技有限公司", "Sign");
  fixture->pin = yqq_secret_bytes_new_copy ("246813", 6);
  g_signal_connect (fixture->request, "submitted", G_CALLBACK (on_submitted), fixture);
  g_signal_connect (fixture->request, "refused", G_CALLBACK (count_up), &fixture->refused);
  g_signal_connect (fixture->request, "cancelled", G_CALLBACK (count_up), &fixture->cancelled);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->request);
  yqq_secret_bytes_unref (fixture->pin);
}

static void
fail_for_pin (Fixture *fixture, YqqWalletError code, int tries_left)
{
  g_autoptr (GError) error = yqq_wallet_error_new_for_pin (code, tries_left);
  yqq_pin_request_fail (fixture->request, error);
}

static void
at_first_nothing_is_known_of_the_tries (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (yqq_pin_request_get_tries_left (fixture->request), ==, -1);
  g_assert_false (yqq_pin_request_get_locked (fixture->request));
  g_assert_false (yqq_pin_request_get_busy (fixture->request));
  g_assert_null (yqq_pin_request_get_error (fixture->request));
}

static void
a_pin_is_asked_for_once_at_a_time (Fixture *fixture, gconstpointer data)
{
  yqq_pin_request_submit (fixture->request, fixture->pin);
  yqq_pin_request_submit (fixture->request, fixture->pin);
  g_assert_cmpuint (fixture->submitted, ==, 1);
  yqq_pin_request_done (fixture->request);
  g_assert_false (yqq_pin_request_get_busy (fixture->request));
}

static void
a_wrong_pin_tells_the_tries_left_and_may_be_followed_by_another (Fixture *fixture,
                                                                 gconstpointer data)
{
  yqq_pin_request_submit (fixture->request, fixture->pin);
  fail_for_pin (fixture, YQQ_WALLET_ERROR_WRONG_PIN, 4);
  g_assert_cmpint (yqq_pin_request_get_tries_left (fixture->request), ==, 4);
  g_assert_true (yqq_pin_request_get_wrong (fixture->request));
  g_assert_false (yqq_pin_request_get_locked (fixture->request));
  g_assert_cmpuint (fixture->refused, ==, 1);
  yqq_pin_request_submit (fixture->request, fixture->pin);
  g_assert_cmpuint (fixture->submitted, ==, 2);
  g_assert_null (yqq_pin_request_get_error (fixture->request));
}

static void
the_last_wrong_pin_locks (Fixture *fixture, gconstpointer data)
{
  yqq_pin_request_submit (fixture->request, fixture->pin);
  fail_for_pin (fixture, YQQ_WALLET_ERROR_PIN_LOCKED, -1);
  g_assert_true (yqq_pin_request_get_locked (fixture->request));
  g_assert_cmpint (yqq_pin_request_get_tries_left (fixture->request), ==, 0);
  yqq_pin_request_submit (fixture->request, fixture->pin);
  g_assert_cmpuint (fixture->submitted, ==, 1);
}

static void
the_authoritys_refusals_count_as_well (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;
  yqq_problem_error_set (&error, YQQ_PROBLEM_PIN_WRONG, NULL)->tries_left = 2;
  yqq_pin_request_submit (fixture->request, fixture->pin);
  yqq_pin_request_fail (fixture->request, error);
  g_assert_cmpint (yqq_pin_request_get_tries_left (fixture->request), ==, 2);
  g_assert_cmpuint (fixture->refused, ==, 1);
  g_clear_error (&error);
  yqq_problem_error_set (&error, YQQ_PROBLEM_PIN_LOCKED, NULL);
  yqq_pin_request_fail (fixture->request, error);
  g_assert_true (yqq_pin_request_get_locked (fixture->request));
  g_clear_error (&error);
}

static void
another_failure_costs_no_try (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  yqq_problem_error_set (&error, YQQ_PROBLEM_CHALLENGE_UNKNOWN, NULL);
  yqq_pin_request_set_tries_left (fixture->request, 5);
  yqq_pin_request_submit (fixture->request, fixture->pin);
  yqq_pin_request_fail (fixture->request, error);
  g_assert_cmpint (yqq_pin_request_get_tries_left (fixture->request), ==, 5);
  g_assert_cmpuint (fixture->refused, ==, 0);
  g_assert_error (yqq_pin_request_get_error (fixture->request), YQQ_PROBLEM_ERROR,
                  YQQ_PROBLEM_CHALLENGE_UNKNOWN);
  g_assert_false (yqq_pin_request_get_busy (fixture->request));
}

static void
cancelling_is_no_error (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  yqq_pin_request_submit (fixture->request, fixture->pin);
  yqq_pin_request_cancel (fixture->request);
  g_assert_cmpuint (fixture->cancelled, ==, 1);
  yqq_pin_request_fail (fixture->request, error);
  g_assert_null (yqq_pin_request_get_error (fixture->request));
  g_assert_false (yqq_pin_request_get_busy (fixture->request));
}

/* The authority said so before anything was entered. */
static void
a_pin_that_is_locked_already_is_not_asked_for (Fixture *fixture, gconstpointer data)
{
  yqq_pin_request_set_tries_left (fixture->request, 0);
  g_assert_true (yqq_pin_request_get_locked (fixture->request));
  g_assert_error (yqq_pin_request_get_error (fixture->request), YQQ_WALLET_ERROR,
                  YQQ_WALLET_ERROR_PIN_LOCKED);
  yqq_pin_request_submit (fixture->request, fixture->pin);
  g_assert_cmpuint (fixture->submitted, ==, 0);
}

#define ADD(name) g_test_add ("/app/pin-request/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (at_first_nothing_is_known_of_the_tries);
  ADD (a_pin_is_asked_for_once_at_a_time);
  ADD (a_wrong_pin_tells_the_tries_left_and_may_be_followed_by_another);
  ADD (the_last_wrong_pin_locks);
  ADD (the_authoritys_refusals_count_as_well);
  ADD (another_failure_costs_no_try);
  ADD (cancelling_is_no_error);
  ADD (a_pin_that_is_locked_already_is_not_asked_for);
  return g_test_run ();
}
