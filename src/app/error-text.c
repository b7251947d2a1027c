/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/error-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "app/face-text.h"
#include "app/sheet-reader.h"
#include "client/client-error.h"
#include "face/face-error.h"
#include "identity/fido2-error.h"
#include "identity/oidc-error.h"
#include "link/session-link.h"
#include "protocol/error.h"
#include "protocol/problem.h"
#include "scan/scan-error.h"
#include "wallet/wallet-error.h"

typedef struct {
  const char *nick; /* NULL: the domain has nicks of its own */
  YqqErrorText text;
} Entry;

#define RETRY N_ ("Try again. If it stays, give the code below to your service desk.")
#define RETRY_LATER N_ ("Wait a moment and try again.")
#define RETRY_MUCH_LATER N_ ("Wait a few minutes and try again.")
#define NEW_CODE N_ ("Let the PC show a new QR code and scan that.")
#define ASK_ADMINISTRATOR N_ ("Ask your enterprise's certificate administrator.")

/* clang-format off */
static const Entry problem_entries[] = {
  [YQQ_PROBLEM_MALFORMED] = { NULL, { N_("The request was not understood"), N_("The authority could not read what this program sent. Nothing was changed."), RETRY } },
  [YQQ_PROBLEM_TOO_LARGE] = { NULL, { N_("Too much at once"), N_("What was sent is larger than the authority takes. Nothing was changed."), N_("Try it with fewer or smaller documents.") } },
  [YQQ_PROBLEM_NOT_FOUND] = { NULL, { N_("Not there"), N_("The authority knows nothing under this name, or it is not for you. Nothing was changed."), N_("Refresh the page and try again.") } },
  [YQQ_PROBLEM_METHOD_NOT_ALLOWED] = { NULL, { N_("Not possible here"), N_("The authority does not offer this. Nothing was changed."), N_("Check that this program and the authority have the same version.") } },
  [YQQ_PROBLEM_RATE_LIMITED] = { NULL, { N_("Too many requests"), N_("The authority asks for a pause. Nothing was changed."), N_("Wait a moment and try again. After very many questions about people it takes up to half an hour.") } },
  [YQQ_PROBLEM_INTERNAL] = { NULL, { N_("The authority has a fault"), N_("The authority could not do it. Nothing was changed."), RETRY } },
  [YQQ_PROBLEM_SIGNATURE_MISSING] = { NULL, { N_("This computer was not recognised"), N_("The request came without this computer's proof. Nothing was changed."), N_("Close the program and open it again.") } },
  [YQQ_PROBLEM_SIGNATURE_INVALID] = { NULL, { N_("This computer was not recognised"), N_("The authority could not verify this computer's proof. Nothing was changed."), N_("Log out and log in again.") } },
  [YQQ_PROBLEM_SIGNATURE_EXPIRED] = { NULL, { N_("The clocks differ too much"), N_("This computer's clock and the authority's are more than five minutes apart. Nothing was changed."), N_("Set this computer's date and time, then try again.") } },
  [YQQ_PROBLEM_SIGNATURE_REPLAYED] = { NULL, { N_("Sent twice"), N_("The authority has already seen this request and did not take it again."), N_("Refresh the page to see how things stand.") } },
  [YQQ_PROBLEM_DEVICE_UNKNOWN] = { NULL, { N_("Please log in again"), N_("The authority does not know this computer any more. Your certificates on other devices are untouched."), N_("Log out here and log in again.") } },
  [YQQ_PROBLEM_DEVICE_REVOKED] = { NULL, { N_("Please log in again"), N_("This computer was logged out at the authority, and its certificates were withdrawn."), N_("Log out here, log in again and install your certificates anew.") } },
  [YQQ_PROBLEM_TOKEN_INVALID] = { NULL, { N_("Not allowed"), N_("The authority did not accept the key to this request. Nothing was changed."), RETRY } },
  [YQQ_PROBLEM_PERSON_UNKNOWN] = { NULL, { N_("Nobody is registered like this"), N_("Name, document type and number together belong to nobody here. Nothing was stored."), N_("Compare them with your document. If they are right, ask your enterprise's certificate administrator.") } },
  [YQQ_PROBLEM_EVIDENCE_INVALID] = { NULL, { N_("The staff code is wrong"), N_("The code is mistyped, or has been used already. What you typed was kept."), N_("Check the eight digits, or ask the staff for a new code.") } },
  [YQQ_PROBLEM_EVIDENCE_EXPIRED] = { NULL, { N_("The time for this is over"), N_("The code, or the verification that had been begun, is too old to count. What you typed was kept."), N_("Begin again; if you have a code from the staff, ask them for a new one.") } },
  [YQQ_PROBLEM_EVIDENCE_LOCKED] = { NULL, { N_("Too many wrong staff codes"), N_("Logging in is locked for this person to protect them. Nothing was stored."), N_("Go to the staff with your document and ask for a new code.") } },
  [YQQ_PROBLEM_PIN_NOT_SET] = { NULL, { N_("No PIN yet"), N_("This computer has no PIN for you. Nothing was changed."), N_("Set a PIN, then try again.") } },
  [YQQ_PROBLEM_PIN_ALREADY_SET] = { NULL, { N_("There is a PIN already"), N_("A PIN was set on this computer earlier, and it stays."), N_("Enter that PIN.") } },
  [YQQ_PROBLEM_PIN_WRONG] = { NULL, { N_("Wrong PIN"), N_("This was not your PIN. Nothing was signed."), N_("Enter it again.") } },
  [YQQ_PROBLEM_PIN_LOCKED] = { NULL, { N_("The PIN is locked"), N_("It was wrong five times, so your keys are locked. They are still here, and nothing was signed."), N_("Only a new PIN unlocks them: set one under “Forgotten your PIN?” or in the settings, and show that it is you.") } },
  [YQQ_PROBLEM_CHALLENGE_UNKNOWN] = { NULL, { N_("That took too long"), N_("The authority's question to this computer has run out. No try was lost."), N_("Enter the PIN again.") } },
  [YQQ_PROBLEM_GRANT_NOT_FOUND] = { NULL, { N_("No permission"), N_("The authority knows no permission of yours for this certificate. Nothing was changed."), ASK_ADMINISTRATOR } },
  [YQQ_PROBLEM_GRANT_SUSPENDED] = { NULL, { N_("The permission is suspended"), N_("Your administrator has suspended it. Your keys stay on this computer."), N_("Ask them to choose your permissions again.") } },
  [YQQ_PROBLEM_GRANT_CANCELLED] = { NULL, { N_("The permission was cancelled"), N_("It was cancelled for good. What you have signed stays valid."), ASK_ADMINISTRATOR } },
  [YQQ_PROBLEM_GRANT_EXPIRED] = { NULL, { N_("The permission has expired"), N_("Its time is over. What you have signed stays valid."), N_("Ask your enterprise's certificate administrator to renew it.") } },
  [YQQ_PROBLEM_REQUEST_REFUSED] = { NULL, { N_("The certificate was not issued"), N_("The authority could not verify the new key. No certificate was made."), RETRY } },
  [YQQ_PROBLEM_CODE_UNKNOWN] = { NULL, { N_("The authority does not know this code"), N_("The QR code looks right but belongs to no session. Nothing was opened."), NEW_CODE } },
  [YQQ_PROBLEM_CODE_EXPIRED] = { NULL, { N_("The QR code is too old"), N_("It changes every two seconds, and this one has had its time. Nothing was opened."), N_("Scan the code that the PC shows now, or let it show a new one.") } },
  [YQQ_PROBLEM_CODE_FORGED] = { NULL, { N_("This QR code is forged"), N_("Its seal is not the authority's. Nothing was opened, and nothing was told to whoever made it."), N_("Do not use the page that showed it. Open the web system from its own address.") } },
  [YQQ_PROBLEM_CODE_USED] = { NULL, { N_("This QR code was used already"), N_("Somebody has scanned it before you. Nothing was opened here."), N_("If that was not you on another device, tell the web system. Then let the PC show a new code.") } },
  [YQQ_PROBLEM_RELYING_PARTY_UNKNOWN] = { NULL, { N_("The web system is not registered"), N_("The authority does not vouch for whoever shows this code. Nothing was opened."), N_("Do not sign there. Ask the operator of the web system.") } },
  [YQQ_PROBLEM_REQUEST_INVALID] = { NULL, { N_("The web system's request is not genuine"), N_("Its signature does not verify, or it is meant for another session. Nothing was opened."), N_("Do not sign there. Open the web system from its own address and try again.") } },
  [YQQ_PROBLEM_CHECK_CODE_REQUIRED] = { NULL, { N_("The check code is still missing"), N_("The digits shown here have not been typed on the PC yet."), N_("Type the three digits on the PC page.") } },
  [YQQ_PROBLEM_CHECK_CODE_WRONG] = { NULL, { N_("Wrong check code"), N_("Other digits than those shown here were typed on the PC. Nothing was signed."), N_("Compare the digits and type them again.") } },
  [YQQ_PROBLEM_STATE_CONFLICT] = { NULL, { N_("The session has moved on"), N_("This does not fit the session's state any more. Nothing was signed."), N_("Look at the session's page, or scan again.") } },
  [YQQ_PROBLEM_FRAME_REPLAYED] = { NULL, { N_("Sent twice"), N_("The authority has already had this message and did not take it again."), N_("Look at the session's page to see how things stand.") } },
  [YQQ_PROBLEM_FRAME_RATE] = { NULL, { N_("Too fast"), N_("The session had too many messages in one second. Nothing was lost."), RETRY_LATER } },
  [YQQ_PROBLEM_SESSION_CLOSED] = { NULL, { N_("The session is over"), N_("What was signed before stays signed. Nothing more can be signed in it."), NEW_CODE } },
  [YQQ_PROBLEM_CERTIFICATE_UNKNOWN] = { NULL, { N_("The certificate cannot be used here"), N_("The authority knows no usable certificate of yours like this. Nothing was signed."), N_("Choose another certificate on the PC.") } },
  [YQQ_PROBLEM_CERTIFICATE_UNUSABLE] = { NULL, { N_("The certificate cannot be used now"), N_("It is suspended, cancelled, expired or replaced. Nothing was signed with it."), N_("Look at its page to see why, or choose another one on the PC.") } },
  [YQQ_PROBLEM_SIGNATURE_REFUSED] = { NULL, { N_("The signature was not accepted"), N_("The authority could not verify it over what was asked, so it was not passed on."), RETRY } },
  [YQQ_PROBLEM_DOCUMENT_UNKNOWN] = { NULL, { N_("The document was not supplied"), N_("The PC has sent its name and digest, but not the document itself. Nothing was signed."), N_("Look at it on the PC and compare the digest above, or refuse.") } },
  [YQQ_PROBLEM_LIMIT_REACHED] = { NULL, { N_("The session's limit is reached"), N_("One session takes 100 signatures. Those made are kept."), N_("Disconnect and scan again for more.") } },
  [YQQ_PROBLEM_NOT_PERMITTED] = { NULL, { N_("Not with your role"), N_("Only the enterprise's certificate administrator or legal representative may do this. Nothing was changed."), ASK_ADMINISTRATOR } },
  [YQQ_PROBLEM_ACT_INVALID] = { NULL, { N_("The act was not accepted"), N_("The authority could not verify your signature under it, or your certificate cannot be used now. Nothing was changed."), N_("Look at your certificate's page, then try again.") } },
  [YQQ_PROBLEM_ACT_EXPIRED] = { NULL, { N_("That took too long"), N_("This computer's clock and the authority's are more than five minutes apart, or the act waited too long. Nothing was changed."), N_("Set this computer's date and time, then try again.") } },
  [YQQ_PROBLEM_ACT_REUSED] = { NULL, { N_("Sent twice"), N_("The authority already has another act under this number and did not take this one."), N_("Refresh the page to see how things stand.") } },
  [YQQ_PROBLEM_PIN_REQUIRED] = { NULL, { N_("The PIN is needed"), N_("This act asks for your PIN. Nothing was changed."), N_("Try again and enter your PIN.") } },
  [YQQ_PROBLEM_QUOTA_EXHAUSTED] = { NULL, { N_("The quota does not suffice"), N_("Your enterprise has no places left for this. Nothing was changed; cancelled places are not given back."), N_("Apply for more places at the service desk.") } },
  [YQQ_PROBLEM_GRANT_OWN] = { NULL, { N_("This is your own permission"), N_("Nobody cancels or suspends their own, nor decides about it. Nothing was changed."), N_("Leave it to another administrator or the legal representative, or transfer the administrator first.") } },
  [YQQ_PROBLEM_GRANT_OF_ADMINISTRATOR] = { NULL, { N_("This is an administrator's permission"), N_("It goes with the office and with a transfer only. Nothing was changed."), N_("Transfer the administrator first.") } },
  [YQQ_PROBLEM_GRANT_DUPLICATE] = { NULL, { N_("This person is authorised already"), N_("They have a permission in this enterprise that is not cancelled. Nothing was added, and no place was taken."), N_("Change the one they have.") } },
  [YQQ_PROBLEM_TRANSFER_WAITING] = { NULL, { N_("A transfer is waiting already"), N_("This office was offered to somebody who has not answered yet. Nothing was changed."), N_("Wait for the answer, or withdraw that offer first.") } },
  [YQQ_PROBLEM_TRANSFER_NOT_FOUND] = { NULL, { N_("No such transfer"), N_("The authority knows no such offer, or it is not for you. Nothing was changed."), N_("Refresh the page to see how things stand.") } },
  [YQQ_PROBLEM_TRANSFER_ENDED] = { NULL, { N_("The transfer is over"), N_("It was answered, withdrawn or timed out before. Nothing was changed."), N_("Refresh the page. If it is still wanted, it has to be offered again.") } },
  [YQQ_PROBLEM_RECEIVER_UNUSABLE] = { NULL, { N_("This person cannot become the administrator"), N_("Their permission is suspended, cancelled or expired, or they are the administrator already. Nothing was changed."), N_("Choose somebody else, or give them their permissions first.") } },
  [YQQ_PROBLEM_PROPOSAL_NOT_FOUND] = { NULL, { N_("No such proposal"), N_("The authority knows no such proposal, or it is not for you. Nothing was changed."), N_("Refresh the page to see how things stand.") } },
  [YQQ_PROBLEM_PROPOSAL_ENDED] = { NULL, { N_("The proposal is over"), N_("It was decided, withdrawn or timed out before. Nothing was changed."), N_("Refresh the page. If it is still wanted, it has to be proposed again.") } },
  [YQQ_PROBLEM_PROPOSAL_OWN] = { NULL, { N_("This is your own proposal"), N_("The rule of two people asks for somebody else. Nothing was changed."), N_("Ask another administrator or the legal representative.") } },
  [YQQ_PROBLEM_PROPOSAL_CHANGED] = { NULL, { N_("The proposal is not the one you saw"), N_("What you approved differs from what is proposed. Nothing was changed."), N_("Refresh the page and read it again before you decide.") } },
  [YQQ_PROBLEM_SECOND_PERSON_MISSING] = { NULL, { N_("There is no second person"), N_("The rule of two people needs another administrator or the legal representative with a usable certificate. Nothing was changed."), N_("Authorise a second person first.") } },
  [YQQ_PROBLEM_AUDIT_ALTERED] = { NULL, { N_("The audit record has been altered"), N_("What the authority signed of it earlier is not there any more, so it signs nothing of it. No file was written."), N_("Keep the files exported earlier, and tell the operator of the authority at once.") } },
  [YQQ_PROBLEM_IDENTITY_REQUIRED] = { NULL, { N_("Please verify your identity first"), N_("This needs a verification of who you are that is not older than ten minutes and was not used before. Nothing was changed."), N_("Verify your identity, then try again.") } },
  [YQQ_PROBLEM_METHOD_REFUSED] = { NULL, { N_("This method does not count here"), N_("The authority does not take this kind of verification for what you want to do. Nothing was changed."), N_("Choose another method.") } },
  [YQQ_PROBLEM_EVIDENCE_REPLAYED] = { NULL, { N_("This verification was used already"), N_("Each verification is good for one thing, once. Nothing was changed."), N_("Verify your identity anew.") } },
  [YQQ_PROBLEM_SESSION_EXPIRED] = { NULL, { N_("Please log in again"), N_("Your last log in on this computer is too long ago. Your certificates and your PIN are still here."), N_("Log in again; nothing has to be installed anew.") } },
  [YQQ_PROBLEM_FACE_NOT_ENROLLED] = { NULL, { N_("No face is enrolled here"), N_("On this computer no face was enrolled for you, or it has expired. Nothing was changed."), N_("Choose another method, or enrol your face in the settings.") } },
  [YQQ_PROBLEM_AUTHENTICATOR_UNKNOWN] = { NULL, { N_("This security key is not registered"), N_("The authority knows no such key of yours. Nothing was changed."), N_("Use another key, or register this one in the settings.") } },
  [YQQ_PROBLEM_REVIEWER_ONLY] = { NULL, { N_("Only for the service desk"), N_("Only a reviewer of the service desk may do this. Nothing was changed."), N_("Go to the service desk with your document.") } },
  [YQQ_PROBLEM_IDENTITY_OWN] = { NULL, { N_("Nobody confirms themselves"), N_("This is your own document. At the service desk only somebody else can confirm who you are. Nothing was changed."), N_("Ask another reviewer to confirm you.") } },
  [YQQ_PROBLEM_EVIDENCE_VOIDED] = { NULL, { N_("This code does not count any more"), N_("The service desk has given you a newer code for the same purpose since. Nothing was changed, and no try was taken."), N_("Enter the newest code.") } },
  [YQQ_PROBLEM_UNRECOGNISED] = { "unrecognised", { N_("The authority said no"), N_("The reason is one that this version does not know. Nothing was changed."), N_("Check whether there is a newer version of this program.") } },
};

