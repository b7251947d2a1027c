/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/certificate-state.h"

#define NOW G_GINT64_CONSTANT (1795334400000)
#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static const YqqCertificateFacts good = {
    .grant_state = YQQ_GRANT_STATE_ACTIVE,
    .grant_not_after_ms = NOW + 365 * DAY,
    .installed = TRUE,
    .certificate_not_after_ms = NOW + 365 * DAY,
    .pin_set = TRUE,
};

static void
check (const YqqCertificateFacts *facts, YqqCertificateState expected)
{
  g_assert_cmpstr (yqq_certificate_state_to_nick (yqq_certificate_state_resolve (facts, NOW)), ==,
                   yqq_certificate_state_to_nick (expected));
}

static void
a_certificate_with_all_it_needs_is_valid (void)
{
  check (&good, YQQ_CERTIFICATE_STATE_VALID);
}

static void
what_this_device_lacks_is_named (void)
{
  YqqCertificateFacts facts = good;
  facts.pin_set = FALSE;
  check (&facts, YQQ_CERTIFICATE_STATE_NO_PIN);
  facts.installed = FALSE;
  check (&facts, YQQ_CERTIFICATE_STATE_NOT_INSTALLED);
  facts.pin_set = TRUE;
  check (&facts, YQQ_CERTIFICATE_STATE_NOT_INSTALLED);
  facts.grant_state = YQQ_GRANT_STATE_PENDING_INSTALL;
  check (&facts, YQQ_CERTIFICATE_STATE_NOT_INSTALLED);
}

static void
the_last_thirty_days_are_announced (void)
{
  YqqCertificateFacts facts = good;
  facts.certificate_not_after_ms = NOW + 30 * DAY;
  check (&facts, YQQ_CERTIFICATE_STATE_VALID);
  facts.certificate_not_after_ms -= 1;
  check (&facts, YQQ_CERTIFICATE_STATE_EXPIRING);
  facts = good;
  facts.grant_not_after_ms = NOW + 1;
  check (&facts, YQQ_CERTIFICATE_STATE_EXPIRING);
}

static void
the_earlier_end_counts (void)
{
  YqqCertificateFacts facts = good;
  facts.grant_not_after_ms = facts.certificate_not_after_ms = NOW;
  check (&facts, YQQ_CERTIFICATE_STATE_EXPIRED);
  facts = good;
  facts.grant_not_after_ms = 0;
  facts.certificate_not_after_ms = NOW;
  check (&facts, YQQ_CERTIFICATE_STATE_EXPIRED);
  facts = good;
  facts.grant_not_after_ms = NOW;
  check (&facts, YQQ_CERTIFICATE_STATE_EXPIRED);
  facts = good;
  facts.grant_not_after_ms = 0;
  check (&facts, YQQ_CERTIFICATE_STATE_VALID);
}

static void
under_a_grant_that_goes_on_it_is_installed_anew (void)
{
  YqqCertificateFacts facts = good;
  facts.certificate_not_after_ms = NOW + 29 * DAY;
  check (&facts, YQQ_CERTIFICATE_STATE_EXPIRING);
  g_assert_true (yqq_certificate_facts_are_renewed (&facts));
  facts.certificate_not_after_ms = NOW;
  check (&facts, YQQ_CERTIFICATE_STATE_REINSTALL_REQUIRED);
  facts.grant_state = YQQ_GRANT_STATE_SUSPENDED;
  check (&facts, YQQ_CERTIFICATE_STATE_SUSPENDED);
  facts.grant_state = YQQ_GRANT_STATE_EXPIRED;
  check (&facts, YQQ_CERTIFICATE_STATE_EXPIRED);
  g_assert_false (yqq_certificate_facts_are_renewed (&good));
  facts.installed = FALSE;
  g_assert_false (yqq_certificate_facts_are_renewed (&facts));
}

