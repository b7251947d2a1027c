/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fido2-prompt.h"

#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/secret-prompt.h"
#include "cli/wait.h"
#include "identity/fido2-registration.h"
#include "identity/fido2-usb-bus.h"

static const struct {
  const char *state;
  const char *sentence;
} states[] = {
    {"insert-key", N_ ("Plug your security key in.")},
    {"other-key", N_ ("This key is not registered; plug in the one that is.")},
    {"key-in-use", N_ ("Another program is working with the key; close it.")},
    {"key-not-permitted",
     N_ ("The system does not let this program open the key; ask for the udev rules for FIDO2 "
         "keys.")},
    {"key-unsupported", N_ ("This key is from before FIDO2; plug another one in.")},
    {"choose-key", N_ ("Several keys blink; touch the one that you want to use.")},
    {"touch", N_ ("Touch your security key.")},
};

static void
say_state (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].state, state))
      g_printerr ("%s\n", _ (states[i].sentence));
}

static void
say_wrong_pin (GVariant *detail)
{
  int tries_left = -1;
  gboolean was_wrong = FALSE;
  g_variant_get (detail, "(ib)", &tries_left, &was_wrong);
  if (was_wrong && tries_left >= 0)
    g_printerr (ngettext ("That was not the key's PIN; %d try is left before it is blocked.\n",
                          "That was not the key's PIN; %d tries are left before it is blocked.\n",
                          (gulong)tries_left),
                tries_left);
  else if (was_wrong)
    g_printerr (_ ("That was not the key's PIN.\n"));
}

/* The key waits in its own thread meanwhile. */
static void
on_progress (YqqFido2Prover *prover, const char *state, GVariant *detail, const int *key_pin_fd)
{
  if (!g_str_equal (state, "pin")) {
    say_state (state);
    return;
  }
  say_wrong_pin (detail);
  g_autoptr (YqqSecretBytes) pin =
      yqq_secret_prompt (_ ("PIN of the security key:"), *key_pin_fd > 0 ? *key_pin_fd : -1);
  yqq_fido2_prover_answer_pin (prover, pin);
}

static const char *
explain (int code)
{
  switch (code) {
  case YQQ_FIDO2_ERROR_NO_KEY:
    return _ ("no security key was plugged in; nothing was changed");
  case YQQ_FIDO2_ERROR_OTHER_KEY:
    return _ ("none of the keys that are plugged in is registered. If yours is lost, the service "
              "desk can take it out");
  case YQQ_FIDO2_ERROR_TIMED_OUT:
    return _ ("the key was not touched in time; nothing was changed");
  case YQQ_FIDO2_ERROR_REMOVED:
    return _ ("the key was taken out while it worked; nothing was changed");
  case YQQ_FIDO2_ERROR_DECLINED:
    return _ ("the key was told not to do it; nothing was changed");
  case YQQ_FIDO2_ERROR_PIN_PAUSED:
    return _ ("three wrong PINs in a row: take the key out, plug it in and try again");
  case YQQ_FIDO2_ERROR_PIN_BLOCKED:
    return _ ("the key's PIN is blocked; only resetting the key helps, which empties it");
  case YQQ_FIDO2_ERROR_REGISTERED:
    return _ ("this security key is registered already; nothing was changed");
  case YQQ_FIDO2_ERROR_IN_USE:
    return _ ("another program is working with the key; close it and try again");
  case YQQ_FIDO2_ERROR_NOT_PERMITTED:
    return _ ("the system does not let this program open the key; ask for the udev rules for FIDO2 "
              "keys");
  case YQQ_FIDO2_ERROR_UNSUPPORTED:
    return _ ("this kind of key cannot be used; take another one");
  default:
    return _ ("something went wrong between this computer and the key; nothing was changed");
  }
}

static int
report (const GError *error)
{
  if (error->domain != YQQ_FIDO2_ERROR)
    return yqq_failure_report (error);
  g_printerr ("yqq: %s\n", explain (error->code));
  return error->code == YQQ_FIDO2_ERROR_PIN_PAUSED || error->code == YQQ_FIDO2_ERROR_PIN_BLOCKED
             ? YQQ_EXIT_PIN
             : YQQ_EXIT_NO;
}

JsonObject *
yqq_fido2_prompt (const YqqIdentityTask *task, GPtrArray *known, int key_pin_fd, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (YqqFido2Bus) bus = yqq_fido2_usb_bus_new ();
  g_autoptr (YqqFido2Prover) prover = yqq_fido2_prover_new (bus);
  g_signal_connect (prover, "progress", G_CALLBACK (on_progress), &key_pin_fd);
  if (known != NULL)
    yqq_fido2_registration_make_async (prover, task, known, yqq_wait_get_cancellable (),
                                       yqq_wait_note_result, &place);
  else
    yqq_identity_prover_prove_async (YQQ_IDENTITY_PROVER (prover), task,
                                     yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  JsonObject *made = known != NULL ? yqq_fido2_registration_make_finish (prover, result, &error)
                                   : yqq_identity_prover_prove_finish (YQQ_IDENTITY_PROVER (prover),
                                                                       result, &error);
  if (made == NULL)
    *exit_code = report (error);
  return made;
}
