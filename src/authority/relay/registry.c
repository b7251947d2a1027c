/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/relay/registry.h"

G_DEFINE_INTERFACE (YqqRelayRegistry, yqq_relay_registry, G_TYPE_OBJECT)

static void
yqq_relay_registry_default_init (YqqRelayRegistryInterface *interface)
{
}

void
yqq_relay_relying_party_free (YqqRelayRelyingParty *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->domains);
  g_clear_pointer (&self->key, yqq_public_key_unref);
  g_free (self);
}

void
yqq_relay_certificate_free (YqqRelayCertificate *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->shown, yqq_session_certificate_free);
  g_free (self);
}

void
yqq_relay_past_session_free (YqqRelayPastSession *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->token_hash, g_bytes_unref);
  g_free (self->device_id);
  g_free (self);
}

YqqRelayRelyingParty *
yqq_relay_registry_dup_relying_party (YqqRelayRegistry *self, const char *id)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->dup_relying_party (self, id);
}

const char *
yqq_relay_registry_get_own_id (YqqRelayRegistry *self)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->get_own_id (self);
}

char *
yqq_relay_registry_sign_own_request (YqqRelayRegistry *self, GBytes *payload, GError **error)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->sign_own_request (self, payload, error);
}

char *
yqq_relay_registry_dup_person_name_masked (YqqRelayRegistry *self, const char *person_id)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->dup_person_name_masked (self, person_id);
}

gboolean
yqq_relay_registry_is_first_use (YqqRelayRegistry *self,
                                 const char *person_id,
                                 const char *party_id)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->is_first_use (self, person_id, party_id);
}

gboolean
yqq_relay_registry_is_pin_confirmed (YqqRelayRegistry *self,
                                     const char *device_id,
                                     const char *session_id)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->is_pin_confirmed (self, device_id, session_id);
}

YqqRelayCertificate *
yqq_relay_registry_dup_certificate (YqqRelayRegistry *self,
                                    const char *device_id,
                                    const char *fingerprint)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->dup_certificate (self, device_id, fingerprint);
}

GPtrArray *
yqq_relay_registry_get_roots (YqqRelayRegistry *self, YqqAlgorithm algorithm)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->get_roots (self, algorithm);
}

YqqRelayPastSession *
yqq_relay_registry_dup_past_session (YqqRelayRegistry *self, const char *session_id)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->dup_past_session (self, session_id);
}
