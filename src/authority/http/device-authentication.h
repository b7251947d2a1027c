/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which device signed a request (RFC 9421), fresh and never seen before. */
#pragma once

#include "authority/http/request.h"
#include "base/clock.h"
#include "crypto/key.h"

G_BEGIN_DECLS

typedef struct _YqqDeviceAuthentication YqqDeviceAuthentication;

/* A log in holds for log_in_days. */
YqqDeviceAuthentication *yqq_device_authentication_new (YqqClock *clock, guint log_in_days);
void yqq_device_authentication_free (YqqDeviceAuthentication *self);

/* The request is signed by a registered device, which it remembers from now on; late: its last log
 * in may be too long ago. Fails with the YQQ_PROBLEM_ERROR to answer. */
gboolean yqq_device_authentication_check (YqqDeviceAuthentication *self,
                                          YqqHttpRequest *request,
                                          YqqDatabase *reader,
                                          gboolean late,
                                          GError **error);

/* The request is signed by this key, which need not be registered. */
gboolean yqq_device_authentication_check_key (YqqDeviceAuthentication *self,
                                              YqqHttpRequest *request,
                                              YqqPublicKey *key,
                                              GError **error);

G_END_DECLS
