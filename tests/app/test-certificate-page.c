/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/certificate-page.h"

#include "app/install-flow.h"
#include "page-test.h"
#include "protocol/problem.h"

static void
open_certificate (PageTest *test, const char *id)
{
  YqqCertificateEntry *item = yqq_workspace_find_certificate (test->workspace, id);
  page_test_show (test, YQQ_PLACE_CERTIFICATE, G_OBJECT (item));
}

/* Puts a certificate of this person alone into the workspace and opens it; installed: its key is
 * on this computer. */
static void
open_one (PageTest *test, YqqGrantState state, gboolean installed, gboolean pin_set)
{
  GPtrArray *keys = yqq_certificate_entry_get_installed (
      yqq_workspace_find_certificate (test->workspace, "0001"));
  g_autoptr (YqqGrant) grant =
      fake_grant_new ("0009", "粤演示科技有限公司", YQQ_CERTIFICATE_KIND_EMPLOYEE, state,
                      FAKE_NOW_MS + 1000000000000);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (
      items, yqq_certificate_entry_new (grant, installed ? keys : NULL, pin_set, FAKE_NOW_MS));
  yqq_workspace_set_certificates (test->workspace, items);
  open_certificate (test, "0009");
}

static void
what_was_renewed_before_it_ended_can_be_installed_again (PageTest *test, gconstpointer data)
{
  const gint64 day_ms = 24 * 3600 * 1000;
  g_autoptr (YqqGrant) grant =
      fake_grant_new ("0009", "粤演示科技有限公司", YQQ_CERTIFICATE_KIND_EMPLOYEE,
                      YQQ_GRANT_STATE_ACTIVE, FAKE_NOW_MS + 400 * day_ms);
  g_autoptr (GPtrArray) keys =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_installed_certificate_free);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (keys, yqq_installed_certificate_new (YQQ_ALGORITHM_SM2_SM3, "f0", "01", "CN=CA",
                                                        FAKE_NOW_MS - 365 * day_ms,
                                                        FAKE_NOW_MS + 20 * day_ms));
  g_ptr_array_add (items, yqq_certificate_entry_new (grant, keys, TRUE, FAKE_NOW_MS));
  yqq_workspace_set_certificates (test->workspace, items);
  open_certificate (test, "0009");
  widget_test_assert_shows (test->window, "It was renewed. It can still sign");
  g_assert_nonnull (widget_test_find_button (test->window, "Install again"));
  g_assert_true (yqq_certificate_entry_get_usable (items->pdata[0]));
}

static void
it_names_the_enterprise_the_kind_and_the_state (PageTest *test, gconstpointer data)
{
  open_certificate (test, "0001");
  widget_test_assert_shows (test->window, "粤演示科技有限公司");
  widget_test_assert_shows (test->window, "Enterprise certificate");
  g_assert_nonnull (widget_test_find_label (test->window, "Valid"));
  widget_test_assert_shows (test->window, "Ready to sign");
  widget_test_assert_shows (test->window, "YQ44 0120 2603 0100 01");
  widget_test_assert_shows (test->window, "91440101MA5CYQ0Y3K");
}

static void
an_administrator_signs_for_the_enterprise (PageTest *test, gconstpointer data)
{
  open_certificate (test, "0001");
  widget_test_assert_shows (test->window, "Administrator");
  widget_test_assert_shows (test->window, "Sign for the enterprise");
}

static void
an_employee_reads_nothing_of_an_administrator (PageTest *test, gconstpointer data)
{
  open_certificate (test, "0002");
  widget_test_assert_shows (test->window, "Sign as yourself, for the enterprise");
  widget_test_assert_hides (test->window, "Sign for the enterprise");
  widget_test_assert_hides (test->window, "Administrator");
}

static void
what_is_installed_can_be_read_and_copied (PageTest *test, gconstpointer data)
{
  open_certificate (test, "0001");
  GtkWidget *technical = widget_test_find_type (test->window, ADW_TYPE_EXPANDER_ROW);
  g_assert_nonnull (technical);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (technical), TRUE);
  widget_test_wait_until (widget_test_shows (test->window, "CN=粤企签演示 SM2 CA"));
  widget_test_assert_shows (test->window, "5f2b9c01d3e84a77a1c0de5510aa9b42");
  widget_test_click (test->window, "Copy: Serial number");
  widget_test_assert_act (test->window, "win.tell::Copied");
}

static void
a_certificate_that_is_valid_has_nothing_to_install_but_the_other_key (PageTest *test,
                                                                      gconstpointer data)
{
  open_certificate (test, "0001");
  g_assert_null (widget_test_find_button (test->window, "Install certificate"));
  widget_test_assert_shows (test->window, "Not on this computer");
  widget_test_click (test->window, "Install");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_PIN);
}

