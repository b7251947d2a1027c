/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/session-journal.h"

#include "authority/store/notices.h"
#include "authority/store/relying-parties.h"
#include "authority/store/sessions.h"

#define YQQ_TYPE_SESSION_JOURNAL (yqq_session_journal_get_type ())
G_DECLARE_FINAL_TYPE (YqqSessionJournal, yqq_session_journal, YQQ, SESSION_JOURNAL, GObject)

struct _YqqSessionJournal {
  GObject parent;
  YqqWriter *writer;
  char *process;
};

static void journal_iface_init (YqqRelayJournalInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqSessionJournal,
                               yqq_session_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_RELAY_JOURNAL, journal_iface_init))

typedef struct {
  YqqRelayRecord record; /* texts live in the chunk */
  const char *process;   /* so does this */
  GStringChunk *texts;
  YqqRelayCommitted callback;
  gpointer user_data;
} Entry;

static const char *
keep (Entry *entry, const char *text)
{
  return text != NULL ? g_string_chunk_insert (entry->texts, text) : NULL;
}

static GPtrArray *
copy_documents (GPtrArray *documents)
{
  if (documents == NULL)
    return NULL;
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_document_reference_free);
  for (guint i = 0; i < documents->len; i++)
    g_ptr_array_add (copy, yqq_document_reference_copy (g_ptr_array_index (documents, i)));
  return copy;
}

