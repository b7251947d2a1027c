/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/certificate-state.h"

#include "model/nick-table.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static const char *const grant_nicks[YQQ_GRANT_STATE_COUNT] = {
    [YQQ_GRANT_STATE_PENDING_INSTALL] = "pending-install",
    [YQQ_GRANT_STATE_ACTIVE] = "active",
    [YQQ_GRANT_STATE_SUSPENDED] = "suspended",
    [YQQ_GRANT_STATE_EXPIRING] = "expiring",
    [YQQ_GRANT_STATE_EXPIRED] = "expired",
    [YQQ_GRANT_STATE_CANCELLED] = "cancelled",
    [YQQ_GRANT_STATE_REINSTALL_REQUIRED] = "reinstall-required",
};

static const char *const certificate_nicks[YQQ_CERTIFICATE_STATE_COUNT] = {
    [YQQ_CERTIFICATE_STATE_NOT_INSTALLED] = "not-installed",
    [YQQ_CERTIFICATE_STATE_VALID] = "valid",
    [YQQ_CERTIFICATE_STATE_EXPIRING] = "expiring",
    [YQQ_CERTIFICATE_STATE_EXPIRED] = "expired",
    [YQQ_CERTIFICATE_STATE_SUSPENDED] = "suspended",
    [YQQ_CERTIFICATE_STATE_CANCELLED] = "cancelled",
    [YQQ_CERTIFICATE_STATE_REINSTALL_REQUIRED] = "reinstall-required",
    [YQQ_CERTIFICATE_STATE_NO_PIN] = "no-pin",
};

/* The earlier of the two ends that are known; 0 if none is. */
static gint64
get_end (const YqqCertificateFacts *facts)
{
  gint64 grant = facts->grant_not_after_ms;
  gint64 certificate = facts->installed ? facts->certificate_not_after_ms : 0;
  if (grant == 0 || certificate == 0)
    return MAX (grant, certificate);
  return MIN (grant, certificate);
}

static gboolean
has_ended (gint64 end_ms, gint64 now_ms)
{
  return end_ms != 0 && now_ms >= end_ms;
}

static gboolean
ends_soon (gint64 end_ms, gint64 now_ms)
{
  return end_ms != 0 && end_ms - now_ms < YQQ_CERTIFICATE_EXPIRING_DAYS * DAY_MS;
}

gboolean
yqq_certificate_facts_are_renewed (const YqqCertificateFacts *facts)
{
  return facts->installed && facts->certificate_not_after_ms != 0 &&
         facts->grant_not_after_ms - DAY_MS > facts->certificate_not_after_ms;
}

gboolean
yqq_grant_is_renewable (YqqGrantState state, gint64 not_after_ms, gint64 now_ms)
{
  return state != YQQ_GRANT_STATE_CANCELLED &&
         (state == YQQ_GRANT_STATE_EXPIRED || ends_soon (not_after_ms, now_ms));
}

YqqCertificateState
yqq_certificate_state_resolve (const YqqCertificateFacts *facts, gint64 now_ms)
{
  gint64 end = get_end (facts);
  gboolean ended = has_ended (end, now_ms);
  gboolean renewed =
      yqq_certificate_facts_are_renewed (facts) && !has_ended (facts->grant_not_after_ms, now_ms);
  if (facts->grant_state == YQQ_GRANT_STATE_CANCELLED)
    return YQQ_CERTIFICATE_STATE_CANCELLED;
  if (facts->grant_state == YQQ_GRANT_STATE_EXPIRED || (ended && !renewed))
    return YQQ_CERTIFICATE_STATE_EXPIRED;
  if (facts->grant_state == YQQ_GRANT_STATE_SUSPENDED)
    return YQQ_CERTIFICATE_STATE_SUSPENDED;
  if (facts->installed &&
      (facts->withdrawn || ended || facts->grant_state == YQQ_GRANT_STATE_REINSTALL_REQUIRED))
    return YQQ_CERTIFICATE_STATE_REINSTALL_REQUIRED;
  if (!facts->installed)
    return YQQ_CERTIFICATE_STATE_NOT_INSTALLED;
  if (!facts->pin_set)
    return YQQ_CERTIFICATE_STATE_NO_PIN;
  if (ends_soon (end, now_ms))
    return YQQ_CERTIFICATE_STATE_EXPIRING;
  return YQQ_CERTIFICATE_STATE_VALID;
}

gboolean
yqq_certificate_state_is_usable (YqqCertificateState state)
{
  return state == YQQ_CERTIFICATE_STATE_VALID || state == YQQ_CERTIFICATE_STATE_EXPIRING;
}

const char *
yqq_grant_state_to_nick (YqqGrantState state)
{
  g_return_val_if_fail ((guint)state < YQQ_GRANT_STATE_COUNT, NULL);
  return grant_nicks[state];
}

gboolean
yqq_grant_state_from_nick (const char *nick, YqqGrantState *state)
{
  return yqq_nick_table_find (grant_nicks, YQQ_GRANT_STATE_COUNT, nick, (guint *)state);
}

const char *
yqq_certificate_state_to_nick (YqqCertificateState state)
{
  g_return_val_if_fail ((guint)state < YQQ_CERTIFICATE_STATE_COUNT, NULL);
  return certificate_nicks[state];
}

gboolean
yqq_certificate_state_from_nick (const char *nick, YqqCertificateState *state)
{
  return yqq_nick_table_find (certificate_nicks, YQQ_CERTIFICATE_STATE_COUNT, nick, (guint *)state);
}
