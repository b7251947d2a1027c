/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the relay asks the authority about people, certificates and relying parties. */
#pragma once

#include "crypto/key.h"
#include "protocol/session-result.h"
#include "protocol/session-state.h"

G_BEGIN_DECLS

/* A registered relying party that has not been withdrawn. */
typedef struct {
  char *id;
  char *name;
  GStrv domains;
  YqqPublicKey *key; /* its session requests are signed with */
} YqqRelayRelyingParty;

void yqq_relay_relying_party_free (YqqRelayRelyingParty *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqRelayRelyingParty, yqq_relay_relying_party_free)

/* A certificate issued to a device, and whether it may sign at this moment. */
typedef struct {
  YqqSessionCertificate *shown;
  const char *unusable; /* static nick: "suspended", "cancelled", "expired", "superseded",
                           "revoked", "not-permitted"; NULL: it may sign */
} YqqRelayCertificate;

void yqq_relay_certificate_free (YqqRelayCertificate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqRelayCertificate, yqq_relay_certificate_free)

/* A session that is not in memory any more: ended earlier, or open when the authority stopped (then
 * closed, authority-restarted). */
typedef struct {
  YqqSessionState state;
  YqqSessionReason reason;
  GBytes *token_hash; /* of the relying party's token, as the record "opened" had it */
  char *device_id;    /* who claimed it; NULL: nobody */
} YqqRelayPastSession;

void yqq_relay_past_session_free (YqqRelayPastSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqRelayPastSession, yqq_relay_past_session_free)

#define YQQ_TYPE_RELAY_REGISTRY (yqq_relay_registry_get_type ())
G_DECLARE_INTERFACE (YqqRelayRegistry, yqq_relay_registry, YQQ, RELAY_REGISTRY, GObject)

/* Called on the http thread; must answer from a read connection at once, without waiting for the
 * writer. "dup" results are owned by the caller, NULL: there is none. */
struct _YqqRelayRegistryInterface {
  GTypeInterface parent;

  YqqRelayRelyingParty *(*dup_relying_party) (YqqRelayRegistry *self, const char *id);
  /* The authority's own relying party (the PC page): its id, borrowed, and its signature over a
   * session request. */
  const char *(*get_own_id) (YqqRelayRegistry *self);
  char *(*sign_own_request) (YqqRelayRegistry *self, GBytes *payload, GError **error);

  /* "张**" */
  char *(*dup_person_name_masked) (YqqRelayRegistry *self, const char *person_id);
  /* TRUE if the person has never been connected to the relying party. */
  gboolean (*is_first_use) (YqqRelayRegistry *self, const char *person_id, const char *party_id);
  /* TRUE if the PIN was right for purpose `session` and this session less than 120 s ago. */
  gboolean (*is_pin_confirmed) (YqqRelayRegistry *self,
                                const char *device_id,
                                const char *session_id);
  /* A certificate that was issued to this device, usable or not. */
  YqqRelayCertificate *(*dup_certificate) (YqqRelayRegistry *self,
                                           const char *device_id,
                                           const char *fingerprint);
  /* YqqX509 of the roots that certificates of this authority lead to, borrowed. */
  GPtrArray *(*get_roots) (YqqRelayRegistry *self, YqqAlgorithm algorithm);

  YqqRelayPastSession *(*dup_past_session) (YqqRelayRegistry *self, const char *session_id);
};

YqqRelayRelyingParty *yqq_relay_registry_dup_relying_party (YqqRelayRegistry *self, const char *id);
const char *yqq_relay_registry_get_own_id (YqqRelayRegistry *self);
char *yqq_relay_registry_sign_own_request (YqqRelayRegistry *self, GBytes *payload, GError **error);
char *yqq_relay_registry_dup_person_name_masked (YqqRelayRegistry *self, const char *person_id);
gboolean yqq_relay_registry_is_first_use (YqqRelayRegistry *self,
                                          const char *person_id,
                                          const char *party_id);
gboolean yqq_relay_registry_is_pin_confirmed (YqqRelayRegistry *self,
                                              const char *device_id,
                                              const char *session_id);
YqqRelayCertificate *yqq_relay_registry_dup_certificate (YqqRelayRegistry *self,
                                                         const char *device_id,
                                                         const char *fingerprint);
GPtrArray *yqq_relay_registry_get_roots (YqqRelayRegistry *self, YqqAlgorithm algorithm);
YqqRelayPastSession *yqq_relay_registry_dup_past_session (YqqRelayRegistry *self,
                                                          const char *session_id);

G_END_DECLS