static GBytes *
keep_bytes (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

static Entry *
copy_record (const YqqRelayRecord *from)
{
  Entry *entry = g_new0 (Entry, 1);
  entry->texts = g_string_chunk_new (512);
  YqqRelayRecord *to = &entry->record;
  *to = *from;
  to->session_id = keep (entry, from->session_id);
  to->relying_party_id = keep (entry, from->relying_party_id);
  to->purpose = keep (entry, from->purpose);
  to->device_id = keep (entry, from->device_id);
  to->person_id = keep (entry, from->person_id);
  to->via = keep (entry, from->via);
  to->request_id = keep (entry, from->request_id);
  to->certificate = keep (entry, from->certificate);
  to->token_hash = keep_bytes (from->token_hash);
  to->documents = copy_documents (from->documents);
  to->delivered = from->delivered != NULL ? g_ptr_array_ref (from->delivered) : NULL;
  return entry;
}

static void
free_entry (Entry *entry)
{
  g_clear_pointer (&entry->record.token_hash, g_bytes_unref);
  g_clear_pointer (&entry->record.documents, g_ptr_array_unref);
  g_clear_pointer (&entry->record.delivered, g_ptr_array_unref);
  g_string_chunk_free (entry->texts);
  g_free (entry);
}

static gboolean
write_request (YqqDatabase *database, const YqqRelayRecord *record, GError **error)
{
  if (!yqq_sign_requests_add (database, record->session_id, record->request_id, record->certificate,
                              record->algorithm, record->at_ms, error))
    return FALSE;
  for (guint i = 0; i < record->documents->len; i++) {
    const YqqDocumentReference *document = g_ptr_array_index (record->documents, i);
    if (!yqq_sign_requests_add_document (database, record->session_id, record->request_id,
                                         document->id, document->name, document->size,
                                         document->digest, error))
      return FALSE;
  }
  return TRUE;
}

/* The holder is told in the transaction of the last signature: it costs no commit of its own. */
static gboolean
write_use (YqqDatabase *database, const YqqRelayRecord *record, GError **error)
{
  g_autoptr (YqqUseRecord) use =
      yqq_sign_requests_describe (database, record->session_id, record->request_id, error);
  return use != NULL && yqq_notices_add (database, use->person_id, YQQ_NOTICE_CERTIFICATE_USED,
                                         use->enterprise_id, use->grant_id, NULL,
                                         use->relying_party, use->documents, record->at_ms, error);
}

static gboolean
write_signatures (YqqDatabase *database, const YqqRelayRecord *record, GError **error)
{
  for (guint i = 0; i < record->delivered->len; i++) {
    const YqqDeliveredSignature *delivered = g_ptr_array_index (record->delivered, i);
    if (!yqq_sign_requests_add_signature (database, record->session_id, record->request_id,
                                          delivered->document, delivered->signature, record->at_ms,
                                          error))
      return FALSE;
  }
  gboolean completed = FALSE;
  return yqq_sign_requests_complete (database, record->session_id, record->request_id,
                                     record->at_ms, &completed, error) &&
         (!completed || write_use (database, record, error));
}

static gboolean
write_connected (YqqDatabase *database, const YqqRelayRecord *record, GError **error)
{
  return yqq_sessions_connect (database, record->session_id, record->at_ms, error) &&
         yqq_first_uses_add (database, record->person_id, record->relying_party_id, record->at_ms,
                             error);
}

static gboolean
write_record (YqqDatabase *database, const Entry *entry, GError **error)
{
  const YqqRelayRecord *record = &entry->record;
  switch (record->type) {
  case YQQ_RELAY_RECORD_OPENED:
    return yqq_sessions_open (database, record->session_id, record->relying_party_id,
                              record->token_hash, record->purpose, entry->process, record->at_ms,
                              error);
  case YQQ_RELAY_RECORD_CLAIMED:
    return yqq_sessions_claim (database, record->session_id, record->device_id, record->person_id,
                               record->via, record->at_ms, error);
  case YQQ_RELAY_RECORD_CONNECTED:
    return write_connected (database, record, error);
  case YQQ_RELAY_RECORD_REQUESTED:
    return write_request (database, record, error);
  case YQQ_RELAY_RECORD_SIGNED:
    return write_signatures (database, record, error);
  case YQQ_RELAY_RECORD_REFUSED:
    return yqq_sign_requests_refuse (database, record->session_id, record->request_id,
                                     yqq_refusal_to_nick (record->refusal), record->at_ms, error);
  case YQQ_RELAY_RECORD_ENDED:
    return yqq_sessions_end (
        database, record->session_id, yqq_session_state_to_nick (record->state),
        yqq_session_reason_to_nick (record->reason), record->signatures, record->at_ms, error);
  default:
    g_assert_not_reached ();
  }
}

static gboolean
do_write (YqqDatabase *database, gpointer data, GError **error)
{
  return write_record (database, data, error);
}

static void
on_written (const GError *error, gpointer data)
{
  Entry *entry = data;
  if (error != NULL)
    g_message ("a session's journal was not written: %s", error->message);
  if (entry->callback != NULL)
    entry->callback (error == NULL, entry->user_data);
  free_entry (entry);
}

static void
append (YqqRelayJournal *journal,
        const YqqRelayRecord *record,
        YqqRelayCommitted callback,
        gpointer user_data)
{
  YqqSessionJournal *self = YQQ_SESSION_JOURNAL (journal);
  Entry *entry = copy_record (record);
  entry->process = keep (entry, self->process);
  entry->callback = callback;
  entry->user_data = user_data;
  yqq_writer_submit (self->writer, do_write, on_written, entry);
}

static void
journal_iface_init (YqqRelayJournalInterface *interface)
{
  interface->append = append;
}

static void
yqq_session_journal_finalize (GObject *object)
{
  g_free (YQQ_SESSION_JOURNAL (object)->process);
  G_OBJECT_CLASS (yqq_session_journal_parent_class)->finalize (object);
}

static void
yqq_session_journal_class_init (YqqSessionJournalClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_session_journal_finalize;
}

static void
yqq_session_journal_init (YqqSessionJournal *self)
{
}

YqqRelayJournal *
yqq_session_journal_new (YqqWriter *writer, const char *process)
{
  YqqSessionJournal *self = g_object_new (YQQ_TYPE_SESSION_JOURNAL, NULL);
  self->writer = writer;
  self->process = g_strdup (process);
  return YQQ_RELAY_JOURNAL (self);
}
