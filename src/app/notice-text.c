/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/notice-text.h"

#include <glib/gi18n.h>

#include "app/service-desk-form.h"
#include "identity/policy.h"
#include "model/transfer.h"

/* title and sentence are for the person it happened to, the others for who looks after the
 * enterprise (%s: whom it is about). */
typedef struct {
  const char *title;
  const char *sentence;
  const char *title_of_other;
  const char *icon;
  YqqTone tone;
  YqqNoticeGoal goal;
  gboolean names; /* the sentence has the detail: a computer's or a key's name */
} Entry;

#define CERTIFICATE_ICON "application-certificate-symbolic"
#define KEY_ICON "dialog-password-symbolic"
#define ACCOUNT_ICON "web-browser-symbolic"
#define OFFICE_ICON "system-users-symbolic"

/* clang-format off */
static const Entry entries[YQQ_NOTICE_KIND_COUNT] = {
  [YQQ_NOTICE_GRANT_GIVEN] = { N_("You may use a certificate"), N_("Install it on this computer, and you can sign with it."), N_("%s was authorised"), CERTIFICATE_ICON, YQQ_TONE_GOOD, YQQ_NOTICE_GOAL_CERTIFICATE },
  [YQQ_NOTICE_GRANT_RENEWED] = { N_("Your certificate was renewed"), N_("You can sign as before until the old one ends. Install it again on this computer before that day."), N_("The grant of %s was renewed"), CERTIFICATE_ICON, YQQ_TONE_GOOD, YQQ_NOTICE_GOAL_CERTIFICATE },
  [YQQ_NOTICE_GRANT_CHANGED] = { N_("Your permissions have changed"), N_("Look at the certificate's page to see what you may use now."), N_("The permissions of %s have changed"), CERTIFICATE_ICON, YQQ_TONE_NEUTRAL, YQQ_NOTICE_GOAL_CERTIFICATE },
  [YQQ_NOTICE_GRANT_SUSPENDED] = { N_("Your certificate is suspended"), N_("You cannot sign with it until your administrator chooses permissions again."), N_("The grant of %s is suspended"), "media-playback-pause-symbolic", YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_CERTIFICATE },
  [YQQ_NOTICE_GRANT_RESUMED] = { N_("Your certificate can be used again"), N_("You can sign with it as before."), N_("The grant of %s can be used again"), CERTIFICATE_ICON, YQQ_TONE_GOOD, YQQ_NOTICE_GOAL_CERTIFICATE },
  [YQQ_NOTICE_GRANT_CANCELLED] = { N_("Your certificate was cancelled"), N_("It can never be used again. What you have signed stays valid."), N_("The grant of %s was cancelled"), "action-unavailable-symbolic", YQQ_TONE_BAD, YQQ_NOTICE_GOAL_CERTIFICATE },
  [YQQ_NOTICE_GRANT_EXPIRING] = { N_("Your certificate expires soon"), NULL, N_("The grant of %s expires soon"), "alarm-symbolic", YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_CERTIFICATE },
  [YQQ_NOTICE_GRANTS_EXPIRING] = { N_("Authorisations expire soon"), NULL, NULL, "alarm-symbolic", YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_USERS },
  [YQQ_NOTICE_TRANSFER_WAITING] = { N_("You are asked to become the administrator"), N_("Accept or refuse within 72 hours. Nothing changes until you do."), N_("%s wants to hand you the administrator's office"), OFFICE_ICON, YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_OFFER },
  [YQQ_NOTICE_TRANSFER_ACCEPTED] = { N_("The administrator has changed"), N_("The menus for looking after the enterprise have changed hands."), N_("%s is the administrator now"), OFFICE_ICON, YQQ_TONE_GOOD, YQQ_NOTICE_GOAL_OFFER },
  [YQQ_NOTICE_TRANSFER_REFUSED] = { N_("The administrator's office was refused"), N_("Nothing has changed. You can offer it to somebody else."), N_("%s does not want the administrator's office"), OFFICE_ICON, YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_OFFER },
  [YQQ_NOTICE_TRANSFER_WITHDRAWN] = { N_("The administrator's office is no longer offered"), N_("Nothing has changed, and there is nothing for you to do."), N_("%s has withdrawn the administrator's office"), OFFICE_ICON, YQQ_TONE_NEUTRAL, YQQ_NOTICE_GOAL_OFFER },
  [YQQ_NOTICE_TRANSFER_TIMED_OUT] = { N_("The offer of the administrator's office has timed out"), N_("Nobody answered within 72 hours. Nothing has changed."), NULL, OFFICE_ICON, YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_OFFER },
  [YQQ_NOTICE_PROPOSAL_WAITING] = { N_("An act waits for a second person"), N_("Read what is proposed, then approve or refuse it."), N_("%s proposes an act that waits for a second person"), OFFICE_ICON, YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_PROPOSALS },
  [YQQ_NOTICE_PROPOSAL_DECIDED] = { N_("Your proposal was decided"), NULL, N_("%s has decided on your proposal"), OFFICE_ICON, YQQ_TONE_NEUTRAL, YQQ_NOTICE_GOAL_PROPOSALS },
  [YQQ_NOTICE_CERTIFICATE_USED] = { N_("Your certificate was used"), NULL, N_("%s has signed"), "document-edit-symbolic", YQQ_TONE_NEUTRAL, YQQ_NOTICE_GOAL_USAGE },
  [YQQ_NOTICE_PIN_REPLACED] = { N_("A new PIN was set"), N_("On the computer “%s”, after your identity was verified. Its certificates are made anew there. If that was not you, say so at once."), NULL, "dialog-password-symbolic", YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_DISPUTE, TRUE },
  [YQQ_NOTICE_PIN_CHANGED] = { N_("Your PIN was changed"), N_("On the computer “%s”, by somebody who knew the old one. The certificates stay as they are. If that was not you, say so at once."), NULL, "dialog-password-symbolic", YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_DISPUTE, TRUE },
  [YQQ_NOTICE_DEVICE_DISPUTED] = { N_("A computer was taken out"), N_("Something was done there, and it was not the person who owns the certificates. It cannot sign any more; look at what was signed lately."), N_("%s says that something was done in their name"), "dialog-warning-symbolic", YQQ_TONE_BAD, YQQ_NOTICE_GOAL_USERS },
  [YQQ_NOTICE_KEY_ADDED] = { N_("A security key was registered for you"), N_("It is called “%s”, and is asked for wherever a second proof is needed. If that was not you, say so at once; then take the key out, or have it taken out at a service desk."), NULL, KEY_ICON, YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_DISPUTE, TRUE },
  [YQQ_NOTICE_KEY_REMOVED] = { N_("A security key of yours was taken out"), N_("“%s” counts no more, after your identity was verified. If that was not you, say so at once, and register the key again."), N_("%s has taken out a security key of yours"), KEY_ICON, YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_DISPUTE, TRUE },
  [YQQ_NOTICE_IDENTITY_CONFIRMED] = { N_("It was confirmed who you are"), NULL, N_("%s has confirmed who you are"), "contact-new-symbolic", YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_NOTHING },
  [YQQ_NOTICE_DEVICE_ADDED] = { N_("You were logged in on another computer"), N_("On the computer “%s”, after your identity was verified. If that was not you, say so at once."), NULL, "computer-symbolic", YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_DISPUTE, TRUE },
  [YQQ_NOTICE_FACE_ENROLLED] = { N_("Your face was enrolled"), N_("On the computer “%s”, after your identity was verified; it is kept there and nowhere else. If that was not you, say so at once."), NULL, "camera-web-symbolic", YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_DISPUTE, TRUE },
  [YQQ_NOTICE_FACE_ERASED] = { N_("Your face was erased"), N_("The computer “%s” does not know it any more. To use it again, enrol it there anew."), NULL, "camera-web-symbolic", YQQ_TONE_NEUTRAL, YQQ_NOTICE_GOAL_FACE, TRUE },
  [YQQ_NOTICE_ACCOUNT_LINKED] = { N_("An account was linked to you"), N_("The account at “%s” shows from now on who you are, after your identity was verified. If that was not you, say so at once; then unlink it, or have it unlinked at a service desk."), NULL, ACCOUNT_ICON, YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_DISPUTE, TRUE },
  [YQQ_NOTICE_ACCOUNT_UNLINKED] = { N_("An account was unlinked from you"), N_("The account at “%s” does not show any more who you are. If that was not you, say so at once, and link it again."), NULL, ACCOUNT_ICON, YQQ_TONE_NOTICE, YQQ_NOTICE_GOAL_DISPUTE, TRUE },
};
/* clang-format on */

