/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What anybody may send to a running authority over one connection: its bytes up to their end. The
 * authority ends the connection, and answers everybody else as before. */
#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fuzz.h"
#include "support.h"

#define PATIENCE_MS 30000
#define LOOK_AFTER 1000 /* connections */

static TestAuthority *authority;

static void
stop (void)
{
  g_clear_pointer (&authority, test_authority_free);
}

static int
dial (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (authority->socket);
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_connect (socket, address, NULL, &error));
  return dup (g_socket_get_fd (socket));
}

/* The fuzzer's own clock interrupts. */
static void
await (int fd, short event)
{
  struct pollfd ready = {fd, event, 0};
  int count;
  do
    count = poll (&ready, 1, PATIENCE_MS);
  while (count < 0 && errno == EINTR);
  g_assert_cmpint (count, ==, 1);
}

/* Until everything is sent, or the other side wants no more. */
static void
send_all (int fd, const uint8_t *data, size_t size)
{
  while (size > 0) {
    await (fd, POLLOUT);
    ssize_t sent = send (fd, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent <= 0)
      return;
    data += sent;
    size -= (size_t)sent;
  }
}

static void
read_to_the_end (int fd)
{
  char buffer[16384];
  ssize_t count;
  do {
    await (fd, POLLIN);
    count = read (fd, buffer, sizeof buffer);
  } while (count > 0 || (count < 0 && errno == EINTR));
}

static void
check_health (void)
{
  g_autoptr (TestAnswer) answer = test_request (authority, "GET", "/healthz", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static guint connections;
  if (authority == NULL) {
    authority = test_authority_new (yqq_clock_get_system ());
    atexit (stop);
  }
  int fd = dial ();
  send_all (fd, data, size);
  shutdown (fd, SHUT_WR);
  read_to_the_end (fd);
  close (fd);
  if (connections++ % LOOK_AFTER == 0)
    check_health ();
  return 0;
}
