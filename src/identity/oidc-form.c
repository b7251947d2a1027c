/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-form.h"

#include <string.h>

#include "base/json.h"
#include "crypto/foreign-jws.h"

static GString *
encode (const char *first_name, va_list arguments)
{
  GString *text = g_string_new (NULL);
  for (const char *name = first_name; name != NULL; name = va_arg (arguments, const char *)) {
    const char *value = va_arg (arguments, const char *);
    if (value == NULL)
      continue;
    g_string_append_printf (text, "%s%s=", text->len > 0 ? "&" : "", name);
    g_string_append_uri_escaped (text, value, NULL, FALSE);
  }
  return text;
}

YqqSecretBytes *
yqq_oidc_form_new (const char *first_name, ...)
{
  va_list arguments;
  va_start (arguments, first_name);
  GString *text = encode (first_name, arguments);
  va_end (arguments);
  YqqSecretBytes *form = yqq_secret_bytes_new_copy (text->str, text->len);
  yqq_wipe (text->str, text->len);
  g_string_free (text, TRUE);
  return form;
}

char *
yqq_oidc_address_new (const char *endpoint, const char *first_name, ...)
{
  va_list arguments;
  va_start (arguments, first_name);
  GString *query = encode (first_name, arguments);
  va_end (arguments);
  char *address =
      g_strconcat (endpoint, strchr (endpoint, '?') != NULL ? "&" : "?", query->str, NULL);
  g_string_free (query, TRUE);
  return address;
}

char *
yqq_oidc_token_from_answer (YqqOidcAnswer *answer, const char **refusal, GError **error)
{
  const char *token = NULL, *code = "";
  *refusal = NULL;
  if (answer->status < 300) {
    if (yqq_json_read_string (answer->json, "id_token", YQQ_FOREIGN_JWS_MAX_BYTES, &token, NULL))
      return g_strdup (token);
    g_set_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_BAD_ANSWER,
                 "the provider answers without an id token");
    return NULL;
  }
  if (answer->json != NULL)
    yqq_json_read_string (answer->json, "error", 64, &code, NULL);
  *refusal = code;
  g_set_error (error, YQQ_OIDC_ERROR,
               strcmp (code, "access_denied") == 0 ? YQQ_OIDC_ERROR_DENIED
                                                   : YQQ_OIDC_ERROR_BAD_ANSWER,
               "the provider gives no token: %s (status %u)", *code != '\0' ? code : "no reason",
               answer->status);
  return NULL;
}
