/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/problem-text.h"

#include <glib/gi18n.h>

static const char *const sentences[YQQ_PROBLEM_COUNT] = {
    [YQQ_PROBLEM_RATE_LIMITED] = N_ ("too many requests; wait a moment and try again"),
    [YQQ_PROBLEM_INTERNAL] = N_ ("the authority failed; nothing was changed. Try again later"),
    [YQQ_PROBLEM_SIGNATURE_EXPIRED] =
        N_ ("this computer's clock is wrong by more than five minutes; set it and try again"),
    [YQQ_PROBLEM_DEVICE_UNKNOWN] = N_ ("this device is not registered any more; log in again"),
    [YQQ_PROBLEM_DEVICE_REVOKED] = N_ ("this device is not registered any more; log in again"),
    [YQQ_PROBLEM_PERSON_UNKNOWN] = N_ ("no registered person has this name, kind of document and "
                                       "number; check them, or ask your administrator"),
    [YQQ_PROBLEM_EVIDENCE_INVALID] =
        N_ ("the staff code is wrong or used; ask for a new one at the service desk"),
    [YQQ_PROBLEM_EVIDENCE_EXPIRED] =
        N_ ("the staff code is too old; ask for a new one at the service desk"),
    [YQQ_PROBLEM_EVIDENCE_LOCKED] =
        N_ ("too many wrong staff codes; ask for a new one at the service desk"),
    [YQQ_PROBLEM_PIN_LOCKED] = N_ ("the PIN is locked; set a new one with identity verification"),
    [YQQ_PROBLEM_GRANT_NOT_FOUND] =
        N_ ("this certificate is not granted to you; ask your administrator"),
    [YQQ_PROBLEM_GRANT_SUSPENDED] =
        N_ ("your administrator has suspended this certificate; it cannot be used now"),
    [YQQ_PROBLEM_GRANT_CANCELLED] =
        N_ ("this certificate was cancelled and cannot be used any more"),
    [YQQ_PROBLEM_GRANT_EXPIRED] =
        N_ ("the permission has expired; ask your administrator for a new one"),
    [YQQ_PROBLEM_CODE_UNKNOWN] = N_ ("the authority does not know this code; scan a fresh one"),
    [YQQ_PROBLEM_CODE_EXPIRED] = N_ ("the code has expired; scan the one the PC shows now"),
    [YQQ_PROBLEM_CODE_FORGED] = N_ ("the code is not genuine; do not use the page that showed it"),
    [YQQ_PROBLEM_CODE_USED] =
        N_ ("somebody has already scanned this code; make a new one on the PC"),
    [YQQ_PROBLEM_RELYING_PARTY_UNKNOWN] =
        N_ ("whoever asks is not registered; do not use the page that showed the code"),
    [YQQ_PROBLEM_REQUEST_INVALID] =
        N_ ("the PC's request is not genuine or too old; make a new code on the PC"),
    [YQQ_PROBLEM_CHECK_CODE_REQUIRED] = N_ ("type the three digits on the PC page first"),
    [YQQ_PROBLEM_SESSION_CLOSED] = N_ ("the session has ended; make a new code on the PC"),
    [YQQ_PROBLEM_CERTIFICATE_UNUSABLE] =
        N_ ("the certificate cannot be used now; “yqq certificate list” shows why"),
    [YQQ_PROBLEM_LIMIT_REACHED] =
        N_ ("the limit of one session is reached; make a new code on the PC"),
    [YQQ_PROBLEM_NOT_PERMITTED] =
        N_ ("your role in this enterprise does not allow it; nothing was changed"),
    [YQQ_PROBLEM_ACT_INVALID] = N_ ("the authority did not accept your signature; “yqq certificate "
                                    "list” shows whether your certificate can be used"),
    [YQQ_PROBLEM_ACT_EXPIRED] =
        N_ ("this computer's clock is wrong by more than five minutes; set it and try again"),
    [YQQ_PROBLEM_ACT_REUSED] =
        N_ ("the authority already has another act under this number; nothing was changed"),
    [YQQ_PROBLEM_PIN_REQUIRED] =
        N_ ("this needs your PIN; try again and enter it. Nothing was changed"),
    [YQQ_PROBLEM_QUOTA_EXHAUSTED] = N_ ("the enterprise's quota does not suffice; nothing was "
                                        "changed. Apply for more places at the service desk"),
    [YQQ_PROBLEM_GRANT_OWN] =
        N_ ("nobody cancels or suspends their own permission, nor decides about it; leave it to "
            "another administrator, or transfer the office first"),
    [YQQ_PROBLEM_GRANT_OF_ADMINISTRATOR] =
        N_ ("an administrator's permission goes with the office; transfer the administrator first"),
    [YQQ_PROBLEM_GRANT_DUPLICATE] =
        N_ ("this person is authorised already; change the permission they have"),
    [YQQ_PROBLEM_TRANSFER_WAITING] = N_ (
        "the office is offered to somebody who has not answered yet; withdraw that offer first"),
    [YQQ_PROBLEM_TRANSFER_NOT_FOUND] =
        N_ ("there is no such transfer, or it is not for you; “yqq transfer show” lists them"),
    [YQQ_PROBLEM_TRANSFER_ENDED] =
        N_ ("the transfer was answered, withdrawn or timed out before; nothing was changed"),
    [YQQ_PROBLEM_RECEIVER_UNUSABLE] = N_ ("this person cannot become the administrator: suspended, "
                                          "cancelled, expired, or administrator already"),
    [YQQ_PROBLEM_PROPOSAL_NOT_FOUND] =
        N_ ("there is no such proposal, or it is not for you; nothing was changed"),
    [YQQ_PROBLEM_PROPOSAL_ENDED] =
        N_ ("the proposal was decided, withdrawn or timed out before; nothing was changed"),
    [YQQ_PROBLEM_PROPOSAL_OWN] = N_ ("nobody decides on their own proposal; ask another "
                                     "administrator or the legal representative"),
    [YQQ_PROBLEM_PROPOSAL_CHANGED] =
        N_ ("the proposal is not the one you saw; read it again before you decide"),
    [YQQ_PROBLEM_SECOND_PERSON_MISSING] = N_ ("the rule of two people needs somebody else who "
                                              "could approve; authorise a second person first"),
    [YQQ_PROBLEM_AUDIT_ALTERED] =
        N_ ("the audit record is not the one that the authority signed earlier, so nothing was "
            "exported; keep the files exported earlier and tell the operator of the authority"),
    [YQQ_PROBLEM_IDENTITY_REQUIRED] =
        N_ ("your identity has to be verified for this first; nothing was changed"),
    [YQQ_PROBLEM_METHOD_REFUSED] =
        N_ ("this kind of verification does not count here; choose another method"),
    [YQQ_PROBLEM_EVIDENCE_REPLAYED] =
        N_ ("this verification was used before; verify your identity anew"),
    [YQQ_PROBLEM_SESSION_EXPIRED] = N_ ("your last log in on this device is too long ago; “yqq "
                                        "log-in” again: certificates and PIN are still here"),
    [YQQ_PROBLEM_FACE_NOT_ENROLLED] =
        N_ ("no face is enrolled on this device, or it has expired; choose another method"),
    [YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN] =
        N_ ("the authority knows no such security key of yours; nothing was changed"),
    [YQQ_PROBLEM_REVIEWER_ONLY] =
        N_ ("only a reviewer of the service desk may do this; nothing was changed"),
    [YQQ_PROBLEM_IDENTITY_OWN] =
        N_ ("nobody confirms themselves; ask another reviewer. Nothing was changed"),
    [YQQ_PROBLEM_EVIDENCE_VOIDED] =
        N_ ("this code does not count any more: a newer one was given for the same; enter that"),
};

const char *
yqq_problem_text (YqqProblemCode code)
{
  const char *sentence = code < YQQ_PROBLEM_COUNT ? sentences[code] : NULL;
  if (sentence != NULL)
    return _ (sentence);
  return _ ("the authority refused; nothing was changed. Try again, or update this program");
}
