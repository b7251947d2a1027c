/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames of a camera that a person sits in front of, made from a photograph of that person: the
 * head is turned as a body, or only bent as paper is; the eyes are closed by painting over them. So
 * they are also what somebody can show who has nothing but the photograph. */
#pragma once

#include "face/face-engine.h"
#include "face/face-frame.h"

#define SCENE_WIDTH 640
#define SCENE_HEIGHT 480

typedef struct _Scene Scene;

/* What the frame shows; all zero: the person, looking straight as in the photograph. */
typedef struct {
  float yaw;       /* degrees to the person's left: the head, turned as a body (head-model.h) */
  float pitch;     /* degrees down */
  float turn;      /* -1 to 1, to the left: the photograph, bent */
  float nod;       /* 0 to 1, down: the same */
  gboolean closed; /* eyes */
  float darker;    /* 0 to 1 */
  float brighter;  /* 0 to 1 */
  guint blur;      /* pixels */
  float smaller;   /* 0 to 1 of the size is taken away */
  float aside;     /* -1 to 1 of half the picture's width */
  gboolean nobody; /* the photograph's wall only */
  gboolean framed; /* a print of the photograph, held into the camera */
} SceneLook;

/* The models that the tests run with; fails the test with what to do where they are not there. */
void scene_load_models (GBytes *models[YQQ_FACE_N_MODELS]);
char *scene_get_models_directory (void);

/* The photograph of that name among the tests' pictures, whole, with as many faces as it has. */
YqqFacePicture *scene_load_picture (const char *name);

/* The number-th of its faces from the left. */
Scene *scene_new (const char *name, guint number);
void scene_free (Scene *self);

/* The frame's pixels as RGB. */
YqqFaceFrame scene_get_frame (Scene *self, const SceneLook *look, gint64 time_us);
void scene_frame_clear (YqqFaceFrame *frame);
/* The same as a PNG file; full. */
GBytes *scene_draw_png (Scene *self, SceneLook look);
/* Pixels without padding as a PNG file; full. */
GBytes *scene_write_png (GBytes *rgb, guint width, guint height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (YqqFaceFrame, scene_frame_clear)