static const Entry wallet_entries[] = {
  [YQQ_WALLET_ERROR_KEYRING_LOCKED] = { "keyring-locked", { N_("Your keyring is locked"), N_("Your keys and certificates are safe inside, and cannot be read until you unlock it."), N_("Unlock the keyring.") } },
  [YQQ_WALLET_ERROR_KEYRING_ABSENT] = { "keyring-absent", { N_("There is no keyring"), N_("This program keeps your keys in the desktop's keyring, and none answers here. Nothing was stored anywhere else."), N_("Install gnome-keyring (or another Secret Service), log in to the desktop again and retry.") } },
  [YQQ_WALLET_ERROR_NOT_LOGGED_IN] = { "not-logged-in", { N_("Please log in"), N_("Nobody is logged in on this computer. Nothing was changed."), N_("Log in first.") } },
  [YQQ_WALLET_ERROR_NO_PIN] = { "no-pin", { N_("No PIN yet"), N_("This computer has no PIN for you. Nothing was changed."), N_("Set a PIN, then try again.") } },
  [YQQ_WALLET_ERROR_PIN_ALREADY_SET] = { "pin-already-set", { N_("There is a PIN already"), N_("A PIN was set on this computer earlier, and it stays."), N_("Enter that PIN.") } },
  [YQQ_WALLET_ERROR_PIN_WEAK] = { "pin-weak", { N_("This PIN is too easy to guess"), N_("It was not set."), N_("Choose digits that are no row, no repetition and no birthday.") } },
  [YQQ_WALLET_ERROR_PIN_UNCHANGED] = { "pin-unchanged", { N_("That is the old PIN"), N_("The new PIN is the one you have already. Nothing was changed."), N_("Choose another one.") } },
  [YQQ_WALLET_ERROR_WRONG_PIN] = { "wrong-pin", { N_("Wrong PIN"), N_("This was not your PIN. Nothing was signed."), N_("Enter it again.") } },
  [YQQ_WALLET_ERROR_PIN_LOCKED] = { "pin-locked", { N_("The PIN is locked"), N_("It was wrong five times, so your keys are locked. They are still here, and nothing was signed."), N_("Only a new PIN unlocks them: set one under “Forgotten your PIN?” or in the settings, and show that it is you.") } },
  [YQQ_WALLET_ERROR_DAMAGED] = { "damaged", { N_("Stored data are damaged"), N_("An entry in the keyring cannot be what this program stored. It was left as it is."), N_("Log out and log in again, then install your certificates anew.") } },
  [YQQ_WALLET_ERROR_KEY_UNKNOWN] = { "key-unknown", { N_("The key is not on this computer"), N_("The PC asked for a certificate whose key is not here. Nothing was signed."), N_("Choose another certificate on the PC, or install this one here.") } },
  [YQQ_WALLET_ERROR_VAULT_CLOSED] = { "vault-closed", { N_("The keys are locked again"), N_("The session ended in the meantime, and its keys were locked. Nothing was signed."), N_("Scan again and enter your PIN.") } },
  [YQQ_WALLET_ERROR_FAILED] = { "failed", { N_("The keyring did not do it"), N_("The desktop's keyring reported a fault. Nothing was changed."), RETRY } },
};

