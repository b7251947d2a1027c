/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fido2-panel.h"

#include <string.h>

#include "../support/await.h"
#include "app/key-pin-entry.h"
#include "base/json.h"
#include "identity/fido2-error.h"
#include "identity/fido2-evidence.h"
#include "identity/fido2-registration.h"
#include "protocol/problem.h"
#include "software-bus.h"
#include "widget-test.h"

typedef struct {
  SoftwareBus *bus;
  SoftwareKey *key, *other;
  YqqIdentityPanel *panel;
  GtkWidget *window;
  YqqIdentityTask *task;
  JsonObject *evidence;
  guint given;
} Fixture;

static void
on_evidence (Fixture *fixture, JsonObject *evidence)
{
  g_clear_pointer (&fixture->evidence, json_object_unref);
  fixture->evidence = json_object_ref (evidence);
  fixture->given++;
}

static YqqIdentityTask *
make_task (GPtrArray *credentials)
{
  g_autoptr (GBytes) nonce = g_bytes_new ("0123456789abcdef", 16);
  g_autoptr (JsonObject) offer = yqq_fido2_offer_write (YQQ_FIDO2_RELYING_PARTY, credentials);
  return yqq_identity_task_new ("challenge", nonce, "new-pin", NULL, "person", "thumbprint", offer);
}

/* What the key calls the credential that it made. */
static GBytes *
find_credential (JsonObject *registration)
{
  g_autoptr (YqqFido2Registration) read = yqq_fido2_registration_read (registration, NULL);
  const guint8 *data = g_bytes_get_data (read->authenticator_data, NULL);
  gsize length = (gsize)data[53] << 8 | data[54]; /* WebAuthn 6.5.1 */
  return g_bytes_new (data + 55, length);
}

static void
register_key (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {NULL};
  g_autoptr (GPtrArray) credentials =
      g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (YqqFido2Prover) prover = yqq_fido2_prover_new (YQQ_FIDO2_BUS (fixture->bus));
  g_autoptr (YqqIdentityTask) task = make_task (credentials);
  yqq_fido2_registration_make_async (prover, task, NULL, NULL, await_callback, &await);
  g_autoptr (JsonObject) registration =
      yqq_fido2_registration_make_finish (prover, await_result (&await), &error);
  g_assert_no_error (error);
  g_ptr_array_add (credentials, find_credential (registration));
  fixture->task = make_task (credentials);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = software_bus_new ();
  fixture->key = software_key_new ("blue");
  fixture->other = software_key_new ("green");
  software_bus_plug_in (fixture->bus, fixture->key);
  register_key (fixture);
  fixture->panel = yqq_fido2_panel_new_for_bus (YQQ_FIDO2_BUS (fixture->bus));
  g_signal_connect_swapped (fixture->panel, "evidence", G_CALLBACK (on_evidence), fixture);
  fixture->window = widget_test_show (GTK_WIDGET (fixture->panel));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  yqq_identity_panel_stop (fixture->panel);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  widget_test_settle ();
  g_clear_object (&fixture->bus);
  g_clear_pointer (&fixture->key, software_key_free);
  g_clear_pointer (&fixture->other, software_key_free);
  g_clear_pointer (&fixture->task, yqq_identity_task_free);
  g_clear_pointer (&fixture->evidence, json_object_unref);
}

static void
begin (Fixture *fixture)
{
  yqq_identity_panel_begin (fixture->panel, fixture->task);
}

static void
wait_for_text (Fixture *fixture, const char *text)
{
  widget_test_wait_until (widget_test_shows (fixture->window, text));
}

static void
wait_for_evidence (Fixture *fixture)
{
  widget_test_wait_until (fixture->given == 1);
  g_autoptr (YqqFido2Assertion) read = yqq_fido2_assertion_read (fixture->evidence, NULL);
  g_assert_nonnull (read);
}

static void
type (Fixture *fixture, const char *text)
{
  GtkWidget *entry = widget_test_find_type (fixture->window, YQQ_TYPE_KEY_PIN_ENTRY);
  g_assert_nonnull (entry);
  for (; *text; text++)
    g_assert_true (widget_test_press_key (entry, gdk_unicode_to_keyval ((guint)*text)));
}

static void
a_touch_gives_evidence (Fixture *fixture, gconstpointer data)
{
  software_key_set_touch (fixture->key, SOFTWARE_KEY_WAITS);
  begin (fixture);
  wait_for_text (fixture, "Touch your security key");
  g_assert_cmpuint (fixture->given, ==, 0);
  software_key_touch (fixture->key);
  wait_for_evidence (fixture);
}

static void
a_missing_key_is_asked_for_and_taken_up (Fixture *fixture, gconstpointer data)
{
  software_bus_take_out (fixture->bus, fixture->key);
  begin (fixture);
  wait_for_text (fixture, "Plug in your security key");
  software_bus_plug_in (fixture->bus, fixture->other);
  wait_for_text (fixture, "This key is not registered");
  software_bus_plug_in (fixture->bus, fixture->key);
  wait_for_evidence (fixture);
}

static void
what_hinders_the_key_is_told (Fixture *fixture, gconstpointer data)
{
  software_bus_hinder (fixture->bus, YQQ_FIDO2_ERROR_IN_USE);
  begin (fixture);
  wait_for_text (fixture, "Close that program; it goes on here by itself.");
  software_bus_unhinder (fixture->bus);
  wait_for_evidence (fixture);
}

