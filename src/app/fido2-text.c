/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fido2-text.h"

#include <glib/gi18n.h>

static const struct {
  const char *state;
  const char *title;
  const char *detail;
} texts[] = {
    {"insert-key", N_ ("Plug in your security key"),
     N_ ("No security key is plugged into this computer.")},
    {"other-key", N_ ("This key is not registered"),
     N_ ("Plug in the key that you have registered; this one may stay.")},
    {"key-in-use", N_ ("The key is in use"),
     N_ ("Another program is working with it. Close that program; it goes on here by itself.")},
    {"key-not-permitted", N_ ("The key cannot be opened"),
     N_ ("The system does not let this program use it. Ask whoever looks after this computer for "
         "the udev rules for FIDO2 keys, or use another way.")},
    {"key-unsupported", N_ ("The key is too old"),
     N_ ("It is from before FIDO2. Plug in another one.")},
    {"choose-key", N_ ("Touch the key to use"),
     N_ ("Several keys are plugged in, and they blink. Touch the one that you want to use.")},
    {"pin", N_ ("Enter the PIN of the key"),
     N_ ("It is the key's own PIN, not that of your certificates. Type it on the keyboard.")},
    {"touch", N_ ("Touch your security key"), N_ ("It blinks and waits for your finger.")},
};

static gsize
find (const char *state)
{
  gsize i = 0;
  while (i < G_N_ELEMENTS (texts) && !g_str_equal (texts[i].state, state))
    i++;
  return i;
}

const char *
yqq_fido2_text_get_title (const char *state)
{
  gsize found = find (state);
  return found < G_N_ELEMENTS (texts) ? _ (texts[found].title) : "";
}

static char *
format_wrong_pin (int tries_left)
{
  if (tries_left < 0)
    return g_strdup (_ ("That was not the key's PIN. Enter it again."));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "That was not the key's PIN. %d try is left; after it the key is blocked.",
                   "That was not the key's PIN. %d tries are left before the key is blocked.",
                   (gulong)tries_left),
      tries_left);
}

char *
yqq_fido2_text_format_detail (const char *state, GVariant *detail)
{
  gsize found = find (state);
  if (detail != NULL && g_variant_is_of_type (detail, G_VARIANT_TYPE ("(ib)"))) {
    int tries_left;
    gboolean was_wrong;
    g_variant_get (detail, "(ib)", &tries_left, &was_wrong);
    if (was_wrong)
      return format_wrong_pin (tries_left);
  }
  return g_strdup (found < G_N_ELEMENTS (texts) ? _ (texts[found].detail) : "");
}