static const Entry client_entries[] = {
  [YQQ_CLIENT_ERROR_OFFLINE] = { "offline", { N_("The authority cannot be reached"), N_("Nobody answers at its address. Nothing was changed, and what you typed was kept."), N_("Check the network, then try again.") } },
  [YQQ_CLIENT_ERROR_TIMED_OUT] = { "timed-out", { N_("The authority takes too long"), N_("No answer came in time. It may or may not have been done; doing it again does no harm."), RETRY_LATER } },
  [YQQ_CLIENT_ERROR_BAD_ANSWER] = { "bad-answer", { N_("This is not an authority"), N_("Something answers at the address, but not as an authority does. Nothing was sent that is secret."), N_("Check the address.") } },
  [YQQ_CLIENT_ERROR_TLS] = { "tls", { N_("The connection is not safe"), N_("The authority's certificate for the connection is not trusted here, so nothing was sent."), N_("Check the address and this computer's date. In an office network, ask whether its root certificate is installed.") } },
  [YQQ_CLIENT_ERROR_ADDRESS] = { "address", { N_("The address cannot be used"), N_("An authority's address begins with https:// (or http:// on this computer itself)."), N_("Correct the address.") } },
  [YQQ_CLIENT_ERROR_NO_PROGRAM] = { "no-program", { N_("The authority program is missing"), N_("No authority is configured, and the one that comes with this program (yqq-authority) is not installed."), N_("Install it, or connect to your organisation's authority.") } },
  [YQQ_CLIENT_ERROR_FAILED] = { "failed", { N_("The authority did not start"), N_("The one that comes with this program gave up. Your data were not touched."), RETRY } },
};

