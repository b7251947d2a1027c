/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/keys.h"

#include <glib/gi18n.h>

#include "base/json.h"
#include "cli/failure.h"
#include "cli/usage-pages.h"
#include "cli/wait.h"

YqqProveSources yqq_keys_sources = {.code_fd = -1, .pin_fd = -1};

GPtrArray *
yqq_keys_fetch (YqqWorkplace *workplace, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_fetch_authenticators_async (workplace->connection, yqq_wait_get_cancellable (),
                                  yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  GPtrArray *keys = yqq_fetch_authenticators_finish (result, &error);
  if (keys == NULL)
    *exit_code = yqq_failure_report (error);
  return keys;
}

const YqqAuthenticatorView *
yqq_keys_find (GPtrArray *keys, const char *name)
{
  const YqqAuthenticatorView *found = NULL;
  guint count = 0;
  for (guint i = 0; i < keys->len; i++) {
    const YqqAuthenticatorView *key = g_ptr_array_index (keys, i);
    if (g_str_equal (key->id, name))
      return key;
    if (g_str_equal (key->label, name)) {
      found = key;
      count++;
    }
  }
  if (count == 1)
    return found;
  if (count > 1)
    g_printerr (_ ("yqq: several keys are called “%s”; name one by its id\n"), name);
  else
    g_printerr (_ ("yqq: there is no security key “%s”\n"), name);
  return NULL;
}

static void
print_line (const YqqAuthenticatorView *key)
{
  g_autofree char *added = yqq_usage_pages_dup_time (key->added_at_ms);
  g_autofree char *used =
      key->used_at_ms > 0 ? yqq_usage_pages_dup_time (key->used_at_ms) : g_strdup ("-");
  g_print ("%s\t%s\t%s\t%s\n", key->id, key->label, added, used);
}

void
yqq_keys_print (GPtrArray *keys, gboolean as_json)
{
  for (guint i = 0; i < keys->len; i++) {
    const YqqAuthenticatorView *key = g_ptr_array_index (keys, i);
    if (!as_json) {
      print_line (key);
      continue;
    }
    g_autoptr (JsonObject) object = yqq_authenticator_view_to_json (key);
    g_autofree char *line = yqq_json_to_string (object);
    g_print ("%s\n", line);
  }
}

gboolean
yqq_keys_check_label (const char *label)
{
  g_autofree char *bare = label != NULL ? g_strstrip (g_strdup (label)) : NULL;
  if (bare != NULL && *bare != '\0' && g_utf8_validate (bare, -1, NULL) &&
      g_utf8_strlen (bare, -1) <= YQQ_AUTHENTICATOR_LABEL_MAX_LENGTH && g_str_equal (bare, label))
    return TRUE;
  g_printerr (_ ("yqq: a key's name has 1 to %d characters, and no blanks around it\n"),
              YQQ_AUTHENTICATOR_LABEL_MAX_LENGTH);
  return FALSE;
}
