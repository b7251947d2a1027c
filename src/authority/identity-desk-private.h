/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the identity desk share, and what a log in needs of it. */
#pragma once

#include "authority/identity-desk.h"
#include "authority/store/identity-challenges.h"

G_BEGIN_DECLS

struct _YqqIdentityDesk {
  YqqWriter *writer;
  YqqIdentityPolicy *policy;
  YqqClock *clock;
  GHashTable *methods; /* name → YqqIdentityMethod */
};

/* One method as it was registered. */
typedef struct {
  YqqIdentityVerifierFactory make; /* NULL: not in this program */
  gpointer make_data;
  GDestroyNotify destroy;
  YqqIdentityOfferer offer; /* NULL: can always be used */
  gpointer offer_data;
  YqqWorkers *workers; /* with wait */
  GSourceOnceFunc wait;
  gpointer wait_data;
} YqqIdentityMethod;

/* NULL where there is none. */
const YqqIdentityMethod *yqq_identity_desk_find_method (YqqIdentityDesk *self, const char *method);

/* What the policy asks of this person now, with the second factors that they have registered; a
 * GPtrArray of ways, owned. person_id NULL: nobody is known yet. */
GPtrArray *yqq_identity_desk_list_ways (YqqIdentityDesk *self,
                                        YqqDatabase *database,
                                        const char *person_id,
                                        const char *device_id,
                                        const char *purpose,
                                        gint64 now_ms,
                                        GError **error);

/* The same without the ways that cannot be gone now, with what each method offers; unavailable has
 * the others. FALSE with error; all owned. */
typedef struct {
  GPtrArray *ways;
  JsonObject *offers;
  JsonObject *unavailable;
} YqqIdentityChoice;

gboolean yqq_identity_desk_list_choice (YqqIdentityDesk *self,
                                        YqqDatabase *database,
                                        const char *person_id,
                                        const char *device_id,
                                        const char *purpose,
                                        gint64 now_ms,
                                        YqqIdentityChoice *choice,
                                        GError **error);
void yqq_identity_choice_clear (YqqIdentityChoice *self);

/* Evidence on its way through one transaction, on the writer's thread: begin, add for each method,
 * settle. Once problem is set the others do nothing; the caller commits it too. */
typedef struct {
  YqqIdentityDesk *desk; /* these five are set by the caller */
  const char *person_id;
  const char *thumbprint;
  const char *device_id; /* NULL: not registered yet */
  gint64 now_ms;
  YqqIdentityChallengeRecord *challenge;
  GPtrArray *ways;
  GStrv proven;
  gboolean satisfied;
  const char *not_ready; /* the method that has to wait for something: nothing was decided */
  GError *problem;
} YqqIdentityCheck;

/* purpose NULL: any but a log in's, which has a request of its own. */
gboolean yqq_identity_check_begin (YqqIdentityCheck *self,
                                   YqqDatabase *database,
                                   const char *challenge_id,
                                   const char *purpose,
                                   GError **error);
/* evidence: a JSON object's text. A method that was proven in the challenge before is not looked at
 * again: the answer to it was lost. */
gboolean yqq_identity_check_add (YqqIdentityCheck *self,
                                 YqqDatabase *database,
                                 const char *method,
                                 const char *evidence,
                                 GError **error);
/* Records it, the first time that what was proven suffices. */
gboolean yqq_identity_check_settle (YqqIdentityCheck *self, YqqDatabase *database, GError **error);
void yqq_identity_check_clear (YqqIdentityCheck *self);

/* Waits beside the loop until the method can decide and then calls resume on the loop's thread;
 * FALSE where the method knows of no waiting. */
gboolean yqq_identity_desk_wait (YqqIdentityDesk *self,
                                 const char *method,
                                 GSourceOnceFunc resume,
                                 gpointer data);

/* The problem for what a method's verifier decided against (YQQ_IDENTITY_ERROR). */
GError *yqq_identity_desk_translate (const char *method, const GError *refusal);

G_END_DECLS
