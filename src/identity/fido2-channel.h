/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One opened security key: reports over a descriptor, given to libfido2, that can be cancelled. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

struct fido_dev;

/* How the last request on a channel went, as far as libfido2 can't tell. */
typedef enum {
  YQQ_FIDO2_CHANNEL_SOUND,
  YQQ_FIDO2_CHANNEL_LATE, /* nothing came in time */
  YQQ_FIDO2_CHANNEL_GONE, /* the key was taken out */
} YqqFido2ChannelState;

/* Greets the key behind fd, which is taken over in any case. For threads that may block. While a
 * request waits and cancellable is cancelled, the key is told so (CTAPHID_CANCEL) by the thread
 * that waits: no other thread writes between its reports. Each request may take patience_ms.
 * Free with yqq_fido2_channel_close. Errors: YQQ_FIDO2_ERROR, G_IO_ERROR_CANCELLED. */
struct fido_dev *
yqq_fido2_channel_open (int fd, GCancellable *cancellable, int patience_ms, GError **error);

YqqFido2ChannelState yqq_fido2_channel_get_state (struct fido_dev *device);

void yqq_fido2_channel_close (struct fido_dev *device);

G_END_DECLS
