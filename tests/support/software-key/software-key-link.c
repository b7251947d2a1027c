/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CTAPHID (CTAP 11.2): packets of the software key, its thread, and waiting for its finger. */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fido/err.h>

#include "software-key-private.h"

#define REPORT_SIZE 64
#define FIRST_SIZE 57
#define NEXT_SIZE 59
#define MAX_MESSAGE 7609
#define KEEPALIVE_MS 100
#define KEEPALIVE_NEEDS_TOUCH 2
/* So many times it says that it waits before it gives up. */
#define GIVES_UP_AFTER 3

enum {
  CMD_INIT = 0x06,
  CMD_CBOR = 0x10,
  CMD_CANCEL = 0x11,
  CMD_KEEPALIVE = 0x3b,
  CMD_ERROR = 0x3f,
  FIRST = 0x80,
  CAPABILITY_CBOR = 0x04,
  CAPABILITY_NO_MSG = 0x08,
};

/* FALSE where the host is gone. The report is without its number. */
static gboolean
read_report (SoftwareKey *self, guint8 report[REPORT_SIZE])
{
  guint8 numbered[1 + REPORT_SIZE];
  ssize_t size;
  do
    size = recv (self->link, numbered, sizeof numbered, 0);
  while (size < 0 && errno == EINTR);
  if (size != sizeof numbered)
    return FALSE;
  memcpy (report, numbered + 1, REPORT_SIZE);
  return TRUE;
}

static void
send_report (SoftwareKey *self, const guint8 report[REPORT_SIZE])
{
  ssize_t size;
  do
    size = send (self->link, report, REPORT_SIZE, MSG_NOSIGNAL);
  while (size < 0 && errno == EINTR);
}

static void
send_message (SoftwareKey *self, guint8 command, const guint8 *data, gsize size)
{
  guint8 report[REPORT_SIZE] = {0};
  memcpy (report, self->channel, 4);
  report[4] = FIRST | command;
  report[5] = (guint8)(size >> 8);
  report[6] = (guint8)size;
  gsize sent = MIN (size, FIRST_SIZE);
  memcpy (report + 7, data, sent);
  send_report (self, report);
  for (guint8 sequence = 0; sent < size; sequence++) {
    gsize piece = MIN (size - sent, NEXT_SIZE);
    memset (report + 4, 0, REPORT_SIZE - 4);
    report[4] = sequence;
    memcpy (report + 5, data + sent, piece);
    send_report (self, report);
    sent += piece;
  }
}

static gboolean
is_cancel (const guint8 report[REPORT_SIZE])
{
  return report[4] == (FIRST | CMD_CANCEL);
}

/* One look at the finger and the host, for as long as a keepalive lasts. -1: go on waiting. */
static int
look_once (SoftwareKey *self)
{
  struct pollfd polled[] = {
      {.fd = self->finger, .events = POLLIN},
      {.fd = self->link, .events = POLLIN},
  };
  guint8 report[REPORT_SIZE];
  guint64 touches;
  if (poll (polled, 2, KEEPALIVE_MS) == 0) {
    const guint8 status = KEEPALIVE_NEEDS_TOUCH;
    send_message (self, CMD_KEEPALIVE, &status, 1);
    return -1;
  }
  if (polled[0].revents != 0 && read (self->finger, &touches, sizeof touches) > 0)
    return FIDO_OK;
  if (polled[1].revents == 0)
    return -1;
  if (read_report (self, report) && !is_cancel (report))
    return -1;
  g_mutex_lock (&self->lock);
  self->cancelled++;
  g_mutex_unlock (&self->lock);
  return FIDO_ERR_KEEPALIVE_CANCEL;
}

guint8
software_key_wait_for_touch (SoftwareKey *self)
{
  g_mutex_lock (&self->lock);
  SoftwareKeyTouch touch = self->touch;
  g_mutex_unlock (&self->lock);
  if (touch == SOFTWARE_KEY_TOUCHED)
    return FIDO_OK;
  if (touch == SOFTWARE_KEY_DECLINED)
    return FIDO_ERR_OPERATION_DENIED;
  for (guint looks = 0; touch == SOFTWARE_KEY_WAITS || looks < GIVES_UP_AFTER; looks++) {
    int status = look_once (self);
    if (status >= 0)
      return (guint8)status;
  }
  return FIDO_ERR_USER_ACTION_TIMEOUT;
}

static void
answer_init (SoftwareKey *self, const guint8 *nonce)
{
  static const guint8 channel[] = {0x59, 0x51, 0x51, 0x01};
  guint8 answer[17] = {0};
  memcpy (answer, nonce, 8);
  memcpy (answer + 8, channel, 4);
  answer[12] = 2; /* the protocol's version */
  answer[16] = self->old ? 0 : CAPABILITY_CBOR | CAPABILITY_NO_MSG;
  send_message (self, CMD_INIT, answer, sizeof answer);
}

static void
answer (SoftwareKey *self, guint8 command, const GByteArray *message)
{
  if (command == CMD_INIT && message->len == 8) {
    answer_init (self, message->data);
  } else if (command == CMD_CBOR && message->len > 0) {
    g_autoptr (GByteArray) made = software_key_answer (self, message->data, message->len);
    send_message (self, CMD_CBOR, made->data, made->len);
  } else if (command != CMD_CANCEL) {
    const guint8 invalid_command = FIDO_ERR_INVALID_COMMAND;
    send_message (self, CMD_ERROR, &invalid_command, 1);
  }
}

/* The rest of a message whose first report came; FALSE where the host is gone or talks nonsense. */
static gboolean
read_rest (SoftwareKey *self, GByteArray *message, gsize size)
{
  guint8 report[REPORT_SIZE];
  for (guint8 sequence = 0; message->len < size; sequence++) {
    if (!read_report (self, report) || report[4] != sequence)
      return FALSE;
    g_byte_array_append (message, report + 5, (guint)MIN (size - message->len, NEXT_SIZE));
  }
  return TRUE;
}

static gpointer
serve (gpointer data)
{
  SoftwareKey *self = data;
  guint8 report[REPORT_SIZE];
  software_key_begin_pin (self);
  while (read_report (self, report) && (report[4] & FIRST) != 0) {
    gsize size = (gsize)report[5] << 8 | report[6];
    g_autoptr (GByteArray) message = g_byte_array_new ();
    memcpy (self->channel, report, 4);
    g_byte_array_append (message, report + 7, (guint)MIN (size, FIRST_SIZE));
    if (size > MAX_MESSAGE || !read_rest (self, message, size))
      break;
    answer (self, report[4] & ~FIRST, message);
  }
  software_key_end_pin (self);
  close (self->link);
  return NULL;
}

int
software_key_connect (SoftwareKey *self)
{
  int ends[2];
  g_clear_pointer (&self->thread, g_thread_join); /* the host before has let go */
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), ==, 0);
  self->link = ends[0];
  g_mutex_lock (&self->lock);
  if (self->host >= 0)
    close (self->host);
  self->host = dup (ends[0]);
  g_mutex_unlock (&self->lock);
  self->thread = g_thread_new ("software key", serve, self);
  return ends[1];
}

void
software_key_disconnect (SoftwareKey *self)
{
  g_mutex_lock (&self->lock);
  if (self->host >= 0) {
    shutdown (self->host, SHUT_RDWR);
    close (self->host);
  }
  self->host = -1;
  g_mutex_unlock (&self->lock);
}
