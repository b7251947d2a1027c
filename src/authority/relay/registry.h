/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the relay has to know of the register: relying parties, certificates, confirmed PINs. */
#pragma once

#include <glib-object.h>

#include "crypto/key.h"
#include "model/relying-party.h"

G_BEGIN_DECLS

#define YQQ_TYPE_RELAY_REGISTRY (yqq_relay_registry_get_type ())
G_DECLARE_INTERFACE (YqqRelayRegistry, yqq_relay_registry, YQQ, RELAY_REGISTRY, GObject)

/* Every function answers at once, from the thread of the relay. */
struct _YqqRelayRegistryInterface {
  GTypeInterface parent;

  YqqRelyingParty *(*find_relying_party) (YqqRelayRegistry *self,
                                          const char *relying_party_id,
                                          const char *person_id);
  YqqPublicKey *(*find_relying_party_key) (YqqRelayRegistry *self, const char *relying_party_id);
  const char *(*get_own_relying_party) (YqqRelayRegistry *self);
  YqqKey *(*get_own_key) (YqqRelayRegistry *self);
  gboolean (*is_pin_confirmed) (YqqRelayRegistry *self,
                                const char *device_id,
                                const char *session_id);
  GPtrArray *(*list_certificates) (YqqRelayRegistry *self, const char *device_id);
  GPtrArray *(*get_roots) (YqqRelayRegistry *self);
};

/* Owned; NULL if it is not registered or was withdrawn. person_id (may be NULL) decides first-use.
 */
YqqRelyingParty *yqq_relay_registry_find_relying_party (YqqRelayRegistry *self,
                                                        const char *relying_party_id,
                                                        const char *person_id);
/* Owned; NULL like above. */
YqqPublicKey *yqq_relay_registry_find_relying_party_key (YqqRelayRegistry *self,
                                                         const char *relying_party_id);

/* The relying party that the authority itself is, for the page it serves, and its key. Borrowed. */
const char *yqq_relay_registry_get_own_relying_party (YqqRelayRegistry *self);
YqqKey *yqq_relay_registry_get_own_key (YqqRelayRegistry *self);

/* Whether the device has opened the PIN gate for purpose "session" and this session just now. */
gboolean yqq_relay_registry_is_pin_confirmed (YqqRelayRegistry *self,
                                              const char *device_id,
                                              const char *session_id);

/* Owned array of YqqSessionCertificate (protocol/session.h): those of the device that can sign at
 * this moment (grant active, certificate active and in its time). */
GPtrArray *yqq_relay_registry_list_certificates (YqqRelayRegistry *self, const char *device_id);

/* Array of YqqX509, borrowed: what signatures must lead to. */
GPtrArray *yqq_relay_registry_get_roots (YqqRelayRegistry *self);

G_END_DECLS
