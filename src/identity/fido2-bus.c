/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/fido2-bus.h"

G_DEFINE_INTERFACE (YqqFido2Bus, yqq_fido2_bus, G_TYPE_OBJECT)

static void
yqq_fido2_bus_default_init (YqqFido2BusInterface *interface)
{
}

YqqFido2KeyInfo *
yqq_fido2_key_info_new (const char *path, const char *name)
{
  YqqFido2KeyInfo *self = g_new0 (YqqFido2KeyInfo, 1);
  self->path = g_strdup (path);
  self->name = g_strdup (name != NULL ? name : "");
  return self;
}

void
yqq_fido2_key_info_free (YqqFido2KeyInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

GPtrArray *
yqq_fido2_bus_list (YqqFido2Bus *self)
{
  return YQQ_FIDO2_BUS_GET_IFACE (self)->list (self);
}

int
yqq_fido2_bus_open (YqqFido2Bus *self, const char *path, GError **error)
{
  return YQQ_FIDO2_BUS_GET_IFACE (self)->open (self, path, error);
}
