/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device and an authority in one program, for the tests with a real provider: it reads a command
 * a line and writes what happens a line, all in JSON.
 *
 * {"do":"prove","way":"browser"|"phone","purpose","nonce"}, {"do":"cancel"};
 * {"do":"check","purpose","nonce","person","evidence"[,"vouched":true][,"later_ms"]};
 * {"do":"pass","ms"}: time goes by for the copy of the provider's keys. */
#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "identity/oidc-prover.h"
#include "identity/oidc-verifier.h"
#include "memory-link-store.h"

#define WAIT_MS 60000

typedef struct {
  GMainLoop *loop;
  GDataInputStream *input;
  YqqOidcSettings *settings;
  YqqClock *clock; /* of the cache */
  YqqOidcKeyCache *cache;
  MemoryLinkStore *store;
  GCancellable *cancellable;
} Program;

static void
say (JsonObject *object)
{
  g_autofree char *line = yqq_json_to_string (object);
  puts (line);
  fflush (stdout);
}

static void
say_error (const GError *error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "domain",
                                 error->domain == YQQ_OIDC_ERROR       ? "oidc"
                                 : error->domain == YQQ_IDENTITY_ERROR ? "identity"
                                                                       : "other");
  json_object_set_int_member (object, "code", error->code);
  json_object_set_string_member (object, "message", error->message);
  say (object);
}

static const char *
text_of (JsonObject *command, const char *member)
{
  const char *text = NULL;
  yqq_json_read_string (command, member, 16384, &text, NULL);
  g_assert_nonnull (text);
  return text;
}

static YqqIdentityTask *
task_of (Program *self, JsonObject *command, const char *person)
{
  const char *nonce = text_of (command, "nonce");
  g_autoptr (GBytes) bytes = g_bytes_new (nonce, strlen (nonce));
  g_autoptr (JsonObject) offer = yqq_oidc_settings_to_offer (self->settings);
  return yqq_identity_task_new (nonce, bytes, text_of (command, "purpose"), "", person,
                                "thumbprint", offer);
}

static void
on_progress (YqqIdentityProver *prover, const char *state, GVariant *detail, gpointer user_data)
{
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "state", state);
  if (detail != NULL) {
    const char *text;
    g_autoptr (GVariantDict) dict = NULL;
    if (g_variant_is_of_type (detail, G_VARIANT_TYPE_STRING)) {
      json_object_set_string_member (object, "address", g_variant_get_string (detail, NULL));
    } else {
      dict = g_variant_dict_new (detail);
      g_assert_true (g_variant_dict_lookup (dict, "whole-address", "&s", &text));
      json_object_set_string_member (object, "address", text);
      g_assert_true (g_variant_dict_lookup (dict, "code", "&s", &text));
      json_object_set_string_member (object, "code", text);
    }
  }
  say (object);
}

static void
on_proven (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) evidence =
      yqq_identity_prover_prove_finish (YQQ_IDENTITY_PROVER (source), result, &error);
  if (evidence == NULL) {
    say_error (error);
    return;
  }
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_object_member (object, "evidence", g_steal_pointer (&evidence));
  say (object);
}

static void
prove (Program *self, JsonObject *command)
{
  gboolean phone = g_str_equal (text_of (command, "way"), "phone");
  g_autoptr (YqqIdentityTask) task = task_of (self, command, NULL);
  g_autoptr (YqqOidcProver) prover =
      yqq_oidc_prover_new (phone ? YQQ_OIDC_WAY_PHONE : YQQ_OIDC_WAY_BROWSER, "zh-CN");
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  g_signal_connect (prover, "progress", G_CALLBACK (on_progress), NULL);
  yqq_identity_prover_prove_async (YQQ_IDENTITY_PROVER (prover), task, self->cancellable, on_proven,
                                   NULL);
}

/* As the authority does it: one more try after the keys have come. */
static void
check (Program *self, JsonObject *command)
{
  JsonObject *evidence = NULL;
  g_autoptr (YqqIdentityTask) task = task_of (self, command, text_of (command, "person"));
  gint64 later_ms = json_object_get_int_member_with_default (command, "later_ms", 0);
  g_autoptr (YqqClock) clock =
      yqq_clock_new_manual (yqq_clock_get_unix_ms (yqq_clock_get_system ()) + later_ms);
  g_autoptr (YqqOidcVerifier) verifier =
      yqq_oidc_verifier_new (self->settings, self->cache, YQQ_OIDC_LINK_STORE (self->store), clock);
  g_autoptr (GError) error = NULL;
  g_assert_true (yqq_json_read_object (command, "evidence", &evidence, NULL));
  if (yqq_json_has (command, "vouched"))
    g_hash_table_insert (self->store->vouchers, g_strdup (task->challenge_id), g_strdup ("staff"));
  g_autoptr (YqqIdentityResult) result =
      yqq_identity_verifier_verify (YQQ_IDENTITY_VERIFIER (verifier), task, evidence, &error);
  gboolean waited = g_error_matches (error, YQQ_IDENTITY_ERROR, YQQ_IDENTITY_ERROR_NOT_READY);
  if (waited) {
    g_clear_error (&error);
    g_assert_true (yqq_oidc_key_cache_wait (self->cache, WAIT_MS));
    result =
        yqq_identity_verifier_verify (YQQ_IDENTITY_VERIFIER (verifier), task, evidence, &error);
  }
  if (result == NULL) {
    say_error (error);
    return;
  }
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "person", result->person_id);
  json_object_set_boolean_member (object, "waited", waited);
  say (object);
}

static void read_next (Program *self);

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Program *self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (self->input, result, NULL, NULL);
  if (line == NULL) {
    g_main_loop_quit (self->loop);
    return;
  }
  g_autoptr (JsonObject) command = yqq_json_parse (line, -1, 0, NULL);
  g_assert_nonnull (command);
  const char *what = text_of (command, "do");
  if (g_str_equal (what, "prove"))
    prove (self, command);
  else if (g_str_equal (what, "check"))
    check (self, command);
  else if (g_str_equal (what, "pass"))
    yqq_clock_advance (self->clock, json_object_get_int_member (command, "ms"));
  else
    g_cancellable_cancel (self->cancellable);
  read_next (self);
}

static void
read_next (Program *self)
{
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

/* oidc-person SETTINGS: the policy's section as JSON. */
int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) json = yqq_json_parse (argv[1], -1, 0, &error);
  g_assert_no_error (error);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  Program self = {.loop = g_main_loop_new (NULL, FALSE), .input = g_data_input_stream_new (input)};
  self.settings = yqq_oidc_settings_from_json (json, &error);
  g_assert_no_error (error);
  self.clock = yqq_clock_new_manual (0);
  self.cache = yqq_oidc_key_cache_new (self.settings, self.clock);
  self.store = memory_link_store_new ();
  g_hash_table_insert (self.store->documents, g_strdup ("person-li"),
                       g_strdup ("44010119900101123X"));
  read_next (&self);
  g_main_loop_run (self.loop);
  yqq_oidc_key_cache_free (self.cache);
  yqq_clock_unref (self.clock);
  yqq_oidc_settings_free (self.settings);
  g_clear_object (&self.cancellable);
  g_object_unref (self.store);
  g_object_unref (self.input);
  g_main_loop_unref (self.loop);
  return 0;
}
