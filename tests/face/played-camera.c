/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "played-camera.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct _PlayedCamera {
  char *directory;
  char *file;
  char *next; /* becomes file as soon as it is whole */
  gboolean held;
  GHashTable *drawn; /* char * of who and how → GBytes of a PNG file */
};

PlayedCamera *
played_camera_new (void)
{
  PlayedCamera *self = g_new0 (PlayedCamera, 1);
  g_autoptr (GError) error = NULL;
  self->directory = g_dir_make_tmp ("yqq-camera-XXXXXX", &error);
  g_assert_no_error (error);
  self->file = g_build_filename (self->directory, "camera.png", NULL);
  self->next = g_build_filename (self->directory, "next.png", NULL);
  self->drawn =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  g_setenv ("YQQ_CAMERA_FILE", self->file, TRUE);
  return self;
}

/* Who waits for the first byte of a pipe is told that there will be none. */
static void
let_go (PlayedCamera *self)
{
  int writer = self->held ? open (self->file, O_WRONLY | O_NONBLOCK) : -1;
  if (writer >= 0)
    close (writer);
  self->held = FALSE;
}

void
played_camera_free (PlayedCamera *self)
{
  let_go (self);
  g_unlink (self->file);
  g_unlink (self->next);
  g_assert_cmpint (g_rmdir (self->directory), ==, 0);
  g_hash_table_unref (self->drawn);
  g_free (self->file);
  g_free (self->next);
  g_free (self->directory);
  g_free (self);
}

void
played_camera_show_file (PlayedCamera *self, GBytes *file)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (file, &size);
  g_file_set_contents_full (self->next, data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  let_go (self);
  g_assert_cmpint (g_rename (self->next, self->file), ==, 0);
}

void
played_camera_show_pixels (PlayedCamera *self, GBytes *rgb, guint width, guint height)
{
  g_autoptr (GBytes) file = scene_write_png (rgb, width, height);
  played_camera_show_file (self, file);
}

GBytes *
played_camera_draw (PlayedCamera *self, Scene *who, SceneLook look)
{
  g_autofree char *hash =
      g_compute_checksum_for_data (G_CHECKSUM_MD5, (const guchar *)&look, sizeof look);
  g_autofree char *key = g_strdup_printf ("%p %s", (void *)who, hash);
  GBytes *file = g_hash_table_lookup (self->drawn, key);
  if (file != NULL)
    return file;
  file = scene_draw_png (who, look);
  g_hash_table_insert (self->drawn, g_steal_pointer (&key), file);
  return file;
}

void
played_camera_show (PlayedCamera *self, Scene *who, SceneLook look)
{
  played_camera_show_file (self, played_camera_draw (self, who, look));
}

void
played_camera_show_photograph (PlayedCamera *self, const char *name)
{
  g_autoptr (YqqFacePicture) picture = scene_load_picture (name);
  gsize size = (gsize)picture->width * picture->height * 3;
  g_autoptr (GBytes) rgb = g_bytes_new_static (picture->rgb, size);
  played_camera_show_pixels (self, rgb, picture->width, picture->height);
}

void
played_camera_unplug (PlayedCamera *self)
{
  let_go (self);
  g_unlink (self->file);
}

void
played_camera_hold (PlayedCamera *self)
{
  played_camera_unplug (self);
  g_assert_cmpint (mkfifo (self->file, 0600), ==, 0);
  self->held = TRUE;
}
