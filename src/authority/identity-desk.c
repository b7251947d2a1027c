/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/identity-desk-private.h"

#include <string.h>

#include "authority/identity-methods.h"
#include "authority/store/identity-disputes.h"
#include "identity/method.h"
#include "identity/way.h"

static void
free_method (gpointer data)
{
  YqqIdentityMethod *method = data;
  if (method->destroy != NULL)
    method->destroy (method->make_data);
  g_free (method);
}

YqqIdentityDesk *
yqq_identity_desk_new (YqqWriter *writer, YqqIdentityPolicy *policy, YqqClock *clock)
{
  YqqIdentityDesk *self = g_new0 (YqqIdentityDesk, 1);
  self->writer = writer;
  self->policy = yqq_identity_policy_ref (policy);
  self->clock = yqq_clock_ref (clock);
  self->methods = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_method);
  yqq_identity_methods_register (self);
  return self;
}

void
yqq_identity_desk_free (YqqIdentityDesk *self)
{
  yqq_identity_policy_unref (self->policy);
  yqq_clock_unref (self->clock);
  g_hash_table_unref (self->methods);
  g_free (self);
}

YqqIdentityPolicy *
yqq_identity_desk_get_policy (YqqIdentityDesk *self)
{
  return self->policy;
}

static YqqIdentityMethod *
ensure_method (YqqIdentityDesk *self, const char *name)
{
  YqqIdentityMethod *method = g_hash_table_lookup (self->methods, name);
  if (method == NULL) {
    method = g_new0 (YqqIdentityMethod, 1);
    g_hash_table_insert (self->methods, g_strdup (name), method);
  }
  return method;
}

const YqqIdentityMethod *
yqq_identity_desk_find_method (YqqIdentityDesk *self, const char *name)
{
  const YqqIdentityMethod *method = g_hash_table_lookup (self->methods, name);
  return method != NULL && method->make != NULL ? method : NULL;
}

void
yqq_identity_desk_add_method (YqqIdentityDesk *self,
                              const char *name,
                              YqqIdentityVerifierFactory make,
                              gpointer user_data,
                              GDestroyNotify destroy)
{
  YqqIdentityMethod *method = ensure_method (self, name);
  method->make = make;
  method->make_data = user_data;
  method->destroy = destroy;
}

void
yqq_identity_desk_add_offer (YqqIdentityDesk *self,
                             const char *name,
                             YqqIdentityOfferer offer,
                             gpointer user_data)
{
  YqqIdentityMethod *method = ensure_method (self, name);
  method->offer = offer;
  method->offer_data = user_data;
}

void
yqq_identity_desk_add_wait (YqqIdentityDesk *self,
                            const char *name,
                            YqqWorkers *workers,
                            GSourceOnceFunc wait,
                            gpointer user_data)
{
  YqqIdentityMethod *method = ensure_method (self, name);
  method->workers = workers;
  method->wait = wait;
  method->wait_data = user_data;
}

/* What a method offers; NULL with *unavailable, or with *error. */
static JsonObject *
ask_offer (YqqIdentityDesk *self,
           YqqDatabase *database,
           const char *name,
           const char *person_id,
           const char *device_id,
           gint64 now_ms,
           const char **unavailable,
           GError **error)
{
  const YqqIdentityMethod *method = yqq_identity_desk_find_method (self, name);
  *unavailable = method == NULL ? "unsupported" : NULL;
  if (method == NULL)
    return NULL;
  if (method->offer == NULL)
    return json_object_new ();
  return method->offer (database, person_id, device_id, now_ms, unavailable, method->offer_data,
                        error);
}

/* The second factors that the person has ever registered for: one that is out of use now still
 * counts, for else whoever breaks it would be rid of it. */
static gboolean
list_factors (YqqIdentityDesk *self,
              YqqDatabase *database,
              const char *person_id,
              const char *device_id,
              const char *purpose,
              gint64 now_ms,
              GStrv *factors,
              GError **error)
{
  const char *const *asked = yqq_identity_policy_get_second_factors (self->policy, purpose);
  g_autoptr (GStrvBuilder) registered = g_strv_builder_new ();
  for (guint i = 0; person_id != NULL && asked[i] != NULL; i++) {
    const char *unavailable = NULL;
    g_autoptr (JsonObject) offer =
        ask_offer (self, database, asked[i], person_id, device_id, now_ms, &unavailable, error);
    if (offer == NULL && unavailable == NULL)
      return FALSE;
    if (offer != NULL || (g_strcmp0 (unavailable, YQQ_IDENTITY_NEVER_REGISTERED) != 0 &&
                          g_strcmp0 (unavailable, "unsupported") != 0))
      g_strv_builder_add (registered, asked[i]);
  }
  *factors = g_strv_builder_end (registered);
  return TRUE;
}

/* As the policy has it, whatever is disputed. */
static GPtrArray *
list_all_ways (YqqIdentityDesk *self,
               YqqDatabase *database,
               const char *person_id,
               const char *device_id,
               const char *purpose,
               gint64 now_ms,
               GError **error)
{
  g_auto (GStrv) factors = NULL;
  if (!list_factors (self, database, person_id, device_id, purpose, now_ms, &factors, error))
    return NULL;
  return yqq_identity_ways_with (yqq_identity_policy_get_ways (self->policy, purpose),
                                 (const char *const *)factors);
}

