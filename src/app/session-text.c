/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-text.h"

#include <glib/gi18n.h>

#define ENDED N_ ("Disconnected")
#define OK_ICON "emblem-ok-symbolic"
#define WARNING_ICON "dialog-warning-symbolic"

/* clang-format off */
static const YqqSessionEnd ends[YQQ_SESSION_REASON_COUNT] = {
  [YQQ_SESSION_REASON_NONE] = { ENDED, N_("The session is over. Your keys are locked again."), OK_ICON, YQQ_TONE_NEUTRAL },
  [YQQ_SESSION_REASON_USER] = { ENDED, N_("You have disconnected. Your keys are locked again."), OK_ICON, YQQ_TONE_GOOD },
  [YQQ_SESSION_REASON_PC] = { ENDED, N_("The PC has disconnected. Your keys are locked again."), OK_ICON, YQQ_TONE_GOOD },
  [YQQ_SESSION_REASON_DONE] = { N_("Finished"), N_("The PC has finished and disconnected. Your keys are locked again."), OK_ICON, YQQ_TONE_GOOD },
  [YQQ_SESSION_REASON_IDLE] = { N_("Disconnected: nothing happened for too long"), N_("The session ended by itself so that nobody else can sign. Scan again to go on."), "alarm-symbolic", YQQ_TONE_NOTICE },
  [YQQ_SESSION_REASON_ABSOLUTE] = { N_("Disconnected: the longest time is over"), N_("One session lasts half an hour at most. Scan again to go on."), "alarm-symbolic", YQQ_TONE_NOTICE },
  [YQQ_SESSION_REASON_LIMIT] = { N_("Disconnected: the limit is reached"), N_("One session takes 100 signatures. Scan again for more."), "alarm-symbolic", YQQ_TONE_NOTICE },
  [YQQ_SESSION_REASON_LOST] = { N_("The connection was lost"), N_("The PC's page or the network was away for too long. What was signed is kept. Scan again to go on."), "network-offline-symbolic", YQQ_TONE_NOTICE },
  [YQQ_SESSION_REASON_GRANT_CHANGED] = { N_("Disconnected: your permission has changed"), N_("The administrator has changed or cancelled it. Look at the certificate's page."), WARNING_ICON, YQQ_TONE_NOTICE },
  [YQQ_SESSION_REASON_PIN_REPLACED] = { N_("Disconnected: a new PIN was set"), N_("If that was not you, say so under “Notices”. Otherwise scan again when your certificates are installed anew."), WARNING_ICON, YQQ_TONE_NOTICE },
  [YQQ_SESSION_REASON_PIN_CHANGED] = { N_("Disconnected: the PIN was changed"), N_("If that was not you, say so under “Notices”. Otherwise scan again to go on; your certificates stay as they are."), WARNING_ICON, YQQ_TONE_NOTICE },
  [YQQ_SESSION_REASON_DEVICE_REVOKED] = { N_("Disconnected: this computer was logged out"), N_("Log in again to go on."), WARNING_ICON, YQQ_TONE_NOTICE },
  [YQQ_SESSION_REASON_RELYING_PARTY_WITHDRAWN] = { N_("Disconnected: the web system is not registered any more"), N_("The authority has withdrawn it and does not vouch for it now. What was signed is kept. Do not sign there. Ask the operator of the web system."), WARNING_ICON, YQQ_TONE_BAD },
  [YQQ_SESSION_REASON_AUTHORITY_RESTARTED] = { N_("Disconnected: the authority was restarted"), N_("What was signed is kept. Scan again to go on."), WARNING_ICON, YQQ_TONE_NOTICE },
  [YQQ_SESSION_REASON_LOCKED] = { N_("Disconnected: the screen was locked"), N_("You were away, so the session ended. Scan again to go on."), "changes-prevent-symbolic", YQQ_TONE_NEUTRAL },
  [YQQ_SESSION_REASON_SUSPENDED] = { N_("Disconnected: the computer went to sleep"), N_("The session ended before it did. Scan again to go on."), "changes-prevent-symbolic", YQQ_TONE_NEUTRAL },
  [YQQ_SESSION_REASON_EXIT] = { ENDED, N_("The program was closed. Your keys are locked again."), OK_ICON, YQQ_TONE_NEUTRAL },
  [YQQ_SESSION_REASON_CHECK_CODE] = { N_("Refused: wrong check code"), N_("Other digits than yours were typed on the PC three times. Nothing was signed. If that was not you, somebody else has your code: let the PC show a new one."), WARNING_ICON, YQQ_TONE_BAD },
  [YQQ_SESSION_REASON_CODE] = { N_("The QR code has expired"), N_("Nothing was opened. Let the PC show a new code."), "alarm-symbolic", YQQ_TONE_NOTICE },
  [YQQ_SESSION_REASON_CLAIM] = { N_("Too late"), N_("The time to confirm is over. Nothing was signed. Scan again."), "alarm-symbolic", YQQ_TONE_NOTICE },
};

static const YqqSessionEnd rejected_by_user = { N_("Refused"), N_("You have refused. The PC was told, and nothing was signed."), "action-unavailable-symbolic", YQQ_TONE_NEUTRAL };
/* clang-format on */

YqqSessionEnd
yqq_session_end_get (YqqSessionState state, const char *reason)
{
  YqqSessionReason code = YQQ_SESSION_REASON_NONE;
  yqq_session_reason_from_nick (reason, &code);
  if (state == YQQ_SESSION_STATE_EXPIRED && code == YQQ_SESSION_REASON_NONE)
    code = YQQ_SESSION_REASON_CLAIM;
  YqqSessionEnd end = ends[code];
  if (state == YQQ_SESSION_STATE_REJECTED && code != YQQ_SESSION_REASON_CHECK_CODE)
    end = rejected_by_user;
  end.title = _ (end.title);
  end.sentence = _ (end.sentence);
  return end;
}

const char *
yqq_signature_state_get_word (YqqSignatureState state)
{
  switch (state) {
  case YQQ_SIGNATURE_WAITING:
    return _ ("Waits for you");
  case YQQ_SIGNATURE_SIGNING:
    return _ ("Signing");
  case YQQ_SIGNATURE_SIGNED:
    return _ ("Signed");
  case YQQ_SIGNATURE_REFUSED:
    return _ ("Refused");
  case YQQ_SIGNATURE_FAILED:
    return _ ("Failed");
  }
  g_return_val_if_reached (NULL);
}

const char *
yqq_signature_state_get_icon (YqqSignatureState state)
{
  switch (state) {
  case YQQ_SIGNATURE_WAITING:
    return "dialog-question-symbolic";
  case YQQ_SIGNATURE_SIGNING:
    return "content-loading-symbolic";
  case YQQ_SIGNATURE_SIGNED:
    return OK_ICON;
  case YQQ_SIGNATURE_REFUSED:
    return "action-unavailable-symbolic";
  case YQQ_SIGNATURE_FAILED:
    return WARNING_ICON;
  }
  g_return_val_if_reached (NULL);
}

YqqTone
yqq_signature_state_get_tone (YqqSignatureState state)
{
  static const YqqTone tones[] = {
      [YQQ_SIGNATURE_WAITING] = YQQ_TONE_NOTICE, [YQQ_SIGNATURE_SIGNING] = YQQ_TONE_NEUTRAL,
      [YQQ_SIGNATURE_SIGNED] = YQQ_TONE_GOOD,    [YQQ_SIGNATURE_REFUSED] = YQQ_TONE_NEUTRAL,
      [YQQ_SIGNATURE_FAILED] = YQQ_TONE_BAD,
  };
  return tones[state];
}