static void
another_term_is_for_what_has_ended_or_ends_soon (void)
{
  g_assert_true (yqq_grant_is_renewable (YQQ_GRANT_STATE_EXPIRED, NOW - DAY, NOW));
  g_assert_true (yqq_grant_is_renewable (YQQ_GRANT_STATE_ACTIVE, NOW + 30 * DAY - 1, NOW));
  g_assert_true (yqq_grant_is_renewable (YQQ_GRANT_STATE_SUSPENDED, NOW + DAY, NOW));
  g_assert_false (yqq_grant_is_renewable (YQQ_GRANT_STATE_ACTIVE, NOW + 30 * DAY, NOW));
  g_assert_false (yqq_grant_is_renewable (YQQ_GRANT_STATE_CANCELLED, NOW - DAY, NOW));
}

static void
a_certificate_that_is_not_here_cannot_expire_here (void)
{
  YqqCertificateFacts facts = good;
  facts.installed = FALSE;
  facts.certificate_not_after_ms = NOW - 1;
  check (&facts, YQQ_CERTIFICATE_STATE_NOT_INSTALLED);
}

static void
the_worst_news_wins (void)
{
  YqqCertificateFacts facts = good;
  facts.pin_set = FALSE;
  facts.withdrawn = TRUE;
  check (&facts, YQQ_CERTIFICATE_STATE_REINSTALL_REQUIRED);
  facts.grant_state = YQQ_GRANT_STATE_SUSPENDED;
  check (&facts, YQQ_CERTIFICATE_STATE_SUSPENDED);
  facts.grant_not_after_ms = facts.certificate_not_after_ms = NOW - 1;
  check (&facts, YQQ_CERTIFICATE_STATE_EXPIRED);
  facts.grant_state = YQQ_GRANT_STATE_CANCELLED;
  check (&facts, YQQ_CERTIFICATE_STATE_CANCELLED);
}

static void
a_changed_enterprise_asks_for_a_new_installation (void)
{
  YqqCertificateFacts facts = good;
  facts.grant_state = YQQ_GRANT_STATE_REINSTALL_REQUIRED;
  check (&facts, YQQ_CERTIFICATE_STATE_REINSTALL_REQUIRED);
  facts.installed = FALSE;
  check (&facts, YQQ_CERTIFICATE_STATE_NOT_INSTALLED);
}

static void
only_valid_and_expiring_can_sign (void)
{
  for (guint state = 0; state < YQQ_CERTIFICATE_STATE_COUNT; state++)
    g_assert_cmpint (yqq_certificate_state_is_usable (state), ==,
                     state == YQQ_CERTIFICATE_STATE_VALID ||
                         state == YQQ_CERTIFICATE_STATE_EXPIRING);
}

static void
states_have_stable_names (void)
{
  static const char *const certificate[] = {
      "not-installed", "valid",     "expiring",           "expired",
      "suspended",     "cancelled", "reinstall-required", "no-pin"};
  static const char *const grant[] = {"pending-install",   "active",  "suspended",
                                      "expiring",          "expired", "cancelled",
                                      "reinstall-required"};
  for (guint i = 0; i < YQQ_CERTIFICATE_STATE_COUNT; i++) {
    YqqCertificateState state = 0;
    g_assert_true (yqq_certificate_state_from_nick (certificate[i], &state));
    g_assert_cmpint (state, ==, i);
    g_assert_cmpstr (yqq_certificate_state_to_nick (state), ==, certificate[i]);
  }
  for (guint i = 0; i < YQQ_GRANT_STATE_COUNT; i++) {
    YqqGrantState state = 0;
    g_assert_true (yqq_grant_state_from_nick (grant[i], &state));
    g_assert_cmpint (state, ==, i);
    g_assert_cmpstr (yqq_grant_state_to_nick (state), ==, grant[i]);
  }
}

#define ADD(test) g_test_add_func ("/model/certificate-state/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_certificate_with_all_it_needs_is_valid);
  ADD (what_this_device_lacks_is_named);
  ADD (the_last_thirty_days_are_announced);
  ADD (the_earlier_end_counts);
  ADD (under_a_grant_that_goes_on_it_is_installed_anew);
  ADD (another_term_is_for_what_has_ended_or_ends_soon);
  ADD (a_certificate_that_is_not_here_cannot_expire_here);
  ADD (the_worst_news_wins);
  ADD (a_changed_enterprise_asks_for_a_new_installation);
  ADD (only_valid_and_expiring_can_sign);
  ADD (states_have_stable_names);
  return g_test_run ();
}
