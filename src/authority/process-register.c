/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/process-register.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "authority/data-directory.h"
#include "crypto/random.h"
#include "protocol/identifier.h"

struct _YqqProcessRegister {
  char *folder; /* with a lock file a process */
  char *name;
  int directory; /* the lock on the data: one process, or some that share */
  int starting;  /* held until settled */
  int own;
};

/* -1 with error, or where somebody else has it (EXIST). */
static int
lock_file (const char *path, int operation, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  int result = -1;
  while (fd >= 0 && (result = flock (fd, operation)) != 0 && errno == EINTR)
    ;
  if (result == 0)
    return fd;
  int number = errno;
  if (fd >= 0)
    close (fd);
  g_set_error (error, G_FILE_ERROR,
               number == EWOULDBLOCK ? G_FILE_ERROR_EXIST : (gint)g_file_error_from_errno (number),
               "%s: %s", path, g_strerror (number));
  return -1;
}

static int
lock_in (const char *directory, const char *name, int operation, GError **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  return lock_file (path, operation, error);
}

static void
drop (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

YqqProcessRegister *
yqq_process_register_new (const char *directory, gboolean shared, GError **error)
{
  YqqProcessRegister *self = g_new0 (YqqProcessRegister, 1);
  self->folder = g_build_filename (directory, "processes", NULL);
  self->name = yqq_random_id ();
  self->starting = self->own = -1;
  self->directory = lock_in (directory, "lock", (shared ? LOCK_SH : LOCK_EX) | LOCK_NB, error);
  if (self->directory >= 0 && yqq_make_private_directory (self->folder, error))
    self->starting = lock_in (directory, "starting", LOCK_EX, error);
  if (self->starting >= 0)
    self->own = lock_in (self->folder, self->name, LOCK_EX | LOCK_NB, error);
  if (self->own >= 0)
    return self;
  yqq_process_register_free (self);
  return NULL;
}

void
yqq_process_register_settle (YqqProcessRegister *self)
{
  drop (&self->starting);
}

void
yqq_process_register_free (YqqProcessRegister *self)
{
  if (self->own >= 0) {
    g_autofree char *path = g_build_filename (self->folder, self->name, NULL);
    g_unlink (path);
  }
  drop (&self->own);
  drop (&self->starting);
  drop (&self->directory);
  g_free (self->folder);
  g_free (self->name);
  g_free (self);
}

const char *
yqq_process_register_get_name (YqqProcessRegister *self)
{
  return self->name;
}

/* A lock that can be had is nobody's: the file is cleared away with it. */
gboolean
yqq_process_register_is_alive (YqqProcessRegister *self, const char *name)
{
  if (!yqq_identifier_is_valid (name))
    return FALSE;
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return FALSE;
  gboolean alive = flock (fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  if (!alive)
    g_unlink (path);
  close (fd);
  return alive;
}
