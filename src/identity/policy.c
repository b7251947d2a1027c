/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/policy-private.h"

#include "identity/method.h"
#include "identity/way.h"

static const char *const purposes[] = {
    YQQ_IDENTITY_PURPOSE_LOG_IN,       YQQ_IDENTITY_PURPOSE_NEW_PIN,
    YQQ_IDENTITY_PURPOSE_UNLOCK,       YQQ_IDENTITY_PURPOSE_TRANSFER,
    YQQ_IDENTITY_PURPOSE_ENROL_FACE,   YQQ_IDENTITY_PURPOSE_ENROL_KEY,
    YQQ_IDENTITY_PURPOSE_LINK_ACCOUNT, NULL,
};

static const char *const none[] = {NULL};
static const char *const staff_code[] = {YQQ_IDENTITY_METHOD_STAFF_CODE, NULL};
static const char *const pin[] = {YQQ_IDENTITY_METHOD_PIN, NULL};
static const char *const device_pin[] = {YQQ_IDENTITY_METHOD_DEVICE, YQQ_IDENTITY_METHOD_PIN, NULL};
static const char *const device_face[] = {YQQ_IDENTITY_METHOD_DEVICE, YQQ_IDENTITY_METHOD_FACE,
                                          NULL};

static const struct {
  const char *purpose;
  const char *const *ways[3];
} defaults[] = {
    {YQQ_IDENTITY_PURPOSE_LOG_IN, {staff_code}},
    {YQQ_IDENTITY_PURPOSE_NEW_PIN, {staff_code}},
    {YQQ_IDENTITY_PURPOSE_UNLOCK, {staff_code}},
    {YQQ_IDENTITY_PURPOSE_TRANSFER, {none}},
    {YQQ_IDENTITY_PURPOSE_ENROL_FACE, {pin, staff_code}},
    {YQQ_IDENTITY_PURPOSE_ENROL_KEY, {pin, staff_code}},
    {YQQ_IDENTITY_PURPOSE_LINK_ACCOUNT, {device_pin, staff_code}},
};

const char *const *
yqq_identity_purposes_list (void)
{
  return purposes;
}

gboolean
yqq_identity_purpose_is_known (const char *purpose)
{
  return g_strv_contains (purposes, purpose);
}

void
yqq_identity_policy_take_ways (YqqIdentityPolicy *self, const char *purpose, GPtrArray *ways)
{
  if (ways->len == 0)
    yqq_identity_ways_add (ways, none);
  g_hash_table_replace (self->ways, g_strdup (purpose), ways);
}

void
yqq_identity_policy_clear_second_factors (YqqIdentityPolicy *self)
{
  g_hash_table_remove_all (self->factors);
}

void
yqq_identity_policy_add_second_factor (YqqIdentityPolicy *self,
                                       const char *method,
                                       const char *purpose)
{
  const char *const *there = yqq_identity_policy_get_second_factors (self, purpose);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_strv_builder_addv (builder, (const char **)there);
  if (!g_strv_contains (there, method))
    g_strv_builder_add (builder, method);
  g_hash_table_replace (self->factors, g_strdup (purpose), g_strv_builder_end (builder));
}

YqqIdentityPolicy *
yqq_identity_policy_new_default (void)
{
  YqqIdentityPolicy *self = g_new0 (YqqIdentityPolicy, 1);
  g_atomic_ref_count_init (&self->references);
  self->ways =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  self->factors =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++) {
    GPtrArray *ways = yqq_identity_ways_new ();
    for (guint w = 0; defaults[i].ways[w] != NULL; w++)
      yqq_identity_ways_add (ways, defaults[i].ways[w]);
    yqq_identity_policy_take_ways (self, defaults[i].purpose, ways);
  }
  yqq_identity_policy_add_second_factor (self, YQQ_IDENTITY_METHOD_FIDO2,
                                         YQQ_IDENTITY_PURPOSE_NEW_PIN);
  yqq_identity_policy_add_second_factor (self, YQQ_IDENTITY_METHOD_FIDO2,
                                         YQQ_IDENTITY_PURPOSE_TRANSFER);
  self->device_min_days = 1;
  self->face_max_age_days = 180;
  self->face_challenges = 2;
  self->face_tries = 5;
  self->face_lock_minutes = 30;
  self->log_in_days = 90;
  return self;
}

YqqIdentityPolicy *
yqq_identity_policy_new_demonstration (void)
{
  static const char *const with_face[] = {YQQ_IDENTITY_PURPOSE_LOG_IN,
                                          YQQ_IDENTITY_PURPOSE_NEW_PIN};
  YqqIdentityPolicy *self = yqq_identity_policy_new_default ();
  for (guint i = 0; i < G_N_ELEMENTS (with_face); i++) {
    GPtrArray *ways = yqq_identity_ways_new ();
    yqq_identity_ways_add (ways, staff_code);
    yqq_identity_ways_add (ways, device_face);
    yqq_identity_policy_take_ways (self, with_face[i], ways);
  }
  self->device_min_days = 0;
  return self;
}

YqqIdentityPolicy *
yqq_identity_policy_ref (YqqIdentityPolicy *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
yqq_identity_policy_unref (YqqIdentityPolicy *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->ways);
  g_hash_table_unref (self->factors);
  yqq_oidc_settings_free (self->oidc);
  g_free (self);
}

GPtrArray *
yqq_identity_policy_get_ways (YqqIdentityPolicy *self, const char *purpose)
{
  static GPtrArray *nothing;
  if (g_once_init_enter (&nothing))
    g_once_init_leave (&nothing, yqq_identity_ways_new ());
  GPtrArray *ways = g_hash_table_lookup (self->ways, purpose);
  return ways != NULL ? ways : nothing;
}

const char *const *
yqq_identity_policy_get_second_factors (YqqIdentityPolicy *self, const char *purpose)
{
  const char *const *factors = g_hash_table_lookup (self->factors, purpose);
  return factors != NULL ? factors : none;
}

guint
yqq_identity_policy_get_device_min_days (YqqIdentityPolicy *self)
{
  return self->device_min_days;
}

guint
yqq_identity_policy_get_face_max_age_days (YqqIdentityPolicy *self)
{
  return self->face_max_age_days;
}

guint
yqq_identity_policy_get_face_challenges (YqqIdentityPolicy *self)
{
  return self->face_challenges;
}

guint
yqq_identity_policy_get_face_tries (YqqIdentityPolicy *self)
{
  return self->face_tries;
}

guint
yqq_identity_policy_get_face_lock_minutes (YqqIdentityPolicy *self)
{
  return self->face_lock_minutes;
}

guint
yqq_identity_policy_get_log_in_days (YqqIdentityPolicy *self)
{
  return self->log_in_days;
}

const YqqOidcSettings *
yqq_identity_policy_get_oidc (YqqIdentityPolicy *self)
{
  return self->oidc;
}
