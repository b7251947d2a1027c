/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/keys-flow.h"

#include <glib/gi18n.h>

#include "app/error-text.h"
#include "identity/policy.h"

struct _YqqKeysFlow {
  GObject parent;

  YqqKeyOffice *office;
  YqqIdentityOffice *desk;
  YqqRouter *router;
  YqqKeysState state;
  GPtrArray *keys;
  GError *error;
  GCancellable *cancellable;
  YqqIdentityFlow *identity; /* while verifying */
  YqqIdentityTask *task;     /* while touching */
  char *removing;            /* id; NULL: a key is being added */
  char *label;               /* of the key that is being added */
};

G_DEFINE_FINAL_TYPE (YqqKeysFlow, yqq_keys_flow, G_TYPE_OBJECT)

static guint changed_signal;

static void
set_state (YqqKeysFlow *self, YqqKeysState state)
{
  self->state = state;
  if (state != YQQ_KEYS_FAILED)
    g_clear_error (&self->error);
  if (state != YQQ_KEYS_TOUCHING && state != YQQ_KEYS_WORKING)
    g_clear_pointer (&self->task, yqq_identity_task_free);
  g_signal_emit (self, changed_signal, 0);
}

/* Takes error. */
static void
fail (YqqKeysFlow *self, GError *error)
{
  if (yqq_error_text_is_cancelled (error)) {
    g_error_free (error);
    return;
  }
  g_clear_error (&self->error);
  self->error = error;
  set_state (self, YQQ_KEYS_FAILED);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqKeysFlow) self = user_data;
  GError *error = NULL;
  GPtrArray *keys = yqq_key_office_list_finish (result, &error);
  if (!keys) {
    fail (self, error);
    return;
  }
  g_ptr_array_unref (self->keys);
  self->keys = keys;
  set_state (self, YQQ_KEYS_LISTED);
}

void
yqq_keys_flow_load (YqqKeysFlow *self)
{
  set_state (self, YQQ_KEYS_LOADING);
  yqq_key_office_list_async (self->office, self->cancellable, on_listed, g_object_ref (self));
}

/* What every change ends with: the list as it is now, and a word about it. */
static void
end_change (YqqKeysFlow *self, gboolean done, const char *told, GError *error)
{
  if (!done) {
    fail (self, error);
    return;
  }
  yqq_router_tell (self->router, told);
  yqq_keys_flow_load (self);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqKeysFlow) self = user_data;
  GError *error = NULL;
  gboolean done = yqq_key_office_add_finish (result, &error);
  end_change (self, done, _ ("The security key is registered"), error);
}

static void
on_renamed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqKeysFlow) self = user_data;
  GError *error = NULL;
  gboolean done = yqq_key_office_rename_finish (result, &error);
  end_change (self, done, _ ("The security key has a new name"), error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqKeysFlow) self = user_data;
  GError *error = NULL;
  gboolean done = yqq_key_office_remove_finish (result, &error);
  end_change (self, done, _ ("The security key is taken out"), error);
}

static void
forget_identity (YqqKeysFlow *self)
{
  if (self->identity)
    g_signal_handlers_disconnect_by_data (self->identity, self);
  g_clear_object (&self->identity);
}

static void
on_proven (YqqKeysFlow *self, const char *challenge_id)
{
  g_autofree char *identity = g_strdup (challenge_id);
  self->task = yqq_identity_task_copy (yqq_identity_flow_get_case (self->identity)->task);
  forget_identity (self);
  yqq_router_back_to (self->router, YQQ_PLACE_KEYS);
  if (!self->removing) {
    set_state (self, YQQ_KEYS_TOUCHING);
    return;
  }
  set_state (self, YQQ_KEYS_WORKING);
  yqq_key_office_remove_async (self->office, self->removing, identity, self->cancellable,
                               on_removed, g_object_ref (self));
}

static void
on_given_up (YqqKeysFlow *self)
{
  forget_identity (self);
  set_state (self, YQQ_KEYS_LISTED);
}

static void
verify (YqqKeysFlow *self, const char *subject, const char *why)
{
  forget_identity (self);
  self->identity = yqq_identity_flow_new (self->desk, YQQ_IDENTITY_PURPOSE_ENROL_KEY, subject, why);
  g_signal_connect_object (self->identity, "proven", G_CALLBACK (on_proven), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->identity, "given-up", G_CALLBACK (on_given_up), self,
                           G_CONNECT_SWAPPED);
  set_state (self, YQQ_KEYS_VERIFYING);
  yqq_router_push (self->router, YQQ_PLACE_IDENTITY, G_OBJECT (self->identity));
}

