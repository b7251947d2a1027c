/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording of somebody in front of their camera, fetched by ./dev test (tests/face/clips.json).
 */
#pragma once

#include <gio/gio.h>

#include "face/face-challenge.h"

/* So many frames a second, which is also what the scanner's picture file gives. */
#define CLIP_RATE 15

/* A man who does whatever can be asked; and the same man, before that, who sits still. */
#define RECORDED_PERSON "cap12_edit.webm"
#define RECORDED_BEFORE "cap13_edit2.webm"

/* Frames first to last as PNG files (GBytes). Fails the test where the recording is not there. */
GPtrArray *clip_load (const char *name, guint first, guint last);
/* Those in which RECORDED_PERSON does that. */
GPtrArray *clip_load_movement (YqqFaceChallenge what);
/* Those in which he looks as an enrolment asks for that, mostly in RECORDED_BEFORE; NULL: none
 * does. */
GPtrArray *clip_load_enrolment (YqqFaceChallenge what);
