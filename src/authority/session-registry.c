/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/session-registry.h"

#include <string.h>

#include "authority/authorisation.h"
#include "authority/store/enterprises.h"
#include "authority/store/people.h"
#include "authority/store/relying-parties.h"
#include "authority/store/sessions.h"
#include "crypto/jws.h"
#include "model/phone.h"

#define YQQ_TYPE_SESSION_REGISTRY (yqq_session_registry_get_type ())
G_DECLARE_FINAL_TYPE (YqqSessionRegistry, yqq_session_registry, YQQ, SESSION_REGISTRY, GObject)

struct _YqqSessionRegistry {
  GObject parent;
  YqqDatabase *reader;
  YqqIssuer *issuer;
  YqqPinGateService *gate;
  YqqProcessRegister *processes;
  YqqClock *clock;
  char *own_id;
  YqqKey *own_key;
};

static void registry_iface_init (YqqRelayRegistryInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqSessionRegistry,
                               yqq_session_registry,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_RELAY_REGISTRY, registry_iface_init))

/* A database that cannot be read is told like an absent thing: nothing is allowed by it. */
static void
report (const GError *error)
{
  if (error != NULL)
    g_message ("the registry cannot be read: %s", error->message);
}

static YqqRelayRelyingParty *
dup_relying_party (YqqRelayRegistry *registry, const char *id)
{
  YqqSessionRegistry *self = YQQ_SESSION_REGISTRY (registry);
  g_autoptr (YqqRelyingPartyRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  yqq_relying_parties_find (self->reader, id, &record, &error);
  report (error);
  if (record == NULL || record->withdrawn)
    return NULL;
  g_autoptr (YqqPublicKey) key = yqq_public_key_new (record->public_key, NULL);
  if (key == NULL)
    return NULL;
  YqqRelayRelyingParty *party = g_new0 (YqqRelayRelyingParty, 1);
  party->id = g_strdup (record->id);
  party->name = g_strdup (record->name);
  party->domains = g_strdupv (record->domains);
  party->key = g_steal_pointer (&key);
  return party;
}

static const char *
get_own_id (YqqRelayRegistry *registry)
{
  return YQQ_SESSION_REGISTRY (registry)->own_id;
}

static char *
sign_own_request (YqqRelayRegistry *registry, GBytes *payload, GError **error)
{
  YqqSessionRegistry *self = YQQ_SESSION_REGISTRY (registry);
  return yqq_jws_sign (self->own_key, YQQ_JWS_SESSION_REQUEST, self->own_id, payload, error);
}

static char *
dup_person_name_masked (YqqRelayRegistry *registry, const char *person_id)
{
  YqqSessionRegistry *self = YQQ_SESSION_REGISTRY (registry);
  g_autoptr (YqqPersonRecord) person = NULL;
  g_autoptr (GError) error = NULL;
  yqq_people_find (self->reader, person_id, &person, &error);
  report (error);
  return person != NULL ? yqq_name_mask (person->name) : NULL;
}

static gboolean
is_first_use (YqqRelayRegistry *registry, const char *person_id, const char *party_id)
{
  YqqSessionRegistry *self = YQQ_SESSION_REGISTRY (registry);
  gboolean have = FALSE;
  g_autoptr (GError) error = NULL;
  yqq_first_uses_have (self->reader, person_id, party_id, &have, &error);
  report (error);
  return !have;
}

static gboolean
is_pin_confirmed (YqqRelayRegistry *registry, const char *device_id, const char *session_id)
{
  return yqq_pin_gate_service_is_confirmed (YQQ_SESSION_REGISTRY (registry)->gate, device_id,
                                            YQQ_PIN_PURPOSE_SESSION, session_id);
}

static YqqSessionCertificate *
show (YqqSessionRegistry *self,
      const YqqCertificateRecord *record,
      const YqqGrantRecord *grant,
      YqqEnterprise *enterprise,
      YqqPersonRecord *person)
{
  YqqSessionCertificate *shown = g_new0 (YqqSessionCertificate, 1);
  shown->fingerprint = g_strdup (record->fingerprint);
  shown->algorithm = record->algorithm;
  shown->kind = grant->kind;
  shown->enterprise_name = g_strdup (yqq_enterprise_get_name (enterprise));
  shown->enterprise_credit_code = g_strdup (yqq_enterprise_get_credit_code (enterprise));
  shown->person_name = g_strdup (person->name);
  shown->not_after_ms = record->not_after_ms;
  shown->certificate = g_bytes_ref (record->certificate);
  shown->chain = g_ptr_array_ref (yqq_issuer_get_chain (self->issuer, record->algorithm));
  return shown;
}

static YqqRelayCertificate *
dup_certificate (YqqRelayRegistry *registry, const char *device_id, const char *fingerprint)
{
  YqqSessionRegistry *self = YQQ_SESSION_REGISTRY (registry);
  g_autoptr (YqqCertificateRecord) record = NULL;
  g_autoptr (YqqGrantRecord) grant = NULL;
  g_autoptr (YqqEnterprise) enterprise = NULL;
  g_autoptr (YqqPersonRecord) person = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = yqq_certificates_find (self->reader, fingerprint, &record, &error) &&
                   record != NULL && strcmp (record->device_id, device_id) == 0 &&
                   yqq_grants_find (self->reader, record->grant_id, &grant, &error) &&
                   grant != NULL &&
                   yqq_enterprises_find (self->reader, grant->enterprise_id, &enterprise, &error) &&
                   yqq_people_find (self->reader, grant->person_id, &person, &error);
  report (error);
  if (!found || enterprise == NULL || person == NULL)
    return NULL;
  YqqRelayCertificate *certificate = g_new0 (YqqRelayCertificate, 1);
  certificate->shown = show (self, record, grant, enterprise, person);
  certificate->unusable =
      yqq_authorise_signing (record, grant, yqq_clock_get_unix_ms (self->clock));
  return certificate;
}

static GPtrArray *
get_roots (YqqRelayRegistry *registry, YqqAlgorithm algorithm)
{
  return yqq_issuer_get_roots (YQQ_SESSION_REGISTRY (registry)->issuer, algorithm);
}

/* Open in another process that serves the same data: nothing is past about it. */
static gboolean
is_anothers (YqqSessionRegistry *self, const YqqSessionRecord *record)
{
  return record->state == NULL &&
         g_strcmp0 (record->process, yqq_process_register_get_name (self->processes)) != 0 &&
         yqq_process_register_is_alive (self->processes, record->process);
}

static YqqRelayPastSession *
dup_past_session (YqqRelayRegistry *registry, const char *session_id)
{
  YqqSessionRegistry *self = YQQ_SESSION_REGISTRY (registry);
  g_autoptr (YqqSessionRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  yqq_sessions_find (self->reader, session_id, &record, &error);
  report (error);
  if (record == NULL || is_anothers (self, record))
    return NULL;
  YqqRelayPastSession *past = g_new0 (YqqRelayPastSession, 1);
  past->state = YQQ_SESSION_STATE_CLOSED;
  past->reason = YQQ_SESSION_REASON_AUTHORITY_RESTARTED;
  yqq_session_state_from_nick (record->state, &past->state);
  yqq_session_reason_from_nick (record->reason, &past->reason);
  past->token_hash = g_bytes_ref (record->token_hash);
  past->device_id = g_strdup (record->device_id);
  return past;
}

static void
yqq_session_registry_finalize (GObject *object)
{
  YqqSessionRegistry *self = YQQ_SESSION_REGISTRY (object);
  g_object_unref (self->reader);
  g_object_unref (self->issuer);
  yqq_clock_unref (self->clock);
  yqq_key_unref (self->own_key);
  g_free (self->own_id);
  G_OBJECT_CLASS (yqq_session_registry_parent_class)->finalize (object);
}

static void
registry_iface_init (YqqRelayRegistryInterface *interface)
{
  interface->dup_relying_party = dup_relying_party;
  interface->get_own_id = get_own_id;
  interface->sign_own_request = sign_own_request;
  interface->dup_person_name_masked = dup_person_name_masked;
  interface->is_first_use = is_first_use;
  interface->is_pin_confirmed = is_pin_confirmed;
  interface->dup_certificate = dup_certificate;
  interface->get_roots = get_roots;
  interface->dup_past_session = dup_past_session;
}

static void
yqq_session_registry_class_init (YqqSessionRegistryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_session_registry_finalize;
}

static void
yqq_session_registry_init (YqqSessionRegistry *self)
{
}

YqqRelayRegistry *
yqq_session_registry_new (YqqDatabase *reader,
                          YqqIssuer *issuer,
                          YqqPinGateService *gate,
                          YqqProcessRegister *processes,
                          YqqClock *clock,
                          const char *own_id,
                          YqqKey *own_key)
{
  YqqSessionRegistry *self = g_object_new (YQQ_TYPE_SESSION_REGISTRY, NULL);
  self->reader = g_object_ref (reader);
  self->issuer = g_object_ref (issuer);
  self->gate = gate;
  self->processes = processes;
  self->clock = yqq_clock_ref (clock);
  self->own_id = g_strdup (own_id);
  self->own_key = yqq_key_ref (own_key);
  return YQQ_RELAY_REGISTRY (self);
}
