/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/document-look.h"

struct _YqqDocumentLook {
  GObject parent;

  YqqScanSession *session;
  YqqSignatureRecord *record;
  char *id;
  char *name;
  guint64 size;
  char *digests[YQQ_ALGORITHM_COUNT];
  YqqLookState state;
  gboolean fetching;
  GError *error;
  GBytes *bytes;
  YqqDocumentContent *content;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (YqqDocumentLook, yqq_document_look, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
set_state (YqqDocumentLook *self, YqqLookState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fail (YqqDocumentLook *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  set_state (self, YQQ_LOOK_FAILED);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer bytes, GCancellable *cancellable)
{
  g_task_return_pointer (task, yqq_document_content_read (bytes),
                         (GDestroyNotify)yqq_document_content_free);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  YqqDocumentLook *self = YQQ_DOCUMENT_LOOK (source);
  self->content = g_task_propagate_pointer (G_TASK (result), NULL);
  set_state (self, YQQ_LOOK_READY);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqDocumentLook) self = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes =
      yqq_scan_session_fetch_document_finish (YQQ_SCAN_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->fetching = FALSE;
  if (!bytes) {
    fail (self, g_steal_pointer (&error));
    return;
  }
  self->bytes = bytes;
  g_autoptr (GTask) task = g_task_new (self, NULL, on_read, NULL);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify)g_bytes_unref);
  g_task_run_in_thread (task, read_in_thread);
}

static void
yqq_document_look_finalize (GObject *object)
{
  YqqDocumentLook *self = YQQ_DOCUMENT_LOOK (object);
  g_clear_object (&self->session);
  g_clear_object (&self->record);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->content, yqq_document_content_free);
  g_free (self->id);
  g_free (self->name);
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++)
    g_free (self->digests[i]);
  G_OBJECT_CLASS (yqq_document_look_parent_class)->finalize (object);
}

static void
yqq_document_look_class_init (YqqDocumentLookClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_document_look_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_DOCUMENT_LOOK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_document_look_init (YqqDocumentLook *self)
{
  self->cancellable = g_cancellable_new ();
}

static YqqDocumentLook *
look_new (YqqScanSession *session, const char *id, const char *name, guint64 size)
{
  YqqDocumentLook *self = g_object_new (YQQ_TYPE_DOCUMENT_LOOK, NULL);
  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->size = size;
  return self;
}

YqqDocumentLook *
yqq_document_look_new (YqqScanSession *session, YqqSessionDocument *document)
{
  YqqDocumentLook *self =
      look_new (session, yqq_session_document_get_id (document),
                yqq_session_document_get_name (document), yqq_session_document_get_size (document));
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++)
    self->digests[i] = g_strdup (yqq_session_document_get_digest (document, i));
  return self;
}

YqqDocumentLook *
yqq_document_look_new_for_record (YqqScanSession *session, YqqSignatureRecord *record)
{
  YqqDocumentLook *self = look_new (session, yqq_signature_record_get_document_id (record),
                                    yqq_signature_record_get_document_name (record),
                                    yqq_signature_record_get_document_size (record));
  self->record = g_object_ref (record);
  self->digests[yqq_signature_record_get_algorithm (record)] =
      g_strdup (yqq_signature_record_get_digest (record));
  return self;
}

void
yqq_document_look_begin (YqqDocumentLook *self)
{
  if (self->bytes || self->fetching)
    return;
  self->fetching = TRUE;
  set_state (self, YQQ_LOOK_LOADING);
  yqq_scan_session_fetch_document_async (self->session, self->id, self->cancellable, on_fetched,
                                         g_object_ref (self));
}

void
yqq_document_look_cancel (YqqDocumentLook *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->fetching = FALSE;
}

YqqLookState
yqq_document_look_get_state (YqqDocumentLook *self)
{
  return self->state;
}

const GError *
yqq_document_look_get_error (YqqDocumentLook *self)
{
  return self->error;
}

const YqqDocumentContent *
yqq_document_look_get_content (YqqDocumentLook *self)
{
  return self->content;
}

GBytes *
yqq_document_look_get_bytes (YqqDocumentLook *self)
{
  return self->bytes;
}

YqqScanSession *
yqq_document_look_get_session (YqqDocumentLook *self)
{
  return self->session;
}

YqqSignatureRecord *
yqq_document_look_get_record (YqqDocumentLook *self)
{
  return self->record;
}

const char *
yqq_document_look_get_name (YqqDocumentLook *self)
{
  return self->name;
}

guint64
yqq_document_look_get_size (YqqDocumentLook *self)
{
  return self->size;
}

const char *
yqq_document_look_get_digest (YqqDocumentLook *self, YqqAlgorithm algorithm)
{
  return self->digests[algorithm];
}
