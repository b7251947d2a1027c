/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-bus.h"

struct _SoftwareBus {
  GObject parent_instance;

  GMutex lock;
  GPtrArray *keys;  /* SoftwareKey, borrowed; NULL where one was taken out */
  gint hindered_by; /* -1: by nothing */
};

typedef GObjectClass SoftwareBusClass;

static void software_bus_iface_init (YqqFido2BusInterface *interface);

G_DEFINE_TYPE_WITH_CODE (SoftwareBus,
                         software_bus,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (YQQ_TYPE_FIDO2_BUS, software_bus_iface_init))

/* A place of its own for each time a key is plugged in. */
static char *
make_path (guint place)
{
  return g_strdup_printf ("software-%u", place);
}

static GPtrArray *
software_bus_list (YqqFido2Bus *bus)
{
  SoftwareBus *self = (SoftwareBus *)bus;
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_fido2_key_info_free);
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->keys->len; i++) {
    SoftwareKey *key = g_ptr_array_index (self->keys, i);
    g_autofree char *path = make_path (i);
    if (key != NULL)
      g_ptr_array_add (infos, yqq_fido2_key_info_new (path, software_key_get_name (key)));
  }
  g_mutex_unlock (&self->lock);
  return infos;
}

static SoftwareKey *
find (SoftwareBus *self, const char *path)
{
  for (guint i = 0; i < self->keys->len; i++) {
    g_autofree char *other = make_path (i);
    if (g_str_equal (path, other))
      return g_ptr_array_index (self->keys, i);
  }
  return NULL;
}

static int
software_bus_open (YqqFido2Bus *bus, const char *path, GError **error)
{
  SoftwareBus *self = (SoftwareBus *)bus;
  g_mutex_lock (&self->lock);
  SoftwareKey *key = find (self, path);
  gint hindered_by = key == NULL ? YQQ_FIDO2_ERROR_REMOVED : self->hindered_by;
  g_mutex_unlock (&self->lock);
  if (hindered_by >= 0) {
    g_set_error_literal (error, YQQ_FIDO2_ERROR, hindered_by, "hindered by the test");
    return -1;
  }
  return software_key_connect (key);
}

static void
software_bus_iface_init (YqqFido2BusInterface *interface)
{
  interface->list = software_bus_list;
  interface->open = software_bus_open;
}

static void
software_bus_finalize (GObject *object)
{
  SoftwareBus *self = (SoftwareBus *)object;
  g_ptr_array_unref (self->keys);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (software_bus_parent_class)->finalize (object);
}

static void
software_bus_class_init (SoftwareBusClass *class)
{
  class->finalize = software_bus_finalize;
}

static void
software_bus_init (SoftwareBus *self)
{
  self->keys = g_ptr_array_new ();
  self->hindered_by = -1;
  g_mutex_init (&self->lock);
}

SoftwareBus *
software_bus_new (void)
{
  return g_object_new (software_bus_get_type (), NULL);
}

void
software_bus_plug_in (SoftwareBus *self, SoftwareKey *key)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->keys, key);
  g_mutex_unlock (&self->lock);
}

void
software_bus_take_out (SoftwareBus *self, SoftwareKey *key)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->keys->len; i++) {
    if (g_ptr_array_index (self->keys, i) == key)
      g_ptr_array_index (self->keys, i) = NULL;
  }
  g_mutex_unlock (&self->lock);
  software_key_disconnect (key);
}

void
software_bus_hinder (SoftwareBus *self, YqqFido2Error code)
{
  g_mutex_lock (&self->lock);
  self->hindered_by = code;
  g_mutex_unlock (&self->lock);
}

void
software_bus_unhinder (SoftwareBus *self)
{
  g_mutex_lock (&self->lock);
  self->hindered_by = -1;
  g_mutex_unlock (&self->lock);
}
