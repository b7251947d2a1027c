/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/data-directory.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/encoding.h"
#include "crypto/random.h"

#define SECRET_BYTES 32
#define MAX_SECRET_FILE 1024

static gboolean
fail (GError **error, const char *path)
{
  int number = errno;
  g_set_error (error, G_FILE_ERROR, (gint)g_file_error_from_errno (number), "%s: %s", path,
               g_strerror (number));
  return FALSE;
}

gboolean
yqq_make_private_directory (const char *path, GError **error)
{
  struct stat status;
  if (g_mkdir_with_parents (path, 0700) != 0 || stat (path, &status) != 0)
    return fail (error, path);
  if (status.st_uid != geteuid ()) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_PERM, "%s belongs to another user", path);
    return FALSE;
  }
  if ((status.st_mode & 077) != 0 && chmod (path, 0700) != 0)
    return fail (error, path);
  return TRUE;
}

gboolean
yqq_private_file_write (const char *path, gconstpointer data, gsize size, GError **error)
{
  return g_file_set_contents_full (path, data, (gssize)size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static YqqSecretBytes *
make_secret_file (const char *path, GError **error)
{
  guint8 random[SECRET_BYTES];
  yqq_random_bytes (random, sizeof random);
  g_autofree char *text = yqq_base64url_encode (random, sizeof random);
  yqq_wipe (random, sizeof random);
  gsize length = strlen (text);
  YqqSecretBytes *secret = NULL;
  if (yqq_private_file_write (path, text, length, error))
    secret = yqq_secret_bytes_new_copy (text, length);
  yqq_wipe (text, length);
  return secret;
}

YqqSecretBytes *
yqq_secret_file_open (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0 && errno == ENOENT)
    return make_secret_file (path, error);
  if (fd < 0) {
    fail (error, path);
    return NULL;
  }
  char text[MAX_SECRET_FILE];
  gssize length = read (fd, text, sizeof text);
  close (fd);
  if (length <= 0) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s is empty", path);
    return NULL;
  }
  YqqSecretBytes *secret = yqq_secret_bytes_new_copy (text, (gsize)length);
  yqq_wipe (text, sizeof text);
  return secret;
}
