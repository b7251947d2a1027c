/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/identity-desk.h"

#include "protocol/problem.h"

struct _YqqIdentityDesk {
  YqqWriter *writer;
  YqqIdentityPolicy *policy;
  YqqPinGateService *gate;
  YqqClock *clock;
  GHashTable *methods; /* name → Method */
  GHashTable *offers;  /* name → Offer */
};

typedef struct {
  YqqIdentityVerifierFactory make;
  gpointer user_data;
  GDestroyNotify destroy;
} Method;

typedef struct {
  YqqIdentityOfferer offer;
  gpointer user_data;
} Offer;

static void
free_method (gpointer data)
{
  Method *method = data;
  if (method->destroy != NULL)
    method->destroy (method->user_data);
  g_free (method);
}

YqqIdentityDesk *
yqq_identity_desk_new (YqqWriter *writer,
                       YqqIdentityPolicy *policy,
                       YqqPinGateService *gate,
                       YqqClock *clock)
{
  YqqIdentityDesk *self = g_new0 (YqqIdentityDesk, 1);
  self->writer = writer;
  self->policy = yqq_identity_policy_ref (policy);
  self->gate = gate;
  self->clock = yqq_clock_ref (clock);
  self->methods = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_method);
  self->offers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
yqq_identity_desk_free (YqqIdentityDesk *self)
{
  yqq_identity_policy_unref (self->policy);
  yqq_clock_unref (self->clock);
  g_hash_table_unref (self->methods);
  g_hash_table_unref (self->offers);
  g_free (self);
}

YqqIdentityPolicy *
yqq_identity_desk_get_policy (YqqIdentityDesk *self)
{
  return self->policy;
}

void
yqq_identity_desk_add_method (YqqIdentityDesk *self,
                              const char *name,
                              YqqIdentityVerifierFactory make,
                              gpointer user_data,
                              GDestroyNotify destroy)
{
  Method *method = g_new0 (Method, 1);
  *method = (Method){.make = make, .user_data = user_data, .destroy = destroy};
  g_hash_table_replace (self->methods, g_strdup (name), method);
}

void
yqq_identity_desk_add_offer (YqqIdentityDesk *self,
                             const char *method,
                             YqqIdentityOfferer offer,
                             gpointer user_data)
{
  Offer *made = g_new0 (Offer, 1);
  *made = (Offer){.offer = offer, .user_data = user_data};
  g_hash_table_replace (self->offers, g_strdup (method), made);
}

static void
refuse (YqqProblemCode code, YqqReply reply, gpointer user_data)
{
  g_autoptr (GError) problem = yqq_problem_error_new (code, NULL);
  reply (0, NULL, problem, user_data);
}

void
yqq_identity_desk_challenge (YqqIdentityDesk *self,
                             const YqqDevice *device,
                             const YqqIdentityChallengeRequest *request,
                             YqqReply reply,
                             gpointer user_data)
{
  refuse (YQQ_PROBLEM_METHOD_REFUSED, reply, user_data);
}

void
yqq_identity_desk_prove (YqqIdentityDesk *self,
                         const YqqDevice *device,
                         const YqqIdentityEvidence *evidence,
                         YqqReply reply,
                         gpointer user_data)
{
  refuse (YQQ_PROBLEM_METHOD_REFUSED, reply, user_data);
}

gboolean
yqq_identity_desk_consume (YqqIdentityDesk *self,
                           YqqDatabase *database,
                           const char *challenge_id,
                           const char *person_id,
                           const char *device_id,
                           const char *purpose,
                           const char *subject,
                           gint64 now_ms,
                           GError **problem,
                           GError **error)
{
  yqq_problem_error_set (problem, YQQ_PROBLEM_IDENTITY_REQUIRED, NULL)->purpose =
      g_strdup (purpose);
  return TRUE;
}
