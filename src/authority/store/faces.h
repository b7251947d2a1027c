/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which devices know their person's face. All inside the caller's transactions. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

typedef struct {
  char *device_id;
  char *person_id;
  char *template_id; /* the device's own name of what it keeps */
  char *model;
  char *consent;
  gint64 enrolled_at_ms;
  guint wrong_tries;      /* since the last good one, or the last lock */
  gint64 locked_until_ms; /* 0: never */
} YqqFaceRecord;

void yqq_face_record_free (YqqFaceRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFaceRecord, yqq_face_record_free)

/* *face is NULL where the device has none of that person. */
gboolean yqq_faces_find (YqqDatabase *database,
                         const char *person_id,
                         const char *device_id,
                         YqqFaceRecord **face,
                         GError **error);
/* Instead of what the device had before; but a lock outlives a new enrolment, and so do tries. */
gboolean yqq_faces_put (YqqDatabase *database, const YqqFaceRecord *face, GError **error);
gboolean yqq_faces_set_tries (YqqDatabase *database,
                              const char *device_id,
                              guint wrong_tries,
                              gint64 locked_until_ms,
                              GError **error);
gboolean
yqq_faces_remove (YqqDatabase *database, const char *device_id, gboolean *found, GError **error);

G_END_DECLS