gboolean
yqq_keys_flow_is_label (const char *label)
{
  g_autofree char *bare = g_strstrip (g_strdup (label));
  return *bare && g_utf8_strlen (bare, -1) <= YQQ_AUTHENTICATOR_LABEL_MAX_LENGTH;
}

void
yqq_keys_flow_begin_add (YqqKeysFlow *self, const char *label)
{
  g_clear_pointer (&self->removing, g_free);
  g_free (self->label);
  self->label = g_strstrip (g_strdup (label));
  verify (self, NULL, _ ("Before a new security key is registered for you"));
}

void
yqq_keys_flow_begin_remove (YqqKeysFlow *self, const char *id)
{
  g_free (self->removing);
  self->removing = g_strdup (id);
  verify (self, id, _ ("Before one of your security keys is taken out"));
}

void
yqq_keys_flow_give (YqqKeysFlow *self, JsonObject *registration)
{
  g_return_if_fail (self->state == YQQ_KEYS_TOUCHING);
  set_state (self, YQQ_KEYS_WORKING);
  yqq_key_office_add_async (self->office, self->task->challenge_id, registration, self->label,
                            self->cancellable, on_added, g_object_ref (self));
}

void
yqq_keys_flow_give_up (YqqKeysFlow *self)
{
  if (self->state == YQQ_KEYS_TOUCHING)
    set_state (self, YQQ_KEYS_LISTED);
}

void
yqq_keys_flow_rename (YqqKeysFlow *self, const char *id, const char *label)
{
  g_autofree char *bare = g_strstrip (g_strdup (label));
  set_state (self, YQQ_KEYS_WORKING);
  yqq_key_office_rename_async (self->office, id, bare, self->cancellable, on_renamed,
                               g_object_ref (self));
}

void
yqq_keys_flow_stop (YqqKeysFlow *self)
{
  g_cancellable_cancel (self->cancellable);
  forget_identity (self);
}

YqqKeysState
yqq_keys_flow_get_state (YqqKeysFlow *self)
{
  return self->state;
}

GPtrArray *
yqq_keys_flow_get_keys (YqqKeysFlow *self)
{
  return self->keys;
}

const YqqIdentityTask *
yqq_keys_flow_get_task (YqqKeysFlow *self)
{
  return self->state == YQQ_KEYS_TOUCHING ? self->task : NULL;
}

GPtrArray *
yqq_keys_flow_dup_credentials (YqqKeysFlow *self)
{
  GPtrArray *credentials = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < self->keys->len; i++) {
    const YqqAuthenticatorView *key = g_ptr_array_index (self->keys, i);
    g_ptr_array_add (credentials, g_bytes_ref (key->credential));
  }
  return credentials;
}

const GError *
yqq_keys_flow_get_error (YqqKeysFlow *self)
{
  return self->error;
}

static void
yqq_keys_flow_finalize (GObject *object)
{
  YqqKeysFlow *self = YQQ_KEYS_FLOW (object);
  g_object_unref (self->office);
  g_object_unref (self->desk);
  g_object_unref (self->router);
  g_ptr_array_unref (self->keys);
  g_clear_error (&self->error);
  g_object_unref (self->cancellable);
  g_clear_object (&self->identity);
  g_clear_pointer (&self->task, yqq_identity_task_free);
  g_free (self->removing);
  g_free (self->label);
  G_OBJECT_CLASS (yqq_keys_flow_parent_class)->finalize (object);
}

static void
yqq_keys_flow_class_init (YqqKeysFlowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_keys_flow_finalize;
  changed_signal = g_signal_new ("changed", YQQ_TYPE_KEYS_FLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
yqq_keys_flow_init (YqqKeysFlow *self)
{
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authenticator_view_free);
  self->cancellable = g_cancellable_new ();
}

YqqKeysFlow *
yqq_keys_flow_new (YqqKeyOffice *office, YqqIdentityOffice *identity, YqqRouter *router)
{
  YqqKeysFlow *self = g_object_new (YQQ_TYPE_KEYS_FLOW, NULL);
  self->office = g_object_ref (office);
  self->desk = g_object_ref (identity);
  self->router = g_object_ref (router);
  return self;
}