/* Where somebody else's act is told to the one who looks after the enterprise. */
static gboolean
is_about_other (const YqqNotice *notice)
{
  return notice->person && entries[notice->kind].title_of_other;
}

char *
yqq_notice_dup_title (const YqqNotice *notice)
{
  const Entry *entry = &entries[notice->kind];
  if (!is_about_other (notice))
    return g_strdup (_ (entry->title));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (entry->title_of_other), notice->person);
#pragma GCC diagnostic pop
}

static char *
format_days (const YqqNotice *notice)
{
  gulong days = (gulong)MAX (notice->number, 0);
  return g_strdup_printf (ngettext ("%lu day is left. After that nobody can sign with it until the "
                                    "administrator renews it.",
                                    "%lu days are left. After that nobody can sign with it until "
                                    "the administrator renews it.",
                                    days),
                          days);
}

static char *
format_count (const YqqNotice *notice)
{
  gulong count = (gulong)MAX (notice->number, 0);
  return g_strdup_printf (
      ngettext ("%lu of your enterprise ends within 30 days. Change it to renew "
                "it: that takes no other place in the quota.",
                "%lu of your enterprise end within 30 days. Change them to "
                "renew them: that takes no other places in the quota.",
                count),
      count);
}

static char *
format_use (const YqqNotice *notice)
{
  gulong count = (gulong)MAX (notice->number, 0);
  return g_strdup_printf (
      /* Translators: %2$s is a web system; the number is one of documents */
      ngettext ("%1$lu document was signed at %2$s. If that was not you, tell your administrator "
                "and set a new PIN.",
                "%1$lu documents were signed at %2$s. If that was not you, tell your administrator "
                "and set a new PIN.",
                count),
      count, notice->detail ? notice->detail : "");
}

