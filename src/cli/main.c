/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq: finds the command that was asked for and runs it. */
#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "cli/command.h"

#define COLUMN 28 /* where the sentences stand in the list of commands */

static const YqqCommand commands[] = {
    {"scan", "[--text] IMAGE…", N_ ("Read the QR codes in pictures"), yqq_command_scan},
    {"qr", "TEXT", N_ ("Draw a text as a QR code"), yqq_command_qr},
    {"log-in", "", N_ ("Register this device for a person"), yqq_command_log_in},
    {"log-out", "", N_ ("Give this device's registration up"), yqq_command_log_out},
    {"certificate list", "", N_ ("List the certificates granted to you"),
     yqq_command_certificate_list},
    {"certificate show", "CODE", N_ ("Show one certificate"), yqq_command_certificate_show},
    {"certificate install", "CODE", N_ ("Make a key here and install its certificate"),
     yqq_command_certificate_install},
    {"certificate export", "CODE", N_ ("Write a certificate and its chain as PEM"),
     yqq_command_certificate_export},
    {"pin change", "", N_ ("Change the PIN; certificates stay"), yqq_command_pin_change},
    {"pin new", "", N_ ("Set a new PIN without the old one"), yqq_command_pin_new},
    {"key list", "", N_ ("List your security keys"), yqq_command_key_list},
    {"key add", "NAME", N_ ("Register a security key for you"), yqq_command_key_add},
    {"key rename", "KEY NAME", N_ ("Give a security key another name"), yqq_command_key_rename},
    {"key remove", "KEY", N_ ("Take a security key out"), yqq_command_key_remove},
    {"account list", "", N_ ("List your accounts that show who you are"), yqq_command_account_list},
    {"account link", "", N_ ("Link your account at your organisation"), yqq_command_account_link},
    {"account unlink", "[ID]", N_ ("Unlink an account"), yqq_command_account_unlink},
    {"connect", "IMAGE|LINK", N_ ("Connect to a PC that shows a QR code, and sign"),
     yqq_command_connect},
    {"audit export", "FILE", N_ ("Write your enterprise's audit record to a file"),
     yqq_command_audit_export},
    {"audit verify", "FILE", N_ ("Check an audit record without asking anybody"),
     yqq_command_audit_verify},
    {"verify", "SIGNATURE FILE", N_ ("Check a detached signature over a file"), yqq_command_verify},
    {"grant list", "", N_ ("List an enterprise's authorised users"), yqq_command_grant_list},
    {"grant show", "CODE", N_ ("Show one authorised user"), yqq_command_grant_show},
    {"grant add", "", N_ ("Authorise one more person"), yqq_command_grant_add},
    {"grant modify", "CODE…", N_ ("Choose the permissions of users again"),
     yqq_command_grant_modify},
    {"grant suspend", "CODE…", N_ ("Suspend users until they are resumed"),
     yqq_command_grant_suspend},
    {"grant resume", "CODE…", N_ ("Let suspended users sign again"), yqq_command_grant_resume},
    {"grant cancel", "CODE…", N_ ("Cancel users for good"), yqq_command_grant_cancel},
    {"grant import", "FILE.csv", N_ ("Authorise everybody on a sheet"), yqq_command_grant_import},
    {"grant export", "", N_ ("Write the authorised users as CSV"), yqq_command_grant_export},
    {"grant template", "", N_ ("Write the empty sheet for importing"), yqq_command_grant_template},
    {"grant reveal", "CODE", N_ ("Show a user's numbers in full, which is recorded"),
     yqq_command_grant_reveal},
    {"transfer show", "", N_ ("Show the offers of the administrator's office"),
     yqq_command_transfer_show},
    {"transfer offer", "CODE", N_ ("Offer the administrator's office"), yqq_command_transfer_offer},
    {"transfer accept", "[ID]", N_ ("Accept the office offered to you"),
     yqq_command_transfer_accept},
    {"transfer refuse", "[ID]", N_ ("Refuse the office offered to you"),
     yqq_command_transfer_refuse},
    {"transfer withdraw", "[ID]", N_ ("Take an offer of the office back"),
     yqq_command_transfer_withdraw},
    {"staff confirm", "", N_ ("Give a code to somebody whose document you have seen"),
     yqq_command_staff_confirm},
    {"staff remove-key", "", N_ ("Take out a security key that somebody has lost"),
     yqq_command_staff_remove_key},
    {"history list", "", N_ ("List what was signed"), yqq_command_history_list},
    {"history export", "", N_ ("Write what was signed as CSV"), yqq_command_history_export},
    {"history verify", "FILE", N_ ("Check the signatures on record over a file"),
     yqq_command_history_verify},
};

static void
print_help (void)
{
  g_print (_ ("Usage: yqq COMMAND [OPTION…]\n\nCommands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *line = g_strdup_printf ("%s %s", commands[i].name, commands[i].arguments);
    int blanks = MAX (0, COLUMN - (int)g_utf8_strlen (line, -1));
    g_print ("  %s%*s %s\n", line, blanks, "", _ (commands[i].summary));
  }
  g_print (_ ("\n“yqq COMMAND --help” tells the options of a command.\n"));
}

/* How many words of argv the command's name takes, or 0 if they are not its name. */
static int
match (const YqqCommand *command, int argc, char **argv)
{
  g_auto (GStrv) words = g_strsplit (command->name, " ", -1);
  int count = (int)g_strv_length (words);
  if (argc - 1 < count)
    return 0;
  for (int i = 0; i < count; i++)
    if (strcmp (words[i], argv[i + 1]) != 0)
      return 0;
  return count;
}

static int
run (const YqqCommand *command, int words, int argc, char **argv)
{
  g_autofree char *name = g_strconcat ("yqq ", command->name, NULL);
  g_set_prgname (name);
  argv[words] = name;
  return command->run (argc - words, argv + words);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE,
                  g_getenv ("YQQ_LOCALEDIR") != NULL ? g_getenv ("YQQ_LOCALEDIR") : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 2 || strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "help") == 0) {
    print_help ();
    return argc < 2 ? YQQ_EXIT_USAGE : YQQ_EXIT_OK;
  }
  if (strcmp (argv[1], "--version") == 0) {
    g_print ("yqq %s\n", YQQ_VERSION);
    return YQQ_EXIT_OK;
  }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    int words = match (&commands[i], argc, argv);
    if (words > 0)
      return run (&commands[i], words, argc, argv);
  }
  g_printerr (_ ("yqq: there is no command “%s”; “yqq --help” lists them\n"), argv[1]);
  return YQQ_EXIT_USAGE;
}
