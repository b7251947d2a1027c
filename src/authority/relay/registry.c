/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/relay/registry.h"

G_DEFINE_INTERFACE (YqqRelayRegistry, yqq_relay_registry, G_TYPE_OBJECT)

static void
yqq_relay_registry_default_init (YqqRelayRegistryInterface *iface)
{
}

YqqRelyingParty *
yqq_relay_registry_find_relying_party (YqqRelayRegistry *self,
                                       const char *relying_party_id,
                                       const char *person_id)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->find_relying_party (self, relying_party_id,
                                                                  person_id);
}

YqqPublicKey *
yqq_relay_registry_find_relying_party_key (YqqRelayRegistry *self, const char *relying_party_id)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->find_relying_party_key (self, relying_party_id);
}

const char *
yqq_relay_registry_get_own_relying_party (YqqRelayRegistry *self)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->get_own_relying_party (self);
}

YqqKey *
yqq_relay_registry_get_own_key (YqqRelayRegistry *self)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->get_own_key (self);
}

gboolean
yqq_relay_registry_is_pin_confirmed (YqqRelayRegistry *self,
                                     const char *device_id,
                                     const char *session_id)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->is_pin_confirmed (self, device_id, session_id);
}

GPtrArray *
yqq_relay_registry_list_certificates (YqqRelayRegistry *self, const char *device_id)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->list_certificates (self, device_id);
}

GPtrArray *
yqq_relay_registry_get_roots (YqqRelayRegistry *self)
{
  return YQQ_RELAY_REGISTRY_GET_IFACE (self)->get_roots (self);
}