static const Entry scan_entries[] = {
  [YQQ_SCAN_ERROR_NO_CODE] = { "no-code", { N_("No QR code found"), N_("The picture was looked at, and there is no QR code in it."), N_("Make the code larger, or choose another picture.") } },
  [YQQ_SCAN_ERROR_NOT_A_PICTURE] = { "not-a-picture", { N_("This is not a picture"), N_("It is damaged, or of a kind that is not read here."), N_("Choose a PNG or JPEG picture.") } },
  [YQQ_SCAN_ERROR_TOO_LARGE] = { "too-large", { N_("The picture is too large"), N_("It was not read."), N_("Cut out the part with the QR code and choose that.") } },
  [YQQ_SCAN_ERROR_NO_FILE] = { "no-file", { N_("The file cannot be read"), N_("It is not there any more, or you may not read it."), N_("Choose another picture.") } },
  [YQQ_SCAN_ERROR_NO_CAMERA] = { "no-camera", { N_("No camera"), N_("This computer has no camera, or it is switched off."), N_("Use the screen, a picture or the clipboard instead, or plug a camera in.") } },
  [YQQ_SCAN_ERROR_CAMERA_DENIED] = { "camera-denied", { N_("The camera is not allowed"), N_("The desktop does not let this program use it."), N_("Allow it in the system's privacy settings, or use the screen, a picture or the clipboard.") } },
  [YQQ_SCAN_ERROR_CAMERA_BUSY] = { "camera-busy", { N_("The camera is in use"), N_("Another program has it, or it gives no picture."), N_("Close the other program and try again, or choose another camera.") } },
  [YQQ_SCAN_ERROR_CAMERA_LOST] = { "camera-lost", { N_("The camera is gone"), N_("It stopped giving pictures; it may have been unplugged."), N_("Plug it in again, or use the screen, a picture or the clipboard.") } },
  [YQQ_SCAN_ERROR_NO_PORTAL] = { "no-portal", { N_("The screen cannot be read here"), N_("This desktop takes no screenshots for programs."), N_("Take a screenshot yourself and paste it here, or choose it as a picture.") } },
  [YQQ_SCAN_ERROR_CANCELLED] = { "cancelled", { N_("Not taken"), N_("You did not let the desktop take the picture."), N_("Try again, or use another way.") } },
};

