/* SPDX-License-Identifier: GPL-3.0-or-later */
/* security-key SOCKET NAME [PIN]: a software key that whole programs find plugged in (plugged-in.c)
 * as long as this one runs. Each "u" on standard input lets it be touched once; its end ends it. */
#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "software-key.h"

#define TRIES 8

static int
listen_at (const char *path)
{
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  g_assert_cmpuint (strlen (path), <, sizeof address.sun_path);
  strcpy (address.sun_path, path);
  int listener = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (listener, (struct sockaddr *)&address, sizeof address), ==, 0);
  g_assert_cmpint (listen (listener, 8), ==, 0);
  return listener;
}

/* Hands the host its end of the key's wire. */
static void
send_descriptor (int host, int descriptor)
{
  union {
    char bytes[CMSG_SPACE (sizeof descriptor)];
    struct cmsghdr aligned;
  } control = {0};
  char nothing = 0;
  struct iovec part = {.iov_base = &nothing, .iov_len = 1};
  struct msghdr message = {
      .msg_iov = &part,
      .msg_iovlen = 1,
      .msg_control = control.bytes,
      .msg_controllen = sizeof control.bytes,
  };
  struct cmsghdr *header = CMSG_FIRSTHDR (&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN (sizeof descriptor);
  memcpy (CMSG_DATA (header), &descriptor, sizeof descriptor);
  sendmsg (host, &message, MSG_NOSIGNAL);
}

static void
plug_in (SoftwareKey *key, int listener)
{
  int host = accept4 (listener, NULL, NULL, SOCK_CLOEXEC);
  if (host < 0)
    return;
  int wire = software_key_connect (key);
  send_descriptor (host, wire);
  close (wire);
  close (host);
}

/* FALSE at the end of standard input. */
static gboolean
read_finger (SoftwareKey *key)
{
  char word;
  ssize_t got = read (STDIN_FILENO, &word, 1);
  if (got == 1 && word == 'u')
    software_key_touch (key);
  return got == 1 || (got < 0 && errno == EINTR);
}

int
main (int argc, char **argv)
{
  if (argc < 3)
    return 2;
  prctl (PR_SET_PDEATHSIG, SIGTERM);
  SoftwareKey *key = software_key_new (argv[2]);
  software_key_set_touch (key, SOFTWARE_KEY_WAITS);
  if (argc > 3) {
    software_key_set_pin (key, argv[3], TRIES);
    software_key_set_always_pin (key, TRUE);
  }
  struct pollfd watched[] = {
      {.fd = STDIN_FILENO, .events = POLLIN},
      {.fd = listen_at (argv[1]), .events = POLLIN},
  };
  puts ("plugged in");
  fflush (stdout);
  for (;;) {
    if (poll (watched, 2, -1) < 0 && errno != EINTR)
      break;
    if (watched[1].revents != 0)
      plug_in (key, watched[1].fd);
    if (watched[0].revents != 0 && !read_finger (key))
      break;
  }
  unlink (argv[1]);
  return 0;
}