static void
what_is_not_installed_leads_to_the_pin (PageTest *test, gconstpointer data)
{
  open_certificate (test, "0002");
  g_assert_null (widget_test_find_type (test->window, ADW_TYPE_EXPANDER_ROW));
  widget_test_click (test->window, "Install certificate");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_PIN);
  YqqPinRequest *request = YQQ_PIN_REQUEST (yqq_router_get_subject (test->router));
  g_assert_cmpstr (yqq_pin_request_get_enterprise (request), ==, "粤演示科技有限公司");
  g_assert_nonnull (strstr (yqq_pin_request_get_sentence (request), "SM2 with SM3"));
}

static void
the_other_algorithm_can_be_chosen (PageTest *test, gconstpointer data)
{
  open_certificate (test, "0002");
  adw_combo_row_set_selected (ADW_COMBO_ROW (page_test_find_row (test->window, "Algorithm")), 1);
  widget_test_click (test->window, "Install certificate");
  YqqPinRequest *request = YQQ_PIN_REQUEST (yqq_router_get_subject (test->router));
  g_assert_nonnull (strstr (yqq_pin_request_get_sentence (request), "P-256"));
}

static void
without_a_pin_installing_begins_with_one (PageTest *test, gconstpointer data)
{
  yqq_workspace_set_pin_set (test->workspace, FALSE);
  open_one (test, YQQ_GRANT_STATE_ACTIVE, FALSE, FALSE);
  widget_test_click (test->window, "Install certificate");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_SET_PIN);
}

static void
a_changed_certificate_is_installed_again (PageTest *test, gconstpointer data)
{
  open_one (test, YQQ_GRANT_STATE_REINSTALL_REQUIRED, TRUE, TRUE);
  widget_test_assert_shows (test->window, "The certificate has changed");
  widget_test_click (test->window, "Install again");
  g_assert_cmpint (yqq_router_get_place (test->router), ==, YQQ_PLACE_PIN);
}

/* The state's sentence says what to do; there is nothing to press. */
static void
what_only_the_administrator_can_help_offers_no_installation (PageTest *test, gconstpointer data)
{
  const char *id = data;
  open_certificate (test, id);
  g_assert_null (widget_test_find_button (test->window, "Install certificate"));
  g_assert_null (widget_test_find_button (test->window, "Install again"));
  g_assert_null (widget_test_find_button (test->window, "Install"));
  g_assert_null (page_test_find_row (test->window, "Algorithm"));
}

static void
a_refresh_shows_the_new_state (PageTest *test, gconstpointer data)
{
  open_certificate (test, "0002");
  g_autoptr (YqqGrant) grant =
      fake_grant_new ("0002", "粤演示科技有限公司", YQQ_CERTIFICATE_KIND_EMPLOYEE,
                      YQQ_GRANT_STATE_SUSPENDED, FAKE_NOW_MS + 1000000000000);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (items, yqq_certificate_entry_new (grant, NULL, TRUE, FAKE_NOW_MS));
  yqq_workspace_set_certificates (test->workspace, items);
  widget_test_assert_shows (test->window, "Suspended");
  g_assert_null (widget_test_find_button (test->window, "Install certificate"));
}

#define ADD(name) ADD_FOR (name, NULL)
#define ADD_FOR(name, id)                                                                          \
  g_test_add ("/app/certificate-page/" #name "/" #id, PageTest, id, page_test_set_up_filled, name, \
              page_test_tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (what_was_renewed_before_it_ended_can_be_installed_again);
  ADD (it_names_the_enterprise_the_kind_and_the_state);
  ADD (an_administrator_signs_for_the_enterprise);
  ADD (an_employee_reads_nothing_of_an_administrator);
  ADD (what_is_installed_can_be_read_and_copied);
  ADD (a_certificate_that_is_valid_has_nothing_to_install_but_the_other_key);
  ADD (what_is_not_installed_leads_to_the_pin);
  ADD (the_other_algorithm_can_be_chosen);
  ADD (without_a_pin_installing_begins_with_one);
  ADD (a_changed_certificate_is_installed_again);
  ADD_FOR (what_only_the_administrator_can_help_offers_no_installation, "0004");
  ADD_FOR (what_only_the_administrator_can_help_offers_no_installation, "0005");
  ADD_FOR (what_only_the_administrator_can_help_offers_no_installation, "0006");
  ADD (a_refresh_shows_the_new_state);
  return g_test_run ();
}