static const Entry protocol_entries[] = {
  [YQQ_PROTOCOL_ERROR_MALFORMED] = { "malformed", { N_("The code is damaged"), N_("It is one of ours, but something in it is missing or changed. Nothing was opened."), NEW_CODE } },
  [YQQ_PROTOCOL_ERROR_TOO_LARGE] = { "too-large", { N_("Not one of our codes"), N_("It holds far more than a code for signing does. Nothing was opened."), N_("Scan the code on the page that asks you to sign.") } },
  [YQQ_PROTOCOL_ERROR_NOT_OURS] = { "not-ours", { N_("Not one of our codes"), N_("This is a QR code for something else. It was not opened."), N_("Scan the code on the page that asks you to sign.") } },
  [YQQ_PROTOCOL_ERROR_OTHER_AUTHORITY] = { "other-authority", { N_("The code is another authority's"), N_("You are logged in at one authority, and the code belongs to another. Nothing was opened."), N_("Connect to that authority and log in there to use this code.") } },
  [YQQ_PROTOCOL_ERROR_UNSUPPORTED_VERSION] = { "unsupported-version", { N_("The code is newer than this program"), N_("It is one of ours, of a kind that this version does not know. Nothing was opened."), N_("Update this program.") } },
  [YQQ_PROTOCOL_ERROR_MISMATCH] = { "mismatch", { N_("An answer for somebody else"), N_("What came back does not belong to this request, so it was not used."), RETRY } },
  [YQQ_PROTOCOL_ERROR_EXPIRED] = { "expired", { N_("Too old, or too early"), N_("Its time is over or has not come, so it was not used."), N_("Check this computer's date and time, then try again.") } },
};

