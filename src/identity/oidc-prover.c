/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-prover.h"

#include "identity/oidc-code-flow.h"
#include "identity/oidc-device-flow.h"
#include "identity/oidc-token.h"

struct _YqqOidcProver {
  GObject parent_instance;

  YqqOidcWay way;
  char *languages;
  guint patience_s;
  SoupSession *session;
};

static void yqq_oidc_prover_iface_init (YqqIdentityProverInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqOidcProver,
                               yqq_oidc_prover,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_PROVER,
                                                      yqq_oidc_prover_iface_init))

typedef struct {
  YqqOidcSettings *settings;
  char *nonce;
} Proof;

static void
proof_free (Proof *self)
{
  yqq_oidc_settings_free (self->settings);
  g_free (self->nonce);
  g_free (self);
}

static void
return_token (GTask *task, char *token, GError *error)
{
  g_autofree char *owned = token;
  Proof *proof = g_task_get_task_data (task);
  if (token == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (!yqq_oidc_token_carries (token, proof->nonce)) {
    g_task_return_new_error (task, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_UNSUPPORTED,
                             "the provider does not bind its token to what it was asked for");
    return;
  }
  JsonObject *evidence = json_object_new ();
  json_object_set_string_member (evidence, "id_token", token);
  g_task_return_pointer (task, evidence, (GDestroyNotify)json_object_unref);
}

static void
on_code_flow (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *token = yqq_oidc_code_flow_finish (result, &error);
  return_token (task, token, error);
}

static void
on_device_flow (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *token = yqq_oidc_device_flow_finish (result, &error);
  return_token (task, token, error);
}

static void
on_open (const char *address, gpointer user_data)
{
  yqq_identity_prover_tell (user_data, YQQ_OIDC_STATE_OPEN_BROWSER, g_variant_new_string (address));
}

static void
on_user_code (const YqqOidcUserCode *code, gpointer user_data)
{
  GVariantDict detail;
  g_variant_dict_init (&detail, NULL);
  g_variant_dict_insert (&detail, "address", "s", code->address);
  g_variant_dict_insert (&detail, "code", "s", code->code);
  g_variant_dict_insert (&detail, "seconds", "u", code->seconds);
  if (code->whole_address != NULL)
    g_variant_dict_insert (&detail, "whole-address", "s", code->whole_address);
  yqq_identity_prover_tell (user_data, YQQ_OIDC_STATE_USER_CODE, g_variant_dict_end (&detail));
}

static void
on_discovered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqOidcProver *self = g_task_get_source_object (task);
  Proof *proof = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (YqqOidcProvider) provider = yqq_oidc_provider_discover_finish (result, &error);
  if (provider == NULL)
    g_task_return_error (task, error);
  else if (self->way == YQQ_OIDC_WAY_PHONE)
    yqq_oidc_device_flow_async (self->session, provider, proof->settings->client_id, proof->nonce,
                                on_user_code, self, cancellable, on_device_flow,
                                g_steal_pointer (&task));
  else
    yqq_oidc_code_flow_async (self->session, provider, proof->settings->client_id, proof->nonce,
                              self->languages, self->patience_s, on_open, self, cancellable,
                              on_code_flow, g_steal_pointer (&task));
}

static Proof *
read_task (YqqOidcProver *self, const YqqIdentityTask *task, GError **error)
{
  g_autoptr (JsonObject) offer =
      task->offer != NULL ? json_object_ref (task->offer) : json_object_new ();
  g_autoptr (YqqOidcSettings) settings = yqq_oidc_settings_from_json (offer, error);
  if (settings == NULL)
    return NULL;
  if (self->way == YQQ_OIDC_WAY_PHONE && !settings->device_flow) {
    g_set_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_UNSUPPORTED,
                 "the authority takes no log in by telephone");
    return NULL;
  }
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  Proof *proof = g_new0 (Proof, 1);
  proof->settings = g_steal_pointer (&settings);
  proof->nonce = yqq_oidc_nonce (binding);
  return proof;
}

static const char *
yqq_oidc_prover_get_method (YqqIdentityProver *prover)
{
  return YQQ_OIDC_METHOD;
}

static void
yqq_oidc_prover_prove_async (YqqIdentityProver *prover,
                             const YqqIdentityTask *identity_task,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  YqqOidcProver *self = YQQ_OIDC_PROVER (prover);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  Proof *proof = read_task (self, identity_task, &error);
  if (proof == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_task_set_task_data (task, proof, (GDestroyNotify)proof_free);
  yqq_identity_prover_tell (prover, YQQ_OIDC_STATE_CONTACTING, NULL);
  yqq_oidc_provider_discover_async (self->session, proof->settings->issuer, cancellable,
                                    on_discovered, g_steal_pointer (&task));
}

static JsonObject *
yqq_oidc_prover_prove_finish (YqqIdentityProver *prover, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
yqq_oidc_prover_finalize (GObject *object)
{
  YqqOidcProver *self = YQQ_OIDC_PROVER (object);
  g_free (self->languages);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (yqq_oidc_prover_parent_class)->finalize (object);
}

static void
yqq_oidc_prover_class_init (YqqOidcProverClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_oidc_prover_finalize;
}

static void
yqq_oidc_prover_iface_init (YqqIdentityProverInterface *interface)
{
  interface->get_method = yqq_oidc_prover_get_method;
  interface->prove_async = yqq_oidc_prover_prove_async;
  interface->prove_finish = yqq_oidc_prover_prove_finish;
}

static void
yqq_oidc_prover_init (YqqOidcProver *self)
{
  self->patience_s = YQQ_OIDC_PATIENCE_S;
  self->session = yqq_oidc_http_session_new ();
}

YqqOidcProver *
yqq_oidc_prover_new (YqqOidcWay way, const char *languages)
{
  YqqOidcProver *self = g_object_new (YQQ_TYPE_OIDC_PROVER, NULL);
  self->way = way;
  self->languages = g_strdup (languages);
  return self;
}

void
yqq_oidc_prover_set_patience (YqqOidcProver *self, guint seconds)
{
  self->patience_s = seconds;
}
