/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody in front of a played camera who does what is asked, after a moment to take it in, and
 * with the time that a head and eyelids need. */
#pragma once

#include "base/secret-bytes.h"
#include "face/face-challenge.h"
#include "played-camera.h"

/* From what is asked to the beginning of the movement. */
#define PERFORMER_REACTION_MS 350

typedef struct _Performer Performer;

/* A person as they were recorded. Looks straight from now on; plays from the default main context.
 */
Performer *performer_new (PlayedCamera *camera);
/* A program that has one photograph and makes the movements from it: an attack. */
Performer *performer_new_from_photograph (PlayedCamera *camera, Scene *scene);
void performer_free (Performer *self);

/* What is asked now; the same again changes nothing. */
void performer_ask (Performer *self, YqqFaceChallenge challenge);
/* Plays these frames (PNG files, not copied) again and again instead, until something is asked. */
void performer_play (Performer *self, GPtrArray *frames);

/* The template of the recorded person from another recording, or of the one in a scene, as an
 * enrolment before a child of its own gives it. */
YqqSecretBytes *performer_enrol (void);
YqqSecretBytes *performer_enrol_scene (Scene *scene);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Performer, performer_free)