static const Entry link_entries[] = {
  [YQQ_LINK_ERROR_NO_CERTIFICATE] = { "no-certificate", { N_("No certificate can sign now"), N_("Nothing on this computer can sign at the moment, so the session was not confirmed."), N_("Install a certificate first; its page says what is missing.") } },
  [YQQ_LINK_ERROR_DIGEST] = { "digest", { N_("This is not the document to be signed"), N_("What the PC has supplied is another document than the one whose digest would be signed. It is not shown, and it is not signed."), N_("Refuse, and tell whoever runs that web system.") } },
  [YQQ_LINK_ERROR_TOO_LARGE] = { "too-large", { N_("The document is too large to be looked at here"), N_("Documents of more than 8 MB stay on the PC; only their digest comes here. Nothing was signed."), N_("Look at it on the PC, and compare its digest with the one above.") } },
  [YQQ_LINK_ERROR_NOT_SIGNATURE] = { "not-signature", { N_("This is no signature that can be checked"), N_("What was kept is not a detached signature by SM2 or P-256. Nothing was changed."), RETRY } },
  [YQQ_LINK_ERROR_STATE] = { "state", { N_("The session has moved on"), N_("This does not fit the session's state any more. Nothing was signed."), N_("Look at the session's page, or scan again.") } },
};

static const Entry fido2_entries[] = {
  [YQQ_FIDO2_ERROR_FAILED] = { "failed", { N_("The security key gave no answer that can be used"), N_("Something went wrong between this computer and the key. Nothing was changed."), N_("Take the key out, plug it in again and try again.") } },
  [YQQ_FIDO2_ERROR_NO_KEY] = { "no-key", { N_("No security key"), N_("No key was plugged in within the time. Nothing was changed."), N_("Plug in the key that you have registered and try again, or use another way.") } },
  [YQQ_FIDO2_ERROR_OTHER_KEY] = { "other-key", { N_("This key is not registered"), N_("None of the keys that are plugged in is registered for you. Nothing was changed."), N_("Plug in the key that you have registered. If it is lost, the service desk can take it out.") } },
  [YQQ_FIDO2_ERROR_TIMED_OUT] = { "timed-out", { N_("The key was not touched in time"), N_("A key waits for its touch only for a while. Nothing was changed."), N_("Try again, and touch the key when it blinks.") } },
  [YQQ_FIDO2_ERROR_REMOVED] = { "removed", { N_("The key was taken out"), N_("It was unplugged while it worked. Nothing was changed."), N_("Plug it in again and try again.") } },
  [YQQ_FIDO2_ERROR_DECLINED] = { "declined", { N_("Declined on the key"), N_("The key was told not to do it. Nothing was changed."), N_("If that was a mistake, try again.") } },
  [YQQ_FIDO2_ERROR_PIN_PAUSED] = { "pin-paused", { N_("The key takes no more PINs for now"), N_("Its PIN was wrong three times in a row. The key is not blocked yet."), N_("Take the key out, plug it in again and try again with the right PIN.") } },
  [YQQ_FIDO2_ERROR_PIN_BLOCKED] = { "pin-blocked", { N_("The PIN of the key is blocked"), N_("It was wrong too often, so the key takes it no more. Your certificates are untouched."), N_("Use another key or another way. Only resetting the key makes it usable again, and it must then be registered anew.") } },
  [YQQ_FIDO2_ERROR_REGISTERED] = { "registered", { N_("This key is registered already"), N_("It is one of your keys, so it was not registered a second time."), N_("Use it as it is, or plug in another one.") } },
  [YQQ_FIDO2_ERROR_IN_USE] = { "in-use", { N_("The key is in use"), N_("Another program is working with it. Nothing was changed."), N_("Close the other program and try again.") } },
  [YQQ_FIDO2_ERROR_NOT_PERMITTED] = { "not-permitted", { N_("The key cannot be opened"), N_("The system does not let this program use it. Nothing was changed."), N_("Ask whoever looks after this computer for the udev rules for FIDO2 keys, or use another way.") } },
  [YQQ_FIDO2_ERROR_REFUSED] = { "refused", { N_("What the key has signed does not count"), N_("The authority does not take it: it may come from a copy of the key, or be for something else. Nothing was changed."), N_("Try again. If it happens again, use another way, and show the key at the service desk.") } },
  [YQQ_FIDO2_ERROR_UNSUPPORTED] = { "unsupported", { N_("This kind of key cannot be used"), N_("It is older than FIDO2, or works in a way that this program does not know. Nothing was changed."), N_("Use another key or another way.") } },
};

