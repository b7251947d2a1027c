/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a session must outlive the process: written before anybody is answered. */
#pragma once

#include <glib-object.h>

#include "protocol/device-frame.h"
#include "protocol/session-document.h"
#include "protocol/session-state.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_RELAY_RECORD_OPENED,
  YQQ_RELAY_RECORD_CLAIMED,
  YQQ_RELAY_RECORD_CONNECTED, /* no answer waits for it; ends "first use" */
  YQQ_RELAY_RECORD_REQUESTED, /* the relying party's sign frame was accepted */
  YQQ_RELAY_RECORD_SIGNED,    /* verified signatures were delivered: all of them are written */
  YQQ_RELAY_RECORD_REFUSED,   /* a sign request was refused */
  YQQ_RELAY_RECORD_ENDED,     /* closed, expired or rejected */
} YqqRelayRecordType;

/* One record; the members belong to the types named beside them. Everything is borrowed for the
 * time of the call. */
typedef struct {
  YqqRelayRecordType type;
  const char *session_id;
  gint64 at_ms;                 /* unix milliseconds */
  const char *relying_party_id; /* opened, connected */
  GBytes *token_hash;           /* opened: 32 bytes */
  const char *purpose;          /* opened */
  const char *device_id;        /* claimed */
  const char *person_id;        /* claimed, connected */
  const char *via;              /* claimed: nick */
  const char *request_id;       /* requested, signed, refused */
  const char *certificate;      /* requested, signed: fingerprint */
  YqqAlgorithm algorithm;       /* requested, signed */
  GPtrArray *documents;         /* requested: YqqDocumentReference, each with its digest */
  GPtrArray *delivered;         /* signed: YqqDeliveredSignature; the array never changes */
  YqqRefusal refusal;           /* refused */
  YqqSessionState state;        /* ended */
  YqqSessionReason reason;      /* ended */
  guint signatures;             /* ended: how many were delivered */
} YqqRelayRecord;

/* committed FALSE: nothing was written. On the http thread; may come before append returns. */
typedef void (*YqqRelayCommitted) (gboolean committed, gpointer user_data);

#define YQQ_TYPE_RELAY_JOURNAL (yqq_relay_journal_get_type ())
G_DECLARE_INTERFACE (YqqRelayJournal, yqq_relay_journal, YQQ, RELAY_JOURNAL, GObject)

struct _YqqRelayJournalInterface {
  GTypeInterface parent;
  /* Records are committed in the order of the calls. callback may be NULL, else it is called
   * exactly once. */
  void (*append) (YqqRelayJournal *self,
                  const YqqRelayRecord *record,
                  YqqRelayCommitted callback,
                  gpointer user_data);
};

void yqq_relay_journal_append (YqqRelayJournal *self,
                               const YqqRelayRecord *record,
                               YqqRelayCommitted callback,
                               gpointer user_data);

G_END_DECLS
