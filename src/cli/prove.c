/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/prove.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli/command.h"
#include "cli/failure.h"
#include "cli/fido2-prompt.h"
#include "cli/oidc-prompt.h"
#include "cli/secret-prompt.h"
#include "cli/wait.h"
#include "identity/method.h"
#include "identity/way.h"

static const char *const possible[] = {YQQ_IDENTITY_METHOD_STAFF_CODE, YQQ_IDENTITY_METHOD_PIN,
                                       YQQ_IDENTITY_METHOD_DEVICE,     YQQ_IDENTITY_METHOD_FIDO2,
                                       YQQ_IDENTITY_METHOD_OIDC,       NULL};

/* What needs nobody to do something elsewhere. */
static const char *const by_itself[] = {YQQ_IDENTITY_METHOD_STAFF_CODE, YQQ_IDENTITY_METHOD_PIN,
                                        YQQ_IDENTITY_METHOD_DEVICE, NULL};

/* Borrowed; NULL where there is none of those methods alone, or none with that one (NULL: any). */
static const char *const *
find_way (GPtrArray *ways, const char *const *methods, const char *wanted)
{
  for (guint i = 0; i < ways->len; i++) {
    g_autoptr (GPtrArray) one = yqq_identity_ways_new ();
    yqq_identity_ways_add (one, ways->pdata[i]);
    if (yqq_identity_ways_are_satisfied (one, methods) &&
        (wanted == NULL || g_strv_contains (ways->pdata[i], wanted)))
      return ways->pdata[i];
  }
  return NULL;
}

static const char *const *
find_way_with (GPtrArray *ways, const char *method)
{
  const char *const *way = find_way (ways, by_itself, method);
  return way != NULL ? way : find_way (ways, possible, method);
}

/* Whoever hands a code or a PIN over wants it used. */
static const char *const *
choose_way (GPtrArray *ways, const YqqProveSources *sources)
{
  const char *const *way = NULL;
  if (sources->code_fd >= 0)
    way = find_way_with (ways, YQQ_IDENTITY_METHOD_STAFF_CODE);
  if (way == NULL && sources->pin_fd >= 0)
    way = find_way_with (ways, YQQ_IDENTITY_METHOD_PIN);
  return way != NULL ? way : find_way (ways, possible, NULL);
}

static void
explain_ways (GPtrArray *ways)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < ways->len; i++)
    g_ptr_array_add (texts, g_strjoinv (" + ", ways->pdata[i]));
  g_ptr_array_add (texts, NULL);
  g_autofree char *text = g_strjoinv (" | ", (GStrv)texts->pdata);
  if (ways->len == 0)
    g_printerr (_ ("yqq: your identity cannot be verified from this device now; go to the service "
                   "desk with your document\n"));
  else
    g_printerr (_ ("yqq: the authority asks for what a terminal cannot do (%s); use the "
                   "application\n"),
                text);
}

static JsonObject *
make_code (const YqqProveSources *sources, int *exit_code)
{
  g_autoptr (YqqSecretBytes) code = yqq_secret_prompt (_ ("Staff code:"), sources->code_fd);
  *exit_code = YQQ_EXIT_UNAVAILABLE;
  if (code == NULL)
    return NULL;
  /* A staff code is used up by this one request, so a plain copy harms nobody. */
  g_autofree char *text =
      g_strndup ((const char *)yqq_secret_bytes_get_data (code), yqq_secret_bytes_get_size (code));
  JsonObject *evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", text);
  return evidence;
}

