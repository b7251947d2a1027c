/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scan session from the signer's side: claimed, confirmed, signing, closed. */
#pragma once

#include "base/clock.h"
#include "client/authority-connection.h"
#include "link/session-document.h"
#include "link/signature-record.h"
#include "model/relying-party.h"
#include "protocol/qr-payload.h"
#include "protocol/session-state.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

#define YQQ_LINK_ERROR (yqq_link_error_quark ())
GQuark yqq_link_error_quark (void);

typedef enum {
  YQQ_LINK_ERROR_NO_CERTIFICATE, /* nothing on this device can sign now */
  YQQ_LINK_ERROR_STATE,          /* the session is not where this could be done */
  YQQ_LINK_ERROR_DIGEST,         /* a supplied document is not the one that would be signed */
  YQQ_LINK_ERROR_TOO_LARGE,      /* a document is larger than any that can be supplied */
  YQQ_LINK_ERROR_NOT_SIGNATURE,  /* what was given is no signature that can be checked */
} YqqLinkError;

typedef enum {
  YQQ_APPROVAL_ONCE, /* documents that the session request named, with the same digest, are signed
                        without asking; anything else asks */
  YQQ_APPROVAL_EACH, /* every document asks */
} YqqApproval;
#define YQQ_TYPE_APPROVAL (yqq_approval_get_type ())
GType yqq_approval_get_type (void);

#define YQQ_TYPE_SESSION_LINK (yqq_session_link_get_type ())
G_DECLARE_FINAL_TYPE (YqqSessionLink, yqq_session_link, YQQ, SESSION_LINK, GObject)

/* One object for one session. Belongs to the main context it is made in. Everything notifies:
 *   state            YqqSessionState as an int; created until claimed
 *   relying-party    YqqRelyingParty, NULL until the session request is there
 *   purpose          text, NULL until then
 *   check-code       the digits that the person types on the PC; NULL where none is needed
 *   check-passed     TRUE once they were right, or were not needed
 *   documents        list of YqqSessionDocument named by the session request
 *   signatures       list of YqqSignatureRecord, oldest first
 *   expires-at       unix ms at which the present waiting ends (scanned, confirmed); 0: does not
 *   idle-at          unix ms at which the session ends if nothing happens; 0 before it is connected
 *   absolute-at      unix ms at which it ends whatever happens; 0 before it is connected
 *   connected-at     unix ms; 0 before it is connected
 *   signature-count, signature-limit
 *   close-reason     nick of YqqSessionReason or request-invalid; NULL while open
 *   approval         YqqApproval, writable, ONCE at first
 *   peer-present     FALSE while the PC's page is away
 *   online           FALSE while the authority cannot be reached (reconnecting)
 *   ready            TRUE while confirm may be called
 *   mismatched       TRUE once a supplied document was not the one that would be signed: this
 *                    session can no longer be confirmed, and that document is never signed
 *
 * Signal closed: once, when state has become closed, expired or rejected; the vault is wiped. */
YqqSessionLink *
yqq_session_link_new (YqqAuthorityConnection *connection, YqqWallet *wallet, YqqClock *clock);

/* The gate that confirm asks; a gate at the connection's authority unless a test says otherwise. */
void yqq_session_link_set_gate (YqqSessionLink *self, YqqPinGate *gate);

/* Claims the session of a scanned code, once. Errors: YQQ_PROTOCOL_ERROR_OTHER_AUTHORITY;
 * YQQ_PROBLEM_ERROR (code-unknown, code-expired, code-forged, code-used, relying-party-unknown, …);
 * YQQ_CLIENT_ERROR. */
void yqq_session_link_claim_async (YqqSessionLink *self,
                                   YqqQrPayload *payload,
                                   YqqClaimVia via,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean yqq_session_link_claim_finish (YqqSessionLink *self, GAsyncResult *result, GError **error);

/* The person agrees: PIN, then the session is confirmed. May be tried again after WRONG_PIN.
 * Errors: STATE (also before the session request or the check code is there), NO_CERTIFICATE;
 * YQQ_WALLET_ERROR (WRONG_PIN with tries left, …); YQQ_PROBLEM_ERROR; YQQ_CLIENT_ERROR. */
void yqq_session_link_confirm_async (YqqSessionLink *self,
                                     YqqSecretBytes *pin,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
yqq_session_link_confirm_finish (YqqSessionLink *self, GAsyncResult *result, GError **error);

/* TRUE once confirm may be called: the session request is there and the check code has passed. */
gboolean yqq_session_link_get_ready (YqqSessionLink *self);
gboolean yqq_session_link_get_mismatched (YqqSessionLink *self);

/* The person declines before anything was signed. Succeeds here even if nobody can be told. */
void yqq_session_link_reject_async (YqqSessionLink *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
yqq_session_link_reject_finish (YqqSessionLink *self, GAsyncResult *result, GError **error);

/* Ends the session. reason: user, locked, suspended or exit. The vault is wiped before anything is
 * sent; the link is closed here even if nobody can be told. */
void yqq_session_link_disconnect_async (YqqSessionLink *self,
                                        const char *reason,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
yqq_session_link_disconnect_finish (YqqSessionLink *self, GAsyncResult *result, GError **error);

/* Answers a record that waits; what came of it shows in the record's state. */
void yqq_session_link_approve (YqqSessionLink *self, YqqSignatureRecord *record);
void yqq_session_link_refuse (YqqSessionLink *self, YqqSignatureRecord *record);

/* A supplied document's bytes, checked against every digest that would be signed. Errors: DIGEST,
 * whereupon what asks for this document is refused; TOO_LARGE, without asking;
 * YQQ_PROBLEM_DOCUMENT_UNKNOWN where it was not supplied; YQQ_CLIENT_ERROR. */
void yqq_session_link_fetch_document_async (YqqSessionLink *self,
                                            const char *document_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
GBytes *
yqq_session_link_fetch_document_finish (YqqSessionLink *self, GAsyncResult *result, GError **error);

const char *yqq_session_link_get_session_id (YqqSessionLink *self);
YqqSessionState yqq_session_link_get_state (YqqSessionLink *self);
YqqRelyingParty *yqq_session_link_get_relying_party (YqqSessionLink *self);
const char *yqq_session_link_get_purpose (YqqSessionLink *self);
const char *yqq_session_link_get_check_code (YqqSessionLink *self);
gboolean yqq_session_link_get_check_passed (YqqSessionLink *self);
GListModel *yqq_session_link_get_documents (YqqSessionLink *self);
GListModel *yqq_session_link_get_signatures (YqqSessionLink *self);
gint64 yqq_session_link_get_expires_at (YqqSessionLink *self);
gint64 yqq_session_link_get_idle_at (YqqSessionLink *self);
gint64 yqq_session_link_get_absolute_at (YqqSessionLink *self);
gint64 yqq_session_link_get_connected_at (YqqSessionLink *self);
guint yqq_session_link_get_signature_count (YqqSessionLink *self);
guint yqq_session_link_get_signature_limit (YqqSessionLink *self);
const char *yqq_session_link_get_close_reason (YqqSessionLink *self);
YqqApproval yqq_session_link_get_approval (YqqSessionLink *self);
void yqq_session_link_set_approval (YqqSessionLink *self, YqqApproval approval);
gboolean yqq_session_link_get_peer_present (YqqSessionLink *self);
gboolean yqq_session_link_get_online (YqqSessionLink *self);
/* TRUE while a vault is open: the session can sign. */
gboolean yqq_session_link_get_unlocked (YqqSessionLink *self);

G_END_DECLS
