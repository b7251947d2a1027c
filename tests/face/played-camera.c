/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "played-camera.h"

#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct _PlayedCamera {
  char *directory;
  char *file;
  char *next; /* becomes file as soon as it is whole */
  gboolean held;
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
  g_free (self->file);
  g_free (self->next);
  g_free (self->directory);
  g_free (self);
}

void
played_camera_show_pixels (PlayedCamera *self, GBytes *rgb, guint width, guint height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new_from_bytes (
      rgb, GDK_COLORSPACE_RGB, FALSE, 8, (int)width, (int)height, (int)width * 3);
  gdk_pixbuf_save (picture, self->next, "png", &error, "compression", "1", NULL);
  g_assert_no_error (error);
  let_go (self);
  g_assert_cmpint (g_rename (self->next, self->file), ==, 0);
}

void
played_camera_show (PlayedCamera *self, Scene *who, SceneLook look)
{
  g_auto (YqqFaceFrame) frame = scene_get_frame (who, &look, 0);
  played_camera_show_pixels (self, frame.pixels, frame.width, frame.height);
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
