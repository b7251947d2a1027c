/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/certificate-entry.h"

struct _YqqCertificateEntry {
  GObject parent;

  YqqGrant *grant;
  GPtrArray *installed;
  gint64 now_ms;
  YqqCertificateState state;
  gboolean renewed;
};

G_DEFINE_FINAL_TYPE (YqqCertificateEntry, yqq_certificate_entry, G_TYPE_OBJECT)

static gboolean
is_withdrawn (YqqGrant *grant, const char *fingerprint)
{
  GPtrArray *certificates = yqq_grant_get_certificates (grant);
  for (guint i = 0; i < certificates->len; i++) {
    YqqCertificate *certificate = certificates->pdata[i];
    if (g_str_equal (yqq_certificate_get_fingerprint (certificate), fingerprint))
      return yqq_certificate_get_state (certificate) != YQQ_ISSUED_STATE_ACTIVE;
  }
  return FALSE;
}

/* The installed certificate that counts: one still in force before a withdrawn one, then the one
 * that lasts longest. */
static const YqqInstalledCertificate *
find_best (YqqCertificateEntry *self)
{
  const YqqInstalledCertificate *best = NULL;
  for (guint i = 0; i < self->installed->len; i++) {
    const YqqInstalledCertificate *each = self->installed->pdata[i];
    gboolean better_life = best && is_withdrawn (self->grant, best->fingerprint) &&
                           !is_withdrawn (self->grant, each->fingerprint);
    if (!best || better_life || each->not_after_ms > best->not_after_ms)
      best = each;
  }
  return best;
}

static void
resolve_state (YqqCertificateEntry *self, gboolean pin_set)
{
  const YqqInstalledCertificate *best = find_best (self);
  YqqCertificateFacts facts = {
      .grant_state = yqq_grant_get_state (self->grant),
      .grant_not_after_ms = yqq_grant_get_not_after_ms (self->grant),
      .installed = best != NULL,
      .withdrawn = best && is_withdrawn (self->grant, best->fingerprint),
      .certificate_not_after_ms = best ? best->not_after_ms : 0,
      .pin_set = pin_set,
  };
  self->state = yqq_certificate_state_resolve (&facts, self->now_ms);
  self->renewed =
      self->state == YQQ_CERTIFICATE_STATE_EXPIRING && yqq_certificate_facts_are_renewed (&facts);
}

static void
yqq_certificate_entry_finalize (GObject *object)
{
  YqqCertificateEntry *self = YQQ_CERTIFICATE_ENTRY (object);
  g_clear_object (&self->grant);
  g_clear_pointer (&self->installed, g_ptr_array_unref);
  G_OBJECT_CLASS (yqq_certificate_entry_parent_class)->finalize (object);
}

static void
yqq_certificate_entry_class_init (YqqCertificateEntryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_certificate_entry_finalize;
}

static void
yqq_certificate_entry_init (YqqCertificateEntry *self)
{
}

YqqInstalledCertificate *
yqq_installed_certificate_new (YqqAlgorithm algorithm,
                               const char *fingerprint,
                               const char *serial,
                               const char *issuer,
                               gint64 not_before_ms,
                               gint64 not_after_ms)
{
  YqqInstalledCertificate *self = g_new0 (YqqInstalledCertificate, 1);
  self->algorithm = algorithm;
  self->fingerprint = g_strdup (fingerprint);
  self->serial = g_strdup (serial);
  self->issuer = g_strdup (issuer);
  self->not_before_ms = not_before_ms;
  self->not_after_ms = not_after_ms;
  return self;
}

void
yqq_installed_certificate_free (YqqInstalledCertificate *self)
{
  g_free (self->fingerprint);
  g_free (self->serial);
  g_free (self->issuer);
  g_free (self);
}

YqqCertificateEntry *
yqq_certificate_entry_new (YqqGrant *grant, GPtrArray *installed, gboolean pin_set, gint64 now_ms)
{
  YqqCertificateEntry *self = g_object_new (YQQ_TYPE_CERTIFICATE_ENTRY, NULL);
  self->grant = g_object_ref (grant);
  self->installed = installed ? g_ptr_array_ref (installed) : g_ptr_array_new ();
  self->now_ms = now_ms;
  resolve_state (self, pin_set);
  return self;
}

YqqGrant *
yqq_certificate_entry_get_grant (YqqCertificateEntry *self)
{
  return self->grant;
}

const char *
yqq_certificate_entry_get_id (YqqCertificateEntry *self)
{
  return yqq_grant_get_id (self->grant);
}

const char *
yqq_certificate_entry_get_enterprise (YqqCertificateEntry *self)
{
  return yqq_enterprise_get_name (yqq_grant_get_enterprise (self->grant));
}

YqqCertificateState
yqq_certificate_entry_get_state (YqqCertificateEntry *self)
{
  return self->state;
}

YqqNextAct
yqq_certificate_entry_get_next_act (YqqCertificateEntry *self)
{
  switch (self->state) {
  case YQQ_CERTIFICATE_STATE_NOT_INSTALLED:
    return YQQ_NEXT_INSTALL;
  case YQQ_CERTIFICATE_STATE_REINSTALL_REQUIRED:
    return YQQ_NEXT_REINSTALL;
  case YQQ_CERTIFICATE_STATE_NO_PIN:
    return YQQ_NEXT_SET_PIN;
  case YQQ_CERTIFICATE_STATE_EXPIRING:
    return self->renewed ? YQQ_NEXT_REINSTALL : YQQ_NEXT_NOTHING;
  case YQQ_CERTIFICATE_STATE_VALID:
  case YQQ_CERTIFICATE_STATE_EXPIRED:
  case YQQ_CERTIFICATE_STATE_SUSPENDED:
  case YQQ_CERTIFICATE_STATE_CANCELLED:
    return YQQ_NEXT_NOTHING;
  }
  g_return_val_if_reached (YQQ_NEXT_NOTHING);
}

gint64
yqq_certificate_entry_get_now_ms (YqqCertificateEntry *self)
{
  return self->now_ms;
}

GPtrArray *
yqq_certificate_entry_get_installed (YqqCertificateEntry *self)
{
  return self->installed;
}

const YqqInstalledCertificate *
yqq_certificate_entry_find (YqqCertificateEntry *self, YqqAlgorithm algorithm)
{
  for (guint i = 0; i < self->installed->len; i++) {
    const YqqInstalledCertificate *each = self->installed->pdata[i];
    if (each->algorithm == algorithm)
      return each;
  }
  return NULL;
}

gboolean
yqq_certificate_entry_can_install (YqqCertificateEntry *self, YqqAlgorithm algorithm)
{
  if (yqq_certificate_entry_get_next_act (self) != YQQ_NEXT_NOTHING)
    return TRUE;
  return yqq_certificate_entry_get_usable (self) && !yqq_certificate_entry_find (self, algorithm);
}

guint
yqq_certificate_entry_count_stale (YqqCertificateEntry *self)
{
  guint stale = 0;
  if (!yqq_certificate_entry_get_usable (self) &&
      self->state != YQQ_CERTIFICATE_STATE_REINSTALL_REQUIRED)
    return 0;
  for (guint i = 0; i < self->installed->len; i++)
    stale += ((const YqqInstalledCertificate *)self->installed->pdata[i])->stale ? 1 : 0;
  return stale;
}

gboolean
yqq_certificate_entry_get_renewed (YqqCertificateEntry *self)
{
  return self->renewed;
}

gboolean
yqq_certificate_entry_get_usable (YqqCertificateEntry *self)
{
  return yqq_certificate_state_is_usable (self->state);
}