static void
after_a_failure_one_can_try_again (Fixture *fixture, gconstpointer data)
{
  software_key_set_touch (fixture->key, SOFTWARE_KEY_DECLINED);
  begin (fixture);
  wait_for_text (fixture, "Declined on the key");
  widget_test_assert_shows (fixture->window, "If that was a mistake, try again.");
  widget_test_assert_says (fixture->window, "If that was a mistake, try again.");
  software_key_set_touch (fixture->key, SOFTWARE_KEY_TOUCHED);
  widget_test_click (fixture->window, "Try again");
  wait_for_evidence (fixture);
}

static void
a_key_that_is_taken_out_is_told (Fixture *fixture, gconstpointer data)
{
  software_key_set_touch (fixture->key, SOFTWARE_KEY_WAITS);
  begin (fixture);
  wait_for_text (fixture, "Touch your security key");
  software_bus_take_out (fixture->bus, fixture->key);
  wait_for_text (fixture, "The key was taken out");
}

static void
the_keys_own_pin_is_asked_for_until_it_is_right (Fixture *fixture, gconstpointer data)
{
  software_key_set_pin (fixture->key, "Key 24", 8);
  software_key_set_always_pin (fixture->key, TRUE);
  begin (fixture);
  wait_for_text (fixture, "It is the key's own PIN, not that of your certificates.");
  type (fixture, "wrong");
  widget_test_click (fixture->window, "Confirm");
  wait_for_text (fixture, "tries are left before the key is blocked.");
  type (fixture, "Key 24");
  widget_test_press_key (widget_test_find_type (fixture->window, YQQ_TYPE_KEY_PIN_ENTRY),
                         GDK_KEY_Return);
  wait_for_evidence (fixture);
}

static void
nothing_that_can_be_read_holds_the_pin (Fixture *fixture, gconstpointer data)
{
  software_key_set_pin (fixture->key, "Key24", 8);
  software_key_set_always_pin (fixture->key, TRUE);
  begin (fixture);
  wait_for_text (fixture, "Enter the PIN of the key");
  type (fixture, "Key24");
  widget_test_settle ();
  g_autofree char *text = widget_test_collect_text (fixture->window);
  g_assert_null (strstr (text, "Key24"));
  g_assert_null (strstr (text, "y24"));
  widget_test_assert_shows (fixture->window, "●●●●●");
  g_assert_null (strstr (text, "●●●●●●"));
}

static void
backspace_takes_a_whole_character (Fixture *fixture, gconstpointer data)
{
  g_autoptr (YqqKeyPinEntry) entry =
      g_object_ref_sink (g_object_new (YQQ_TYPE_KEY_PIN_ENTRY, NULL));
  GtkWidget *window = widget_test_show (GTK_WIDGET (entry));
  static const guint keys[] = {'a', 'b', 'c', GDK_KEY_udiaeresis, GDK_KEY_BackSpace, 'd'};
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    widget_test_press_key (GTK_WIDGET (entry), keys[i]);
  g_assert_true (yqq_key_pin_entry_get_complete (entry));
  g_autoptr (YqqSecretBytes) pin = yqq_key_pin_entry_take (entry);
  g_assert_cmpmem (yqq_secret_bytes_get_data (pin), yqq_secret_bytes_get_size (pin), "abcd", 4);
  g_assert_null (yqq_key_pin_entry_take (entry));
  for (guint i = 0; i < 2 * YQQ_KEY_PIN_MAX_BYTES; i++)
    widget_test_press_key (GTK_WIDGET (entry), 'x');
  g_autoptr (YqqSecretBytes) longest = yqq_key_pin_entry_take (entry);
  g_assert_cmpuint (yqq_secret_bytes_get_size (longest), ==, YQQ_KEY_PIN_MAX_BYTES);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
leaving_stops_the_key_and_gives_nothing (Fixture *fixture, gconstpointer data)
{
  software_key_set_touch (fixture->key, SOFTWARE_KEY_WAITS);
  begin (fixture);
  wait_for_text (fixture, "Touch your security key");
  yqq_identity_panel_stop (fixture->panel);
  widget_test_wait_until (software_key_count_cancelled (fixture->key) == 1);
  g_assert_cmpuint (fixture->given, ==, 0);
  software_key_touch (fixture->key); /* for the next request */
  begin (fixture);
  wait_for_evidence (fixture);
}

static void
what_the_authority_refuses_is_told_of_the_key_and_not_of_a_code (Fixture *fixture,
                                                                 gconstpointer data)
{
  g_autoptr (GError) invalid = yqq_problem_error_new (YQQ_PROBLEM_EVIDENCE_INVALID, NULL);
  g_autoptr (GError) unknown = yqq_problem_error_new (YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN, NULL);
  g_autoptr (GError) busy = yqq_problem_error_new (YQQ_PROBLEM_RATE_LIMITED, NULL);
  g_autoptr (GError) refused = yqq_identity_panel_explain (fixture->panel, invalid);
  g_autoptr (GError) other = yqq_identity_panel_explain (fixture->panel, unknown);
  g_assert_error (refused, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_REFUSED);
  g_assert_error (other, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_OTHER_KEY);
  g_assert_null (yqq_identity_panel_explain (fixture->panel, busy));
}

#define ADD(name) g_test_add ("/app/fido2-panel/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);
  ADD (a_touch_gives_evidence);
  ADD (a_missing_key_is_asked_for_and_taken_up);
  ADD (what_hinders_the_key_is_told);
  ADD (after_a_failure_one_can_try_again);
  ADD (a_key_that_is_taken_out_is_told);
  ADD (the_keys_own_pin_is_asked_for_until_it_is_right);
  ADD (nothing_that_can_be_read_holds_the_pin);
  ADD (backspace_takes_a_whole_character);
  ADD (what_the_authority_refuses_is_told_of_the_key_and_not_of_a_code);
  ADD (leaving_stops_the_key_and_gives_nothing);
  return g_test_run ();
}
