/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/usage-look.h"

struct _YqqUsageLook {
  GObject parent;

  YqqRecords *records;
  YqqUsageEntry *entry;
  GBytes *signature;
  GFile *document;
  YqqVerification *verification;
  gboolean busy;
  GError *error;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (YqqUsageLook, yqq_usage_look, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
tell_changed (YqqUsageLook *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
begin (YqqUsageLook *self)
{
  g_clear_error (&self->error);
  self->busy = TRUE;
}

/* Takes error; FALSE where the look is over. */
static gboolean
finish (YqqUsageLook *self, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return FALSE;
  }
  self->busy = FALSE;
  self->error = error;
  return TRUE;
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqUsageLook) self = user_data;
  GError *error = NULL;
  GBytes *signature = yqq_records_fetch_signature_finish (YQQ_RECORDS (source), result, &error);
  if (!finish (self, error))
    return;
  self->signature = signature;
  tell_changed (self);
}

static void
fetch (YqqUsageLook *self)
{
  begin (self);
  yqq_records_fetch_signature_async (self->records, yqq_usage_entry_get_record (self->entry),
                                     self->cancellable, on_fetched, g_object_ref (self));
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqUsageLook) self = user_data;
  GError *error = NULL;
  YqqVerification *found = yqq_records_verify_finish (YQQ_RECORDS (source), result, &error);
  if (!finish (self, error))
    return;
  g_clear_pointer (&self->verification, yqq_verification_free);
  self->verification = found;
  tell_changed (self);
}

static void
yqq_usage_look_dispose (GObject *object)
{
  YqqUsageLook *self = YQQ_USAGE_LOOK (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->records);
  g_clear_object (&self->entry);
  g_clear_object (&self->document);
  g_clear_error (&self->error);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->verification, yqq_verification_free);
  G_OBJECT_CLASS (yqq_usage_look_parent_class)->dispose (object);
}

static void
yqq_usage_look_class_init (YqqUsageLookClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_usage_look_dispose;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_USAGE_LOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
yqq_usage_look_init (YqqUsageLook *self)
{
  self->cancellable = g_cancellable_new ();
}

YqqUsageLook *
yqq_usage_look_new (YqqRecords *records, YqqUsageEntry *entry)
{
  YqqUsageLook *self = g_object_new (YQQ_TYPE_USAGE_LOOK, NULL);
  self->records = g_object_ref (records);
  self->entry = g_object_ref (entry);
  fetch (self);
  return self;
}

const YqqUsageRecord *
yqq_usage_look_get_record (YqqUsageLook *self)
{
  return yqq_usage_entry_get_record (self->entry);
}

GBytes *
yqq_usage_look_get_signature (YqqUsageLook *self)
{
  return self->signature;
}

gboolean
yqq_usage_look_get_busy (YqqUsageLook *self)
{
  return self->busy;
}

const GError *
yqq_usage_look_get_error (YqqUsageLook *self)
{
  return self->error;
}

void
yqq_usage_look_retry (YqqUsageLook *self)
{
  if (self->busy)
    return;
  if (self->signature && self->document) {
    yqq_usage_look_verify (self, self->document);
    return;
  }
  if (!self->signature)
    fetch (self);
  tell_changed (self);
}

void
yqq_usage_look_verify (YqqUsageLook *self, GFile *document)
{
  if (!self->signature || self->busy)
    return;
  g_set_object (&self->document, document);
  g_clear_pointer (&self->verification, yqq_verification_free);
  begin (self);
  yqq_records_verify_async (self->records, self->signature, self->document, self->cancellable,
                            on_verified, g_object_ref (self));
  tell_changed (self);
}

const YqqVerification *
yqq_usage_look_get_verification (YqqUsageLook *self)
{
  return self->verification;
}