/* What somebody else has used in the person's name; owned. A staff code is never among it: those
 * given before the dispute are void, and a later one is what lifts it. */
static GStrv
list_disputed (YqqDatabase *database, const char *person_id, GError **error)
{
  g_autoptr (GStrvBuilder) methods = g_strv_builder_new ();
  g_auto (GStrv) disputed = person_id != NULL
                                ? yqq_identity_disputes_list (database, person_id, error)
                                : g_new0 (char *, 1);
  if (disputed == NULL)
    return NULL;
  for (guint i = 0; disputed[i] != NULL; i++)
    if (strcmp (disputed[i], YQQ_IDENTITY_METHOD_STAFF_CODE) != 0)
      g_strv_builder_add (methods, disputed[i]);
  return g_strv_builder_end (methods);
}

GPtrArray *
yqq_identity_desk_list_ways (YqqIdentityDesk *self,
                             YqqDatabase *database,
                             const char *person_id,
                             const char *device_id,
                             const char *purpose,
                             gint64 now_ms,
                             GError **error)
{
  g_auto (GStrv) disputed = list_disputed (database, person_id, error);
  g_autoptr (GPtrArray) all = disputed != NULL ? list_all_ways (self, database, person_id,
                                                                device_id, purpose, now_ms, error)
                                               : NULL;
  return all != NULL ? yqq_identity_ways_beyond (all, (const char *const *)disputed) : NULL;
}

/* The device is out by now; what remains is said of what the person would use. */
static void
say_disputed (YqqIdentityChoice *choice, GPtrArray *all, GStrv counted)
{
  g_auto (GStrv) methods = yqq_identity_ways_list_methods (all);
  for (guint i = 0; methods[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)counted, methods[i]) &&
        strcmp (methods[i], YQQ_IDENTITY_METHOD_DEVICE) != 0)
      json_object_set_string_member (choice->unavailable, methods[i], "disputed");
}

/* Fills offers and unavailable for these methods; the methods that cannot be used are owned. */
static GStrv
ask_offers (YqqIdentityDesk *self,
            YqqDatabase *database,
            const char *person_id,
            const char *device_id,
            GStrv methods,
            gint64 now_ms,
            YqqIdentityChoice *choice,
            GError **error)
{
  g_autoptr (GStrvBuilder) left_out = g_strv_builder_new ();
  for (guint i = 0; methods[i] != NULL; i++) {
    const char *unavailable = NULL;
    JsonObject *offer =
        ask_offer (self, database, methods[i], person_id, device_id, now_ms, &unavailable, error);
    if (offer == NULL && unavailable == NULL)
      return NULL;
    if (offer != NULL)
      json_object_set_object_member (choice->offers, methods[i], offer);
    else {
      json_object_set_string_member (choice->unavailable, methods[i], unavailable);
      g_strv_builder_add (left_out, methods[i]);
    }
  }
  return g_strv_builder_end (left_out);
}

void
yqq_identity_choice_clear (YqqIdentityChoice *self)
{
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  g_clear_pointer (&self->offers, json_object_unref);
  g_clear_pointer (&self->unavailable, json_object_unref);
}

gboolean
yqq_identity_desk_list_choice (YqqIdentityDesk *self,
                               YqqDatabase *database,
                               const char *person_id,
                               const char *device_id,
                               const char *purpose,
                               gint64 now_ms,
                               YqqIdentityChoice *choice,
                               GError **error)
{
  yqq_identity_choice_clear (choice);
  g_autoptr (GPtrArray) all =
      list_all_ways (self, database, person_id, device_id, purpose, now_ms, error);
  g_auto (GStrv) disputed = all != NULL ? list_disputed (database, person_id, error) : NULL;
  if (disputed == NULL)
    return FALSE;
  g_autoptr (GPtrArray) ways = yqq_identity_ways_beyond (all, (const char *const *)disputed);
  choice->offers = json_object_new ();
  choice->unavailable = json_object_new ();
  g_auto (GStrv) methods = yqq_identity_ways_list_methods (ways);
  g_auto (GStrv) left_out =
      ask_offers (self, database, person_id, device_id, methods, now_ms, choice, error);
  if (left_out == NULL)
    return FALSE;
  say_disputed (choice, all, methods);
  choice->ways = yqq_identity_ways_without (ways, (const char *const *)left_out);
  return TRUE;
}

typedef struct {
  GSourceOnceFunc wait;
  gpointer wait_data;
  GSourceOnceFunc resume;
  gpointer resume_data;
} Waiting;

static void
do_wait (gpointer data)
{
  Waiting *waiting = data;
  waiting->wait (waiting->wait_data);
}

static void
on_waited (gpointer data)
{
  g_autofree Waiting *waiting = data;
  waiting->resume (waiting->resume_data);
}

gboolean
yqq_identity_desk_wait (YqqIdentityDesk *self,
                        const char *name,
                        GSourceOnceFunc resume,
                        gpointer data)
{
  const YqqIdentityMethod *method = yqq_identity_desk_find_method (self, name);
  if (method == NULL || method->wait == NULL)
    return FALSE;
  Waiting *waiting = g_new (Waiting, 1);
  *waiting = (Waiting){method->wait, method->wait_data, resume, data};
  yqq_workers_run (method->workers, do_wait, on_waited, waiting);
  return TRUE;
}
