/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-key-cache.h"

#include "identity/oidc-http.h"
#include "identity/oidc-key-fetch.h"

struct _YqqOidcKeyCache {
  YqqOidcSettings *settings;
  YqqClock *clock;
  GThread *thread;
  GCancellable *closing;

  GMutex mutex; /* over everything below */
  GCond changed;
  gboolean wanted; /* a question waits, or is being asked */
  gboolean closed;
  gboolean asked; /* once at least */
  gint64 asked_ms;
  gint64 fetched_ms;
  YqqOidcKeys *keys;
  char *fault;
};

static YqqOidcKeys *
fetch (YqqOidcKeyCache *self, GError **error)
{
  if (self->settings->jwks_file != NULL)
    return yqq_oidc_read_keys (self->settings->jwks_file, error);
  return yqq_oidc_fetch_keys (self->settings->issuer, self->closing, error);
}

/* Keys that were good stay when a question comes to nothing. */
static void
keep (YqqOidcKeyCache *self, YqqOidcKeys *keys, const GError *error)
{
  g_clear_pointer (&self->fault, g_free);
  if (keys == NULL) {
    self->fault = g_strdup (error->message);
    if (!self->closed)
      g_message ("the OpenID Connect provider's keys could not be had: %s", error->message);
    return;
  }
  g_clear_pointer (&self->keys, yqq_oidc_keys_unref);
  self->keys = keys;
  self->fetched_ms = yqq_clock_get_monotonic_ms (self->clock);
}

static gpointer
run (gpointer user_data)
{
  YqqOidcKeyCache *self = user_data;
  g_mutex_lock (&self->mutex);
  while (!self->closed) {
    if (!self->wanted) {
      g_cond_wait (&self->changed, &self->mutex);
      continue;
    }
    g_autoptr (GError) error = NULL;
    g_mutex_unlock (&self->mutex);
    YqqOidcKeys *keys = fetch (self, &error);
    g_mutex_lock (&self->mutex);
    keep (self, keys, error);
    self->wanted = FALSE;
    g_cond_broadcast (&self->changed);
  }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* With the mutex held. */
static gboolean
ask (YqqOidcKeyCache *self)
{
  gint64 now_ms = yqq_clock_get_monotonic_ms (self->clock);
  if (self->wanted)
    return TRUE;
  if (self->asked && now_ms - self->asked_ms < YQQ_OIDC_KEYS_PAUSE_MS)
    return self->keys == NULL; /* soon */
  self->asked = TRUE;
  self->asked_ms = now_ms;
  self->wanted = TRUE;
  g_cond_broadcast (&self->changed);
  return TRUE;
}

YqqOidcKeyCache *
yqq_oidc_key_cache_new (const YqqOidcSettings *settings, YqqClock *clock)
{
  YqqOidcKeyCache *self = g_new0 (YqqOidcKeyCache, 1);
  self->settings = yqq_oidc_settings_copy (settings);
  self->clock = yqq_clock_ref (clock);
  self->closing = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  yqq_oidc_http_prepare ();
  ask (self);
  self->thread = g_thread_new ("oidc-keys", run, self);
  return self;
}

void
yqq_oidc_key_cache_free (YqqOidcKeyCache *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_cancellable_cancel (self->closing);
  g_thread_join (self->thread);
  g_clear_object (&self->closing);
  g_clear_pointer (&self->keys, yqq_oidc_keys_unref);
  yqq_oidc_settings_free (self->settings);
  yqq_clock_unref (self->clock);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self->fault);
  g_free (self);
}

YqqOidcKeys *
yqq_oidc_key_cache_dup (YqqOidcKeyCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 age_ms = yqq_clock_get_monotonic_ms (self->clock) - self->fetched_ms;
  if (self->keys == NULL || age_ms >= YQQ_OIDC_KEYS_FRESH_MS)
    ask (self);
  if (self->keys == NULL || age_ms >= YQQ_OIDC_KEYS_MAX_MS)
    return NULL;
  return yqq_oidc_keys_ref (self->keys);
}

gboolean
yqq_oidc_key_cache_refresh (YqqOidcKeyCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  return ask (self);
}

gboolean
yqq_oidc_key_cache_wait (YqqOidcKeyCache *self, gint64 timeout_ms)
{
  gint64 end_us = g_get_monotonic_time () + timeout_ms * 1000;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  while (self->wanted)
    if (!g_cond_wait_until (&self->changed, &self->mutex, end_us))
      return !self->wanted;
  return TRUE;
}

char *
yqq_oidc_key_cache_dup_fault (YqqOidcKeyCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  return g_strdup (self->fault);
}
