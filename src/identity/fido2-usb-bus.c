/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/fido2-usb-bus.h"

#include <errno.h>
#include <fcntl.h>
#include <fido.h>
#include <sys/file.h>
#include <unistd.h>

#include "identity/fido2-error.h"

#define MAX_KEYS 16

struct _YqqFido2UsbBus {
  GObject parent_instance;
};

static void yqq_fido2_usb_bus_iface_init (YqqFido2BusInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqFido2UsbBus,
                               yqq_fido2_usb_bus,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_FIDO2_BUS,
                                                      yqq_fido2_usb_bus_iface_init))

/* Only hidraw: a smart card reader's or NFC's paths speak no reports. */
static GPtrArray *
yqq_fido2_usb_bus_list (YqqFido2Bus *bus)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_fido2_key_info_free);
  fido_dev_info_t *infos = fido_dev_info_new (MAX_KEYS);
  size_t found = 0;
  if (infos != NULL && fido_dev_info_manifest (infos, MAX_KEYS, &found) == FIDO_OK) {
    for (size_t i = 0; i < found; i++) {
      const fido_dev_info_t *info = fido_dev_info_ptr (infos, i);
      const char *path = fido_dev_info_path (info);
      const char *name = fido_dev_info_product_string (info);
      if (g_str_has_prefix (path, "/dev/hidraw"))
        g_ptr_array_add (keys, yqq_fido2_key_info_new (path, name));
    }
  }
  fido_dev_info_free (&infos, MAX_KEYS);
  return keys;
}

static int
fail (int code_errno, GError **error)
{
  YqqFido2Error code = YQQ_FIDO2_ERROR_FAILED;
  if (code_errno == EWOULDBLOCK || code_errno == EBUSY)
    code = YQQ_FIDO2_ERROR_IN_USE;
  else if (code_errno == EACCES || code_errno == EPERM)
    code = YQQ_FIDO2_ERROR_NOT_PERMITTED;
  else if (code_errno == ENOENT || code_errno == ENODEV || code_errno == ENXIO)
    code = YQQ_FIDO2_ERROR_REMOVED;
  g_set_error (error, YQQ_FIDO2_ERROR, code, "the security key cannot be opened: %s",
               g_strerror (code_errno));
  return -1;
}

/* The lock is the one that libfido2 takes: two programs in turn, never two at once. */
static int
yqq_fido2_usb_bus_open (YqqFido2Bus *bus, const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    return fail (errno, error);
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  int code_errno = errno;
  close (fd);
  return fail (code_errno, error);
}

static void
yqq_fido2_usb_bus_iface_init (YqqFido2BusInterface *interface)
{
  interface->list = yqq_fido2_usb_bus_list;
  interface->open = yqq_fido2_usb_bus_open;
}

static void
yqq_fido2_usb_bus_class_init (YqqFido2UsbBusClass *class)
{
}

static void
yqq_fido2_usb_bus_init (YqqFido2UsbBus *self)
{
}

YqqFido2Bus *
yqq_fido2_usb_bus_new (void)
{
  return g_object_new (YQQ_TYPE_FIDO2_USB_BUS, NULL);
}
