/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/identity-methods.h"

#include <glib/gi18n.h>

#include "app/face-panel.h"
#include "app/fido2-panel.h"
#include "app/oidc-panel.h"
#include "app/pin-panel.h"
#include "app/staff-code-panel.h"

static const YqqIdentityMethod methods[] = {
    {"staff-code", "avatar-default-symbolic", N_ ("Code from the service desk"),
     N_ ("Staff check your document and give you a code of eight digits"),
     yqq_staff_code_panel_new},
    {"pin", "dialog-password-symbolic", N_ ("PIN"),
     N_ ("The six digits that guard your certificates"), yqq_pin_panel_new},
    {"fido2", "media-removable-symbolic", N_ ("Security key"),
     N_ ("Plug in the key that you have registered, and touch it"), yqq_fido2_panel_new},
    {"oidc", "web-browser-symbolic", N_ ("Your organisation's log in"),
     N_ ("You log in in the browser or on your telephone, as at work"), yqq_oidc_panel_new},
    {"face", "camera-web-symbolic", N_ ("Face"),
     N_ ("You look into the camera and do what it asks, such as blinking"), yqq_face_panel_new,
     yqq_face_panel_find_obstacle},
    {"device", "computer-symbolic", N_ ("This computer"), N_ ("Nothing to do: it is known already"),
     NULL},
};

static const struct {
  const char *reason;
  const char *text;
} unavailable[] = {
    {"not-enrolled", N_ ("No face has been set up on this computer. Set it up in the settings.")},
    {"expired", N_ ("What was set up has expired. Set it up again in the settings.")},
    {"locked", N_ ("Too many failed tries. Use another way, or try again later.")},
    {"disputed", N_ ("You have said that it was used by somebody else. Use another way, or go to "
                     "the service desk with your document.")},
    {"too-new", N_ ("This computer has not been known for long enough. Use another way.")},
    {"none", N_ ("No security key has been registered. Register one in the settings.")},
    {"not-set", N_ ("No PIN has been set on this computer.")},
    {"no-models", N_ ("This computer lacks the models that look at faces. Ask whoever looks after "
                      "it to install them.")},
    {"not-offered", N_ ("The authority does not offer it.")},
};

const YqqIdentityMethod *
yqq_identity_method_find (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_strcmp0 (methods[i].nick, nick) == 0)
      return &methods[i];
  return NULL;
}

gboolean
yqq_identity_way_is_known (const char *const *way)
{
  for (guint i = 0; way[i] != NULL; i++)
    if (yqq_identity_method_find (way[i]) == NULL)
      return FALSE;
  return way[0] != NULL;
}

const char *
yqq_identity_way_find_obstacle (const char *const *way, const char **method)
{
  for (guint i = 0; way[i] != NULL; i++) {
    const YqqIdentityMethod *found = yqq_identity_method_find (way[i]);
    const char *obstacle = found->find_obstacle != NULL ? found->find_obstacle () : NULL;
    *method = found->nick;
    if (obstacle != NULL)
      return obstacle;
  }
  return NULL;
}

/* Of what the person has to do something for; of everything where that is nothing. */
static char *
join (const char *const *way, gsize member, const char *between)
{
  GString *text = g_string_new (NULL);
  gboolean only_work = FALSE;
  for (guint i = 0; way[i] != NULL; i++)
    only_work = only_work || yqq_identity_method_find (way[i])->make != NULL;
  for (guint i = 0; way[i] != NULL; i++) {
    const YqqIdentityMethod *method = yqq_identity_method_find (way[i]);
    if (only_work && method->make == NULL)
      continue;
    if (text->len > 0)
      g_string_append (text, between);
    g_string_append (text, _ (G_STRUCT_MEMBER (const char *, method, member)));
  }
  return g_string_free (text, FALSE);
}

char *
yqq_identity_way_format_name (const char *const *way)
{
  /* Translators: between two methods of which both are needed */
  return join (way, G_STRUCT_OFFSET (YqqIdentityMethod, name), _ (" and "));
}

char *
yqq_identity_way_format_needs (const char *const *way)
{
  return join (way, G_STRUCT_OFFSET (YqqIdentityMethod, what_it_takes), "\n");
}

const char *
yqq_identity_way_get_icon (const char *const *way)
{
  for (guint i = 0; way[i] != NULL; i++)
    if (yqq_identity_method_find (way[i])->make != NULL)
      return yqq_identity_method_find (way[i])->icon;
  return yqq_identity_method_find (way[0])->icon;
}

const char *
yqq_identity_unavailable_get_text (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (unavailable); i++)
    if (g_strcmp0 (unavailable[i].reason, reason) == 0)
      return _ (unavailable[i].text);
  return _ ("It cannot be used now. Use another way.");
}
