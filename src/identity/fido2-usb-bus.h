/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The security keys that are plugged into this machine (USB, seen through Linux's hidraw). */
#pragma once

#include "identity/fido2-bus.h"

G_BEGIN_DECLS

#define YQQ_TYPE_FIDO2_USB_BUS (yqq_fido2_usb_bus_get_type ())
G_DECLARE_FINAL_TYPE (YqqFido2UsbBus, yqq_fido2_usb_bus, YQQ, FIDO2_USB_BUS, GObject)

YqqFido2Bus *yqq_fido2_usb_bus_new (void);

G_END_DECLS
