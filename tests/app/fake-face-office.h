/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a face in memory. */
#pragma once

#include "app/face-office.h"

G_BEGIN_DECLS

#define FAKE_TYPE_FACE_OFFICE (fake_face_office_get_type ())
G_DECLARE_FINAL_TYPE (FakeFaceOffice, fake_face_office, FAKE, FACE_OFFICE, GObject)

FakeFaceOffice *fake_face_office_new (void);

/* What is kept, or NULL; borrowed. */
const YqqKeptFace *fake_face_office_get_kept (FakeFaceOffice *self);
/* The challenge that the last one was kept with; borrowed. */
const char *fake_face_office_get_identity (FakeFaceOffice *self);
/* The next request fails with error (copied), after it was done where it erases. */
void fake_face_office_fail_next (FakeFaceOffice *self, const GError *error);

G_END_DECLS
