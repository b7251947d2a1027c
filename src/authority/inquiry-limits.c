/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/inquiry-limits.h"

#include "authority/http/rate-limit.h"

/* What flows in each second: a device's guesses and looks come back in a quarter of an hour. */
#define LINES_OF_DEVICE 10.0
#define LINES_OF_ENTERPRISE 40.0
#define MISMATCHES_PER_SECOND 0.1
#define MISMATCHES_PER_SECOND_OF_ENTERPRISE 0.3
#define REVEALS_PER_SECOND 0.05
#define REVEALS_PER_SECOND_OF_ENTERPRISE 0.2

/* The same thing counted twice. */
typedef struct {
  YqqRateLimit *device;
  YqqRateLimit *enterprise;
} Pair;

struct _YqqInquiryLimits {
  Pair lines;
  Pair mismatches;
  Pair reveals;
};

static Pair
new_pair (YqqClock *clock,
          double of_device,
          guint device_burst,
          double of_enterprise,
          guint enterprise_burst)
{
  return (Pair){yqq_rate_limit_new (clock, of_device, device_burst),
                yqq_rate_limit_new (clock, of_enterprise, enterprise_burst)};
}

static void
free_pair (Pair *pair)
{
  yqq_rate_limit_free (pair->device);
  yqq_rate_limit_free (pair->enterprise);
}

YqqInquiryLimits *
yqq_inquiry_limits_new (YqqClock *clock)
{
  YqqInquiryLimits *self = g_new (YqqInquiryLimits, 1);
  self->lines = new_pair (clock, LINES_OF_DEVICE, YQQ_CHECKS_OF_DEVICE, LINES_OF_ENTERPRISE,
                          YQQ_CHECKS_OF_ENTERPRISE);
  self->mismatches = new_pair (clock, MISMATCHES_PER_SECOND, YQQ_MISMATCHES_OF_DEVICE,
                               MISMATCHES_PER_SECOND_OF_ENTERPRISE, YQQ_MISMATCHES_OF_ENTERPRISE);
  self->reveals = new_pair (clock, REVEALS_PER_SECOND, YQQ_REVEALS_OF_DEVICE,
                            REVEALS_PER_SECOND_OF_ENTERPRISE, YQQ_REVEALS_OF_ENTERPRISE);
  return self;
}

void
yqq_inquiry_limits_free (YqqInquiryLimits *self)
{
  free_pair (&self->lines);
  free_pair (&self->mismatches);
  free_pair (&self->reveals);
  g_free (self);
}

static gboolean
check (const Pair *pair, const char *device_id, const char *enterprise_id, GError **error)
{
  return yqq_rate_limit_check (pair->device, device_id, error) &&
         yqq_rate_limit_check (pair->enterprise, enterprise_id, error);
}

static void
charge (const Pair *pair, const char *device_id, const char *enterprise_id, guint many)
{
  yqq_rate_limit_charge (pair->device, device_id, many);
  yqq_rate_limit_charge (pair->enterprise, enterprise_id, many);
}

gboolean
yqq_inquiry_limits_check_lines (YqqInquiryLimits *self,
                                const char *device_id,
                                const char *enterprise_id,
                                GError **error)
{
  return check (&self->lines, device_id, enterprise_id, error) &&
         check (&self->mismatches, device_id, enterprise_id, error);
}

gboolean
yqq_inquiry_limits_check_names (YqqInquiryLimits *self,
                                const char *device_id,
                                const char *enterprise_id,
                                GError **error)
{
  return check (&self->mismatches, device_id, enterprise_id, error);
}

gboolean
yqq_inquiry_limits_take_reveal (YqqInquiryLimits *self,
                                const char *device_id,
                                const char *enterprise_id,
                                GError **error)
{
  if (!check (&self->reveals, device_id, enterprise_id, error))
    return FALSE;
  charge (&self->reveals, device_id, enterprise_id, 1);
  return TRUE;
}

void
yqq_inquiry_limits_charge (YqqInquiryLimits *self,
                           const char *device_id,
                           const char *enterprise_id,
                           guint lines,
                           guint mismatches)
{
  charge (&self->lines, device_id, enterprise_id, lines);
  charge (&self->mismatches, device_id, enterprise_id, mismatches);
}
