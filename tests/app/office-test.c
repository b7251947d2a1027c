/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office-test.h"

#include <string.h>

#include "app/pin-request.h"

FakeAdministration *
office_test_set_up (PageTest *self)
{
  yqq_workspace_choose_enterprise (self->workspace, OFFICE_ENTERPRISE);
  FakeAdministration *administration = fake_workspace_get_administration (self->fake);
  g_assert_nonnull (administration);
  fake_administration_fill (administration);
  office_test_refresh (administration);
  return administration;
}

void
office_test_refresh (FakeAdministration *administration)
{
  yqq_administration_refresh (YQQ_ADMINISTRATION (administration));
  widget_test_wait_until (!yqq_administration_get_busy (YQQ_ADMINISTRATION (administration)));
}

void
office_test_enter_pin (PageTest *self, FakeAdministration *administration)
{
  guint before = fake_administration_count_performed (administration);
  g_assert_cmpint (yqq_router_get_place (self->router), ==, YQQ_PLACE_PIN);
  YqqPinRequest *request = YQQ_PIN_REQUEST (yqq_router_get_subject (self->router));
  g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy (FAKE_PIN, strlen (FAKE_PIN));
  yqq_pin_request_submit (request, pin);
  widget_test_wait_until (fake_administration_count_performed (administration) > before &&
                          yqq_router_get_place (self->router) != YQQ_PLACE_PIN);
}

void
office_test_answer_dialog (const char *response)
{
  GtkWidget *dialog = page_test_find_dialog ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  widget_test_wait_until (!page_test_has_dialog ());
}
