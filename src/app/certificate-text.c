/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/certificate-text.h"

#include <glib/gi18n.h>

#include "app/format.h"

typedef struct {
  const char *word;
  const char *icon;
  YqqTone tone;
  const char *sentence;
} StateText;

static const StateText state_texts[YQQ_CERTIFICATE_STATE_COUNT] = {
    [YQQ_CERTIFICATE_STATE_NOT_INSTALLED] =
        {
            N_ ("Not installed"),
            "folder-download-symbolic",
            YQQ_TONE_NEUTRAL,
            N_ ("This computer does not have the certificate yet. Install it to sign with it."),
        },
    [YQQ_CERTIFICATE_STATE_VALID] =
        {
            N_ ("Valid"),
            "emblem-ok-symbolic",
            YQQ_TONE_GOOD,
            N_ ("Ready to sign: scan the QR code on the PC."),
        },
    [YQQ_CERTIFICATE_STATE_EXPIRING] =
        {
            N_ ("Expiring soon"),
            "alarm-symbolic",
            YQQ_TONE_NOTICE,
            N_ ("It can still sign. Ask your certificate administrator to renew it in time."),
        },
    [YQQ_CERTIFICATE_STATE_EXPIRED] =
        {
            N_ ("Expired"),
            "appointment-missed-symbolic",
            YQQ_TONE_BAD,
            N_ ("It cannot sign any more. Ask your certificate administrator to renew it."),
        },
    [YQQ_CERTIFICATE_STATE_SUSPENDED] =
        {
            N_ ("Suspended"),
            "media-playback-pause-symbolic",
            YQQ_TONE_NOTICE,
            N_ ("The administrator has suspended your permission. Ask them to choose permissions "
                "again."),
        },
    [YQQ_CERTIFICATE_STATE_CANCELLED] =
        {
            N_ ("Cancelled"),
            "action-unavailable-symbolic",
            YQQ_TONE_BAD,
            N_ ("Your permission was cancelled for good. This certificate can never be used "
                "again."),
        },
    [YQQ_CERTIFICATE_STATE_REINSTALL_REQUIRED] =
        {
            N_ ("Install again"),
            "view-refresh-symbolic",
            YQQ_TONE_NOTICE,
            N_ ("The certificate has changed. Signing waits until you have installed the new one."),
        },
    [YQQ_CERTIFICATE_STATE_NO_PIN] =
        {
            N_ ("PIN not set"),
            "dialog-password-symbolic",
            YQQ_TONE_NOTICE,
            N_ ("Set a PIN for this computer first, then install the certificate."),
        },
};

const char *
yqq_certificate_state_get_word (YqqCertificateState state)
{
  return _ (state_texts[state].word);
}

const char *
yqq_certificate_state_get_icon (YqqCertificateState state)
{
  return state_texts[state].icon;
}

YqqTone
yqq_certificate_state_get_tone (YqqCertificateState state)
{
  return state_texts[state].tone;
}

const char *
yqq_certificate_entry_get_sentence (YqqCertificateEntry *entry)
{
  if (yqq_certificate_entry_get_renewed (entry))
    return _ ("It was renewed. It can still sign; install it again before it ends.");
  return _ (state_texts[yqq_certificate_entry_get_state (entry)].sentence);
}

const char *
yqq_certificate_kind_get_name (YqqCertificateKind kind)
{
  return kind == YQQ_CERTIFICATE_KIND_ENTERPRISE ? _ ("Enterprise certificate")
                                                 : _ ("Employee certificate");
}

const char *
yqq_next_act_get_label (YqqNextAct act)
{
  switch (act) {
  case YQQ_NEXT_NOTHING:
    return NULL;
  case YQQ_NEXT_INSTALL:
  case YQQ_NEXT_SET_PIN:
    return _ ("Install certificate");
  case YQQ_NEXT_REINSTALL:
    return _ ("Install again");
  }
  g_return_val_if_reached (NULL);
}

const char *
yqq_algorithm_get_name (YqqAlgorithm algorithm)
{
  return algorithm == YQQ_ALGORITHM_SM2_SM3 ? _ ("SM2 with SM3") : _ ("P-256 with SHA-256");
}

static void
append_role (GString *text, guint roles, YqqRole role, const char *word)
{
  if (!(roles & role))
    return;
  if (text->len > 0)
    /* Translators: stands between two roles of one person */
    g_string_append (text, _ (", "));
  g_string_append (text, word);
}

char *
yqq_roles_format (guint roles)
{
  GString *text = g_string_new (NULL);
  append_role (text, roles, YQQ_ROLE_ADMINISTRATOR, _ ("Administrator"));
  append_role (text, roles, YQQ_ROLE_LEGAL_REPRESENTATIVE, _ ("Legal representative"));
  append_role (text, roles, YQQ_ROLE_EMPLOYEE, _ ("Employee"));
  append_role (text, roles, YQQ_ROLE_REVIEWER, _ ("Reviewer"));
  return g_string_free (text, FALSE);
}

char *
yqq_validity_format (gint64 not_before_ms, gint64 not_after_ms)
{
  g_autofree char *from = yqq_format_date (not_before_ms);
  g_autofree char *until = yqq_format_date (not_after_ms);
  /* Translators: a certificate's first and last day */
  return g_strdup_printf (_ ("%s to %s"), from, until);
}