static const char *
get_decision (const YqqNotice *notice)
{
  YqqTransferState state;
  if (!notice->detail || !yqq_transfer_state_from_nick (notice->detail, &state))
    return _ ("Look at the proposals to see how.");
  if (state == YQQ_TRANSFER_STATE_ACCEPTED)
    return _ ("It was approved and has been carried out.");
  if (state == YQQ_TRANSFER_STATE_REFUSED)
    return _ ("It was refused. Nothing has changed.");
  if (state == YQQ_TRANSFER_STATE_WITHDRAWN)
    return _ ("It was closed because you do not have the office or the certificate for it any "
              "more. Nothing has changed.");
  return _ ("It ended without a decision. Nothing has changed.");
}

static char *
format_other (const YqqNotice *notice)
{
  if (notice->kind == YQQ_NOTICE_GRANT_GIVEN || notice->kind == YQQ_NOTICE_GRANT_RENEWED ||
      notice->kind == YQQ_NOTICE_GRANT_CHANGED || notice->kind == YQQ_NOTICE_GRANT_SUSPENDED ||
      notice->kind == YQQ_NOTICE_GRANT_RESUMED || notice->kind == YQQ_NOTICE_GRANT_CANCELLED)
    return g_strdup (_ ("The list of authorised users shows how things stand."));
  return g_strdup (_ (entries[notice->kind].sentence));
}

static gboolean
is_account_by_staff (const YqqNotice *notice)
{
  return (notice->kind == YQQ_NOTICE_ACCOUNT_LINKED ||
          notice->kind == YQQ_NOTICE_ACCOUNT_UNLINKED) &&
         notice->number == YQQ_NOTICE_NUMBER_BY_STAFF;
}

/* Not translated. */
static const char *
get_sentence_by_staff (const YqqNotice *notice)
{
  if (notice->kind == YQQ_NOTICE_KEY_REMOVED && notice->person)
    return N_ ("“%s” counts no more: at a service desk your document was seen. Register another "
               "key to go on with a second proof. If you were not there, tell the service desk at "
               "once.");
  if (!is_account_by_staff (notice))
    return NULL;
  return notice->kind == YQQ_NOTICE_ACCOUNT_LINKED
             ? N_ ("The account at “%s” shows from now on who you are: staff saw your document. If "
                   "you were not there, tell the service desk at once.")
             : N_ ("The account at “%s” does not show any more who you are: staff unlinked it. If "
                   "you did not ask for that, tell the service desk.");
}

static char *
format_named (const YqqNotice *notice)
{
  const char *by_staff = get_sentence_by_staff (notice);
  const char *sentence = by_staff ? by_staff : entries[notice->kind].sentence;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (sentence), notice->detail ? notice->detail : "");
#pragma GCC diagnostic pop
}

static char *
format_confirmed (const YqqNotice *notice)
{
  const char *matter = yqq_desk_matter_find_name (notice->detail);
  return g_strdup_printf (
      /* Translators: %s is what somebody came to a service desk for: Set a new PIN */
      _ ("At a service desk, with the document there, for: %s. Whoever was there has a code that "
         "counts for 30 minutes. If that was not you, tell the service desk at once."),
      matter ? matter : "");
}

