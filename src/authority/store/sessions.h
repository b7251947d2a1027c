/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal of scan sessions: what outlives the process of a session and its sign requests. */
#pragma once

#include "authority/store/database.h"
#include "model/algorithm.h"

G_BEGIN_DECLS

gboolean yqq_sessions_open (YqqDatabase *database,
                            const char *id,
                            const char *relying_party_id,
                            GBytes *token_hash,
                            const char *purpose,
                            const char *process,
                            gint64 now_ms,
                            GError **error);
gboolean yqq_sessions_claim (YqqDatabase *database,
                             const char *id,
                             const char *device_id,
                             const char *person_id,
                             const char *via,
                             gint64 now_ms,
                             GError **error);
gboolean
yqq_sessions_connect (YqqDatabase *database, const char *id, gint64 now_ms, GError **error);
gboolean yqq_sessions_end (YqqDatabase *database,
                           const char *id,
                           const char *state,
                           const char *reason,
                           guint signatures,
                           gint64 now_ms,
                           GError **error);

/* The processes that have open sessions; "" stands for those of a time when none was noted. */
GStrv yqq_sessions_list_processes (YqqDatabase *database, GError **error);

/* Ends everything that was open in a process which has ended; *n_ended tells how many. */
gboolean yqq_sessions_end_all (YqqDatabase *database,
                               const char *process,
                               const char *state,
                               const char *reason,
                               gint64 now_ms,
                               guint *n_ended,
                               GError **error);

typedef struct {
  char *state; /* NULL while it is open */
  char *reason;
  GBytes *token_hash;
  char *device_id;
  char *process; /* whose relay has it while it is open; NULL: not known */
} YqqSessionRecord;

void yqq_session_record_free (YqqSessionRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqSessionRecord, yqq_session_record_free)

/* *session is NULL where there is none. */
gboolean yqq_sessions_find (YqqDatabase *database,
                            const char *id,
                            YqqSessionRecord **session,
                            GError **error);

/* The relying parties that have open sessions and have been withdrawn meanwhile: their ids. */
GStrv yqq_sessions_list_withdrawn_parties (YqqDatabase *database, GError **error);

gboolean yqq_sign_requests_add (YqqDatabase *database,
                                const char *session_id,
                                const char *request_id,
                                const char *certificate,
                                YqqAlgorithm algorithm,
                                gint64 now_ms,
                                GError **error);
gboolean yqq_sign_requests_add_document (YqqDatabase *database,
                                         const char *session_id,
                                         const char *request_id,
                                         const char *document,
                                         const char *name,
                                         gint64 size,
                                         GBytes *digest,
                                         GError **error);
/* Does not make the request signed: complete does, after the last one. */
gboolean yqq_sign_requests_add_signature (YqqDatabase *database,
                                          const char *session_id,
                                          const char *request_id,
                                          const char *document,
                                          GBytes *signature,
                                          gint64 now_ms,
                                          GError **error);
/* The request becomes signed where nothing is missing any more; *completed tells whether it just
 * did. */
gboolean yqq_sign_requests_complete (YqqDatabase *database,
                                     const char *session_id,
                                     const char *request_id,
                                     gint64 now_ms,
                                     gboolean *completed,
                                     GError **error);

/* What a completed request was, for who is told of it. */
typedef struct {
  char *person_id; /* whose certificate signed */
  char *enterprise_id;
  char *grant_id;
  char *relying_party; /* name */
  gint64 documents;
} YqqUseRecord;

void yqq_use_record_free (YqqUseRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqUseRecord, yqq_use_record_free)

/* NULL with an error where there is no such request. */
YqqUseRecord *yqq_sign_requests_describe (YqqDatabase *database,
                                          const char *session_id,
                                          const char *request_id,
                                          GError **error);

gboolean yqq_sign_requests_refuse (YqqDatabase *database,
                                   const char *session_id,
                                   const char *request_id,
                                   const char *reason,
                                   gint64 now_ms,
                                   GError **error);

G_END_DECLS
