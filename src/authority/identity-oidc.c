/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/identity-oidc.h"

#include "authority/store/identity-links.h"

/* How long evidence waits for the provider's keys before its person is told to bring it again. */
#define WAIT_MS 5000

struct _YqqIdentityOidc {
  const YqqOidcSettings *settings; /* the policy's */
  YqqIdentityPolicy *policy;
  YqqOidcKeyCache *keys;
};

static YqqIdentityVerifier *
make_verifier (YqqDatabase *database,
               const char *person_id,
               const char *device_id,
               YqqClock *clock,
               gpointer user_data)
{
  return YQQ_IDENTITY_VERIFIER (yqq_identity_oidc_make_verifier (user_data, database, clock));
}

/* Also to somebody whose account is not linked yet: together with a staff code it becomes theirs.
 */
static JsonObject *
make_offer (YqqDatabase *database,
            const char *person_id,
            const char *device_id,
            gint64 now_ms,
            const char **unavailable,
            gpointer user_data,
            GError **error)
{
  YqqIdentityOidc *self = user_data;
  return yqq_oidc_settings_to_offer (self->settings);
}

static void
wait_for_keys (gpointer user_data)
{
  YqqIdentityOidc *self = user_data;
  yqq_oidc_key_cache_wait (self->keys, WAIT_MS);
}

YqqIdentityOidc *
yqq_identity_oidc_open (YqqIdentityDesk *desk, YqqWorkers *workers, YqqClock *clock)
{
  YqqIdentityPolicy *policy = yqq_identity_desk_get_policy (desk);
  const YqqOidcSettings *oidc = yqq_identity_policy_get_oidc (policy);
  if (oidc == NULL)
    return NULL;
  YqqIdentityOidc *self = g_new0 (YqqIdentityOidc, 1);
  self->policy = yqq_identity_policy_ref (policy);
  self->settings = oidc;
  self->keys = yqq_oidc_key_cache_new (self->settings, clock);
  yqq_identity_desk_add_method (desk, YQQ_OIDC_METHOD, make_verifier, self, NULL);
  yqq_identity_desk_add_offer (desk, YQQ_OIDC_METHOD, make_offer, self);
  yqq_identity_desk_add_wait (desk, YQQ_OIDC_METHOD, workers, wait_for_keys, self);
  return self;
}

const YqqOidcSettings *
yqq_identity_oidc_get_settings (YqqIdentityOidc *self)
{
  return self->settings;
}

YqqOidcVerifier *
yqq_identity_oidc_make_verifier (YqqIdentityOidc *self, YqqDatabase *database, YqqClock *clock)
{
  g_autoptr (YqqOidcLinkStore) links = yqq_identity_links_new (database);
  return yqq_oidc_verifier_new (self->settings, self->keys, links, clock);
}

void
yqq_identity_oidc_free (YqqIdentityOidc *self)
{
  yqq_oidc_key_cache_free (self->keys);
  yqq_identity_policy_unref (self->policy);
  g_free (self);
}
