/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera that shows what a test plays: the scanner's picture file (YQQ_CAMERA_FILE), replaced
 * frame by frame. */
#pragma once

#include "face-scene.h"

typedef struct _PlayedCamera PlayedCamera;

/* Is the first camera of this process from now on; shows nothing yet. */
PlayedCamera *played_camera_new (void);
void played_camera_free (PlayedCamera *self);

/* Shows from now on what a person does, or pixels as they are (RGB without padding). */
void played_camera_show (PlayedCamera *self, Scene *who, SceneLook look);
void played_camera_show_pixels (PlayedCamera *self, GBytes *rgb, guint width, guint height);
/* A PNG file. */
void played_camera_show_file (PlayedCamera *self, GBytes *png);
/* What a person does, as a PNG file; kept for the next time. Borrowed. */
GBytes *played_camera_draw (PlayedCamera *self, Scene *who, SceneLook look);
/* A whole photograph of the tests' pictures. */
void played_camera_show_photograph (PlayedCamera *self, const char *name);
/* Unplugs it: its frames end. */
void played_camera_unplug (PlayedCamera *self);
/* Is there, but gives no picture, as a camera that another program has; the next show lets go. */
void played_camera_hold (PlayedCamera *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlayedCamera, played_camera_free)
