/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/fido2-channel.h"

#include <errno.h>
#include <fido.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "identity/fido2-error.h"

#define REPORT_SIZE 64
#define CTAPHID_CANCEL (0x80 | 0x11) /* CTAP 11.2.9.1.5 */
/* A key that was told to stop says so at once; one that does not is left alone. */
#define CANCEL_ANSWER_MS 500
#define GREETING_MS 3000

typedef struct {
  int fd;
  GCancellable *cancellable;
  int cancel_fd; /* -1 without a cancellable */
  guint8 channel_id[4];
  gboolean told_to_stop;
  YqqFido2ChannelState state;
} Channel;

/* libfido2 gives open no data of the caller's. */
static _Thread_local Channel *channel_to_open;

static Channel *
channel_new (int fd, GCancellable *cancellable)
{
  Channel *self = g_new0 (Channel, 1);
  self->fd = fd;
  self->cancel_fd = -1;
  if (cancellable != NULL) {
    self->cancellable = g_object_ref (cancellable);
    self->cancel_fd = g_cancellable_get_fd (cancellable);
  }
  return self;
}

static void
channel_free (Channel *self)
{
  if (self->cancel_fd >= 0)
    g_cancellable_release_fd (self->cancellable);
  g_clear_object (&self->cancellable);
  close (self->fd);
  g_free (self);
}

static void *
on_open (const char *path)
{
  return g_steal_pointer (&channel_to_open);
}

static void
on_close (void *handle)
{
  channel_free (handle);
}

static int
on_write (void *handle, const unsigned char *data, size_t size)
{
  Channel *self = handle;
  ssize_t written;
  do
    written = write (self->fd, data, size);
  while (written < 0 && errno == EINTR);
  if (written != (ssize_t)size) {
    self->state = YQQ_FIDO2_CHANNEL_GONE;
    return -1;
  }
  self->state = YQQ_FIDO2_CHANNEL_SOUND;
  memcpy (self->channel_id, data + 1, sizeof self->channel_id);
  return (int)size;
}

static void
tell_to_stop (Channel *self)
{
  guint8 report[1 + REPORT_SIZE] = {0};
  memcpy (report + 1, self->channel_id, sizeof self->channel_id);
  report[1 + sizeof self->channel_id] = CTAPHID_CANCEL;
  self->told_to_stop = TRUE;
  on_write (self, report, sizeof report);
}

/* Waits for a report until a point of the monotonic clock (-1: for ever). */
static int
wait_for_report (Channel *self, gint64 until_us)
{
  for (;;) {
    struct pollfd polled[] = {
        {.fd = self->fd, .events = POLLIN},
        {.fd = self->told_to_stop ? -1 : self->cancel_fd, .events = POLLIN},
    };
    gint64 left_us = MAX (until_us - g_get_monotonic_time (), 0);
    int ready = poll (polled, 2, until_us < 0 ? -1 : (int)((left_us + 999) / 1000));
    if (ready < 0 && errno == EINTR)
      continue;
    if (ready <= 0 || polled[1].revents == 0)
      return ready;
    tell_to_stop (self);
    until_us = g_get_monotonic_time () + CANCEL_ANSWER_MS * 1000;
  }
}

static int
on_read (void *handle, unsigned char *data, size_t size, int ms)
{
  Channel *self = handle;
  int ready = wait_for_report (self, ms < 0 ? -1 : g_get_monotonic_time () + ms * 1000LL);
  if (ready == 0) {
    self->state = YQQ_FIDO2_CHANNEL_LATE;
    return -1;
  }
  if (ready < 0 || read (self->fd, data, size) != (ssize_t)size) {
    self->state = YQQ_FIDO2_CHANNEL_GONE;
    return -1;
  }
  return (int)size;
}

static const fido_dev_io_t io_functions = {
    .open = on_open,
    .close = on_close,
    .read = on_read,
    .write = on_write,
};

static gboolean
greet (fido_dev_t *device, Channel *channel, GCancellable *cancellable, GError **error)
{
  fido_init (FIDO_DISABLE_U2F_FALLBACK);
  fido_dev_set_io_functions (device, &io_functions);
  fido_dev_set_timeout (device, GREETING_MS);
  channel_to_open = channel;
  int status = fido_dev_open (device, "");
  g_clear_pointer (&channel_to_open, channel_free); /* where it failed before opening */
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (status == FIDO_OK && !fido_dev_is_fido2 (device)) {
    g_set_error_literal (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_UNSUPPORTED,
                         "the security key is older than FIDO2");
    return FALSE;
  }
  if (status != FIDO_OK)
    yqq_fido2_error_set_from_status (error, status);
  return status == FIDO_OK;
}

struct fido_dev *
yqq_fido2_channel_open (int fd, GCancellable *cancellable, int patience_ms, GError **error)
{
  fido_dev_t *device = fido_dev_new ();
  if (!greet (device, channel_new (fd, cancellable), cancellable, error)) {
    yqq_fido2_channel_close (device);
    return NULL;
  }
  fido_dev_set_timeout (device, patience_ms);
  return device;
}

YqqFido2ChannelState
yqq_fido2_channel_get_state (struct fido_dev *device)
{
  const Channel *channel = fido_dev_io_handle (device);
  return channel->state;
}

void
yqq_fido2_channel_close (struct fido_dev *device)
{
  fido_dev_close (device); /* says no where it never opened */
  fido_dev_free (&device);
}
