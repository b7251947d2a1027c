/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/document-copies.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* A file's name has 255 bytes on every file system that matters. */
#define NAME_MAX_BYTES 200

static const char *const readable[] = {
    ".pdf", ".ofd", ".txt",  ".csv",  ".rtf", ".doc",  ".docx", ".wps",
    ".odt", ".xls", ".xlsx", ".et",   ".ods", ".ppt",  ".pptx", ".dps",
    ".odp", ".png", ".jpg",  ".jpeg", ".gif", ".webp", ".tif",  ".tiff",
};

/* The directories of one session; each holds one copy. */
typedef struct {
  GPtrArray *directories;
} Copies;

static void
remove_copy (const char *directory)
{
  g_autoptr (GDir) files = g_dir_open (directory, 0, NULL);
  const char *name;
  while (files && (name = g_dir_read_name (files))) {
    g_autofree char *path = g_build_filename (directory, name, NULL);
    g_unlink (path);
  }
  g_rmdir (directory);
}

static void
remove_all (Copies *self)
{
  for (guint i = 0; i < self->directories->len; i++)
    remove_copy (self->directories->pdata[i]);
  g_ptr_array_set_size (self->directories, 0);
}

static void
copies_free (Copies *self)
{
  remove_all (self);
  g_ptr_array_unref (self->directories);
  g_free (self);
}

static void
on_session_changed (YqqScanSession *session, Copies *self)
{
  if (!yqq_scan_session_get_open (session))
    remove_all (self);
}

static Copies *
get_copies (YqqScanSession *session)
{
  Copies *self = g_object_get_data (G_OBJECT (session), "copies");
  if (self)
    return self;
  self = g_new0 (Copies, 1);
  self->directories = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (session, "changed", G_CALLBACK (on_session_changed), self);
  g_object_set_data_full (G_OBJECT (session), "copies", self, (GDestroyNotify)copies_free);
  return self;
}

static const char *
get_ending (const char *name)
{
  const char *dot = strrchr (name, '.');
  return dot ? dot : "";
}

gboolean
yqq_document_copies_may_open (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (readable); i++)
    if (g_ascii_strcasecmp (get_ending (name), readable[i]) == 0)
      return TRUE;
  return FALSE;
}

static char *
choose_name (const char *name)
{
  if (*name == '.' || strchr (name, '/') || strlen (name) > NAME_MAX_BYTES)
    return g_strconcat ("document", yqq_document_copies_may_open (name) ? get_ending (name) : "",
                        NULL);
  return g_strdup (name);
}

/* Read-only, so that nobody changes it in the belief that the change would be signed. */
static gboolean
write_copy (const char *path, GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  return g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0400, error);
}

GFile *
yqq_document_copies_create (YqqScanSession *session,
                            const char *name,
                            GBytes *bytes,
                            GError **error)
{
  g_autofree char *pattern = g_build_filename (g_get_user_runtime_dir (), "yueqiqian-XXXXXX", NULL);
  if (!g_mkdtemp (pattern)) {
    int code = errno;
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s", g_strerror (code));
    return NULL;
  }
  g_autofree char *file = choose_name (name);
  g_autofree char *path = g_build_filename (pattern, file, NULL);
  Copies *copies = get_copies (session);
  g_ptr_array_add (copies->directories, g_steal_pointer (&pattern));
  return write_copy (path, bytes, error) ? g_file_new_for_path (path) : NULL;
}