/* The gate remembers that the PIN was right; the vault that it opens is not needed. */
static JsonObject *
make_pin (YqqWorkplace *workplace,
          const char *challenge_id,
          const YqqProveSources *sources,
          int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (YqqSecretBytes) pin = yqq_secret_prompt (_ ("PIN:"), sources->pin_fd);
  *exit_code = YQQ_EXIT_PIN;
  if (pin == NULL)
    return NULL;
  yqq_wallet_unlock_async (workplace->wallet, workplace->gate, "identity", challenge_id, pin,
                           yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  g_autoptr (YqqUnlockedVault) vault = yqq_wallet_unlock_finish (workplace->wallet, result, &error);
  if (vault != NULL)
    return json_object_new ();
  *exit_code = yqq_failure_report (error);
  return NULL;
}

static JsonObject *
make_evidence (YqqWorkplace *workplace,
               YqqIdentityCase *identity,
               const char *method,
               const YqqProveSources *sources,
               int *exit_code)
{
  if (strcmp (method, YQQ_IDENTITY_METHOD_STAFF_CODE) == 0)
    return make_code (sources, exit_code);
  if (strcmp (method, YQQ_IDENTITY_METHOD_PIN) == 0)
    return make_pin (workplace, identity->task->challenge_id, sources, exit_code);
  if (strcmp (method, YQQ_IDENTITY_METHOD_OIDC) == 0) {
    g_autoptr (YqqIdentityTask) task = yqq_identity_case_dup_task (identity, method);
    return yqq_oidc_prompt (task, exit_code);
  }
  if (strcmp (method, YQQ_IDENTITY_METHOD_FIDO2) == 0) {
    g_autoptr (YqqIdentityTask) task = yqq_identity_case_dup_task (identity, method);
    return yqq_fido2_prompt (task, NULL, sources->key_pin_fd, exit_code);
  }
  return json_object_new ();
}

GPtrArray *
yqq_prove_collect (YqqWorkplace *workplace,
                   YqqIdentityCase *identity,
                   const YqqProveSources *sources,
                   int *exit_code)
{
  const char *const *way = choose_way (identity->ways, sources);
  g_autoptr (GPtrArray) proofs =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_identity_proof_free);
  *exit_code = YQQ_EXIT_NO;
  if (way == NULL) {
    explain_ways (identity->ways);
    return NULL;
  }
  for (guint i = 0; way[i] != NULL; i++) {
    g_autoptr (JsonObject) evidence =
        make_evidence (workplace, identity, way[i], sources, exit_code);
    if (evidence == NULL)
      return NULL;
    g_ptr_array_add (proofs, yqq_identity_proof_new (way[i], evidence));
  }
  return g_steal_pointer (&proofs);
}

/* FALSE after the failure was reported. */
static gboolean
bring (YqqWorkplace *workplace, const char *challenge_id, YqqIdentityProof *proof, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_identity_prove_async (workplace->connection, challenge_id, proof->method, proof->evidence,
                            yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  g_autoptr (YqqIdentityAnswer) answer = yqq_identity_prove_finish (result, &error);
  if (answer == NULL)
    *exit_code = yqq_failure_report (error);
  return answer != NULL;
}

YqqIdentityCase *
yqq_prove_case (YqqWorkplace *workplace,
                const char *purpose,
                const char *subject,
                const YqqProveSources *sources,
                int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_identity_begin_async (workplace->connection, purpose, subject, yqq_wait_get_cancellable (),
                            yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  g_autoptr (YqqIdentityCase) identity = yqq_identity_begin_finish (result, &error);
  if (identity == NULL) {
    *exit_code = yqq_failure_report (error);
    return NULL;
  }
  g_autoptr (GPtrArray) proofs = yqq_prove_collect (workplace, identity, sources, exit_code);
  for (guint i = 0; proofs != NULL && i < proofs->len; i++)
    if (!bring (workplace, identity->task->challenge_id, proofs->pdata[i], exit_code))
      return NULL;
  return proofs != NULL ? g_steal_pointer (&identity) : NULL;
}

char *
yqq_prove_identity (YqqWorkplace *workplace,
                    const char *purpose,
                    const char *subject,
                    const YqqProveSources *sources,
                    int *exit_code)
{
  g_autoptr (YqqIdentityCase) identity =
      yqq_prove_case (workplace, purpose, subject, sources, exit_code);
  return identity != NULL ? g_strdup (identity->task->challenge_id) : NULL;
}