char *
yqq_notice_dup_sentence (const YqqNotice *notice)
{
  if (notice->kind == YQQ_NOTICE_GRANT_EXPIRING)
    return format_days (notice);
  if (notice->kind == YQQ_NOTICE_GRANTS_EXPIRING)
    return format_count (notice);
  if (notice->kind == YQQ_NOTICE_TRANSFER_WITHDRAWN &&
      g_strcmp0 (notice->detail, YQQ_NOTICE_DETAIL_TWO_PERSON) == 0)
    return g_strdup (_ ("The rule of two people was turned on, and one person had made this offer. "
                        "Nothing has changed; offered again, it waits for a second person."));
  if (notice->kind == YQQ_NOTICE_CERTIFICATE_USED)
    return format_use (notice);
  if (notice->kind == YQQ_NOTICE_IDENTITY_CONFIRMED)
    return format_confirmed (notice);
  if (notice->kind == YQQ_NOTICE_PROPOSAL_DECIDED)
    return g_strdup (get_decision (notice));
  if (entries[notice->kind].names)
    return format_named (notice);
  return is_about_other (notice) ? format_other (notice)
                                 : g_strdup (_ (entries[notice->kind].sentence));
}

const char *
yqq_notice_get_icon (const YqqNotice *notice)
{
  return entries[notice->kind].icon;
}

YqqTone
yqq_notice_get_tone (const YqqNotice *notice)
{
  return entries[notice->kind].tone;
}

/* Where stands what it was confirmed for. No computer is known yet that could be disputed: what is
 * then done with the code is told by itself, and can be. */
static YqqNoticeGoal
find_goal_of_matter (const char *purpose)
{
  static const struct {
    const char *purpose;
    YqqNoticeGoal goal;
  } goals[] = {
      {YQQ_IDENTITY_PURPOSE_NEW_PIN, YQQ_NOTICE_GOAL_PIN},
      {YQQ_IDENTITY_PURPOSE_ENROL_KEY, YQQ_NOTICE_GOAL_KEYS},
      {YQQ_IDENTITY_PURPOSE_LINK_ACCOUNT, YQQ_NOTICE_GOAL_ACCOUNTS},
      {YQQ_IDENTITY_PURPOSE_ENROL_FACE, YQQ_NOTICE_GOAL_FACE},
  };
  for (guint i = 0; i < G_N_ELEMENTS (goals); i++)
    if (g_strcmp0 (purpose, goals[i].purpose) == 0)
      return goals[i].goal;
  return YQQ_NOTICE_GOAL_USAGE; /* what was signed in their name */
}

YqqNoticeGoal
yqq_notice_get_goal (const YqqNotice *notice)
{
  YqqNoticeGoal goal = entries[notice->kind].goal;
  if (goal == YQQ_NOTICE_GOAL_CERTIFICATE && is_about_other (notice))
    return YQQ_NOTICE_GOAL_USERS;
  if (notice->kind == YQQ_NOTICE_KEY_REMOVED && notice->person)
    return YQQ_NOTICE_GOAL_KEYS;
  if (notice->kind == YQQ_NOTICE_IDENTITY_CONFIRMED)
    return find_goal_of_matter (notice->detail);
  return is_account_by_staff (notice) ? YQQ_NOTICE_GOAL_ACCOUNTS : goal;
}

const char *
yqq_notice_goal_get_label (YqqNoticeGoal goal)
{
  switch (goal) {
  case YQQ_NOTICE_GOAL_NOTHING:
    return NULL;
  case YQQ_NOTICE_GOAL_CERTIFICATE:
    return _ ("To the certificate");
  case YQQ_NOTICE_GOAL_USERS:
    return _ ("To the authorised users");
  case YQQ_NOTICE_GOAL_OFFER:
    return _ ("Look at the offer");
  case YQQ_NOTICE_GOAL_PROPOSALS:
    return _ ("Look at the proposal");
  case YQQ_NOTICE_GOAL_USAGE:
    return _ ("To the usage record");
  case YQQ_NOTICE_GOAL_KEYS:
    return _ ("To the security keys");
  case YQQ_NOTICE_GOAL_ACCOUNTS:
    return _ ("To the log-in methods");
  case YQQ_NOTICE_GOAL_FACE:
    return _ ("To the face verification");
  case YQQ_NOTICE_GOAL_PIN:
    return _ ("To the PIN settings");
  case YQQ_NOTICE_GOAL_DISPUTE:
    return _ ("That was not me");
  }
  g_return_val_if_reached (NULL);
}

gboolean
yqq_notice_asks (const YqqNotice *notice)
{
  return notice->kind == YQQ_NOTICE_TRANSFER_WAITING || notice->kind == YQQ_NOTICE_PROPOSAL_WAITING;
}
