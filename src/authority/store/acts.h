/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers that acts were given, kept so that the same act is never done twice. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* How long the answer to an act that changed nothing is kept: longer than its JWS is taken. */
#define YQQ_ACTS_KEEP_MS (15 * 60 * G_GINT64_CONSTANT (1000))

typedef struct {
  char *enterprise_id;
  char *id; /* chosen by the actor */
  char *kind;
  char *person_id;
  GBytes *digest; /* SHA-256 of the JWS */
  guint status;   /* of the HTTP answer */
  char *answer;   /* its text */
  gboolean changed;
} YqqActRecord;

void yqq_act_record_free (YqqActRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqActRecord, yqq_act_record_free)

/* *act is NULL where there is none. */
gboolean yqq_acts_find (YqqDatabase *database,
                        const char *enterprise_id,
                        const char *id,
                        YqqActRecord **act,
                        GError **error);

/* CONFLICT where the enterprise had an act of that id. Old ones without effect are forgotten. */
gboolean
yqq_acts_add (YqqDatabase *database, const YqqActRecord *act, gint64 now_ms, GError **error);

G_END_DECLS
