/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/pin-challenges.h"

#include <string.h>

#include "crypto/random.h"

struct _YqqPinChallenges {
  YqqClock *clock;
  GMutex mutex;          /* of confirmed and recent, which the writer's thread asks for too */
  GHashTable *open;      /* device id → GQueue of YqqOpenChallenge */
  GHashTable *confirmed; /* "device purpose subject" → gint64* until */
  GHashTable *recent;    /* device id → gint64* until: the PIN was right for some act */
};

void
yqq_open_challenge_free (YqqOpenChallenge *self)
{
  g_bytes_unref (self->bytes);
  g_free (self->subject);
  g_free (self);
}

static void
free_queue (gpointer queue)
{
  g_queue_free_full (queue, (GDestroyNotify)yqq_open_challenge_free);
}

YqqPinChallenges *
yqq_pin_challenges_new (YqqClock *clock)
{
  YqqPinChallenges *self = g_new0 (YqqPinChallenges, 1);
  self->clock = yqq_clock_ref (clock);
  g_mutex_init (&self->mutex);
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_queue);
  self->confirmed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->recent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
yqq_pin_challenges_free (YqqPinChallenges *self)
{
  g_hash_table_unref (self->open);
  g_hash_table_unref (self->confirmed);
  g_hash_table_unref (self->recent);
  g_mutex_clear (&self->mutex);
  yqq_clock_unref (self->clock);
  g_free (self);
}

static void
drop_stale (YqqPinChallenges *self, GQueue *queue)
{
  gint64 now = yqq_clock_get_unix_ms (self->clock);
  YqqOpenChallenge *oldest;
  while ((oldest = g_queue_peek_head (queue)) != NULL && oldest->expires_at_ms <= now)
    yqq_open_challenge_free (g_queue_pop_head (queue));
  while (g_queue_get_length (queue) >= YQQ_PIN_MAX_CHALLENGES)
    yqq_open_challenge_free (g_queue_pop_head (queue));
}

const YqqOpenChallenge *
yqq_pin_challenges_add (YqqPinChallenges *self,
                        const char *device_id,
                        YqqPinPurpose purpose,
                        const char *subject)
{
  GQueue *queue = g_hash_table_lookup (self->open, device_id);
  if (queue == NULL) {
    queue = g_queue_new ();
    g_hash_table_insert (self->open, g_strdup (device_id), queue);
  }
  drop_stale (self, queue);
  guint8 random[YQQ_PIN_CHALLENGE_SIZE];
  yqq_random_bytes (random, sizeof random);
  YqqOpenChallenge *challenge = g_new0 (YqqOpenChallenge, 1);
  challenge->bytes = g_bytes_new (random, sizeof random);
  challenge->purpose = purpose;
  challenge->subject = g_strdup (subject);
  challenge->expires_at_ms = yqq_clock_get_unix_ms (self->clock) + YQQ_PIN_CHALLENGE_MS;
  g_queue_push_tail (queue, challenge);
  return challenge;
}

YqqOpenChallenge *
yqq_pin_challenges_take (YqqPinChallenges *self, const char *device_id, GBytes *bytes)
{
  GQueue *queue = g_hash_table_lookup (self->open, device_id);
  if (queue == NULL)
    return NULL;
  gint64 now = yqq_clock_get_unix_ms (self->clock);
  for (GList *link = queue->head; link != NULL; link = link->next) {
    YqqOpenChallenge *challenge = link->data;
    if (!g_bytes_equal (challenge->bytes, bytes))
      continue;
    g_queue_delete_link (queue, link);
    if (queue->length == 0)
      g_hash_table_remove (self->open, device_id);
    if (challenge->expires_at_ms > now)
      return challenge;
    yqq_open_challenge_free (challenge);
    return NULL;
  }
  return NULL;
}

static char *
confirmation_name (const char *device_id, YqqPinPurpose purpose, const char *subject)
{
  return g_strdup_printf ("%s %s %s", device_id, yqq_pin_purpose_to_nick (purpose), subject);
}

static gboolean
is_over (gpointer key, gpointer until, gpointer now)
{
  return *(gint64 *)until <= *(gint64 *)now;
}

/* Takes name over. */
static void
remember (YqqPinChallenges *self, GHashTable *table, char *name, gint64 duration_ms)
{
  gint64 now = yqq_clock_get_unix_ms (self->clock);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_hash_table_foreach_remove (table, is_over, &now);
  gint64 *until = g_new (gint64, 1);
  *until = now + duration_ms;
  g_hash_table_replace (table, name, until);
}

static gboolean
is_remembered (YqqPinChallenges *self, GHashTable *table, const char *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 *until = g_hash_table_lookup (table, name);
  return until != NULL && *until > yqq_clock_get_unix_ms (self->clock);
}

void
yqq_pin_challenges_confirm (YqqPinChallenges *self,
                            const char *device_id,
                            const YqqOpenChallenge *challenge)
{
  remember (self, self->confirmed,
            confirmation_name (device_id, challenge->purpose, challenge->subject),
            YQQ_PIN_CONFIRMED_MS);
  if (challenge->purpose == YQQ_PIN_PURPOSE_ACT)
    remember (self, self->recent, g_strdup (device_id), YQQ_PIN_RECENT_MS);
}

gboolean
yqq_pin_challenges_is_confirmed (YqqPinChallenges *self,
                                 const char *device_id,
                                 YqqPinPurpose purpose,
                                 const char *subject)
{
  g_autofree char *name = confirmation_name (device_id, purpose, subject);
  return is_remembered (self, self->confirmed, name);
}

gboolean
yqq_pin_challenges_is_recent (YqqPinChallenges *self, const char *device_id)
{
  return is_remembered (self, self->recent, device_id);
}

static gboolean
is_of_device (gpointer name, gpointer until, gpointer device_id)
{
  gsize length = strlen (device_id);
  return strncmp (name, device_id, length) == 0 && ((const char *)name)[length] == ' ';
}

void
yqq_pin_challenges_forget (YqqPinChallenges *self, const char *device_id)
{
  g_hash_table_remove (self->open, device_id);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_hash_table_foreach_remove (self->confirmed, is_of_device, (gpointer)device_id);
  g_hash_table_remove (self->recent, device_id);
}
