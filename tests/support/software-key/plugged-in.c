/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into a whole program (LD_PRELOAD), it plays the two places where a security key meets
 * the machine: the list of hidraw devices that libfido2 has of udev, and opening one of them. Each
 * socket in the directory $YQQ_TEST_SECURITY_KEYS is a key that is plugged in (security-key.c). */
#undef _FILE_OFFSET_BITS /* it makes one of open and open64 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <fido.h>

#define DEVICE "/dev/hidraw-"
#define MAX_PATH 100

int open (const char *path, int flags, ...);
int open64 (const char *path, int flags, ...);

typedef int (*Setter) (fido_dev_info_t *infos,
                       size_t i,
                       const char *path,
                       const char *manufacturer,
                       const char *product,
                       const fido_dev_io_t *io,
                       const fido_dev_transport_t *transport);

/* libfido2 wants to know how a key is reached; our programs open it themselves. */
static void *
refuse_to_open (const char *path)
{
  return NULL;
}

static void
close_nothing (void *handle)
{
}

static int
read_nothing (void *handle, unsigned char *bytes, size_t size, int milliseconds)
{
  return -1;
}

static int
write_nothing (void *handle, const unsigned char *bytes, size_t size)
{
  return -1;
}

static const fido_dev_io_t no_io = {refuse_to_open, close_nothing, read_nothing, write_nothing};

/* As libfido2's own: FIDO_OK, and how many there are. */
int
fido_dev_info_manifest (fido_dev_info_t *infos, size_t limit, size_t *found)
{
  const char *directory = getenv ("YQQ_TEST_SECURITY_KEYS");
  Setter set = (Setter)dlsym (RTLD_DEFAULT, "fido_dev_info_set");
  *found = 0;
  DIR *keys = directory != NULL && set != NULL ? opendir (directory) : NULL;
  if (keys == NULL)
    return FIDO_OK;
  for (struct dirent *one = readdir (keys); one != NULL && *found < limit; one = readdir (keys)) {
    char path[MAX_PATH];
    if (one->d_name[0] == '.')
      continue;
    snprintf (path, sizeof path, DEVICE "%.60s", one->d_name);
    if (set (infos, *found, path, "test", one->d_name, &no_io, NULL) == FIDO_OK)
      (*found)++;
  }
  closedir (keys);
  return FIDO_OK;
}

static int
receive_descriptor (int host)
{
  union {
    char bytes[CMSG_SPACE (sizeof (int))];
    struct cmsghdr aligned;
  } control;
  char nothing;
  int descriptor = -1;
  struct iovec part = {.iov_base = &nothing, .iov_len = 1};
  struct msghdr message = {
      .msg_iov = &part,
      .msg_iovlen = 1,
      .msg_control = control.bytes,
      .msg_controllen = sizeof control.bytes,
  };
  if (recvmsg (host, &message, MSG_CMSG_CLOEXEC) == 1 && CMSG_FIRSTHDR (&message) != NULL)
    memcpy (&descriptor, CMSG_DATA (CMSG_FIRSTHDR (&message)), sizeof descriptor);
  return descriptor;
}

static int
open_key (const char *name)
{
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  const char *directory = getenv ("YQQ_TEST_SECURITY_KEYS");
  int host = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int descriptor = -1;
  snprintf (address.sun_path, sizeof address.sun_path, "%s/%s", directory, name);
  if (connect (host, (struct sockaddr *)&address, sizeof address) == 0)
    descriptor = receive_descriptor (host);
  close (host);
  if (descriptor < 0)
    errno = ENODEV;
  return descriptor;
}

static int
open_next (const char *symbol, const char *path, int flags, mode_t mode)
{
  int (*next) (const char *, int, ...) =
      (int (*) (const char *, int, ...))dlsym (RTLD_NEXT, symbol);
  if (getenv ("YQQ_TEST_SECURITY_KEYS") != NULL && strncmp (path, DEVICE, strlen (DEVICE)) == 0)
    return open_key (path + strlen (DEVICE));
  return next (path, flags, mode);
}

#define OPEN(symbol)                                                                               \
  int symbol (const char *path, int flags, ...)                                                    \
  {                                                                                                \
    va_list rest;                                                                                  \
    va_start (rest, flags);                                                                        \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (rest, mode_t) : 0;                \
    va_end (rest);                                                                                 \
    return open_next (#symbol, path, flags, mode);                                                 \
  }

OPEN (open)
OPEN (open64)
