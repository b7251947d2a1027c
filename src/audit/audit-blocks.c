/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/audit-blocks.h"

#include <string.h>

#define READ_BYTES (64 * 1024)
#define BLOCK_BYTES (256 * 1024)
#define MAX_THREADS 4
#define BLOCKS_A_THREAD 2

/* Whole lines, each with its end but perhaps the file's last. */
typedef struct {
  const YqqAuditSigners *signers;
  GByteArray *text;
  GArray *lines; /* YqqAuditLine */
  gboolean inspected;
} Block;

struct _YqqAuditBlocks {
  GInputStream *stream;
  GByteArray *pending; /* read, but not yet in a block */
  gsize searched;      /* of pending: there is no line end before */
  gboolean at_end;
  gboolean too_long;
  GMutex mutex;
  GCond inspected;
};

YqqAuditBlocks *
yqq_audit_blocks_new (GInputStream *stream)
{
  YqqAuditBlocks *self = g_new0 (YqqAuditBlocks, 1);
  self->stream = g_object_ref (stream);
  self->pending = g_byte_array_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->inspected);
  return self;
}

void
yqq_audit_blocks_free (YqqAuditBlocks *self)
{
  g_object_unref (self->stream);
  g_byte_array_unref (self->pending);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->inspected);
  g_free (self);
}

static gboolean
read_more (YqqAuditBlocks *self, GCancellable *cancellable, GError **error)
{
  guint before = self->pending->len;
  g_byte_array_set_size (self->pending, before + READ_BYTES);
  gssize n = g_input_stream_read (self->stream, self->pending->data + before, READ_BYTES,
                                  cancellable, error);
  g_byte_array_set_size (self->pending, before + (guint)MAX (n, 0));
  self->at_end = n == 0;
  return n >= 0;
}

/* Moves the first size bytes of pending out. */
static GByteArray *
take (YqqAuditBlocks *self, gsize size)
{
  GByteArray *taken = g_byte_array_sized_new ((guint)size);
  g_byte_array_append (taken, self->pending->data, (guint)size);
  g_byte_array_remove_range (self->pending, 0, (guint)size);
  self->searched = 0;
  return taken;
}

GBytes *
yqq_audit_blocks_read_first (YqqAuditBlocks *self, GCancellable *cancellable, GError **error)
{
  for (;;) {
    const guint8 *data = self->pending->data;
    const guint8 *end =
        self->pending->len > self->searched
            ? memchr (data + self->searched, '\n', self->pending->len - self->searched)
            : NULL;
    if (end != NULL) {
      gsize length = (gsize)(end - data);
      GByteArray *line = take (self, length + 1);
      g_byte_array_set_size (line, (guint)length);
      return g_byte_array_free_to_bytes (line);
    }
    self->searched = self->pending->len;
    if (self->at_end || self->pending->len > YQQ_AUDIT_HEADER_MAX_BYTES ||
        !read_more (self, cancellable, error))
      return NULL;
  }
}

/* The next lines; NULL at the end, where a line is too long, and with an error where reading
 * failed. */
static Block *
next_block (YqqAuditBlocks *self,
            const YqqAuditSigners *signers,
            GCancellable *cancellable,
            GError **error)
{
  const guint8 *end = NULL;
  while (!self->at_end && (self->pending->len < BLOCK_BYTES || end == NULL)) {
    if (self->pending->len > self->searched)
      end =
          memrchr (self->pending->data + self->searched, '\n', self->pending->len - self->searched);
    if (end != NULL && self->pending->len >= BLOCK_BYTES)
      break;
    if (end == NULL)
      self->searched = self->pending->len;
    self->too_long = end == NULL && self->pending->len > YQQ_AUDIT_LINE_MAX_BYTES;
    if (self->too_long || !read_more (self, cancellable, error))
      return NULL;
    end = NULL; /* pending may have moved */
  }
  gsize size = self->at_end ? self->pending->len : (gsize)(end - self->pending->data) + 1;
  if (size == 0)
    return NULL;
  Block *block = g_new0 (Block, 1);
  block->signers = signers;
  block->text = take (self, size);
  block->lines = g_array_new (FALSE, FALSE, sizeof (YqqAuditLine));
  g_array_set_clear_func (block->lines, (GDestroyNotify)yqq_audit_line_clear);
  return block;
}

static void
free_block (Block *block)
{
  g_byte_array_unref (block->text);
  g_array_unref (block->lines);
  g_free (block);
}

static void
inspect (gpointer data, gpointer user_data)
{
  Block *block = data;
  YqqAuditBlocks *self = user_data;
  const char *text = (const char *)block->text->data;
  const char *stop = text + block->text->len;
  while (text < stop) {
    YqqAuditLine line;
    const char *end = memchr (text, '\n', (gsize)(stop - text));
    yqq_audit_line_inspect (&line, text, (gsize)((end != NULL ? end : stop) - text),
                            block->signers);
    g_array_append_val (block->lines, line);
    text = end != NULL ? end + 1 : stop;
  }
  g_mutex_lock (&self->mutex);
  block->inspected = TRUE;
  g_cond_signal (&self->inspected);
  g_mutex_unlock (&self->mutex);
}

static void
wait_for (YqqAuditBlocks *self, Block *block)
{
  g_mutex_lock (&self->mutex);
  while (!block->inspected)
    g_cond_wait (&self->inspected, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static void
tell (YqqAuditBlocks *self, Block *block, YqqAuditLineFunc func, gpointer user_data)
{
  wait_for (self, block);
  for (guint i = 0; func != NULL && i < block->lines->len; i++)
    func (&g_array_index (block->lines, YqqAuditLine, i), user_data);
  free_block (block);
}

static YqqAuditEnd
find_end (YqqAuditBlocks *self, gboolean ended)
{
  if (self->too_long)
    return YQQ_AUDIT_END_LINE_TOO_LONG;
  return ended ? YQQ_AUDIT_END_WHOLE : YQQ_AUDIT_END_WITHOUT_LINE_END;
}

gboolean
yqq_audit_blocks_run (YqqAuditBlocks *self,
                      const YqqAuditSigners *signers,
                      YqqAuditLineFunc func,
                      gpointer user_data,
                      YqqAuditEnd *end,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GError) failure = NULL;
  guint threads = CLAMP (g_get_num_processors (), 1, MAX_THREADS);
  GThreadPool *pool = g_thread_pool_new (inspect, self, (int)threads, FALSE, NULL);
  GQueue waiting = G_QUEUE_INIT;
  gboolean ended = TRUE;
  Block *block;
  while ((block = next_block (self, signers, cancellable, &failure)) != NULL) {
    ended = block->text->data[block->text->len - 1] == '\n';
    g_queue_push_tail (&waiting, block);
    g_thread_pool_push (pool, block, NULL);
    if (waiting.length > threads * BLOCKS_A_THREAD)
      tell (self, g_queue_pop_head (&waiting), func, user_data);
  }
  while (waiting.length > 0)
    tell (self, g_queue_pop_head (&waiting), failure == NULL ? func : NULL, user_data);
  g_thread_pool_free (pool, FALSE, TRUE);
  *end = find_end (self, ended);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
