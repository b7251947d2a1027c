/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/failure.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/problem-text.h"
#include "client/client-error.h"
#include "link/session-link.h"
#include "protocol/error.h"
#include "protocol/problem.h"
#include "wallet/wallet-error.h"

static int
report_pin (const GError *error)
{
  int left = yqq_wallet_error_get_tries_left (error);
  if (error->code == YQQ_WALLET_ERROR_PIN_LOCKED || left == 0)
    g_printerr (_ ("yqq: the PIN is locked after five wrong tries; nothing was signed. Set a new "
                   "PIN with identity verification.\n"));
  else if (left > 0)
    g_printerr (ngettext ("yqq: wrong PIN; %d try left\n", "yqq: wrong PIN; %d tries left\n", left),
                left);
  else
    g_printerr (_ ("yqq: wrong PIN\n"));
  return YQQ_EXIT_PIN;
}

static const char *
explain_wallet (int code)
{
  switch (code) {
  case YQQ_WALLET_ERROR_KEYRING_LOCKED:
    return _ ("the keyring is locked; unlock it (log in to the desktop, or open “Passwords and "
              "Keys”) and try again");
  case YQQ_WALLET_ERROR_KEYRING_ABSENT:
    return _ ("no keyring service answers; install and start gnome-keyring, then try again");
  case YQQ_WALLET_ERROR_NOT_LOGGED_IN:
    return _ ("nobody is logged in on this device; “yqq log-in” does that");
  case YQQ_WALLET_ERROR_NO_PIN:
    return _ ("no PIN is set yet; install a certificate first");
  case YQQ_WALLET_ERROR_PIN_WEAK:
    return _ ("this PIN is too easy to guess; take six digits that are no row, no repetition and "
              "no birthday");
  case YQQ_WALLET_ERROR_PIN_UNCHANGED:
    return _ ("that is the old PIN; choose another one");
  case YQQ_WALLET_ERROR_PIN_ALREADY_SET:
    return _ ("a PIN was set earlier; enter that one");
  case YQQ_WALLET_ERROR_KEY_UNKNOWN:
    return _ ("this device holds no key for that certificate; install it again");
  case YQQ_WALLET_ERROR_DAMAGED:
    return _ ("an item in the keyring is damaged; log out and in again, then reinstall the "
              "certificates");
  default:
    return _ ("the keyring could not do it; nothing was changed");
  }
}

static const char *
explain_client (int code)
{
  switch (code) {
  case YQQ_CLIENT_ERROR_OFFLINE:
    return _ ("the authority cannot be reached; nothing was changed. Check the network and try "
              "again");
  case YQQ_CLIENT_ERROR_TIMED_OUT:
    return _ ("the authority took too long to answer; try again");
  case YQQ_CLIENT_ERROR_TLS:
    return _ ("the authority's own certificate is not trusted here; ask your administrator");
  case YQQ_CLIENT_ERROR_ADDRESS:
    return _ ("the authority's address cannot be used; give https://HOST or unix:/PATH");
  case YQQ_CLIENT_ERROR_NO_PROGRAM:
    return _ ("yqq-authority is not installed beside yqq; install it or name an authority with "
              "--authority");
  default:
    return _ ("what answers there is not an authority that this program understands");
  }
}

static const char *
explain_link (int code)
{
  switch (code) {
  case YQQ_LINK_ERROR_NO_CERTIFICATE:
    return _ ("no certificate on this device can be used now; “yqq certificate list” shows why");
  default:
    return _ ("the session has moved on; scan a fresh code");
  }
}

static int
say (const char *sentence, int code)
{
  g_printerr ("yqq: %s\n", sentence);
  return code;
}

static int
report_problem (const GError *error)
{
  gint64 after = yqq_problem_error_get (error)->retry_after;
  if (error->code != YQQ_PROBLEM_RATE_LIMITED || after <= 1)
    return say (yqq_problem_text (error->code), YQQ_EXIT_NO);
  g_autofree char *sentence =
      g_strdup_printf (ngettext ("too many requests; try again in %d second",
                                 "too many requests; try again in %d seconds", (gulong)after),
                       (int)after);
  return say (sentence, YQQ_EXIT_NO);
}

int
yqq_failure_report (const GError *error)
{
  g_debug ("%s: %s", g_quark_to_string (error->domain), error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return say (_ ("stopped; nothing more was done"), YQQ_EXIT_UNAVAILABLE);
  if (error->domain == YQQ_WALLET_ERROR) {
    if (error->code == YQQ_WALLET_ERROR_WRONG_PIN || error->code == YQQ_WALLET_ERROR_PIN_LOCKED)
      return report_pin (error);
    return say (explain_wallet (error->code), YQQ_EXIT_UNAVAILABLE);
  }
  if (error->domain == YQQ_CLIENT_ERROR)
    return say (explain_client (error->code), YQQ_EXIT_UNAVAILABLE);
  if (error->domain == YQQ_LINK_ERROR)
    return say (explain_link (error->code), YQQ_EXIT_NO);
  if (g_error_matches (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_OTHER_AUTHORITY))
    return say (_ ("this code belongs to another authority than the one you are logged in at"),
                YQQ_EXIT_NO);
  if (error->domain == YQQ_PROTOCOL_ERROR)
    return say (_ ("this is not a code of 粤企签; scan the one that the PC page shows"),
                YQQ_EXIT_NO);
  if (error->domain == YQQ_PROBLEM_ERROR)
    return report_problem (error);
  return say (_ ("something unexpected went wrong; nothing was changed"), YQQ_EXIT_UNAVAILABLE);
}