static const Entry oidc_entries[] = {
  [YQQ_OIDC_ERROR_OFFLINE] = { "offline", { N_("The log in cannot be reached"), N_("Your organisation's log in does not answer. Nothing was changed."), N_("Check the network, then try again, or choose another way.") } },
  [YQQ_OIDC_ERROR_BAD_ANSWER] = { "bad-answer", { N_("The log in does not work"), N_("Your organisation's log in answers something that cannot be used. Nothing was changed."), N_("Choose another way, and tell your service desk the code below.") } },
  [YQQ_OIDC_ERROR_UNSUPPORTED] = { "unsupported", { N_("This log in cannot be used so"), N_("Your organisation's log in lacks something that this needs. Nothing was changed."), N_("Use the browser instead of the telephone, or choose another way.") } },
  [YQQ_OIDC_ERROR_DENIED] = { "denied", { N_("You are not logged in"), N_("The log in was refused or given up there. Nothing was changed."), N_("Try again, or choose another way.") } },
  [YQQ_OIDC_ERROR_TIMED_OUT] = { "timed-out", { N_("Nobody logged in"), N_("The log in was not finished in time. Nothing was changed."), N_("Try again, or choose another way.") } },
  [YQQ_OIDC_ERROR_NO_LISTENER] = { "no-listener", { N_("The browser cannot answer here"), N_("This computer does not let the program wait for the browser. Nothing was changed."), N_("Use a telephone, or choose another way.") } },
  [YQQ_OIDC_ERROR_UNKNOWN_KEY] = { "unknown-key", { N_("The log in does not count"), N_("It is signed in a way that is not known. Nothing was changed."), N_("Try again, or choose another way.") } },
  [YQQ_OIDC_ERROR_EXPIRED] = { "expired", { N_("The log in is too old"), N_("It counts for ten minutes. Nothing was changed."), N_("Log in again.") } },
  [YQQ_OIDC_ERROR_NOT_LINKED] = { "not-linked", { N_("This account is not linked to you"), N_("You are logged in there, but the account was never linked, so it does not show who you are. Nothing was changed."), N_("Choose another way now, and link the account under “Log-in methods” in the settings.") } },
  [YQQ_OIDC_ERROR_INVALID] = { "invalid", { N_("The log in does not count"), N_("It is not what was asked for. Nothing was changed."), N_("Try again, or choose another way.") } },
};

static const Entry face_entries[] = {
  [YQQ_FACE_ERROR_NO_MODELS] = { "no-models", { N_("Faces cannot be looked at here"), N_("The models that this needs are not installed on this computer. Nothing was changed."), N_("Use another way, or ask whoever looks after this computer to install the models (./dev models), then try again.") } },
  [YQQ_FACE_ERROR_MODELS_CHANGED] = { "models-changed", { N_("The models are not the right ones"), N_("What is installed for looking at faces is damaged or of another version, so it is not used. Nothing was changed."), N_("Use another way, or ask whoever looks after this computer to install the models anew (./dev models).") } },
  [YQQ_FACE_ERROR_NO_PROGRAM] = { "no-program", { N_("Faces cannot be looked at here"), N_("The part of this program that does it cannot be started. Nothing was changed."), N_("Use another way, and have the program installed anew.") } },
  [YQQ_FACE_ERROR_FAILED] = { "failed", { N_("Looking at the face ended unexpectedly"), N_("The part of this program that does it has stopped. Nothing was changed."), N_("Try again, or use another way.") } },
  [YQQ_FACE_ERROR_TIMED_OUT] = { "timed-out", { N_("No good picture in time"), N_("Your face was not seen well enough within a minute. Nothing was counted against you."), N_("See to good light and sit straight before the camera, then try again, or use another way.") } },
  [YQQ_FACE_ERROR_MISMATCH] = { "mismatch", { N_("The face was not recognized"), N_("It does not look enough like the one that was set up. Nothing was changed."), N_("See to good light and try again, or use another way.") } },
  [YQQ_FACE_ERROR_CHALLENGE_FAILED] = { "challenge-failed", { N_("Not all was done in time"), N_("What was asked was not seen within five seconds. Nothing was changed."), N_("Try again, and do what is asked slowly and clearly, or use another way.") } },
  [YQQ_FACE_ERROR_FACE_CHANGED] = { "face-changed", { N_("Another face came before the camera"), N_("One and the same person has to be seen from beginning to end. Nothing was changed."), N_("See that only you are before the camera, and try again.") } },
  [YQQ_FACE_ERROR_BAD_TEMPLATE] = { "bad-template", { N_("Your face has to be set up anew"), N_("What was kept of it was made by other models, or is damaged. It is not used."), N_("Use another way now, and set your face up anew in the settings.") } },
};

static const Entry face_trouble_entries[] = {
  [YQQ_FACE_TROUBLE_NO_CAMERA] = { "no-camera", { N_("No camera"), N_("This computer has no camera, or it is switched off."), N_("Plug a camera in and try again, or use another way.") } },
  [YQQ_FACE_TROUBLE_CAMERA_DENIED] = { "camera-denied", { N_("The camera is not allowed"), N_("The desktop does not let this program use it."), N_("Allow it in the system's privacy settings and try again, or use another way.") } },
  [YQQ_FACE_TROUBLE_CAMERA_BUSY] = { "camera-busy", { N_("The camera is in use"), N_("Another program has it, or it gives no picture."), N_("Close the other program and try again, or use another way.") } },
  [YQQ_FACE_TROUBLE_CAMERA_LOST] = { "camera-lost", { N_("The camera is gone"), N_("It stopped giving pictures; it may have been unplugged."), N_("Plug it in again and try again, or use another way.") } },
  [YQQ_FACE_TROUBLE_LOCKED] = { "locked", { N_("Your face does not count for a while"), N_("Too many tries failed, so the authority takes no more for now, to protect you. Nothing else was changed."), N_("Use another way now, or try again later.") } },
};

