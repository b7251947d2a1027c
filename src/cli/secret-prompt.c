/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/secret-prompt.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define LIMIT 64

/* Byte by byte, so that nothing after the line is swallowed or kept anywhere. */
static gssize
read_line (int fd, guint8 *bytes)
{
  gssize length = 0;
  while (length <= LIMIT) {
    guint8 byte;
    gssize got = read (fd, &byte, 1);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return -1;
    if (got == 0 || byte == '\n')
      return length > 0 || got > 0 ? length : -1;
    if (length < LIMIT)
      bytes[length] = byte;
    length++;
  }
  return -1;
}

static YqqSecretBytes *
read_secret (int fd)
{
  g_autoptr (YqqSecretBytes) buffer = yqq_secret_bytes_new (LIMIT);
  gssize length = read_line (fd, yqq_secret_bytes_get_data (buffer));
  if (length < 0 || length > LIMIT) {
    g_printerr (_ ("yqq: no PIN could be read\n"));
    return NULL;
  }
  return yqq_secret_bytes_new_copy (yqq_secret_bytes_get_data (buffer), (gsize)length);
}

static YqqSecretBytes *
ask (const char *prompt, int terminal)
{
  struct termios before, silent;
  if (tcgetattr (terminal, &before) != 0)
    return NULL;
  silent = before;
  silent.c_lflag &= ~(tcflag_t)ECHO;
  dprintf (terminal, "%s ", prompt);
  tcsetattr (terminal, TCSAFLUSH, &silent);
  YqqSecretBytes *secret = read_secret (terminal);
  tcsetattr (terminal, TCSAFLUSH, &before);
  dprintf (terminal, "\n");
  return secret;
}

YqqSecretBytes *
yqq_secret_prompt (const char *prompt, int fd)
{
  if (fd >= 0)
    return read_secret (fd);
  int terminal = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0) {
    g_printerr (_ ("yqq: there is no terminal to ask on; use --pin-fd\n"));
    return NULL;
  }
  YqqSecretBytes *secret = ask (prompt, terminal);
  close (terminal);
  return secret;
}

YqqSecretBytes *
yqq_secret_prompt_new_pin (int fd)
{
  g_autoptr (YqqSecretBytes) first = yqq_secret_prompt (_ ("New six-digit PIN:"), fd);
  if (first == NULL || fd >= 0)
    return g_steal_pointer (&first);
  g_autoptr (YqqSecretBytes) second = yqq_secret_prompt (_ ("The same again:"), fd);
  if (second != NULL && yqq_secret_bytes_equal (first, second))
    return g_steal_pointer (&first);
  g_printerr (_ ("yqq: the two differ; nothing was set\n"));
  return NULL;
}
