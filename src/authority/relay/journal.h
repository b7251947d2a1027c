/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the relay has to have on disk before it tells anybody: the course of each session. */
#pragma once

#include <glib-object.h>

#include "protocol/session-state.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_RELAY_RECORD_OPENED,    /* relying_party_id, purpose */
  YQQ_RELAY_RECORD_CONNECTED, /* person_id, device_id */
  YQQ_RELAY_RECORD_REQUEST,   /* request_id, fingerprint, documents */
  YQQ_RELAY_RECORD_SIGNATURE, /* request_id, document_id, signature */
  YQQ_RELAY_RECORD_REFUSAL,   /* request_id, refusal */
  YQQ_RELAY_RECORD_ENDED,     /* state, reason, signatures */
} YqqRelayRecordType;

/* One fact of a session's course. All of it is borrowed: a journal copies what it keeps. */
typedef struct {
  YqqRelayRecordType type;
  const char *session_id;
  gint64 at_ms;
  const char *relying_party_id;
  const char *purpose;
  const char *person_id;
  const char *device_id;
  const char *request_id;
  const char *fingerprint;
  GPtrArray *documents; /* YqqDocumentReference with their digest */
  const char *document_id;
  GBytes *signature;
  const char *refusal;
  YqqSessionState state;
  YqqSessionReason reason;
  guint signatures;
} YqqRelayRecord;

/* error NULL: on disk. Called once a record, on the relay's thread, never from within append. */
typedef void (*YqqRelayJournalDone) (const GError *error, gpointer data);

#define YQQ_TYPE_RELAY_JOURNAL (yqq_relay_journal_get_type ())
G_DECLARE_INTERFACE (YqqRelayJournal, yqq_relay_journal, YQQ, RELAY_JOURNAL, GObject)

struct _YqqRelayJournalInterface {
  GTypeInterface parent;

  void (*append) (YqqRelayJournal *self,
                  const YqqRelayRecord *record,
                  YqqRelayJournalDone done,
                  gpointer data);
};

/* done may be NULL where nobody waits (a session that has ended). */
void yqq_relay_journal_append (YqqRelayJournal *self,
                               const YqqRelayRecord *record,
                               YqqRelayJournalDone done,
                               gpointer data);

G_END_DECLS