static const Entry sheet_entries[] = {
  [YQQ_SHEET_ERROR_TOO_LARGE] = { "too-large", { N_("The sheet is too large"), N_("A sheet may have 2,000 rows and 4 MB. Nothing was changed."), N_("Split it into several sheets, and choose one after the other.") } },
  [YQQ_SHEET_ERROR_UNREADABLE] = { "unreadable", { N_("The file cannot be read"), N_("It is not there any more, or you may not read it. Nothing was changed."), N_("Choose it again, or copy it to another place first.") } },
  [YQQ_SHEET_ERROR_NOT_TEXT] = { "not-text", { N_("This is no CSV file"), N_("The file is of another kind, for example a spreadsheet's own format. Nothing was changed."), N_("Open it in the spreadsheet and save it as CSV, then choose that.") } },
  [YQQ_SHEET_ERROR_QUOTE] = { "quote", { N_("A quotation mark is out of place"), N_("A quotation mark is never closed, or something stands behind it, so the rows cannot be told apart. Nothing was changed."), N_("Correct that line, save and choose the sheet again.") } },
  [YQQ_SHEET_ERROR_COLUMNS] = { "columns", { N_("The columns are not those of the template"), N_("Columns are missing in the first row, or there twice. Nothing was changed."), N_("Take the first row from the template, and choose the sheet again.") } },
  [YQQ_SHEET_ERROR_EMPTY] = { "empty", { N_("The sheet is empty"), N_("No row is filled in. Nothing was changed."), N_("Fill in at least one row below the example, and choose it again.") } },
};
/* clang-format on */

static const Entry unknown_entry = {
    "unexpected",
    {N_ ("Something went wrong"), N_ ("This is a fault of the program, not yours."), RETRY},
};

typedef struct {
  const char *name;
  GQuark (*get_quark) (void);
  const Entry *entries;
  gsize count;
} Domain;

#define DOMAIN(name, quark, entries)                                                               \
  {                                                                                                \
    name, quark, entries, G_N_ELEMENTS (entries)                                                   \
  }

static const Domain domains[] = {
    DOMAIN ("authority", yqq_problem_error_quark, problem_entries),
    DOMAIN ("wallet", yqq_wallet_error_quark, wallet_entries),
    DOMAIN ("connection", yqq_client_error_quark, client_entries),
    DOMAIN ("scan", yqq_scan_error_quark, scan_entries),
    DOMAIN ("code", yqq_protocol_error_quark, protocol_entries),
    DOMAIN ("session", yqq_link_error_quark, link_entries),
    DOMAIN ("log-in", yqq_oidc_error_quark, oidc_entries),
    DOMAIN ("face", yqq_face_error_quark, face_entries),
    DOMAIN ("face", yqq_face_trouble_quark, face_trouble_entries),
    DOMAIN ("sheet", yqq_sheet_error_quark, sheet_entries),
    DOMAIN ("key", yqq_fido2_error_quark, fido2_entries),
};

static const Domain *
find_domain (GQuark quark)
{
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    if (domains[i].get_quark () == quark)
      return &domains[i];
  return NULL;
}

static const Entry *
find_entry (GQuark quark, int code)
{
  const Domain *domain = find_domain (quark);
  if (!domain || code < 0 || (gsize)code >= domain->count || !domain->entries[code].text.title)
    return NULL;
  return &domain->entries[code];
}

static const char *
get_nick (const Entry *entry, const GError *error)
{
  return entry->nick ? entry->nick : yqq_problem_code_to_nick ((YqqProblemCode)error->code);
}

/* Seconds that people would call a moment. */
#define MOMENT 15

static gboolean
is_long_pause (const GError *error)
{
  return g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_RATE_LIMITED) &&
         yqq_problem_error_get (error)->retry_after > MOMENT;
}

YqqErrorText
yqq_error_text_get (const GError *error)
{
  const Entry *entry = find_entry (error->domain, error->code);
  if (!entry)
    entry = &unknown_entry;
  const char *remedy = is_long_pause (error) ? RETRY_MUCH_LATER : entry->text.remedy;
  return (YqqErrorText){_ (entry->text.title), _ (entry->text.happened), _ (remedy)};
}

gboolean
yqq_error_text_has_entry (GQuark domain, int code)
{
  return find_entry (domain, code) != NULL;
}

char *
yqq_error_text_dup_code (const GError *error)
{
  const Entry *entry = find_entry (error->domain, error->code);
  if (!entry)
    return g_strdup_printf ("%s:%d", g_quark_to_string (error->domain), error->code);
  return g_strdup_printf ("%s:%s", find_domain (error->domain)->name, get_nick (entry, error));
}

gboolean
yqq_error_text_is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

gboolean
yqq_error_text_is_offline (const GError *error)
{
  return g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE) ||
         g_error_matches (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_TIMED_OUT);
}

gboolean
yqq_error_text_needs_log_in (const GError *error)
{
  return g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DEVICE_UNKNOWN) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_DEVICE_REVOKED) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_SIGNATURE_INVALID) ||
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_SESSION_EXPIRED);
}
